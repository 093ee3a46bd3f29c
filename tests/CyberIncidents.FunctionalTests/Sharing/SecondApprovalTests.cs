using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Sharing;

/// <summary>A release that another manager has to approve: nothing leaves before, and only what was asked for leaves then.</summary>
public sealed class SecondApprovalTests
{
    [Test]
    public async Task One_that_waits_shows_nothing_to_the_receiver_until_another_manager_approves()
    {
        await using var scene = await ReleaseScene.BuildAsync(second: true);
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        var id = (await scene.ReleaseAsync(scene.Analyst, item, "NL", "A word")).Text("items.0.id");
        var asked = (await scene.Analyst.GetAsync($"/api/v1/releases/{id}")).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That((asked.Text("state"), asked.At("decidedAt"), asked.At("approvedBy")), Is.EqualTo(("PendingApproval", (object?)null, (object?)null)));
        Assert.That(asked.Text("blockedActions.0.code"), Is.EqualTo("own-release"));
        Assert.That(await scene.Nl.RowsAsync(scene.Path), Is.Zero);
        Assert.That(await scene.Nl.RowsAsync("/api/v1/notifications"), Is.EqualTo(1), "only that it was notified");
        await scene.Nl.EnsureAbsentAsync($"incidents/{scene.Incident}/observables/{item}");
        Assert.That((await NoticesAsync(scene.Manager))[0], Does.StartWith("ReleaseSubmitted"));
        Assert.That((await NoticesAsync(scene.Deputy))[0], Does.StartWith("ReleaseSubmitted"));
        (await scene.Analyst.PostAsync($"/api/v1/releases/{id}/actions/approve")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await scene.Nl.PostAsync($"/api/v1/releases/{id}/actions/approve")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await scene.Manager.PostAsync($"/api/v1/releases/{Guid.NewGuid()}/actions/approve")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await scene.Manager.PostAsync($"/api/v1/releases/{id}/actions/approve", null, ("If-Match", "\"7\""))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");

        var approved = (await scene.Manager.PostAsync($"/api/v1/releases/{id}/actions/approve", null, ("If-Match", asked.ETag!))).Expect(HttpStatusCode.OK);
        Assert.That((approved.Text("state"), approved.Text("number")), Is.EqualTo(("Released", asked.Text("number"))));
        Assert.That(approved.Text("items.0.sha256"), Is.EqualTo(asked.Text("items.0.sha256")));
        Assert.That(approved.Text("approvedBy.id"), Is.EqualTo((await scene.Manager.MyIdAsync()).ToString()));
        Assert.That((await NoticesAsync(scene.Analyst))[0], Does.StartWith("ReleaseApproved"));
        Assert.That((await NoticesAsync(scene.Nl))[0], Does.StartWith("ItemsReleased").And.Contain(asked.Text("number")));
        Assert.That((await scene.Nl.GetAsync($"/api/v1/incidents/{scene.Incident}/observables/{item}")).Text("value"), Is.EqualTo("evil.example"));
        (await scene.Deputy.PostAsync($"/api/v1/releases/{id}/actions/reject", new { reason = "Late" })).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
    }

    [Test]
    public async Task A_comment_above_amber_is_written_at_once_and_read_outside_once_another_manager_approves()
    {
        await using var scene = await ReleaseScene.BuildAsync();
        (await scene.Analyst.CommentAsync(scene.Incident, "For NL", "Participants", "AMBER+STRICT")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        var id = (await scene.Manager.CommentAsync(scene.Incident, "For NL", "Participants", "AMBER+STRICT")).Expect(HttpStatusCode.Created).Text("id");
        var path = $"incidents/{scene.Incident}/comments/{id}";
        using var all = Assert.EnterMultipleScope();
        var written = (await scene.Analyst.GetAsync($"/api/v1/{path}")).Expect(HttpStatusCode.OK);
        Assert.That((written.At("organisations")!.AsArray().Count, written.At("waiting")!.AsArray().Count), Is.EqualTo((0, 2)));
        await scene.Nl.EnsureAbsentAsync(path);
        var release = await scene.Manager.ReleaseOfAsync(scene.Incident, id);
        (await scene.Manager.PostAsync($"/api/v1/releases/{release}/actions/approve")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        await scene.Deputy.ActAsync($"releases/{release}", "approve");
        var read = (await scene.Analyst.GetAsync($"/api/v1/{path}")).Expect(HttpStatusCode.OK);
        Assert.That((read.At("organisations")!.AsArray().Count, read.At("waiting")!.AsArray().Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task What_needs_approval_is_previewed_as_it_will_be_and_not_asked_for_where_nobody_can_give_it()
    {
        await using var scene = await ReleaseScene.BuildAsync(second: true);
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        var choice = new { items = new[] { new { type = "Observable", id = item } }, receivers = new[] { scene.Organisations["NL"] } };
        var preview = (await scene.Analyst.PostAsync($"{scene.Path}/preview", choice)).Expect(HttpStatusCode.OK);
        Assert.That(preview.At("leaving")!.ToJsonString(), Does.Contain("evil.example"));
        Assert.That(await scene.Nl.RowsAsync(scene.Path), Is.Zero);

        var alone = await scene.Manager.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", named: [await scene.Nl.MyIdAsync()]));
        await scene.Manager.NotifyAsync(alone, "NL");
        (await scene.Manager.CommentAsync(alone, "For NL", "Participants")).ExpectProblem(HttpStatusCode.Conflict, "no-approver");
        Assert.That(await scene.Manager.RowsAsync($"/api/v1/incidents/{alone}/comments"), Is.Zero);
    }

    [Test]
    public async Task A_rejected_one_leaves_nothing_and_says_why_to_whoever_asked()
    {
        await using var scene = await ReleaseScene.BuildAsync(second: true);
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        var id = (await scene.ReleaseAsync(scene.Manager, item, "NL")).Text("items.0.id");
        using var all = Assert.EnterMultipleScope();
        (await scene.Manager.PostAsync($"/api/v1/releases/{id}/actions/approve")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await scene.Deputy.PostAsync($"/api/v1/releases/{id}/actions/reject")).ExpectInvalid("reason");
        var rejected = (await scene.Deputy.PostAsync($"/api/v1/releases/{id}/actions/reject", new { reason = "Too much" })).Expect(HttpStatusCode.OK);
        Assert.That((rejected.Text("state"), rejected.Text("rejectionReason")), Is.EqualTo(("Rejected", "Too much")));
        Assert.That((await NoticesAsync(scene.Manager))[0], Does.StartWith("ReleaseRejected"));
        Assert.That(await scene.Nl.RowsAsync(scene.Path), Is.Zero);
        await scene.Nl.EnsureAbsentAsync($"incidents/{scene.Incident}/observables/{item}");
        (await scene.Deputy.PostAsync($"/api/v1/releases/{id}/actions/approve")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        var ours = (await scene.Analyst.GetAsync($"/api/v1/incidents/{scene.Incident}/observables/{item}")).Expect(HttpStatusCode.OK);
        Assert.That(ours.At("releasedTo")!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Above_amber_another_looks_whatever_the_setting_says()
    {
        await using var scene = await ReleaseScene.BuildAsync();
        var strict = await scene.Analyst.ObserveAsync(scene.Incident, "strict.example", tlp: "AMBER+STRICT");
        var red = await scene.Manager.ObserveAsync(scene.Incident, "red.example", tlp: "RED");
        using var all = Assert.EnterMultipleScope();
        foreach (var item in new[] { strict, red })
        {
            var id = (await scene.ReleaseAsync(scene.Manager, item, "NL")).Text("items.0.id");
            Assert.That((await scene.Manager.GetAsync($"/api/v1/releases/{id}")).Text("state"), Is.EqualTo("PendingApproval"));
            await scene.Nl.EnsureAbsentAsync($"incidents/{scene.Incident}/observables/{item}");
            await scene.Deputy.ActAsync($"releases/{id}", "approve");
            (await scene.Nl.GetAsync($"/api/v1/incidents/{scene.Incident}/observables/{item}")).Expect(HttpStatusCode.OK);
        }

        // RED went to the named person of NL, and to nobody else of it; its release exists for those of the case only.
        using var second = await scene.App.HireAsync("liaison2.nl", "LiaisonOfficer", "NL");
        await second.EnsureAbsentAsync($"incidents/{scene.Incident}/observables/{red}");
        (await second.GetAsync($"/api/v1/incidents/{scene.Incident}/observables/{strict}")).Expect(HttpStatusCode.OK);
        Assert.That(await second.RowsAsync(scene.Path), Is.EqualTo(1));
        Assert.That(await scene.Nl.RowsAsync(scene.Path), Is.EqualTo(2));
        using var stranger = await scene.App.HireAsync("stranger");
        Assert.That(await stranger.RowsAsync(scene.Path), Is.EqualTo(await scene.LoggedAsync() - 1));
    }

    [TestCase("withdrawn", "item-withdrawn")]
    [TestCase("raised", "item-remarked")]
    [TestCase("left", "shares-nothing")]
    [TestCase("closed", "incident-closed")]
    public async Task What_changed_meanwhile_is_named_and_nothing_leaves(string what, string code)
    {
        await using var scene = await ReleaseScene.BuildAsync(second: true);
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        var id = (await scene.ReleaseAsync(scene.Analyst, item, "NL")).Text("items.0.id");
        switch (what)
        {
            case "withdrawn":
                await scene.Analyst.ActAsync($"incidents/{scene.Incident}/observables/{item}", "withdraw");
                break;
            case "raised":
                (await scene.Manager.EditCaseAsync(scene.Incident, new { tlp = "AMBER+STRICT" })).Expect(HttpStatusCode.OK);
                break;
            case "left":
                var nl = await scene.Manager.ParticipationAsync(scene.Incident, "NL");
                await scene.Manager.ActAsync($"incidents/{scene.Incident}/participations/{nl["id"]}", "withdraw", new { reason = "Over" });
                break;
            default:
                await scene.Analyst.ActAsync($"incidents/{scene.Incident}", "resolve", new { outcome = "Mitigated" });
                await scene.Analyst.ActAsync($"incidents/{scene.Incident}", "close", new { summary = "Over" });
                break;
        }

        var refused = (await scene.Manager.PostAsync($"/api/v1/releases/{id}/actions/approve")).ExpectProblem(HttpStatusCode.Conflict, code);
        using var all = Assert.EnterMultipleScope();
        Assert.That(what == "closed" || refused.Body.Contains("evil.example", StringComparison.Ordinal), Is.True, refused.Body);
        Assert.That((await scene.Manager.GetAsync($"/api/v1/releases/{id}")).Text("state"), Is.EqualTo("PendingApproval"));
        await scene.Manager.ActAsync($"releases/{id}", "reject", new { reason = "Not any more" });
    }

    [Test]
    public async Task Two_managers_who_approve_at_once_let_it_leave_once()
    {
        await using var scene = await ReleaseScene.BuildAsync(second: true);
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        var id = (await scene.ReleaseAsync(scene.Analyst, item, "NL")).Text("items.0.id");
        var answers = await Task.WhenAll(
            new[] { scene.Manager, scene.Deputy }.Select(m => m.PostAsync($"/api/v1/releases/{id}/actions/approve")));
        using var all = Assert.EnterMultipleScope();
        Assert.That(answers.Select(a => a.Status), Is.EquivalentTo(new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
        Assert.That(await scene.Nl.RowsAsync("/api/v1/notifications"), Is.EqualTo(2));
        Assert.That(await scene.Nl.RowsAsync(scene.Path), Is.EqualTo(1));
    }

    private static async Task<List<string>> NoticesAsync(ApiClient client) =>
        [.. (await client.GetAsync("/api/v1/notifications")).Expect(HttpStatusCode.OK).Items.Select(n => $"{n!["kind"]}: {n["text"]}")];
}
