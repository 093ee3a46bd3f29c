using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>Partners that try each other's numbers, keys, filters and cursors.</summary>
public sealed class GuessingTests
{
    [Test]
    public async Task Nobody_reaches_the_request_of_another_partner_by_its_reference()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "GREEN");
        foreach (var (name, foreign) in new[] { ("liaison.sg", scene.RequestNl), ("liaison.nl", scene.RequestSg), ("liaison.nl", scene.Draft) })
        {
            var client = scene[name];
            await client.EnsureAbsentAsync($"requests/{foreign}");
            foreach (var action in new[] { "acknowledge", "start", "ask", "answer", "decline", "set-reference" })
            {
                var path = $"/api/v1/requests/{foreign}/actions/{action}";
                var body = new { note = "x", outcome = "Fulfilled", ground = "other", theirReference = "x" };
                (await client.PostAsync(path, body)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
                (await client.PostAsync(path, body, ("If-Match", "*"))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
                (await client.PostAsync(path, body, ("If-Match", "\"1\""))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
            }

            // An officer makes these on what it asks of us; of another's it learns nothing by them.
            foreach (var action in new[] { "clarify", "accept", "return", "close", "withdraw" })
            {
                (await client.PostAsync($"/api/v1/requests/{foreign}/actions/{action}", new { note = "x", reason = "x" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
            }

            foreach (var action in new[] { "submit", "approve", "reject", "send" })
            {
                (await client.PostAsync($"/api/v1/requests/{foreign}/actions/{action}")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
            }
        }

        Assert.That((await scene["liaison.nl"].GetAsync($"/api/v1/requests/{scene.RequestNl}")).Text("state"), Is.EqualTo("Sent"));
        Assert.That((await scene["liaison.sg"].GetAsync($"/api/v1/requests/{scene.RequestSg}")).Text("state"), Is.EqualTo("Sent"));
    }

    [Test]
    public async Task Nobody_declines_for_another_partner()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "GREEN");
        foreach (var (name, country) in new[] { ("liaison.sg", "NL"), ("liaison.nl", "SG"), ("liaison.nl", "MY"), ("liaison.my", "MY") })
        {
            var id = (await scene["owner"].ParticipationAsync(scene.Incident, country))["id"];
            (await scene[name].PostAsync($"/api/v1/incidents/{scene.Incident}/participations/{id}/actions/decline"))
                .ExpectProblem(HttpStatusCode.NotFound, "not-found");
            foreach (var action in new[] { "notify", "complete", "withdraw" })
            {
                (await scene[name].PostAsync($"/api/v1/incidents/{scene.Incident}/participations/{id}/actions/{action}"))
                    .ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
            }
        }
    }

    [Test]
    public async Task A_partner_cannot_filter_cases_by_what_it_may_not_read()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "GREEN");
        var nl = scene["liaison.nl"];
        foreach (var (name, value) in new[]
        {
            ("severity", "High"), ("q", Scene.Ours), ("owner", "me"), ("tag", Scene.Ours), ("status", "Active"), ("tlp", "GREEN"), ("country", "SG"),
            ("classification", "abusive-content"), ("terroristUse", "recruitment"), ("overdue", "true"), ("silent", "true"), ("from", "2026-01-01T00:00:00Z"),
        })
        {
            var answer = (await nl.GetAsync($"/api/v1/incidents?{name}={value}")).ExpectInvalid(name);
            Assert.That(answer.Body, Does.Not.Contain(Scene.Ours));
        }

        foreach (var sort in new[] { "createdAt", "-updatedAt", "severity", "title" })
        {
            (await nl.GetAsync($"/api/v1/incidents?sort={sort}")).ExpectInvalid("sort");
        }

        Assert.That(await nl.RowsAsync("/api/v1/incidents?sort=-notifiedAt"), Is.EqualTo(1));
        Assert.That(await nl.RowsAsync("/api/v1/requests?sort=createdAt"), Is.EqualTo(1));
        Assert.That(await scene["liaison.jp"].RowsAsync("/api/v1/requests"), Is.Zero);
    }

    [Test]
    public async Task The_cursor_of_another_user_or_list_opens_nothing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        using var sg = await app.AsAsync("liaison.sg");
        for (var i = 0; i < 3; i++)
        {
            await analyst.SentRequestAsync("NL");
            await analyst.SentRequestAsync("SG");
        }

        var own = await ReferencesAsync(nl, "/api/v1/requests?limit=200");
        var cursors = new List<string>();
        foreach (var (client, path) in new[]
        {
            (sg, "requests"), (sg, "incidents"), (sg, "notifications"), (nl, "incidents"), (analyst, "requests"), (analyst, "incidents"),
        })
        {
            cursors.Add((await client.GetAsync($"/api/v1/{path}?limit=1")).Expect(HttpStatusCode.OK).Text("next"));
        }

        foreach (var cursor in cursors)
        {
            var page = await nl.GetAsync($"/api/v1/requests?after={cursor}");
            if (page.Status != HttpStatusCode.BadRequest)
            {
                Assert.That(page.Items.Select(r => r!["reference"]!.ToString()), Is.SubsetOf(own));
            }
        }

        (await nl.GetAsync("/api/v1/requests?after=bm9uc2Vuc2U")).ExpectInvalid("after");
    }

    [Test]
    public async Task The_idempotency_key_of_another_user_replays_nothing()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "GREEN");
        var key = ("Idempotency-Key", "the-same-key");
        var path = $"/api/v1/incidents/{scene.Incident}/comments";
        var first = (await scene["liaison.nl"].PostAsync(path, new { text = "Words of NL" }, key)).Expect(HttpStatusCode.Created);
        (await scene["liaison.jp"].PostAsync(path, new { text = "Words of NL" }, key)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var other = (await scene["liaison.sg"].PostAsync(path, new { text = "Words of SG" }, key)).Expect(HttpStatusCode.Created);
        Assert.That(other.Text("id"), Is.Not.EqualTo(first.Text("id")));
        var replay = (await scene["liaison.nl"].PostAsync(path, new { text = "Words of NL" }, key)).Expect(HttpStatusCode.Created);
        Assert.That(replay.Body, Is.EqualTo(first.Body));
        Assert.That(await scene["liaison.nl"].CommentTextsAsync(scene.Incident), Has.Exactly(1).EqualTo("Words of NL"));
    }

    [Test]
    public async Task A_partner_does_not_name_another_one_by_its_organisation()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "GREEN");
        var nl = scene["liaison.nl"];
        var unknown = await nl.GetAsync($"/api/v1/organisations/{Guid.NewGuid()}");
        var foreign = await nl.GetAsync($"/api/v1/organisations/{scene.OrganisationSg}");
        Assert.That(foreign.Whole(), Is.EqualTo(unknown.Whole()));
        var audience = await nl.CommentAsync(scene.Incident, "x", new { organisations = new[] { scene.OrganisationSg } });
        var nobody = await nl.CommentAsync(scene.Incident, "x", new { organisations = new[] { Guid.NewGuid() } });
        Assert.That(audience.ExpectInvalid("audience").Whole(), Is.EqualTo(nobody.Whole()));
        Assert.That(await nl.RowsAsync("/api/v1/organisations"), Is.EqualTo(2));
    }

    private static async Task<List<string>> ReferencesAsync(ApiClient client, string path) =>
        [.. (await client.GetAsync(path)).Expect(HttpStatusCode.OK).Items.Select(r => r!["reference"]!.ToString())];
}
