using System.Net;
using AngleSharp.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

public sealed class IncidentListPageTests
{
    [Test]
    public async Task Every_quick_filter_opens_a_list_of_as_many_rows_as_it_says()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var (_, _, _) = await api.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        await api.LogAsync(Cases.NewIncident("A report that waits"));
        app.Clock.Advance(TimeSpan.FromDays(2));
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var page = (await browser.OpenAsync("/incidents")).Page;
        var chips = page.QuerySelectorAll("#quick a").ToList();
        Assert.That(chips, Has.Count.EqualTo(6));
        Assert.That(chips[0].GetAttribute("aria-current"), Is.EqualTo("true"), "without filters the open cases are shown");
        using (Assert.EnterMultipleScope())
        {
            foreach (var chip in chips)
            {
                var list = (await browser.OpenAsync(chip.GetAttribute("href")!)).Page;
                var said = chip.QuerySelector("b")!.TextContent;
                Assert.That(list.QuerySelectorAll("tr[data-row]").Length.ToString(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(said), chip.TextContent);
                Assert.That(list.QuerySelector("#total")!.TextContent, Does.StartWith(said + " "));
                Assert.That(list.QuerySelectorAll("#quick a[aria-current]").Length, Is.EqualTo(1), chip.TextContent);
            }
        }
    }

    [Test]
    public async Task A_row_tells_the_partners_and_the_next_clock()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var (incident, _, _) = await api.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        app.Clock.Advance(TimeSpan.FromHours(22));
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var row = (await browser.OpenAsync("/incidents")).Page.QuerySelector("tr[data-row]")!;
        Assert.That(row.QuerySelector("[data-open]")!.GetAttribute("href"), Is.EqualTo($"/incidents/{incident}"));
        Assert.That(row.QuerySelectorAll(".pill").Select(p => p.ClassName).First(), Does.Contain("state-red"), "the most pressing stands first");
        Assert.That(row.QuerySelectorAll(".pill img").Select(i => i.GetAttribute("alt")), Is.EqualTo(new[] { "Netherlands", "Singapore", "Australia" }));
        Assert.That(row.QuerySelector(".c-clock")!.TextContent, Does.Contain("Late").And.Contain("NL").And.Contain("there"));
    }

    [Test]
    public async Task Filters_that_the_address_does_not_know_are_told_and_list_nothing()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        foreach (var query in new[] { "?statuss=Reported", "?status=Nope", "?from=yesterday" })
        {
            var (answer, page) = await browser.OpenAsync("/incidents" + query);
            answer.Expect(HttpStatusCode.BadRequest);
            Assert.That(page.QuerySelectorAll("tr[data-row]"), Is.Empty);
            Assert.That(page.QuerySelector("[role=alert]"), Is.Not.Null, query);
        }
    }

    [Test]
    public async Task Picked_cases_are_assigned_without_script()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var reference = await api.LogAsync();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var page = (await browser.OpenAsync("/incidents?status=Reported")).Page;
        var answer = await new FormPost(page, "#cases").With("pick", reference).SendAsync(browser);
        Assert.That(answer.Expect(HttpStatusCode.Redirect).Location!.OriginalString, Is.EqualTo("/incidents?status=Reported"));
        Assert.That((await api.GetAsync($"/api/v1/incidents/{reference}")).Text("owner.id"), Is.EqualTo((await api.MyIdAsync()).ToString()));
    }

    [Test]
    public async Task Red_cases_and_their_counts_are_for_the_named_alone()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        await api.LogAsync(Cases.NewIncident("A title for few", "RED"));
        using var browser = new Browser(app);
        await browser.SignInAsync("manager");
        var answer = (await browser.OpenAsync("/incidents?q=title")).Answer;
        Assert.That(answer.Body, Does.Not.Contain("A title for few"));
        var page = (await browser.OpenAsync("/incidents")).Page;
        Assert.That(page.QuerySelectorAll("#quick b").Select(b => b.TextContent), Is.All.EqualTo("0"));
    }

    [Test]
    public async Task Others_are_led_away()
    {
        await using var app = new TestApp();
        using var partner = new Browser(app);
        await partner.SignInAsync("liaison.nl");
        var led = (await partner.Client.GetAsync("/incidents")).Expect(HttpStatusCode.Redirect);
        Assert.That(led.Location!.OriginalString, Is.EqualTo("/shared"));
        using var admin = new Browser(app);
        await admin.SignInAsync("admin");
        foreach (var path in new[] { "/incidents", "/incidents/new", "/desk" })
        {
            (await admin.Client.GetAsync(path)).Expect(HttpStatusCode.Forbidden);
        }
    }
}
