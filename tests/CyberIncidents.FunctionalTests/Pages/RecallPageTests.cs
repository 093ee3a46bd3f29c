using System.Net;
using AngleSharp.Dom;
using CyberIncidents.FunctionalTests.Recalls;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>Who read and what was recalled, on pages without script.</summary>
public sealed class RecallPageTests
{
    [Test]
    public async Task A_release_is_recalled_on_the_tab_of_sharing_and_answered_on_the_receivers_page()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, _, release) = await analyst.ReleasedAsync();
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var path = $"/incidents/{incident}/sharing";
        var page = (await browser.OpenAsync(path)).Page;
        var form = $"form[action*='recall'][action*='{release}']";
        Assert.That(page.QuerySelectorAll("form[action*='handler=recall']"), Has.Length.EqualTo(1), "what was told with the notification has no such form");
        var empty = (await new FormPost(page, form).SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(empty).QuerySelector($"details[open] {form}"), Is.Not.Null);
        (await new FormPost(page, form).With("RecallReason", "Wrong receiver").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync(path, "id")).Page;
        Assert.That(page.QuerySelector(".recalled")!.TextContent, Does.Contain("Wrong receiver"));

        using var theirs = new Browser(app);
        (await theirs.SignInAsync("liaison.nl")).Expect(HttpStatusCode.Redirect);
        page = (await theirs.OpenAsync("/shared")).Page;
        Assert.That(page.QuerySelector("#recalls")!.TextContent, Does.Not.Contain("Wrong receiver").And.Not.Contain("Steinadler"));
        var refused = (await new FormPost(page, "#recalls form[action*='keep']").With("Answer.Ground", "OwnProceedings").SendAsync(theirs)).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(refused).QuerySelectorAll("#recalls .field-error").Select(e => e.TextContent), Has.Some.Not.Empty);
        var keep = new FormPost(page, "#recalls form[action*='keep']").With("Answer.Ground", "OwnProceedings").With("Answer.Note", "Before a <court>");
        (await keep.SendAsync(theirs)).Expect(HttpStatusCode.Redirect);
        page = (await theirs.OpenAsync("/shared", "id")).Page;
        Assert.That(page.QuerySelector("#recalls .said")!.TextContent, Does.EndWith("Before a <court>"));
        (await new FormPost(page, "#recalls form[action*='destroyed']").SendAsync(theirs)).Expect(HttpStatusCode.Redirect);
        Assert.That((await theirs.OpenAsync("/shared")).Page.QuerySelectorAll("#recalls form"), Is.Empty);
        Assert.That((await browser.OpenAsync(path)).Page.QuerySelector(".recalled")!.TextContent, Does.Contain("Destroyed"));
    }

    [Test]
    public async Task Who_read_stands_under_history_for_the_owner()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, _, _) = await analyst.SentRequestAsync();
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var path = $"/incidents/{incident}/history?show=reads";
        Assert.That((await browser.OpenAsync(path, "id")).Page.QuerySelector(".case-tab .empty, .empty"), Is.Not.Null);
        (await nl.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        var page = (await browser.OpenAsync(path)).Page;
        Assert.That(page.QuerySelectorAll("table.plain-table tbody tr"), Has.Length.EqualTo(1));
        Assert.That(page.QuerySelector("a[download]")!.GetAttribute("href"), Is.EqualTo($"/api/v1/incidents/{incident}/reads/export"));
    }
}
