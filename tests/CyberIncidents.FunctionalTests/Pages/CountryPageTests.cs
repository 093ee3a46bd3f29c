using System.Net;
using CyberIncidents.FunctionalTests.Engagements;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The pages of countries, the matrix, and what an agreement's page takes, without any script.</summary>
public sealed class CountryPageTests
{
    [Test]
    public async Task A_country_shows_who_is_there_what_holds_and_what_is_open_in_both_languages()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var (incident, _, request) = await api.SentRequestAsync();
        var commitment = await api.PromisedAsync();
        using var analyst = await SignedInAsync(app, "analyst");
        var page = (await analyst.OpenAsync("/countries/nl")).Page;
        Assert.That(page.QuerySelector("h1")!.TextContent, Does.Contain("Netherlands"));
        Assert.That(page.QuerySelector("section[aria-labelledby=agreements]")!.TextContent, Does.Contain("In force between us").And.Contain("Indonesia is not a party to"));
        Assert.That(page.QuerySelector("section[aria-labelledby=waiting-Outbound]")!.TextContent, Does.Contain(request));
        Assert.That(page.QuerySelector("section[aria-labelledby=cases]")!.TextContent, Does.Contain(incident));
        Assert.That(page.QuerySelector("section[aria-labelledby=commitments]")!.TextContent, Does.Contain(commitment));
        Assert.That(page.QuerySelector(".print-label")!.TextContent, Is.EqualTo("TLP:AMBER"));
        foreach (var link in page.QuerySelectorAll(".figures-row a, .reciprocity a").Select(a => a.GetAttribute("href")!).Where(a => a[0] == '/').Distinct().ToList())
        {
            Assert.That((await analyst.OpenAsync(link)).Answer.Status, Is.EqualTo(HttpStatusCode.OK), link);
        }

        Assert.That((await analyst.OpenAsync("/countries/NL", "id")).Page.QuerySelector("main")!.TextContent, Does.Contain("Belanda").And.Contain("Berlaku di antara kita"));
    }

    [Test]
    public async Task The_list_and_the_matrix_lead_to_each_country()
    {
        await using var app = new TestApp();
        using var analyst = await SignedInAsync(app, "analyst");
        var list = (await analyst.OpenAsync("/countries?q=nld")).Page;
        Assert.That(list.QuerySelectorAll("tbody a[data-open]").Select(a => a.GetAttribute("href")), Is.EqualTo(new[] { "/countries/NL" }));
        Assert.That((await analyst.OpenAsync("/countries?q=qqqq")).Page.QuerySelector(".empty")!.TextContent, Does.Contain("No country"));
        var matrix = (await analyst.OpenAsync("/programme/matrix")).Page;
        Assert.That(matrix.QuerySelector(".matrix tbody tr")!.ClassList, Does.Contain("home"));
        Assert.That(matrix.QuerySelectorAll(".matrix tbody a").Select(a => a.GetAttribute("href")), Does.Contain("/countries/NL"));
        Assert.That(matrix.QuerySelector(".places a[href='/programme']")!.GetAttribute("aria-current"), Is.EqualTo("page"));
        foreach (var path in new[] { "/agreements", "/norms", "/legal-bases" })
        {
            Assert.That((await analyst.OpenAsync(path)).Page.QuerySelector(".places a[href='/programme']")!.GetAttribute("aria-current"), Is.EqualTo("page"), path);
        }
    }

    [Test]
    public async Task Our_own_country_has_nobody_on_the_other_side([Values("en", "id")] string language)
    {
        await using var app = new TestApp();
        using var analyst = await SignedInAsync(app, "analyst");
        var page = (await analyst.OpenAsync("/countries/ID", language)).Page;
        var held = page.QuerySelector("section[aria-labelledby=agreements]")!;
        Assert.That(held.TextContent, Does.Contain(language == "id" ? "Berlaku bagi kita" : "In force for us").And.Not.Contain("Indonesia"));
        Assert.That(held.QuerySelectorAll("li"), Is.Not.Empty);
        Assert.That(page.QuerySelector("section[aria-labelledby=cases]"), Is.Null);
        Assert.That((await analyst.OpenAsync("/programme/matrix", language)).Page.QuerySelector(".matrix-key")!.TextContent, Does.Contain(language == "id" ? "belum diperiksa" : "not checked"));
    }

    [Test]
    public async Task An_agreement_is_entrusted_and_takes_a_follow_up_on_its_page()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        using var analyst = await SignedInAsync(app, "analyst");
        var me = await api.MyIdAsync();
        await SendAsync(analyst, "/agreements/budapest/edit", "#agreement", ("Input.Owner", me.ToString()), ("Input.RenewOn", "2026-06-01"));
        var page = (await analyst.OpenAsync("/agreements/budapest")).Page;
        Assert.That(page.QuerySelector("section[aria-labelledby=about]")!.TextContent, Does.Contain("Renew an agreement, or let it end"));
        await SendAsync(analyst, "/agreements/budapest", "#schedule", ("Plan.Title", "Ask the ministry"), ("Plan.DueAt", "2026-05-01T09:00"));
        Assert.That((await analyst.OpenAsync("/agreements/budapest", "id")).Page.QuerySelector("section[aria-labelledby=about]")!.TextContent, Does.Contain("Ask the ministry").And.Contain("Perpanjang perjanjian"));
        var refused = Browser.Parse((await new FormPost((await analyst.OpenAsync("/agreements/budapest")).Page, "#schedule").SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.QuerySelector("#schedule")!.Closest("details")!.HasAttribute("open"), Is.True);
    }

    [Test]
    public async Task An_engagement_that_names_a_norm_stands_on_its_page()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var reference = await api.EngagedAsync();
        using var analyst = await SignedInAsync(app, "analyst");
        await SendAsync(analyst, $"/engagements/{reference}/edit", "#engagement", ("Input.Instruments", "un-norms/d"));
        Assert.That((await analyst.OpenAsync($"/engagements/{reference}")).Page.QuerySelectorAll("a[href='/norms/un-norms/d']"), Has.Length.EqualTo(1));
        Assert.That((await analyst.OpenAsync("/norms/un-norms/d")).Page.QuerySelector("section[aria-labelledby=cooperation]")!.TextContent, Does.Contain(reference));
        Assert.That((await analyst.OpenAsync("/agreements/un-norms")).Page.QuerySelector("section[aria-labelledby=cooperation]")!.TextContent, Does.Contain(reference));
    }

    [TestCase("liaison.nl")]
    [TestCase("admin")]
    public async Task Nobody_else_comes_here(string who)
    {
        await using var app = new TestApp();
        using var other = await SignedInAsync(app, who);
        foreach (var path in new[] { "/countries", "/countries/NL", "/programme/matrix" })
        {
            Assert.That((await other.OpenAsync(path)).Answer.Status, Is.EqualTo(HttpStatusCode.Forbidden), path);
        }

        Assert.That((await other.OpenAsync("/me")).Page.QuerySelectorAll("a[href^='/countries']"), Is.Empty);
    }

    private static async Task SendAsync(Browser browser, string place, string form, params (string Name, string Value)[] fields)
    {
        var post = new FormPost((await browser.OpenAsync(place)).Page, form);
        foreach (var (name, value) in fields)
        {
            post.With(name, value);
        }

        (await post.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
    }

    private static async Task<Browser> SignedInAsync(TestApp app, string who)
    {
        var browser = new Browser(app);
        (await browser.SignInAsync(who)).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
