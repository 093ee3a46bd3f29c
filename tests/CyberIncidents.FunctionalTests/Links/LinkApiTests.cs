using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Links;

/// <summary>Links between cases by the API.</summary>
public sealed class LinkApiTests
{
    [Test]
    public async Task A_link_shows_in_both_cases_and_goes_from_both()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (one, other) = (await analyst.LogAsync(), await analyst.LogAsync());
        var made = (await analyst.PostAsync($"/api/v1/incidents/{one}/links", new { incident = other, kind = "Parent" })).Expect(HttpStatusCode.Created);
        var read = (await analyst.GetAsync(made.Location!.ToString())).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That((read.Body, read.ETag), Is.EqualTo((made.Body, "\"1\"")));
        Assert.That((read.Text("incident.status"), read.At("mayWithdraw")!.GetValue<bool>()), Is.EqualTo(("Reported", true)));
        Assert.That(await analyst.LinksAsync(one), Is.EqualTo(new[] { $"Parent {other}" }));
        Assert.That(await analyst.LinksAsync(other), Is.EqualTo(new[] { $"Child {one}" }));
        (await analyst.PostAsync($"/api/v1/incidents/{other}/links", new { incident = one, kind = "Related" })).ExpectProblem(HttpStatusCode.Conflict, "link-known");

        var there = (await analyst.GetAsync($"/api/v1/incidents/{other}/links")).Text("items.0.id");
        (await analyst.PostAsync($"/api/v1/incidents/{one}/links/{there}/actions/withdraw")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await analyst.PostAsync($"/api/v1/incidents/{other}/links/{there}/actions/withdraw", null, ("If-Match", "\"9\""))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await analyst.PostAsync($"/api/v1/incidents/{other}/links/{there}/actions/withdraw")).Expect(HttpStatusCode.OK);
        (await analyst.PostAsync($"/api/v1/incidents/{one}/links/{made.Text("id")}/actions/withdraw")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That((await analyst.LinksAsync(one), await analyst.LinksAsync(other)), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
        Assert.That(await analyst.LinkHistoryAsync(one), Is.EqualTo(new[] { $"link {other}", $"unlink {other}" }));
        Assert.That(await analyst.LinkHistoryAsync(other), Is.EqualTo(new[] { $"link {one}", $"unlink {one}" }));
        await analyst.LinkAsync(other, one);
        Assert.That(await analyst.LinksAsync(one), Is.EqualTo(new[] { $"Related {other}" }), "anew, and once");
    }

    [Test]
    public async Task No_case_is_linked_to_itself_to_none_or_above_itself()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (a, b, c) = (await analyst.LogAsync(), await analyst.LogAsync(), await analyst.LogAsync());
        var path = $"/api/v1/incidents/{a}/links";
        using var all = Assert.EnterMultipleScope();
        foreach (var (body, field) in new (object, string)[]
        {
            (new { incident = a, kind = "Related" }, "incident"), (new { incident = "CI-2026-000099", kind = "Related" }, "incident"), (new { incident = " ", kind = "Related" }, "incident"),
            (new { incident = b }, "kind"), (new { incident = b, kind = "DuplicateOf" }, "kind"), (new { incident = b, kind = "Merged" }, "kind"), (new { incident = b, kind = "Friend" }, "kind"),
            (new { incident = b, kind = "Related", colour = "red" }, "colour"),
        })
        {
            (await analyst.PostAsync(path, body)).ExpectInvalid(field);
        }

        await analyst.LinkAsync(a, b, "Parent");
        await analyst.LinkAsync(b, c, "Parent");
        (await analyst.PostAsync(path, new { incident = c, kind = "Child" })).ExpectProblem(HttpStatusCode.Conflict, "link-circle");
        (await analyst.PostAsync($"/api/v1/incidents/{c}/links", new { incident = a, kind = "Parent" })).ExpectProblem(HttpStatusCode.Conflict, "link-circle");
        await analyst.LinkAsync(a, c, "Parent");
        await analyst.ActAsync($"incidents/{a}", "reject", new { reason = "No case" });
        (await analyst.PostAsync(path, new { incident = c, kind = "Related" })).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
    }

    [Test]
    public async Task A_duplicate_shows_in_both_cases_as_long_as_it_is_one()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (one, other) = (await analyst.LogAsync(), await analyst.LogAsync());
        await analyst.ActAsync($"incidents/{one}", "mark-duplicate", new { duplicateOf = other });
        using var all = Assert.EnterMultipleScope();
        Assert.That(await analyst.LinksAsync(one), Is.EqualTo(new[] { $"DuplicateOf {other}" }));
        Assert.That(await analyst.LinksAsync(other), Is.EqualTo(new[] { $"Duplicate {one}" }));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{one}")).At("merged")!.GetValue<bool>(), Is.False);
        await analyst.ActAsync($"incidents/{one}", "reopen", new { reason = "It is none" });
        Assert.That((await analyst.LinksAsync(one), await analyst.LinksAsync(other)), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }
}
