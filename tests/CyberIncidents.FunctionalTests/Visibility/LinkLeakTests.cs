using System.Net;
using CyberIncidents.FunctionalTests.Links;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>A link tells of two cases: only who sees both reads it, and nothing else of either case shows that there is one.</summary>
public sealed class LinkLeakTests
{
    private static readonly string[] Partners = ["liaison.nl", "liaison.sg", "liaison.au", "liaison.my", "liaison.jp"];

    [TestCase("AMBER", 1)]
    [TestCase("RED", 0)]
    public async Task Whoever_sees_both_cases_sees_the_link(string tlp, int forStranger)
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, tlp);
        var (owner, stranger) = (scene["owner"], scene["stranger"]);
        var other = await stranger.ActiveCaseAsync(Cases.NewIncident("Another case"));
        var before = (await stranger.GetAsync($"/api/v1/incidents/{other}")).Whole();
        var history = (await stranger.GetAsync($"/api/v1/incidents/{other}/audit?limit=200")).Body;
        var id = await owner.LinkAsync(scene.Incident, other, "Child");
        using var all = Assert.EnterMultipleScope();
        foreach (var sees in new[] { "owner", "manager", "named" })
        {
            Assert.That((await scene[sees].LinksAsync(scene.Incident), await scene[sees].LinksAsync(other)), Is.EqualTo((new[] { $"Child {other}" }, new[] { $"Parent {scene.Incident}" })), sees);
            Assert.That(await scene[sees].LinkHistoryAsync(other), Is.EqualTo(new[] { $"link {scene.Incident}" }), sees);
        }

        Assert.That(await stranger.LinksAsync(other), Has.Count.EqualTo(forStranger));
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{other}")).Whole(), Is.EqualTo(before));
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{other}/audit?limit=200")).Body == history, Is.EqualTo(forStranger == 0));
        var there = (await owner.GetAsync($"/api/v1/incidents/{other}/links")).Text("items.0.id");
        Assert.That((int)(await stranger.GetAsync($"/api/v1/incidents/{other}/links/{there}")).Status, Is.EqualTo(forStranger == 1 ? 200 : 404));
        if (forStranger == 0)
        {
            (await stranger.PostAsync($"/api/v1/incidents/{other}/links/{there}/actions/withdraw")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
            var hidden = (await stranger.PostAsync($"/api/v1/incidents/{other}/links", new { incident = scene.Incident, kind = "Related" })).ExpectInvalid("incident");
            var wrong = (await stranger.PostAsync($"/api/v1/incidents/{other}/links", new { incident = "CI-2026-000099", kind = "Related" })).ExpectInvalid("incident");
            Assert.That(WithoutTrace(hidden), Is.EqualTo(WithoutTrace(wrong)));
            hidden = (await stranger.PostAsync($"/api/v1/incidents/{other}/merge", new { into = scene.Incident })).ExpectInvalid("into");
            wrong = (await stranger.PostAsync($"/api/v1/incidents/{other}/merge", new { into = "CI-2026-000099" })).ExpectInvalid("into");
            Assert.That(WithoutTrace(hidden), Is.EqualTo(WithoutTrace(wrong)));
        }

        foreach (var partner in Partners.Append("admin"))
        {
            foreach (var path in new[] { $"{scene.Incident}/links", $"{scene.Incident}/links/{id}", "CI-2026-000099/links" })
            {
                (await scene[partner].GetAsync($"/api/v1/incidents/{path}")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
            }

            (await scene[partner].PostAsync($"/api/v1/incidents/{scene.Incident}/merge", new { into = other })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        }
    }

    [Test]
    public async Task A_case_that_is_raised_takes_its_links_along_from_both_sides_and_a_hidden_circle_is_not_told()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var (owner, stranger, hidden) = (scene["owner"], scene["stranger"], scene.Incident);
        var (top, bottom) = (await stranger.ActiveCaseAsync(Cases.NewIncident("Top")), await stranger.ActiveCaseAsync(Cases.NewIncident("Bottom")));
        await owner.LinkAsync(hidden, top, "Parent");
        await stranger.LinkAsync(bottom, hidden, "Parent");
        (await owner.EditCaseAsync(hidden, new { tlp = "RED" })).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That((await stranger.LinksAsync(top), await stranger.LinksAsync(bottom)), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
        Assert.That(await stranger.LinkHistoryAsync(top), Is.Empty);
        Assert.That(await owner.LinksAsync(top), Is.EqualTo(new[] { $"Child {hidden}" }));
        await stranger.LinkAsync(top, bottom, "Parent");
        Assert.That(await owner.LinksAsync(hidden), Is.EqualTo(new[] { $"Parent {top}", $"Child {bottom}" }), "a circle that only the persons of the case see");
        await owner.LinkAsync(await owner.LogAsync(), hidden, "Parent");
        (await scene["manager"].EditCaseAsync(hidden, new { tlp = "AMBER+STRICT" })).Expect(HttpStatusCode.OK);
        Assert.That(await stranger.LinksAsync(top), Is.EquivalentTo(new[] { $"Child {hidden}", $"Parent {bottom}" }));
    }

    [Test]
    public async Task A_case_merged_into_a_hidden_one_tells_nothing_of_it_and_may_be_taken_out()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "RED");
        var (owner, stranger) = (scene["owner"], scene["stranger"]);
        var other = await stranger.ActiveCaseAsync(Cases.NewIncident("Another case"));
        (await owner.PostAsync($"/api/v1/incidents/{other}/merge", new { into = scene.Incident })).Expect(HttpStatusCode.OK);
        var seen = (await stranger.GetAsync($"/api/v1/incidents/{other}")).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That((seen.Text("status"), seen.At("mergedInto"), seen.At("duplicateOf")), Is.EqualTo(("Duplicate", (object?)null, (object?)null)));
        Assert.That(seen.Body, Does.Not.Contain(scene.Incident));
        Assert.That((await stranger.LinksAsync(other), await stranger.LinkHistoryAsync(other)), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
        Assert.That(await owner.LinksAsync(scene.Incident), Is.EqualTo(new[] { $"Merged {other}" }));
        (await stranger.PostAsync($"/api/v1/incidents/{other}/unmerge")).Expect(HttpStatusCode.OK);
        Assert.That(await owner.LinksAsync(scene.Incident), Is.Empty);
    }

    /// <summary>The reference that was asked for may come back in an instance or a trace, which are the caller's own.</summary>
    private static string WithoutTrace(Answer answer) => answer.Json["errors"]!.ToJsonString() + answer.Text("title") + answer.Text("code");
}
