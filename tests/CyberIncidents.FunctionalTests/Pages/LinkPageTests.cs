using System.Net;
using CyberIncidents.FunctionalTests.Links;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>Linked and merged cases on their pages, by HTTP and without script.</summary>
public sealed class LinkPageTests
{
    [Test]
    public async Task Cases_are_linked_merged_found_by_the_old_reference_and_taken_apart()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var (one, other) = (await analyst.ActiveCaseAsync(Cases.NewIncident("One")), await analyst.ActiveCaseAsync(Cases.NewIncident("Other")));
        var page = (await browser.OpenAsync($"/incidents/{one}")).Page;
        var wrong = (await new FormPost(page, "#link").With("Link.Incident", "CI-2026-000099").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(wrong).QuerySelector("[name='Link.Incident']")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
        (await new FormPost(page, "#link").With("Link.Incident", $" {other} ").With("Link.Kind", "Parent").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync($"/incidents/{other}", "id")).Page;
        Assert.That(page.QuerySelector(".links li")!.TextContent, Does.Contain(one).And.Contain("Mempunyai bagian"));
        (await new FormPost(page, ".links form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That(await analyst.LinksAsync(one), Is.Empty);

        page = (await browser.OpenAsync($"/incidents/{one}")).Page;
        (await new FormPost(page, "#merge").With("Link.Into", one).SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        (await new FormPost(page, "#merge").With("Link.Into", other).SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var go = (await browser.OpenAsync($"/go?q={one}")).Answer.Expect(HttpStatusCode.Redirect);
        Assert.That(go.Location!.ToString(), Is.EqualTo($"/incidents/{one}"));
        foreach (var tab in new[] { string.Empty, "/timeline", "/history" })
        {
            var merged = (await browser.OpenAsync($"/incidents/{one}{tab}")).Page;
            Assert.That(merged.QuerySelector(".merged a")!.TextContent, Is.EqualTo(other), tab);
        }

        using var all = Assert.EnterMultipleScope();
        page = (await browser.OpenAsync($"/incidents/{one}")).Page;
        Assert.That(page.QuerySelectorAll("#link, #merge, .case-next"), Is.Empty, "to be read only");
        Assert.That((await browser.OpenAsync($"/incidents/{other}")).Page.QuerySelector(".links li")!.TextContent, Does.Contain(one).And.Contain("Merged into this case"));
        (await new FormPost(page, "#unmerge").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync($"/incidents/{one}")).Page.QuerySelector(".merged"), Is.Null);
        var history = (await browser.OpenAsync($"/incidents/{other}/history")).Page.QuerySelectorAll(".history-line").Select(l => l.TextContent).ToList();
        Assert.That(history, Has.Some.Contains($"merged this case and {one}").And.Some.Contains($"removed the link between this case and {one}"));
    }
}
