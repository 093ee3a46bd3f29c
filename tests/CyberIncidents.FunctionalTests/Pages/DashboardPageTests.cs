using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

public sealed class DashboardPageTests
{
    private const int MostBytes = 120_000;

    [Test]
    public async Task Every_number_of_the_page_opens_a_list_of_that_many_rows([Values("analyst", "manager")] string who)
    {
        await using var app = new TestApp(demoCases: true);
        using var browser = new Browser(app);
        var page = await OpenAsync(browser, who);
        var numbers = page.QuerySelectorAll("[data-value]").Select(e => (Value: Number(e), Link: (e as IHtmlAnchorElement) ?? e.QuerySelector<IHtmlAnchorElement>("a"))).ToList();
        Assert.That(numbers.Where(n => n.Link is null).Select(n => n.Value), Has.All.Zero, "only a zero of a country without silent requests leads nowhere");
        var links = numbers.Where(n => n.Link is not null).ToList();
        Assert.That(links, Has.Count.GreaterThan(40));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (value, link) in links)
            {
                var href = link!.GetAttribute("href")!;
                Assert.That(href, Does.Match("^/(incidents|requests)\\?"));
                Assert.That(link.TextContent, Does.Contain(value.ToString(CultureInfo.InvariantCulture)), href);
                var list = (await browser.Client.GetAsync($"/api/v1{href}&count=true&limit=1")).Expect(HttpStatusCode.OK);
                Assert.That((int)list.Json["count"]!, Is.EqualTo(value), href);
            }
        }
    }

    [Test]
    public async Task The_tables_hold_every_figure_of_the_query()
    {
        await using var app = new TestApp(demoCases: true);
        using var browser = new Browser(app);
        var page = await OpenAsync(browser, "manager");
        var figures = (await browser.Client.GetAsync("/api/v1/dashboard")).Expect(HttpStatusCode.OK).Json;
        using (Assert.EnterMultipleScope())
        {
            Ensure(page, "countries", figures["openByCountry"]!, 0);
            Ensure(page, "months", figures["openedByMonth"]!, 0);
            Ensure(page, "months", figures["closedByMonth"]!, 1);
            Ensure(page, "status", figures["openByStatus"]!, 0);
            Ensure(page, "severity", figures["openBySeverity"]!, 0);
            Ensure(page, "age", figures["openByAge"]!, 0);
            Ensure(page, "class", figures["openByClass"]!, 0);
            Ensure(page, "terrorist-use", figures["openByTerroristUse"]!, 0);
            Assert.That(
                page.QuerySelectorAll(".numbers [data-value]").Select(Number),
                Is.EqualTo(new[] { "open", "waiting", "silent", "overdue" }.Select(k => (int)figures[k]!["count"]!)));
        }
    }

    [Test]
    public async Task Nothing_stands_inline_and_the_page_is_small([Values("en", "id")] string language)
    {
        await using var app = new TestApp(demoCases: true);
        using var browser = new Browser(app);
        await browser.SignInAsync("manager");
        var (answer, page) = await browser.OpenAsync("/dashboard", language);
        answer.Expect(HttpStatusCode.OK);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Body, Has.Length.LessThan(MostBytes));
            Assert.That(page.QuerySelectorAll("script:not([src]), style, [style]"), Is.Empty);
            Assert.That(page.All.SelectMany(e => e.Attributes).Select(a => a.Name), Has.None.StartsWith("on"));
            Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo(language == "id" ? "Dasbor" : "Dashboard"));
            Assert.That(page.QuerySelectorAll("table th:not([scope])"), Is.Empty);
        }
    }

    [Test]
    public async Task Without_cases_the_page_says_so_and_draws_zeros()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var page = await OpenAsync(browser, "analyst");
        Assert.That(page.QuerySelectorAll(".numbers [data-value]").Select(Number), Is.EqualTo(new[] { 0, 0, 0, 0 }));
        Assert.That(page.QuerySelector("#countries .empty"), Is.Not.Null);
        Assert.That(page.QuerySelector("#months .empty"), Is.Not.Null);
        Assert.That(page.QuerySelectorAll("#status [data-value]").Select(Number), Is.EqualTo(new[] { 0, 0, 0, 0 }));
    }

    [Test]
    public async Task Liaison_officers_and_administrators_have_no_dashboard([Values("liaison.nl", "admin")] string who)
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        await browser.SignInAsync(who);
        (await browser.OpenAsync("/dashboard")).Answer.Expect(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Every_country_has_a_place_on_the_map()
    {
        await using var app = new TestApp(demoCases: true);
        using var browser = new Browser(app);
        var page = await OpenAsync(browser, "analyst");
        var world = (await browser.Client.GetAsync(page.QuerySelector("[data-world]")!.GetAttribute("data-world")!)).Expect(HttpStatusCode.OK).Json;
        var drawn = world["objects"]!["countries"]!["geometries"]!.AsArray().Select(g => g!["properties"]!["name"]!.ToString());
        var points = world["points"]!.AsObject().Select(p => p.Key).ToList();
        var countries = (await browser.Client.GetAsync("/api/v1/countries")).Expect(HttpStatusCode.OK).Items.Select(c => c!["code"]!.ToString());
        Assert.That(countries.Except(drawn.Concat(points), StringComparer.Ordinal), Is.EqualTo(new[] { "AQ" }));
        Assert.That(points, Does.Contain("SG"), "too small to be drawn, there as a dot");
    }

    private static async Task<IHtmlDocument> OpenAsync(Browser browser, string who)
    {
        await browser.SignInAsync(who);
        var (answer, page) = await browser.OpenAsync("/dashboard");
        answer.Expect(HttpStatusCode.OK);
        return page;
    }

    private static int Number(IElement element) => int.Parse(element.GetAttribute("data-value")!, CultureInfo.InvariantCulture);

    private static void Ensure(IHtmlDocument page, string card, JsonNode figures, int column)
    {
        var shown = page.QuerySelectorAll($"#{card} tbody tr[data-key]")
            .Select(r => $"{r.GetAttribute("data-key")} {Number(r.QuerySelectorAll("[data-value]")[column])}");
        Assert.That(shown, Is.EqualTo(figures.AsArray().Select(f => $"{f!["key"]} {f["count"]}")), card);
    }
}
