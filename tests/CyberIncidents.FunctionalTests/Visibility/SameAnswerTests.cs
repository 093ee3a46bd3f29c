using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>What one may not see and what is not there get one answer, to the last header.</summary>
public sealed class SameAnswerTests
{
    private const string NoCase = "CI-2026-999999";
    private const string NoRequest = "RQ-2026-SG-9999";

    [Test]
    public async Task A_partner_cannot_tell_a_foreign_item_from_none()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        await EnsureSameAsync(scene["liaison.jp"], scene, "liaison.nl");
        await EnsureSameAsync(scene["liaison.my"], scene, "liaison.nl");
        await EnsureSameAsync(scene["liaison.au"], scene, "liaison.nl");
    }

    [Test]
    public async Task A_national_user_who_is_not_named_cannot_tell_a_red_item_from_none()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "RED");
        var stranger = scene["stranger"];
        await EnsureSameAsync(stranger, scene, "owner");
        foreach (var part in new[] { "releases", "audit", "follow-ups" })
        {
            await SameAsync(stranger, HttpMethod.Get, $"incidents/{scene.Incident}/{part}", $"incidents/{NoCase}/{part}");
        }

        await SameAsync(stranger, HttpMethod.Get, $"follow-ups/{scene.FollowUp}", $"follow-ups/{Guid.NewGuid()}");
        await SameAsync(stranger, HttpMethod.Post, $"follow-ups/{scene.FollowUp}/actions/complete", $"follow-ups/{Guid.NewGuid()}/actions/complete");
        await SameAsync(stranger, HttpMethod.Post, $"incidents/{scene.Incident}/actions/resolve", $"incidents/{NoCase}/actions/resolve");
        await SameAsync(stranger, HttpMethod.Post, $"requests/{scene.RequestNl}/actions/withdraw", $"requests/{NoRequest}/actions/withdraw");
        await SameAsync(stranger, HttpMethod.Patch, $"incidents/{scene.Incident}", $"incidents/{NoCase}");
        await SameAsync(stranger, HttpMethod.Patch, $"requests/{scene.Draft}", $"requests/{NoRequest}");
    }

    [Test]
    public async Task An_invisible_case_or_request_named_in_a_body_is_like_none()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "RED");
        var stranger = scene["stranger"];
        var own = await stranger.LogAsync(Cases.NewIncident());
        async Task<string> DuplicateAsync(string of) =>
            (await stranger.PostAsync($"/api/v1/incidents/{own}/actions/mark-duplicate", new { duplicateOf = of })).ExpectInvalid("duplicateOf").Whole();
        async Task<string> AboutAsync(string request) =>
            (await stranger.PostAsync("/api/v1/follow-ups", new { title = "x", dueAt = TestApp.Start.AddDays(9), timeZone = "Asia/Jakarta", requestReference = request }))
                .ExpectInvalid("requestReference").Whole();
        Assert.That(await DuplicateAsync(scene.Incident), Is.EqualTo(await DuplicateAsync(NoCase)));
        Assert.That(await AboutAsync(scene.RequestNl), Is.EqualTo(await AboutAsync(NoRequest)));
    }

    [Test]
    public async Task A_role_that_never_may_gets_one_answer_whatever_the_number()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        foreach (var name in new[] { "liaison.nl", "liaison.jp", "admin" })
        {
            var client = scene[name];
            var known = await client.GetAsync($"/api/v1/follow-ups/{scene.FollowUp}");
            var unknown = await client.GetAsync($"/api/v1/follow-ups/{Guid.NewGuid()}");
            Assert.That(known.Whole(), Is.EqualTo(unknown.Whole()));
            known.ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        }
    }

    [Test]
    public async Task The_wrong_moves_of_a_partner_tell_nothing_of_ours()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var nl = scene["liaison.nl"];
        var request = $"/api/v1/requests/{scene.RequestNl}/actions";
        await nl.ActAsync($"requests/{scene.RequestNl}", "acknowledge");
        var illegal = (await nl.PostAsync($"{request}/acknowledge")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That(Allowed(illegal), Is.EquivalentTo(new[] { "answer", "start", "ask", "decline", "set-reference" }));
        (await nl.PostAsync($"{request}/ask")).ExpectInvalid("note");
        (await nl.PostAsync($"{request}/decline", new { ground = "no-such-ground" })).ExpectInvalid("ground");
        var ours = (await nl.PostAsync($"{request}/withdraw", new { reason = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        var answered = await nl.ActAsync($"requests/{scene.RequestNl}", "answer", new { outcome = "Fulfilled" });
        var late = (await nl.PostAsync($"{request}/answer", new { outcome = "Fulfilled" })).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That(Allowed(late), Is.EqualTo(new[] { "set-reference" }));
        var laxer = (await nl.CommentAsync(scene.Incident, "x", tlp: "CLEAR")).ExpectInvalid("tlp");
        var audience = (await nl.CommentAsync(scene.Incident, "x", "Participants")).ExpectInvalid("audience");
        await scene["owner"].ActAsync($"incidents/{scene.Incident}", "resolve", new { outcome = "Unsolved", @override = true, reason = Scene.Ours });
        await scene["owner"].ActAsync($"incidents/{scene.Incident}", "close", new { summary = Scene.Ours, cancelFollowUps = true });
        var closed = (await nl.CommentAsync(scene.Incident, "x")).ExpectProblem(HttpStatusCode.Conflict, "case-closed");
        Assert.That(Allowed(closed), Is.Empty);
        foreach (var answer in new[] { illegal, ours, answered, late, laxer, audience, closed })
        {
            Assert.That(answer.Whole(), Does.Not.Contain(Scene.Ours).And.Not.Contain(Scene.ForSingapore)
                .And.Not.Contain("reopen").And.Not.Contain("withdraw").And.Not.Contain("Singapore").And.Not.Contain("Active"));
        }
    }

    private static IEnumerable<string> Allowed(Answer answer) => answer.At("allowed")!.AsArray().Select(a => a!.ToString());

    private static async Task EnsureSameAsync(ApiClient client, Scene scene, string seer)
    {
        foreach (var part in new[] { string.Empty, "/comments", "/participations", "/requests" })
        {
            await SameAsync(client, HttpMethod.Get, $"incidents/{scene.Incident}{part}", $"incidents/{NoCase}{part}");
        }

        var participation = await scene["owner"].ParticipationAsync(scene.Incident, "NL");
        var decline = $"participations/{participation["id"]}/actions/decline";
        await SameAsync(client, HttpMethod.Get, $"requests/{scene.RequestNl}", $"requests/{NoRequest}");
        await SameAsync(client, HttpMethod.Get, $"requests?incident={scene.Incident}", $"requests?incident={NoCase}");
        await SameAsync(client, HttpMethod.Post, $"requests/{scene.RequestNl}/actions/acknowledge", $"requests/{NoRequest}/actions/acknowledge");
        await SameAsync(client, HttpMethod.Post, $"incidents/{scene.Incident}/{decline}", $"incidents/{NoCase}/{decline}");
        await SameAsync(client, HttpMethod.Post, $"incidents/{scene.Incident}/comments", $"incidents/{NoCase}/comments", new JsonObject { ["text"] = "x" });
        var notices = (await scene[seer].GetAsync("/api/v1/notifications")).Expect(HttpStatusCode.OK);
        await SameAsync(client, HttpMethod.Post, $"notifications/{notices.Text("items.0.id")}/read", $"notifications/{Guid.NewGuid()}/read");
    }

    private static async Task SameAsync(ApiClient client, HttpMethod method, string there, string nowhere, JsonObject? body = null)
    {
        var first = await CallAsync(client, method, there, body);
        var second = await CallAsync(client, method, nowhere, body);
        Assert.That(first.Whole(), Is.EqualTo(second.Whole()), $"{method} {there}");
        Assert.That(first.Status, Is.EqualTo(HttpStatusCode.NotFound).Or.EqualTo(HttpStatusCode.Forbidden), $"{method} {there}: {first.Body}");
    }

    private static Task<Answer> CallAsync(ApiClient client, HttpMethod method, string path, JsonObject? body)
    {
        var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (method != HttpMethod.Get)
        {
            request.Content = new StringContent(body?.ToJsonString() ?? "{}", System.Text.Encoding.UTF8, "application/json");
        }

        return client.SendAsync(request);
    }
}
