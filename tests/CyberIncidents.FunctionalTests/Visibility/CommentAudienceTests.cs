using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>Whom a comment reaches, and that edits which a partner may not see do not show.</summary>
public sealed class CommentAudienceTests
{
    [Test]
    public async Task Participants_are_those_who_take_part_when_it_is_written_not_later_ones()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        using var sg = await app.AsAsync("liaison.sg");
        var incident = await analyst.ActiveCaseAsync();
        await analyst.NotifyAsync(incident, "NL");
        (await analyst.CommentAsync(incident, "Early", "Participants")).Expect(HttpStatusCode.Created);
        await analyst.NotifyAsync(incident, "SG");
        Assert.That(await nl.CommentTextsAsync(incident), Is.EqualTo(new[] { "Early" }));
        Assert.That(await sg.CommentTextsAsync(incident), Is.Empty);
        (await analyst.CommentAsync(incident, "Late", "Participants")).Expect(HttpStatusCode.Created);
        (await analyst.CommentAsync(incident, "Ours", "National")).Expect(HttpStatusCode.Created);
        Assert.That(await nl.CommentTextsAsync(incident), Is.EqualTo(new[] { "Late", "Early" }));
        Assert.That(await sg.CommentTextsAsync(incident), Is.EqualTo(new[] { "Late" }));
    }

    [Test]
    public async Task Named_organisations_have_to_take_part_and_alone_read_it()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var owner = scene["owner"];
        var nl = await owner.OrganisationAsync("NL");
        foreach (var outside in new[] { "AU", "MY", "JP" })
        {
            (await owner.CommentAsync(scene.Incident, "x", new { organisations = new[] { nl, await owner.OrganisationAsync(outside) } }))
                .ExpectInvalid("audience");
        }

        (await owner.CommentAsync(scene.Incident, "For NL alone", new { organisations = new[] { nl } })).Expect(HttpStatusCode.Created);
        var read = (await scene["liaison.nl"].GetAsync($"/api/v1/incidents/{scene.Incident}/comments")).Expect(HttpStatusCode.OK);
        Assert.That(read.Body, Does.Contain("For NL alone").And.Not.Contain("Analyst").And.Not.Contain("Singapore").And.Not.Contain("audience"));
        Assert.That(await scene["liaison.sg"].CommentTextsAsync(scene.Incident), Has.None.EqualTo("For NL alone"));
    }

    [Test]
    public async Task What_a_liaison_officer_writes_reaches_the_national_team_and_the_own_organisation()
    {
        await using var app = new TestApp();
        using var colleague = await app.HireAsync("colleague.nl", "LiaisonOfficer", "NL");
        using var scene = await Scene.BuildAsync(app, "AMBER");
        (await scene["liaison.nl"].CommentAsync(scene.Incident, "From NL")).Expect(HttpStatusCode.Created);
        Assert.That(await colleague.CommentTextsAsync(scene.Incident), Has.Member("From NL"));
        Assert.That(await scene["stranger"].CommentTextsAsync(scene.Incident), Has.Member("From NL"));
        Assert.That(await scene["liaison.sg"].CommentTextsAsync(scene.Incident), Has.None.EqualTo("From NL"));
        foreach (var name in new[] { "liaison.au", "liaison.my", "liaison.jp" })
        {
            await scene[name].EnsureAbsentAsync($"incidents/{scene.Incident}/comments");
        }

        Assert.That((await scene["owner"].ParticipationAsync(scene.Incident, "NL"))["state"]!.ToString(), Is.EqualTo("Engaged"));
    }

    [Test]
    public async Task Edits_that_a_partner_may_not_see_do_not_change_its_etag()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var owner = scene["owner"];
        var nl = scene["liaison.nl"];
        var (incident, request) = await TagsAsync(nl, scene);
        (await owner.EditCaseAsync(scene.Incident, new { title = "Another", summary = "Another", severity = "Low", tags = new[] { "x" } })).Expect(HttpStatusCode.OK);
        (await owner.CommentAsync(scene.Incident, "Ours")).Expect(HttpStatusCode.Created);
        await owner.FollowUpAsync(scene.Incident, "Ours too");
        await owner.ActAsync($"incidents/{scene.Incident}", "hold", new { reason = "x", until = TestApp.Start.AddDays(30) });
        var asked = await TagAsync(scene["liaison.sg"], scene);
        await scene["liaison.sg"].ActAsync($"requests/{scene.RequestSg}", "acknowledge");
        Assert.That(await TagAsync(scene["liaison.sg"], scene), Is.Not.EqualTo(asked), "it takes part now");
        Assert.That(await TagsAsync(nl, scene), Is.EqualTo((incident, request)));

        await nl.ActAsync($"requests/{scene.RequestNl}", "acknowledge");
        var (_, acknowledged) = await TagsAsync(nl, scene);
        Assert.That(acknowledged, Is.Not.EqualTo(request));
        (await nl.PostAsync($"/api/v1/requests/{scene.RequestNl}/actions/start", null, ("If-Match", request))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await nl.PostAsync($"/api/v1/requests/{scene.RequestNl}/actions/start", null, ("If-Match", acknowledged))).Expect(HttpStatusCode.OK);
    }

    private static async Task<(string Incident, string Request)> TagsAsync(ApiClient client, Scene scene)
    {
        var incident = await TagAsync(client, scene);
        var request = (await client.GetAsync($"/api/v1/requests/{scene.RequestNl}")).Expect(HttpStatusCode.OK).ETag!;
        Assert.That(new[] { incident, request }, Is.All.StartsWith("W/\""));
        return (incident, request);
    }

    private static async Task<string> TagAsync(ApiClient client, Scene scene) =>
        (await client.GetAsync($"/api/v1/incidents/{scene.Incident}")).Expect(HttpStatusCode.OK).ETag!;
}
