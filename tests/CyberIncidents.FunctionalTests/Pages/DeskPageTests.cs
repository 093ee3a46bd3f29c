using System.Net;
using AngleSharp.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

public sealed class DeskPageTests
{
    [Test]
    public async Task The_desk_names_what_is_late_silent_new_and_unowned_and_each_row_can_be_acted_on()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var (_, _, request) = await api.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        var report = await api.LogAsync(Cases.NewIncident("A report that waits"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var page = (await browser.OpenAsync("/desk", "en")).Page;
        Assert.That(page.QuerySelector(".desk-banner")!.TextContent, Does.Contain("1 overdue").And.Contain(request));
        Assert.That(page.QuerySelector(".desk-silent")!.TextContent, Does.Contain(request).And.Contain("not opened"));
        Assert.That(page.QuerySelector(".desk-new")!.TextContent, Does.Contain(report));
        Assert.That(page.QuerySelectorAll(".week li").Length, Is.EqualTo(7));

        (await new FormPost(page, ".desk-grid").SendAsync(browser, $"[formaction*='Triage'][formaction*='{report}']")).Expect(HttpStatusCode.Redirect);
        using var later = await app.AsAsync("analyst");
        Assert.That((await later.GetAsync($"/api/v1/incidents/{report}")).Text("status"), Is.EqualTo("Triaged"));
        var after = (await browser.OpenAsync("/desk", "en")).Page;
        Assert.That(after.QuerySelector(".desk-new")!.TextContent, Does.Not.Contain(report));
    }

    [Test]
    public async Task All_that_is_due_is_as_long_as_the_desk_says()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        using var second = await Visibility.People.HireAsync(app, "second", "Analyst");
        var (incident, _, asked) = await api.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        for (var i = 0; i < 10; i++)
        {
            await api.PostAsync($"/api/v1/incidents/{incident}/follow-ups", new { title = $"Call {i}", dueAt = TestApp.Start.AddHours(30), timeZone = "Asia/Jakarta" });
        }

        await liaison.ActAsync($"requests/{asked}", "ask", new { note = "Which channel?" });
        await second.SentRequestAsync("SG", TestApp.Start.AddHours(10));
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        using var all = Assert.EnterMultipleScope();
        foreach (var (desk, total) in new[] { ("/desk", 11), ("/desk?all=true", 12) })
        {
            var card = (await browser.OpenAsync(desk, "en")).Page.QuerySelector(".desk-due")!;
            Assert.That(card.QuerySelector(".card-head .figures")!.TextContent, Is.EqualTo($"{total}"), desk);
            var path = card.QuerySelector(".card-head a")!.GetAttribute("href");
            var rows = new List<string>();
            for (path += path!.Contains('?', StringComparison.Ordinal) ? "&limit=5" : "?limit=5"; path is not null;)
            {
                var page = (await browser.OpenAsync(path)).Page;
                Assert.That(page.QuerySelector("[data-count]")!.GetAttribute("data-count"), Is.EqualTo($"{total}"), path);
                rows.AddRange(page.QuerySelectorAll("[data-row]").Select(r => r.Id!));
                path = page.QuerySelectorAll(".pager a").Select(a => a.GetAttribute("href")).FirstOrDefault(a => a!.Contains("after=", StringComparison.Ordinal));
            }

            Assert.That(rows, Has.Count.EqualTo(total).And.Unique, desk);
            Assert.That(rows, Does.Contain($"due-{asked}"), "our answer to a question is due too");
        }

        (await api.GetAsync("/api/v1/desk/due?sort=title")).ExpectInvalid("sort");
        (await api.GetAsync("/api/v1/desk/due?after=x")).ExpectInvalid("after");
    }

    [Test]
    public async Task A_follow_up_is_done_from_the_desk()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var reference = await api.ActiveCaseAsync();
        await api.PostAsync($"/api/v1/incidents/{reference}/follow-ups", new { title = "Call them", dueAt = TestApp.Start.AddHours(3), timeZone = "Asia/Jakarta" });
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var page = (await browser.OpenAsync("/desk")).Page;
        (await new FormPost(page, ".desk-grid").SendAsync(browser, "[formaction*=Complete]")).Expect(HttpStatusCode.Redirect);
        Assert.That((await api.GetAsync($"/api/v1/incidents/{reference}/follow-ups")).Items.Single()!["state"]!.ToString(), Is.EqualTo("Done"));
        Assert.That((await browser.OpenAsync("/desk")).Page.QuerySelector("[formaction*=Complete]"), Is.Null);
    }

    [Test]
    public async Task A_follow_up_that_was_moved_meanwhile_is_not_done_unseen()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var reference = await api.ActiveCaseAsync();
        var made = await api.PostAsync($"/api/v1/incidents/{reference}/follow-ups", new { title = "Call them", dueAt = TestApp.Start.AddHours(3), timeZone = "Asia/Jakarta" });
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var page = (await browser.OpenAsync("/desk", "en")).Page;
        await api.ActAsync($"follow-ups/{made.Text("id")}", "snooze", new { until = TestApp.Start.AddHours(9), reason = "They asked for it" });
        var answer = await new FormPost(page, ".desk-grid").SendAsync(browser, "[formaction*=Complete]");
        Assert.That(answer.Expect(HttpStatusCode.PreconditionFailed).Body, Does.Contain("changed this meanwhile"));
        Assert.That((await api.GetAsync($"/api/v1/incidents/{reference}/follow-ups")).Items.Single()!["state"]!.ToString(), Is.EqualTo("Scheduled"));
    }

    [Test]
    public async Task What_is_red_stands_on_no_other_desk()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        await api.LogAsync(Cases.NewIncident("A title for few", "RED"));
        using var browser = new Browser(app);
        await browser.SignInAsync("manager");
        Assert.That((await browser.OpenAsync("/desk?all=true")).Answer.Expect(HttpStatusCode.OK).Body, Does.Not.Contain("A title for few"));
    }
}
