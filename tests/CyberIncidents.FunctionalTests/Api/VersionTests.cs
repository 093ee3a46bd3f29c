using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class VersionTests
{
    [Test]
    public async Task A_patch_needs_the_version_that_was_read_and_gives_a_new_one()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var path = $"/api/v1/incidents/{await analyst.LogAsync()}";
        var etag = (await analyst.GetAsync(path)).ETag!;
        (await analyst.PatchAsync(path, new { title = "Without" }, null)).ExpectProblem((HttpStatusCode)428, "if-match-required");
        (await analyst.PatchAsync(path, new { title = "Stale" }, "\"4711\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await analyst.PatchAsync(path, new { title = "Nonsense" }, "nonsense")).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        var edited = (await analyst.PatchAsync(path, new { title = "Right" }, etag)).Expect(HttpStatusCode.OK);
        Assert.That(edited.Text("title"), Is.EqualTo("Right"));
        Assert.That(edited.ETag, Is.Not.Null.And.Not.EqualTo(etag));
        var read = await analyst.GetAsync(path);
        Assert.That(read.ETag, Is.EqualTo(edited.ETag));
        Assert.That(read.Text("title"), Is.EqualTo("Right"));
        (await analyst.PatchAsync(path, new { title = "Once more" }, etag)).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
    }

    [Test]
    public async Task Organisations_users_and_requests_need_the_version_too()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        var (_, _, request) = await analyst.SentRequestAsync(dueAt: TestApp.Start.AddDays(2));
        await EnsureVersionedAsync(analyst, $"/api/v1/requests/{request}", new { dueAt = TestApp.Start.AddDays(5) });
        var user = (await admin.GetAsync("/api/v1/users")).Text("items.0.id");
        await EnsureVersionedAsync(admin, $"/api/v1/users/{user}", new { displayName = "Another name" });
        var organisation = (await admin.GetAsync("/api/v1/organisations?country=NL")).Text("items.0.id");
        await EnsureVersionedAsync(admin, $"/api/v1/organisations/{organisation}", new { sector = "Energy" });
    }

    [Test]
    public async Task An_action_may_say_the_version_that_was_read()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var path = $"/api/v1/incidents/{await analyst.LogAsync()}";
        var etag = (await analyst.GetAsync(path)).ETag!;
        (await analyst.PostAsync($"{path}/actions/triage", null, ("If-Match", "\"4711\""))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        Assert.That((await analyst.GetAsync(path)).Text("status"), Is.EqualTo("Reported"));
        var triaged = (await analyst.PostAsync($"{path}/actions/triage", null, ("If-Match", etag))).Expect(HttpStatusCode.OK);
        Assert.That(triaged.ETag, Is.Not.EqualTo(etag));
        (await analyst.PostAsync($"{path}/actions/activate", null, ("If-Match", etag))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await analyst.PostAsync($"{path}/actions/activate", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Of_ten_patches_at_once_with_one_version_exactly_one_wins()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var path = $"/api/v1/incidents/{await analyst.LogAsync()}";
        var etag = (await analyst.GetAsync(path)).ETag!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => analyst.PatchAsync(path, new { title = $"Title {i}" }, etag)));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed), Is.EqualTo(9));
        Assert.That((await analyst.GetAsync(path)).Text("title"), Is.EqualTo(answers.Single(a => a.Status == HttpStatusCode.OK).Text("title")));
    }

    [Test]
    public async Task Children_do_not_raise_the_version_of_their_case()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var reference = await analyst.ActiveCaseAsync();
        var path = $"/api/v1/incidents/{reference}";
        var etag = (await analyst.GetAsync(path)).ETag!;
        (await analyst.PostAsync($"{path}/follow-ups", Sample.FollowUp())).Expect(HttpStatusCode.Created);
        (await analyst.PostAsync($"{path}/comments", new { text = "Seen.", audience = "National" })).Expect(HttpStatusCode.Created);
        (await analyst.PostAsync($"{path}/participations", new { country = "DE", roles = new[] { "Transit" } })).Expect(HttpStatusCode.Created);
        var participation = await analyst.NotifyAsync(reference, "NL");
        var request = await analyst.DraftAsync(reference, participation);
        await analyst.ActAsync($"requests/{request}", "send");
        await liaison.ActAsync($"requests/{request}", "acknowledge");
        Assert.That((await analyst.GetAsync(path)).ETag, Is.EqualTo(etag));
        (await analyst.PatchAsync(path, new { title = "Still that version" }, etag)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_partner_gets_a_weak_tag_that_hidden_edits_do_not_change()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (reference, _, request) = await analyst.SentRequestAsync();
        var path = $"/api/v1/incidents/{reference}";
        await liaison.GetAsync($"/api/v1/requests/{request}");
        var seen = (await liaison.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.That(seen.ETag, Does.StartWith("W/\""));
        var own = await analyst.GetAsync(path);
        (await analyst.PatchAsync(path, new { title = "Hidden", summary = "Hidden", severity = "Low" }, own.ETag)).Expect(HttpStatusCode.OK);
        (await analyst.PostAsync($"{path}/comments", new { text = "Hidden", audience = "National" })).Expect(HttpStatusCode.Created);
        Assert.That((await liaison.GetAsync(path)).ETag, Is.EqualTo(seen.ETag));
    }

    [Test]
    public async Task A_partners_action_may_say_the_tag_that_was_read()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (_, _, request) = await analyst.SentRequestAsync();
        await liaison.GetAsync($"/api/v1/requests/{request}");
        var etag = (await liaison.GetAsync($"/api/v1/requests/{request}")).ETag!;
        (await liaison.PostAsync($"/api/v1/requests/{request}/actions/acknowledge", null, ("If-Match", "W/\"00\""))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await liaison.PostAsync($"/api/v1/requests/{request}/actions/acknowledge", null, ("If-Match", etag))).Expect(HttpStatusCode.OK);
        (await liaison.PostAsync($"/api/v1/requests/{request}/actions/start", null, ("If-Match", etag))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
    }

    private static async Task EnsureVersionedAsync(ApiClient client, string path, object patch)
    {
        var etag = (await client.GetAsync(path)).Expect(HttpStatusCode.OK).ETag!;
        (await client.PatchAsync(path, patch, null)).ExpectProblem((HttpStatusCode)428, "if-match-required");
        (await client.PatchAsync(path, patch, "\"4711\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        var edited = (await client.PatchAsync(path, patch, etag)).Expect(HttpStatusCode.OK);
        Assert.That(edited.ETag, Is.Not.Null.And.Not.EqualTo(etag), path);
    }
}
