using System.Net;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Timeline;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>Who reads which entry of a timeline.</summary>
public sealed class TimelineLeakTests
{
    [TestCase("AMBER", "200 200 200 200 200 404 404 404 404 403")]
    [TestCase("RED", "200 200 200 404 404 404 404 404 404 403")]
    public async Task A_released_entry_is_its_receiver_s_and_a_grant_to_an_organisation_opens_nothing_red(string tlp, string expected)
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, tlp);
        await app.GiveAsync(scene.Incident, SubjectType.TimelineEntry, scene.Happened, await scene["admin"].OrganisationAsync("NL"));
        var answers = new List<string>();
        foreach (var relation in Scene.Relations)
        {
            answers.Add(((int)(await scene[relation].GetAsync($"/api/v1/incidents/{scene.Incident}/timeline/{scene.Happened}")).Status).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        using var all = Assert.EnterMultipleScope();
        Assert.That(string.Join(' ', answers), Is.EqualTo(expected));
        Assert.That(await scene["liaison.nl"].RowsAsync($"/api/v1/incidents/{scene.Incident}/timeline"), Is.EqualTo(tlp == "RED" ? 0 : 1));
        Assert.That(await scene["liaison.sg"].RowsAsync($"/api/v1/incidents/{scene.Incident}/timeline"), Is.Zero);
        foreach (var liaison in new[] { "liaison.nl", "liaison.sg" })
        {
            await scene[liaison].EnsureAbsentAsync($"incidents/{scene.Incident}/timeline/{scene.RedHappened}");
        }
    }

    [Test]
    public async Task A_red_entry_of_an_amber_case_shows_nowhere_to_who_does_not_see_it()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var (stranger, owner) = (scene["stranger"], scene["owner"]);
        var before = (await stranger.GetAsync($"/api/v1/incidents/{scene.Incident}")).Whole();
        var history = (await stranger.GetAsync($"/api/v1/incidents/{scene.Incident}/audit?limit=200")).Body;
        var hidden = await owner.HappenedAsync(scene.Incident, "WALDKAUZ in red", tlp: "RED");
        using var all = Assert.EnterMultipleScope();
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{scene.Incident}")).Whole(), Is.EqualTo(before));
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{scene.Incident}/audit?limit=200")).Body, Is.EqualTo(history));
        await stranger.EnsureAbsentAsync($"incidents/{scene.Incident}/timeline/{hidden}");
        (await stranger.PatchAsync($"/api/v1/incidents/{scene.Incident}/timeline/{hidden}", new { text = "x" }, "*")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await stranger.PostAsync($"/api/v1/incidents/{scene.Incident}/timeline/{hidden}/actions/withdraw")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{scene.Incident}/timeline?q=red")).Items, Is.Empty);
    }
}
