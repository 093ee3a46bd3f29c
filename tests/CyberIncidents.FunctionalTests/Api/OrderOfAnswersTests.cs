using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

/// <summary>Where two answers would fit, the first of api.md's order is given; one test for each neighbouring pair.</summary>
public sealed class OrderOfAnswersTests
{
    [Test]
    public async Task Not_signed_in_comes_before_a_role_that_never_may_and_before_form()
    {
        await using var app = new TestApp();
        using var anonymous = app.Anonymous();
        var answer = (await anonymous.PostRawAsync("/api/v1/users", "{")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.That(answer.Headers["WWW-Authenticate"], Is.EqualTo("Bearer"));
        (await anonymous.PostRawAsync("/api/v1/incidents/CI-2026-000099/actions/triage", "{")).Expect(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_role_that_never_may_comes_before_form_and_before_not_found()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var liaison = await app.AsAsync("liaison.nl");
        (await admin.PostRawAsync("/api/v1/incidents", "{")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await admin.PostRawAsync("/api/v1/incidents", new string(' ', 2 * 1024 * 1024))).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await liaison.PostRawAsync("/api/v1/incidents/CI-2026-000099/actions/triage", "{\"x\":1}")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await liaison.PatchRawAsync("/api/v1/incidents/CI-2026-000099", "{", null)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task Form_comes_before_not_found()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.PostRawAsync("/api/v1/incidents/CI-2026-000099/actions/triage", "{\"x\":1}")).ExpectInvalid("x");
        (await analyst.PatchRawAsync("/api/v1/incidents/CI-2026-000099", "{\"colour\":1}", null)).ExpectInvalid("colour");
        (await analyst.PostRawAsync("/api/v1/requests/RQ-2026-NL-0099/actions/send", "[")).ExpectInvalid("body");
    }

    [Test]
    public async Task Not_found_comes_before_a_row_that_is_not_permitted()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        // RED of another: an analyst may neither see it nor notify from it; it does not exist.
        var red = await manager.LogAsync(Cases.NewIncident(tlp: "RED"));
        await manager.ActAsync($"incidents/{red}", "triage");
        var participation = (await manager.ParticipationAsync(red, "NL"))["id"]!.ToString();
        (await analyst.PostAsync($"/api/v1/incidents/{red}/participations/{participation}/actions/notify")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await analyst.PatchAsync($"/api/v1/incidents/{red}", new { tlp = "CLEAR" }, "\"1\"")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_row_that_is_not_permitted_comes_before_a_stale_version()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        (await analyst.PatchAsync($"/api/v1/incidents/{reference}", new { tlp = "CLEAR" }, "\"999\"")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task Not_found_comes_before_a_missing_or_stale_version()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.PatchAsync("/api/v1/incidents/CI-2026-000099", new { title = "x" }, null)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await analyst.PatchAsync("/api/v1/incidents/CI-2026-000099", new { title = "x" }, "\"1\"")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await analyst.PostAsync("/api/v1/incidents/CI-2026-000099/actions/triage", null, ("If-Match", "\"1\""))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_stale_or_missing_version_comes_before_a_state_that_forbids()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        await analyst.ActAsync($"incidents/{reference}", "reject", new { reason = "A false alarm." });
        (await analyst.PatchAsync($"/api/v1/incidents/{reference}", new { title = "x" }, null)).ExpectProblem((HttpStatusCode)428, "if-match-required");
        (await analyst.PatchAsync($"/api/v1/incidents/{reference}", new { title = "x" }, "\"999\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await analyst.PostAsync($"/api/v1/incidents/{reference}/actions/activate", null, ("If-Match", "\"999\""))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
    }

    [Test]
    public async Task A_state_that_forbids_comes_before_what_the_move_needs()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var refused = (await analyst.PostAsync($"/api/v1/incidents/{reference}/actions/hold")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That(refused.At("allowed")!.AsArray().Select(a => a!.ToString()), Is.EqualTo(new[] { "triage", "reject", "mark-duplicate" }));
        (await analyst.PostAsync($"/api/v1/incidents/{reference}/actions/reopen")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        (await analyst.PostAsync($"/api/v1/incidents/{reference}/actions/reject")).ExpectInvalid("reason");
    }
}
