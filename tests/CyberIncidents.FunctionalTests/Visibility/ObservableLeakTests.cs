using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>What the traces of one case tell of another, and of those that somebody may not see.</summary>
public sealed class ObservableLeakTests
{
    [TestCase("AMBER", 1)]
    [TestCase("RED", 0)]
    public async Task The_same_in_two_cases_shows_to_whoever_sees_both(string tlp, int forStranger)
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, tlp);
        var other = await scene["stranger"].ActiveCaseAsync(Cases.NewIncident("Another case"));
        var path = $"incidents/{other}/observables";
        var id = await scene["stranger"].ObserveAsync(other, "waldkauz[.]example");
        using var all = Assert.EnterMultipleScope();
        Assert.That(await OthersAsync(scene["owner"], $"{path}/{id}"), Is.EqualTo((1, scene.Incident)));
        Assert.That(await OthersAsync(scene["named"], $"{path}/{id}"), Is.EqualTo((1, scene.Incident)));
        Assert.That(await OthersAsync(scene["stranger"], $"{path}/{id}"), Is.EqualTo((forStranger, forStranger == 0 ? string.Empty : scene.Incident)));
        Assert.That(await OthersAsync(scene["owner"], $"incidents/{scene.Incident}/observables/{scene.Observable}"), Is.EqualTo((1, other)));
        var list = (await scene["stranger"].GetAsync($"/api/v1/{path}")).Expect(HttpStatusCode.OK);
        Assert.That(list.Body.Contains(Scene.Ours, StringComparison.Ordinal), Is.EqualTo(forStranger == 1));
        foreach (var liaison in new[] { "liaison.nl", "liaison.sg", "liaison.jp" })
        {
            (await scene[liaison].GetAsync($"/api/v1/{path}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Test]
    public async Task A_red_observable_of_an_amber_case_counts_for_nobody_who_does_not_see_it()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var (stranger, owner) = (scene["stranger"], scene["owner"]);
        var before = (await stranger.GetAsync($"/api/v1/incidents/{scene.Incident}")).Expect(HttpStatusCode.OK).Whole();
        var history = (await stranger.GetAsync($"/api/v1/incidents/{scene.Incident}/audit?limit=200")).Body;
        var hidden = await owner.ObserveAsync(scene.Incident, "198.51.100.9", "IPv4", "RED");
        using var all = Assert.EnterMultipleScope();
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{scene.Incident}")).Whole(), Is.EqualTo(before));
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{scene.Incident}/audit?limit=200")).Body, Is.EqualTo(history));
        Assert.That((await owner.GetAsync($"/api/v1/incidents/{scene.Incident}/audit?limit=200")).Body, Does.Contain("198.51.100.9"));
        await stranger.EnsureAbsentAsync($"incidents/{scene.Incident}/observables/{hidden}");
        (await stranger.PostAsync($"/api/v1/incidents/{scene.Incident}/observables/{hidden}/actions/withdraw")).ExpectProblem(HttpStatusCode.NotFound, "not-found");

        var other = await stranger.ActiveCaseAsync(Cases.NewIncident("Another case"));
        var same = await stranger.ObserveAsync(other, "198.51.100.9", "IPv4");
        Assert.That(await OthersAsync(stranger, $"incidents/{other}/observables/{same}"), Is.EqualTo((0, string.Empty)));
        Assert.That(await OthersAsync(owner, $"incidents/{other}/observables/{same}"), Is.EqualTo((1, scene.Incident)));

        // Neither looking nor noting tells the stranger that it is there; who sees both reads two.
        var found = await stranger.PostAsync($"/api/v1/incidents/{scene.Incident}/observables/recognise", new { text = "198.51.100.9" });
        Assert.That(found.At("items.0.known"), Is.Null);
        await stranger.ObserveAsync(scene.Incident, "198.51.100.9", "IPv4");
        Assert.That(await owner.RowsAsync($"/api/v1/incidents/{scene.Incident}/observables?type=IPv4"), Is.EqualTo(3));
        Assert.That(await OthersAsync(owner, $"incidents/{other}/observables/{same}"), Is.EqualTo((1, scene.Incident)), "one case, though it holds two");
    }

    [Test]
    public async Task A_raised_case_takes_its_observables_along_and_a_lowered_one_leaves_them_their_own()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var (stranger, owner) = (scene["stranger"], scene["owner"]);
        var own = await stranger.ObserveAsync(scene.Incident, "stranger.example");
        (await owner.EditCaseAsync(scene.Incident, new { tlp = "RED" })).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That((await owner.GetAsync($"/api/v1/incidents/{scene.Incident}/observables")).Items.Select(o => o!["tlp"]!.ToString()), Is.All.EqualTo("RED"));
        await stranger.EnsureAbsentAsync($"incidents/{scene.Incident}/observables", $"incidents/{scene.Incident}/observables/{own}");
        (await scene["manager"].EditCaseAsync(scene.Incident, new { tlp = "AMBER+STRICT" })).Expect(HttpStatusCode.OK);
        Assert.That((await owner.GetAsync($"/api/v1/incidents/{scene.Incident}/observables/{own}")).Text("tlp"), Is.EqualTo("AMBER+STRICT"));
        Assert.That((await owner.GetAsync($"/api/v1/incidents/{scene.Incident}/observables/{scene.RedObservable}")).Text("tlp"), Is.EqualTo("RED"), "its own marking stays");
    }

    private static async Task<(int Count, string References)> OthersAsync(ApiClient client, string path)
    {
        var also = (await client.GetAsync($"/api/v1/{path}")).Expect(HttpStatusCode.OK).At("alsoIn")!;
        return ((int)also["count"]!, string.Join(' ', also["cases"]!.AsArray().Select(c => c!["reference"]!.ToString())));
    }
}
