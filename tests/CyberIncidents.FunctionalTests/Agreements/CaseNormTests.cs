using System.Net;
using CyberIncidents.FunctionalTests.Api;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Agreements;

/// <summary>Norms at issue in cases, and what is done to live up to norms.</summary>
public sealed class CaseNormTests
{
    private const string Norm = "/api/v1/norms/un-norms/c";

    [Test]
    public async Task A_norm_is_cited_once_shows_on_its_own_page_and_may_be_cited_anew_once_withdrawn()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var path = $"/api/v1/incidents/{incident}/norms";
        var cited = (await analyst.PostAsync(path, Cite(note: "Their territory was used"))).Expect(HttpStatusCode.Created);
        Assert.That((cited.Location!.ToString(), cited.Text("norm.article"), cited.Text("norm.agreementCode")), Is.EqualTo(($"{path}/{cited.Text("id")}", "c", "un-norms")));
        (await analyst.PostAsync(path, Cite())).ExpectInvalid("article");
        (await analyst.PostAsync(path, Cite("d"))).Expect(HttpStatusCode.Created);
        Assert.That((await analyst.GetAsync(path)).Items.Select(n => n!["norm"]!["article"]!.ToString()), Is.EqualTo(new[] { "d", "c" }));
        var cases = (await analyst.GetAsync($"{Norm}/incidents")).Expect(HttpStatusCode.OK).Items;
        Assert.That(cases.Select(c => $"{c!["reference"]} {c["note"]}"), Is.EqualTo(new[] { $"{incident} Their territory was used" }));
        var gone = (await analyst.PostAsync($"{path}/{cited.Text("id")}/actions/withdraw")).Expect(HttpStatusCode.OK);
        Assert.That(gone.At("withdrawnAt"), Is.Not.Null);
        (await analyst.PostAsync($"{path}/{cited.Text("id")}/actions/withdraw")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That((await analyst.GetAsync(Norm)).Text("cases"), Is.EqualTo("0"));
        (await analyst.PostAsync(path, Cite())).Expect(HttpStatusCode.Created);
        var history = (await analyst.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Items.Where(l => l!["subjectType"]!.ToString() == "NormCitation");
        Assert.That(history.Select(l => $"{l!["action"]} {l["subject"]!.ToString()[0]}"), Is.EqualTo(new[] { "cite c", "cite d", "withdraw c", "cite c" }));
    }

    [TestCase("un-norms", "z", "article")]
    [TestCase("budapest", "29", "article", Description = "an article of a convention is no norm")]
    [TestCase("", "c", "agreement")]
    [TestCase("un-norms", "", "article")]
    public async Task Only_a_norm_of_the_register_is_cited(string agreement, string article, string field)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/norms", new { agreement, article })).ExpectInvalid(field);
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{incident}/norms")).Items, Is.Empty);
    }

    [Test]
    public async Task Of_two_who_cite_it_at_once_one_does()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var incident = await analyst.ActiveCaseAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? analyst : manager).PostAsync($"/api/v1/incidents/{incident}/norms", Cite())));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Where(a => a.Status != HttpStatusCode.Created).Select(a => (int)a.Status), Is.All.AnyOf(400, 409));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{incident}/norms")).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task It_rises_with_its_case_and_falls_with_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var stranger = await app.HireAsync("stranger");
        using var manager = await app.AsAsync("manager");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(named: [await manager.MyIdAsync()]));
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/norms", Cite())).Expect(HttpStatusCode.Created);
        Assert.That((await stranger.GetAsync($"{Norm}/incidents")).Items, Has.Count.EqualTo(1));
        var before = await analyst.GetAsync($"/api/v1/incidents/{incident}");
        var red = (await analyst.PatchAsync($"/api/v1/incidents/{incident}", new { tlp = "RED" }, before.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await stranger.GetAsync($"{Norm}/incidents?count=true")).Text("count"), Is.EqualTo("0"));
        Assert.That((await stranger.GetAsync(Norm)).Text("cases"), Is.EqualTo("0"));
        Assert.That((await analyst.GetAsync($"{Norm}/incidents")).Text("items.0.tlp"), Is.EqualTo("RED"));
        (await manager.PatchAsync($"/api/v1/incidents/{incident}", new { tlp = "GREEN" }, red.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await stranger.GetAsync($"{Norm}/incidents")).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_norm_that_leaves_the_register_stays_in_the_case_and_is_not_cited_anew()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, other) = (await analyst.ActiveCaseAsync(), await analyst.ActiveCaseAsync());
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/norms", Cite())).Expect(HttpStatusCode.Created);
        var register = (await analyst.GetAsync("/api/v1/agreements/un-norms")).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync("/api/v1/agreements/un-norms", new { provisions = Array.Empty<object>() }, register.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{incident}/norms")).Items, Has.Count.EqualTo(1));
        Assert.That((await analyst.GetAsync(Norm)).Text("retired"), Is.EqualTo("true"));
        (await analyst.PostAsync($"/api/v1/incidents/{other}/norms", Cite())).ExpectInvalid("article");
    }

    [Test]
    public async Task A_closed_case_cites_nothing_more()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.LogAsync();
        await analyst.ActAsync($"incidents/{incident}", "reject", new { reason = "Spam" });
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/norms", Cite())).Expect(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task Measures_have_an_owner_a_state_and_a_review()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        const string Measures = $"{Norm}/measures";
        var made = (await analyst.PostAsync(Measures, new { title = " A duty desk ", nextReviewOn = "2026-03-02" })).Expect(HttpStatusCode.Created);
        Assert.That((made.Text("title"), made.Text("state"), made.Text("reviewDue"), made.Text("owner.id")), Is.EqualTo(("A duty desk", "Planned", "true", (await analyst.MyIdAsync()).ToString())));
        var path = made.Location!.ToString();
        (await analyst.PatchAsync(path, new { state = "Done" }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        var done = (await analyst.PatchAsync(path, new { state = "Done" }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((done.Text("state"), done.Text("reviewDue"), done.Text("title")), Is.EqualTo(("Done", "false", "A duty desk")));
        (await analyst.PatchAsync(path, new { state = "Dropped" }, made.ETag)).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await analyst.PatchAsync(path, new { owner = await liaison.MyIdAsync() }, done.ETag)).ExpectInvalid("owner");
        (await analyst.PostAsync($"{Norm}/measures", new { title = "x", owner = Guid.NewGuid() })).ExpectInvalid("owner");
        (await analyst.PostAsync($"{Norm}/measures", new { title = " " })).ExpectInvalid("title");
        (await analyst.PostAsync("/api/v1/norms/un-norms/z/measures", new { title = "x" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That((await analyst.GetAsync(Norm)).Text("measures"), Is.EqualTo("1"));
        Assert.That(await AuditRows.ActionsAsync(app, "ImplementationMeasure", await analyst.MyIdAsync()), Is.EqualTo(new[] { "add", "edit" }));
    }

    private static object Cite(string article = "c", string? note = null) => new { agreement = "un-norms", article, note };
}
