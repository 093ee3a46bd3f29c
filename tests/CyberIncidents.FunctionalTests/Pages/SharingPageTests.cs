using System.Net;
using CyberIncidents.FunctionalTests.Sharing;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The tab of sharing without script: choose, look, release; approve what waits; and what the receiver sees.</summary>
public sealed class SharingPageTests
{
    [Test]
    public async Task Items_are_chosen_looked_at_and_released()
    {
        await using var scene = await ReleaseScene.BuildAsync();
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        using var browser = new Browser(scene.App);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var path = $"/incidents/{scene.Incident}/sharing";
        var page = (await browser.OpenAsync(path)).Page;
        var nothing = (await new FormPost(page, "#release").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(nothing).QuerySelectorAll("#release [role=alert] li"), Has.Exactly(2).Items);

        var chosen = new FormPost(page, "#release").With("Package.Items", $"Observable|{item}")
            .With("Package.Receivers", scene.Organisations["NL"].ToString()).With("Package.Note", "Please block it").With("Package.RedactionNote", "The sensor");
        var looked = Browser.Parse((await chosen.SendAsync(browser)).Expect(HttpStatusCode.OK));
        Assert.That(looked.QuerySelector("#release .leaves")!.TextContent, Does.Contain("evil.example").And.Contain("may go"));
        Assert.That(await scene.Nl.RowsAsync(scene.Path), Is.Zero, "looking releases nothing");
        (await new FormPost(looked, "#release").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var log = (await browser.OpenAsync(path)).Page;
        var row = log.QuerySelectorAll("li.release").First(r => r.TextContent.Contains("evil.example", StringComparison.Ordinal));
        Assert.That(row.TextContent, Does.Contain("RL-2026-NL-").And.Contain("Please block it").And.Contain("Left out: The sensor").And.Contain("an observable"));
        Assert.That(row.QuerySelector("code")!.TextContent, Has.Length.EqualTo(64));
        Assert.That((await browser.OpenAsync($"/incidents/{scene.Incident}/observables")).Page.QuerySelector(".observables tbody")!.TextContent, Does.Not.Contain("Not released"));

        using var liaison = new Browser(scene.App);
        (await liaison.SignInAsync("liaison.nl")).Expect(HttpStatusCode.Redirect);
        var shared = (await liaison.OpenAsync($"/shared/{scene.Incident}")).Page.QuerySelector("#released")!.TextContent;
        Assert.That(shared, Does.Contain("evil.example").And.Contain("Please block it").And.Contain("RL-2026-NL-").And.Not.Contain("sensor"));
        await scene.Analyst.ActAsync($"incidents/{scene.Incident}/observables/{item}", "withdraw");
        Assert.That((await liaison.OpenAsync($"/shared/{scene.Incident}")).Page.QuerySelector("#released")!.TextContent, Does.Contain("do not rely on it"));
        using var other = new Browser(scene.App);
        (await other.SignInAsync("liaison.sg")).Expect(HttpStatusCode.Redirect);
        Assert.That((await other.OpenAsync($"/shared/{scene.Incident}")).Page.QuerySelector("#released")!.TextContent, Does.Contain("Nothing was released to you").And.Not.Contain("evil.example"));
    }

    [Test]
    public async Task What_may_not_go_says_why_before_and_after_sending()
    {
        await using var scene = await ReleaseScene.BuildAsync();
        var strict = await scene.Analyst.ObserveAsync(scene.Incident, "strict.example", tlp: "AMBER+STRICT");
        using var browser = new Browser(scene.App);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var path = $"/incidents/{scene.Incident}/sharing";
        var chosen = new FormPost((await browser.OpenAsync(path)).Page, "#release").With("Package.Items", $"Observable|{strict}").With("Package.Receivers", scene.Organisations["SG"].ToString());
        var looked = Browser.Parse((await chosen.SendAsync(browser)).Expect(HttpStatusCode.OK));
        Assert.That(looked.QuerySelector("#release .leaves")!.TextContent, Does.Contain("may not go: a manager has to release what is above AMBER"));
        Assert.That(looked.QuerySelector("#release .btn-leaves"), Is.Null);
        (await chosen.SendToAsync(browser, $"{path}?handler=Release")).Expect(HttpStatusCode.Conflict);
        Assert.That(await scene.Sg.RowsAsync(scene.Path), Is.Zero);
    }

    [Test]
    public async Task What_waits_is_approved_or_rejected_by_whoever_may()
    {
        await using var scene = await ReleaseScene.BuildAsync(second: true);
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        var first = (await scene.ReleaseAsync(scene.Manager, item, "NL")).Text("items.0.id");
        await scene.ReleaseAsync(scene.Analyst, item, "SG");
        var path = $"/incidents/{scene.Incident}/sharing";
        using var browser = new Browser(scene.App);
        (await browser.SignInAsync("manager")).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync(path)).Page;
        var own = page.QuerySelector($"#release-{Guid.Parse(first):N}")!;
        Assert.That(own.TextContent, Does.Contain("Waits for approval").And.Contain("Whoever asks for a release does not decide on it."));
        Assert.That(own.QuerySelector("form"), Is.Null);
        var refused = (await new FormPost(page, "li.release form").SendAsync(browser, "li.release form button[value=reject]")).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(refused).QuerySelector("li.release [role=alert]"), Is.Not.Null);
        (await new FormPost(page, "li.release form").With("reason", "Too much").SendAsync(browser, "li.release form button[value=reject]")).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync(path)).Page.QuerySelectorAll("li.release").Select(r => r.TextContent), Has.Some.Contains("Too much"));

        using var deputy = new Browser(scene.App);
        (await deputy.SignInAsync("deputy")).Expect(HttpStatusCode.Redirect);
        var theirs = (await deputy.OpenAsync(path)).Page;
        (await new FormPost(theirs, "li.release form").SendAsync(deputy, "li.release form button[value=approve]")).Expect(HttpStatusCode.Redirect);
        Assert.That((await scene.Nl.GetAsync(scene.Path)).Text("items.0.id"), Is.EqualTo(first));
    }
}
