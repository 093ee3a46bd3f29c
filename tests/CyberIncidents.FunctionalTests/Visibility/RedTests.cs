using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>TLP:RED is for named persons, whatever their roles.</summary>
public sealed class RedTests
{
    [Test]
    public async Task An_analyst_does_not_tell_a_partner_of_a_red_case_and_a_manager_only_named_persons()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var named = new[] { await manager.MyIdAsync() };
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", named: named));
        var id = (await analyst.ParticipationAsync(incident, "NL"))["id"];
        var notify = $"/api/v1/incidents/{incident}/participations/{id}/actions/notify";
        (await analyst.PostAsync(notify)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await manager.PostAsync(notify)).ExpectProblem(HttpStatusCode.Conflict, "no-named-person");
        Assert.That((await analyst.ParticipationAsync(incident, "NL"))["state"]!.ToString(), Is.EqualTo("Proposed"));
        Assert.That(await analyst.RowsAsync($"/api/v1/incidents/{incident}/releases"), Is.Zero);
    }

    [Test]
    public async Task A_colleague_of_the_named_liaison_officer_sees_nothing_of_a_red_case()
    {
        await using var app = new TestApp();
        using var colleague = await app.HireAsync("colleague.nl", "LiaisonOfficer", "NL");
        using var scene = await Scene.BuildAsync(app, "RED");
        (await scene["liaison.nl"].GetAsync($"/api/v1/incidents/{scene.Incident}")).Expect(HttpStatusCode.OK);
        await colleague.EnsureAbsentAsync(
            $"incidents/{scene.Incident}", $"incidents/{scene.Incident}/comments", $"incidents/{scene.Incident}/participations", $"requests/{scene.RequestNl}");
        foreach (var list in new[] { "incidents", "requests", "notifications" })
        {
            Assert.That(await colleague.RowsAsync($"/api/v1/{list}"), Is.Zero, list);
        }

        (await scene["liaison.nl"].CommentAsync(scene.Incident, "Words of the named one")).Expect(HttpStatusCode.Created);
        await colleague.EnsureAbsentAsync($"incidents/{scene.Incident}/comments");
        Assert.That(await scene["owner"].CommentTextsAsync(scene.Incident), Has.Member("Words of the named one"));
    }

    [Test]
    public async Task A_red_request_in_an_amber_case_goes_to_the_named_liaison_officer_alone()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var nl = await app.AsAsync("liaison.nl");
        using var colleague = await app.HireAsync("colleague.nl", "LiaisonOfficer", "NL");
        using var stranger = await app.HireAsync("stranger");
        var named = new[] { await manager.MyIdAsync(), await nl.MyIdAsync() };
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(named: named));
        var part = await analyst.NotifyAsync(incident, "NL");
        var request = await analyst.DraftAsync(incident, part, tlp: "RED");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/send")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        await manager.ActAsync($"requests/{request}", "send");
        (await nl.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        (await colleague.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        await colleague.EnsureAbsentAsync($"requests/{request}");
        await stranger.EnsureAbsentAsync($"requests/{request}");
        Assert.That(await colleague.RowsAsync("/api/v1/requests"), Is.Zero);
        Assert.That(await stranger.RowsAsync("/api/v1/requests"), Is.Zero);
        Assert.That(await stranger.RowsAsync($"/api/v1/incidents/{incident}/requests"), Is.Zero);
        var seen = (await stranger.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That(seen.Text("counts.requests"), Is.EqualTo("0"));
        var pill = (await stranger.GetAsync("/api/v1/incidents")).At("items.0.partners")!.AsArray().Single(p => p!["country"]!.ToString() == "NL")!;
        Assert.That(pill["waiting"]!.ToString(), Is.EqualTo("0"));
        var board = (await stranger.GetAsync("/api/v1/dashboard")).Expect(HttpStatusCode.OK);
        Assert.That(board.Text("waiting.count"), Is.EqualTo("0"));
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Body, Does.Not.Contain("Who runs the channel").And.Not.Contain(request));
        Assert.That(await stranger.RowsAsync($"/api/v1/incidents/{incident}/releases"), Is.EqualTo(1));
        await DashboardTests.EnsureFiguresMatchListsAsync(stranger);
        await DashboardTests.EnsureFiguresMatchListsAsync(manager);
    }

    [Test]
    public async Task Raising_a_shared_case_to_red_hides_it_from_partner_and_unnamed_everywhere()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var nl = await app.AsAsync("liaison.nl");
        using var stranger = await app.HireAsync("stranger");
        var (incident, _, request) = await analyst.SentRequestAsync();
        (await analyst.CommentAsync(incident, "For partners", "Participants")).Expect(HttpStatusCode.Created);
        (await analyst.CommentAsync(incident, "For us")).Expect(HttpStatusCode.Created);
        var followUp = await analyst.FollowUpAsync(incident, "Ring them");
        (await stranger.PostAsync($"/api/v1/follow-ups/{followUp}/actions/reassign", new { assignee = await stranger.MyIdAsync() })).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromHours(49));
        await app.FireDueAlarmsAsync();
        using var later = await app.AsAsync("stranger");
        using var owner = await app.AsAsync("analyst");
        using var partner = await app.AsAsync("liaison.nl");
        using var boss = await app.AsAsync("manager");
        Assert.That(await later.RowsAsync("/api/v1/notifications"), Is.EqualTo(1));
        (await owner.EditCaseAsync(incident, new { tlp = "RED" })).Expect(HttpStatusCode.OK);

        foreach (var unnamed in new[] { later, boss, partner })
        {
            await unnamed.EnsureAbsentAsync(
                $"incidents/{incident}", $"incidents/{incident}/comments", $"incidents/{incident}/participations", $"incidents/{incident}/requests", $"requests/{request}");
            foreach (var list in new[] { "incidents", "requests", "notifications" })
            {
                Assert.That(await unnamed.RowsAsync($"/api/v1/{list}"), Is.Zero, list);
            }
        }

        await later.EnsureAbsentAsync($"follow-ups/{followUp}", $"incidents/{incident}/audit", $"incidents/{incident}/releases");
        Assert.That(await later.RowsAsync("/api/v1/follow-ups?mine=true"), Is.Zero);
        var board = (await boss.GetAsync("/api/v1/dashboard")).Expect(HttpStatusCode.OK);
        Assert.That(new[] { board.Text("open.count"), board.Text("waiting.count"), board.Text("silent.count") }, Is.All.EqualTo("0"));
        Assert.That(board.At("openByCountry")!.AsArray(), Is.Empty);
        var marks = (await owner.GetAsync($"/api/v1/incidents/{incident}/comments")).Items.Select(c => c!["tlp"]!.ToString());
        Assert.That(marks, Is.All.EqualTo("RED"));
        Assert.That((await owner.GetAsync($"/api/v1/requests/{request}")).Text("tlp"), Is.EqualTo("RED"));
        Assert.That((await owner.GetAsync($"/api/v1/follow-ups/{followUp}")).Text("tlp"), Is.EqualTo("RED"));
        Assert.That(await owner.RowsAsync("/api/v1/notifications"), Is.Positive);
        await DashboardTests.EnsureFiguresMatchListsAsync(owner);
    }

    [Test]
    public async Task Who_raises_keeps_sight_and_creator_and_owner_always_have_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var other = await app.HireAsync("other");
        using var stranger = await app.HireAsync("stranger");
        var incident = await analyst.LogAsync();
        (await other.EditCaseAsync(incident, new { tlp = "RED" })).Expect(HttpStatusCode.OK);
        (await other.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        (await analyst.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        await stranger.EnsureAbsentAsync($"incidents/{incident}");
        (await analyst.EditCaseAsync(incident, new { owner = await stranger.MyIdAsync() })).Expect(HttpStatusCode.OK);
        (await stranger.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That(await stranger.RowsAsync("/api/v1/notifications"), Is.EqualTo(1));
        (await analyst.EditCaseAsync(incident, new { owner = await analyst.MyIdAsync() })).Expect(HttpStatusCode.OK);
        await stranger.EnsureAbsentAsync($"incidents/{incident}");
        Assert.That(await stranger.RowsAsync("/api/v1/notifications"), Is.Zero);
    }

    [Test]
    public async Task A_national_user_who_is_named_no_more_sees_no_more()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "RED");
        var manager = await scene["manager"].MyIdAsync();
        (await scene["owner"].EditCaseAsync(scene.Incident, new { namedPersons = new[] { manager } })).Expect(HttpStatusCode.OK);
        await scene["named"].EnsureAbsentAsync($"incidents/{scene.Incident}", $"incidents/{scene.Incident}/audit", $"requests/{scene.RequestNl}");
        Assert.That(await scene["named"].RowsAsync("/api/v1/incidents"), Is.Zero);
        (await scene["manager"].GetAsync($"/api/v1/incidents/{scene.Incident}")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_marking_is_lowered_by_a_manager_and_children_keep_their_own()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var stranger = await app.HireAsync("stranger");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", named: [await manager.MyIdAsync()]));
        (await analyst.CommentAsync(incident, "Red words", tlp: "RED")).Expect(HttpStatusCode.Created);
        var followUp = await analyst.FollowUpAsync(incident, "Ring them");
        (await analyst.EditCaseAsync(incident, new { tlp = "AMBER" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        await stranger.EnsureAbsentAsync($"incidents/{incident}");
        (await manager.EditCaseAsync(incident, new { tlp = "AMBER" })).Expect(HttpStatusCode.OK);
        var seen = (await stranger.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That(seen.Text("counts.comments"), Is.EqualTo("0"));
        Assert.That(seen.Text("counts.participations"), Is.EqualTo("3"));
        Assert.That((await stranger.GetAsync($"/api/v1/follow-ups/{followUp}")).Text("tlp"), Is.EqualTo("AMBER"));
        Assert.That(await stranger.CommentTextsAsync(incident), Is.Empty);
        Assert.That(await analyst.CommentTextsAsync(incident), Is.EqualTo(new[] { "Red words" }));
    }

    [Test]
    public async Task A_red_comment_in_an_amber_case_is_hidden_from_the_unnamed()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var stranger = await app.HireAsync("stranger");
        var incident = await analyst.ActiveCaseAsync();
        var before = (await stranger.GetAsync($"/api/v1/incidents/{incident}")).Whole();
        var lines = (await stranger.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Body;
        (await analyst.CommentAsync(incident, "Red words", tlp: "RED")).Expect(HttpStatusCode.Created);
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{incident}")).Whole(), Is.EqualTo(before));
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Body, Is.EqualTo(lines));
        Assert.That(await stranger.CommentTextsAsync(incident), Is.Empty);
        (await stranger.CommentAsync(incident, "Own red words", tlp: "RED")).Expect(HttpStatusCode.Created);
        Assert.That(await stranger.CommentTextsAsync(incident), Is.EqualTo(new[] { "Own red words" }));
        Assert.That(await analyst.CommentTextsAsync(incident), Has.Count.EqualTo(2));
        (await analyst.CommentAsync(incident, "Too lax", tlp: "GREEN")).ExpectInvalid("tlp");
    }
}
