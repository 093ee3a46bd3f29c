using System.Net;
using AngleSharp.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

public sealed class NoticePageTests
{
    [Test]
    public async Task A_notice_is_read_when_its_reader_says_so()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, request) = await analyst.SentRequestAsync();
        using var browser = await SignedInAsync(app, "liaison.nl");
        await browser.OpenAsync("/notices");
        var page = (await browser.OpenAsync("/notices")).Page;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelectorAll(".notice-unread"), Has.Length.EqualTo(2), "seeing is not reading");
            Assert.That(page.QuerySelectorAll(".notice-text").Select(a => a.GetAttribute("href")), Is.EqualTo(new[] { $"/requests/{request}", $"/shared/{incident}" }));
            Assert.That(page.QuerySelector("#bell .count")!.TextContent, Is.EqualTo("2"));
        }

        (await new FormPost(page, ".notice form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync("/notices?unread=true")).Page;
        Assert.That(page.QuerySelectorAll(".notice"), Has.Length.EqualTo(1));
        (await new FormPost(page, ".page-head form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync("/notices")).Page;
        Assert.That(page.QuerySelectorAll(".notice"), Has.Length.EqualTo(2));
        Assert.That(page.QuerySelectorAll(".notice-unread, .notice form, #bell .count"), Is.Empty);
    }

    [Test]
    public async Task All_read_spares_what_came_while_the_page_was_looked_at()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.SentRequestAsync();
        using var browser = await SignedInAsync(app, "liaison.nl");
        var page = (await browser.OpenAsync("/notices")).Page;
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await analyst.SentRequestAsync();
        (await new FormPost(page, ".page-head form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync("/notices")).Page;
        Assert.That(page.QuerySelectorAll(".notice"), Has.Length.EqualTo(4));
        Assert.That(page.QuerySelectorAll(".notice-unread"), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Ours_lead_to_the_request_and_to_the_follow_up()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (incident, _, request) = await analyst.SentRequestAsync();
        await liaison.ActAsync($"requests/{request}", "acknowledge");
        var followUp = (await analyst.PostAsync($"/api/v1/incidents/{incident}/follow-ups", new { title = "Ring", dueAt = TestApp.Start.AddHours(1), timeZone = "Asia/Jakarta" })).Text("id");
        app.Clock.SetUtcNow(TestApp.Start.AddHours(2));
        await app.FireDueAlarmsAsync();
        using var browser = await SignedInAsync(app, "analyst");
        var page = (await browser.OpenAsync("/notices")).Page;
        var places = page.QuerySelectorAll(".notice-text").Select(a => a.GetAttribute("href")!).ToList();
        Assert.That(places, Is.SupersetOf(new[] { $"/follow-ups?open={followUp}", $"/requests/{request}" }));
        foreach (var place in places)
        {
            (await browser.OpenAsync(place)).Answer.Expect(HttpStatusCode.OK);
        }
    }

    private static async Task<Browser> SignedInAsync(TestApp app, string name)
    {
        var browser = new Browser(app);
        (await browser.SignInAsync(name)).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
