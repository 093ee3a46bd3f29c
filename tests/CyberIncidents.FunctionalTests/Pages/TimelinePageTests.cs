using System.Net;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Timeline;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The tab of the timeline, by HTTP and without script.</summary>
public sealed class TimelinePageTests
{
    [Test]
    public async Task What_happened_is_noted_read_on_both_clocks_filtered_corrected_and_withdrawn()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var reference = await analyst.LogAsync();
        var path = $"/incidents/{reference}/timeline";
        var page = (await browser.OpenAsync(path)).Page;
        Assert.That(page.QuerySelector(".empty"), Is.Not.Null);
        var refused = (await new FormPost(page, "#happened").With("Happened.Text", "The <first> mail").With("Happened.At", "never").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(refused).QuerySelector("#happened textarea")!.TextContent.Trim(), Is.EqualTo("The <first> mail"));
        refused = (await new FormPost(page, "#happened").With("Happened.Text", "x").With("Happened.At", "2026-03-01T20:15:30").With("Happened.Zone", "Mars").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(refused).QuerySelector("[name='Happened.Zone']")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
        var form = new FormPost(page, "#happened").With("Happened.Text", "The <first> mail").With("Happened.At", "2026-03-01T20:15:30")
            .With("Happened.Zone", "Europe/Amsterdam").With("Happened.Source", "Log of the mail server").With("Happened.Tlp", "AMBER+STRICT");
        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        await analyst.HappenedAsync(reference, "Some day before", TestApp.Start.AddDays(-3), "Day");
        page = (await browser.OpenAsync(path)).Page;
        var entries = page.QuerySelectorAll(".timeline-entry").ToList();
        Assert.That(entries.Select(e => e.QuerySelector(".said")!.TextContent), Is.EqualTo(new[] { "Some day before", "The <first> mail" }), "the form that was sent twice noted once");
        using var all = Assert.EnterMultipleScope();
        Assert.That(entries[1].TextContent, Does.Contain("02:15").And.Contain("20:15 in Amsterdam").And.Contain("Log of the mail server").And.Contain("AMBER+STRICT"));
        Assert.That(entries.Select(e => e.ClassList.Contains("mark-day")), Is.EqualTo(new[] { true, false }));
        Assert.That(page.QuerySelectorAll(".timeline-strip rect"), Has.Length.EqualTo(2));
        Assert.That(page.QuerySelector("#case-tabs [aria-current] .count")!.TextContent, Is.EqualTo("2"));
        var filtered = (await browser.OpenAsync($"{path}?from=2026-03-02&precision=Exact&q=mail")).Page;
        Assert.That(filtered.QuerySelectorAll(".timeline-entry"), Has.Length.EqualTo(1), "on our clock it was the second of March");
        var file = (await browser.Client.GetAsync(filtered.QuerySelector("a[download]")!.GetAttribute("href")!)).Expect(HttpStatusCode.OK);
        Assert.That(file.Body, Does.Contain("The <first> mail").And.Not.Contain("Some day before"));
        Assert.That((await browser.OpenAsync($"{path}?q=none")).Page.QuerySelector(".empty"), Is.Not.Null);

        page = (await browser.OpenAsync($"{path}?open={entries[1].Id!.Replace("entry-", "edit-", StringComparison.Ordinal)}")).Page;
        var edit = new FormPost(page, "#edit-happened");
        Assert.That((edit["Happened.At"], edit["Happened.Zone"]), Is.EqualTo(("2026-03-01T20:15:30", "Europe/Amsterdam")));
        (await edit.With("Happened.Text", "The second mail").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var stale = (await edit.With("Happened.Text", "The third mail").SendAsync(browser)).Expect(HttpStatusCode.PreconditionFailed);
        Assert.That(Browser.Parse(stale).QuerySelector("#edit-happened textarea")!.TextContent.Trim(), Is.EqualTo("The third mail"), "what was typed is still there");
        page = (await browser.OpenAsync(path, "id")).Page;
        (await new FormPost(page, $"#{entries[1].Id} form").With("reason", "A slip").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync($"{path}?withdrawn=true")).Page.QuerySelector(".timeline .withdrawn")!.TextContent, Does.Contain("The second mail").And.Contain("A slip"));
        var history = (await browser.OpenAsync($"/incidents/{reference}/history?show=timelineentry")).Page.QuerySelectorAll(".history-line").Select(l => l.TextContent).ToList();
        Assert.That(history, Has.Some.Contains("noted in the timeline: Some day before").And.Some.Contains("edited in the timeline: The second mail"));
    }

    [Test]
    public async Task A_liaison_officer_reads_what_was_released_and_nothing_of_the_rest()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        (await browser.SignInAsync("liaison.nl")).Expect(HttpStatusCode.Redirect);
        var (reference, _, _) = await analyst.SentRequestAsync();
        var id = await analyst.HappenedAsync(reference, "The page <went> up", source: "WALDKAUZ log");
        await analyst.HappenedAsync(reference, "WALDKAUZ kept");
        Assert.That((await browser.OpenAsync($"/shared/{reference}")).Page.QuerySelector("#timeline"), Is.Null);
        await app.GiveAsync(reference, SubjectType.TimelineEntry, id, await analyst.OrganisationAsync("NL"));
        var (answer, page) = await browser.OpenAsync($"/shared/{reference}");
        using var all = Assert.EnterMultipleScope();
        Assert.That(page.QuerySelectorAll("#timeline .said").Select(s => s.TextContent), Is.EqualTo(new[] { "The page <went> up" }));
        Assert.That(answer.Body, Does.Not.Contain("WALDKAUZ"));
        Assert.That((await browser.OpenAsync($"/incidents/{reference}/timeline")).Answer.Expect(HttpStatusCode.Redirect).Location!.ToString(), Is.EqualTo($"/shared/{reference}"));
    }
}
