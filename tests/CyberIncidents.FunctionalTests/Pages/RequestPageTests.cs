using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The national team's pages of requests, by HTTP and without script.</summary>
public sealed class RequestPageTests
{
    [Test]
    public async Task The_list_has_as_many_rows_as_the_number_that_leads_to_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (incident, participation, answered) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        await liaison.ActAsync($"requests/{answered}", "answer", new { outcome = "Partly", note = "Some of it" });
        await analyst.SentRequestAsync("SG", TestApp.Start.AddHours(10));
        await analyst.SentRequestAsync("AU", TestApp.Start.AddHours(300));
        await analyst.DraftAsync(incident, participation);
        app.Clock.Advance(TimeSpan.FromHours(11));
        using var later = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        using var all = Assert.EnterMultipleScope();
        foreach (var filter in new[]
        {
            "", "?waiting=true", "?silent=true", "?overdue=true", "?state=Draft", "?state=Answered&state=Declined", "?state=Answered,Draft",
            "?country=SG", "?kind=Information", "?kind=Takedown", $"?incident={incident}", "?owner=me", "?waiting=true&country=AU",
        })
        {
            var page = (await browser.OpenAsync("/requests" + filter)).Page;
            var counted = (await later.GetAsync($"/api/v1/requests{filter}{(filter.Length == 0 ? '?' : '&')}count=true")).Expect(HttpStatusCode.OK);
            Assert.That(page.QuerySelector("[data-count]")!.GetAttribute("data-count"), Is.EqualTo(counted.Text("count")), filter);
            Assert.That(page.QuerySelectorAll("[data-row] [data-open]").Select(a => a.GetAttribute("href")),
                Is.EquivalentTo(counted.Items.Select(i => $"/requests/{i!["reference"]}")), filter);
        }

        (await browser.OpenAsync("/requests?silnet=true")).Answer.Expect(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task A_long_list_is_read_page_by_page()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var participation = await analyst.NotifyAsync(incident, "NL");
        var drafted = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            drafted.Add(await analyst.DraftAsync(incident, participation));
        }

        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var seen = new List<string>();
        for (var path = "/requests?limit=2&state=Draft"; path is not null;)
        {
            var page = (await browser.OpenAsync(path)).Page;
            seen.AddRange(page.QuerySelectorAll("[data-row] [data-open]").Select(a => a.GetAttribute("href")!["/requests/".Length..]));
            path = page.QuerySelectorAll(".pager a").Select(a => a.GetAttribute("href")).FirstOrDefault(a => a!.Contains("after=", StringComparison.Ordinal));
        }

        Assert.That(seen, Is.EqualTo(drafted.AsEnumerable().Reverse()));
    }

    [Test]
    public async Task A_request_is_followed_from_draft_to_closed_by_its_buttons()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var incident = await analyst.ActiveCaseAsync();
        var participation = await analyst.NotifyAsync(incident, "NL");
        var reference = await analyst.DraftAsync(incident, participation, dueAt: TestApp.Start.AddHours(48));
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        await PressAsync(browser, reference, "send");
        await liaison.ActAsync($"requests/{reference}", "ask", new { note = "Which account?" });
        Assert.That((await browser.OpenAsync($"/requests/{reference}")).Page.QuerySelector(".ask-word")!.TextContent, Does.Contain("Which account?"));
        await PressAsync(browser, reference, "clarify", "The second one");
        await liaison.ActAsync($"requests/{reference}", "answer", new { outcome = "Fulfilled", note = "Here it is" });
        await PressAsync(browser, reference, "return", "The dates are missing");
        await liaison.ActAsync($"requests/{reference}", "answer", new { outcome = "NothingFound", note = "No dates were kept" });
        var page = (await browser.OpenAsync($"/requests/{reference}")).Page;
        Assert.That(page.QuerySelector(".ask-answer")!.TextContent, Does.Contain("Nothing found").And.Contain("No dates were kept"));
        Assert.That(page.QuerySelectorAll(".step-text h3").Select(h => h.TextContent), Is.EqualTo(new[]
        {
            "Draft written", "Sent", "Delivered", "Seen: opened for the first time", "Clarification asked", "Clarified", "Answered: Fulfilled", "Answer returned",
            "Answered: Nothing found",
        }));
        await PressAsync(browser, reference, "accept");
        await PressAsync(browser, reference, "close");
        var closed = (await browser.OpenAsync($"/requests/{reference}")).Page;
        Assert.That(closed.QuerySelectorAll(".ask-moves form, .ask-moves a"), Is.Empty);
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).Text("state"), Is.EqualTo("Closed"));
    }

    [Test]
    public async Task Who_drafted_does_not_approve_and_a_manager_approves_or_gives_back()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("manager");
        var incident = await api.ActiveCaseAsync();
        var participation = await api.NotifyAsync(incident, "NL");
        var reference = await api.DraftAsync(incident, participation);
        using var manager = new Browser(app);
        await manager.SignInAsync("manager");
        await PressAsync(manager, reference, "submit");
        var own = (await manager.OpenAsync($"/requests/{reference}")).Page;
        Assert.That(MovesOf(own), Is.EqualTo(new[] { "withdraw" }));
        Assert.That(own.QuerySelector(".ask-blocked")!.TextContent, Does.Contain("Whoever drafted a request does not approve it."));
        using var second = await Visibility.People.HireAsync(app, "second", "Manager");
        using var other = new Browser(app);
        await other.SignInAsync("second");
        Assert.That(MovesOf((await other.OpenAsync($"/requests/{reference}")).Page), Is.EqualTo(new[] { "withdraw", "reject", "approve" }));
        await PressAsync(other, reference, "reject", "Say which account");
        var back = (await manager.OpenAsync($"/requests/{reference}")).Page;
        Assert.That(back.QuerySelector(".ask-word")!.TextContent, Does.Contain("Say which account"));
        await PressAsync(manager, reference, "submit");
        await PressAsync(other, reference, "approve");
        Assert.That((await api.GetAsync($"/api/v1/requests/{reference}")).Text("state"), Is.EqualTo("Sent"));
    }

    [Test]
    public async Task A_draft_that_two_people_edit_shows_both_versions()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var reference = await analyst.DraftAsync(incident, await analyst.NotifyAsync(incident, "NL"), dueAt: TestApp.Start.AddDays(3));
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var path = $"/requests/{reference}/edit";
        var form = new FormPost((await browser.OpenAsync(path)).Page, "main form").With("Input.Subject", "As I typed it");
        var read = await analyst.GetAsync($"/api/v1/requests/{reference}");
        (await analyst.PatchAsync($"/api/v1/requests/{reference}", new { subject = "As somebody else typed it" }, read.ETag)).Expect(HttpStatusCode.OK);
        var refused = (await form.SendAsync(browser)).Expect(HttpStatusCode.PreconditionFailed);
        var page = Browser.Parse(refused);
        Assert.That(page.QuerySelector(".conflict")!.TextContent, Does.Contain("As somebody else typed it").And.Contain("As I typed it"));
        Assert.That(page.QuerySelectorAll(".conflict"), Has.Length.EqualTo(1), "only what differs");
        var again = new FormPost(page, "main form");
        Assert.That(again["Input.Subject"], Is.EqualTo("As I typed it"));
        (await again.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var saved = await analyst.GetAsync($"/api/v1/requests/{reference}");
        Assert.That(saved.Text("subject"), Is.EqualTo("As I typed it"));
        Assert.That(saved.Text("dueAt"), Is.EqualTo(read.Text("dueAt")), "an instant that was left alone stays");
        var empty = await new FormPost((await browser.OpenAsync(path)).Page, "main form").With("Input.Subject", "").With("Input.Body", "Kept text").SendAsync(browser);
        var fields = Browser.Parse(empty.Expect(HttpStatusCode.BadRequest));
        Assert.That(fields.GetElementById("Input_Subject-error")!.TextContent, Is.Not.Empty);
        Assert.That(fields.QuerySelector<IHtmlTextAreaElement>("#Input_Body")!.Value, Is.EqualTo("Kept text"));
    }

    [Test]
    public async Task What_is_refused_is_told_and_nothing_typed_is_lost()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (_, _, reference) = await analyst.SentRequestAsync();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var path = $"/requests/{reference}";
        var withdraw = new FormPost((await browser.OpenAsync(path)).Page, FormOf("withdraw")).With("said", "It is solved");
        await liaison.ActAsync($"requests/{reference}", "answer", new { outcome = "Fulfilled" });
        var late = Browser.Parse((await withdraw.SendAsync(browser, ButtonOf("withdraw"))).Expect(HttpStatusCode.Conflict));
        Assert.That(late.QuerySelector("[role=alert]")!.TextContent, Does.Contain("not possible in the present state"));
        Assert.That(late.Body!.TextContent, Does.Contain("It is solved"));
        var page = (await browser.OpenAsync(path)).Page;
        var blank = await new FormPost(page, FormOf("return")).With("said", " ").SendAsync(browser, ButtonOf("return"));
        Assert.That(Browser.Parse(blank.Expect(HttpStatusCode.BadRequest)).GetElementById("said-return-error")!.TextContent, Is.Not.Empty);
    }

    [Test]
    public async Task The_due_time_is_moved_in_the_readers_zone()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, reference) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(5));
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var page = (await browser.OpenAsync($"/requests/{reference}")).Page;
        Assert.That(page.QuerySelector(".two-zones")!.TextContent, Does.Contain("Amsterdam").And.Contain("Jakarta").And.Contain("09:00").And.Contain("15:00"));
        var form = new FormPost(page, "form[action$='handler=Due']");
        Assert.That(form["due"], Is.EqualTo("2026-03-02T15:00"));
        (await form.With("due", "2026-03-04T09:30").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That(DateTimeOffset.Parse((await analyst.GetAsync($"/api/v1/requests/{reference}")).Text("dueAt"), System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo(new DateTimeOffset(2026, 3, 4, 2, 30, 0, TimeSpan.Zero)));
        var past = await new FormPost((await browser.OpenAsync($"/requests/{reference}")).Page, "form[action$='handler=Due']").With("due", "2026-03-01T09:30").SendAsync(browser);
        Assert.That(Browser.Parse(past.Expect(HttpStatusCode.BadRequest)).GetElementById("due-error")!.TextContent, Is.Not.Empty);
    }

    private static string FormOf(string move) => $"form:has(button[name=move][value={move}])";

    private static string ButtonOf(string move) => $"button[name=move][value={move}]";

    private static IEnumerable<string> MovesOf(IParentNode page) => page.QuerySelectorAll(".ask-moves button[name=move]").Select(b => b.GetAttribute("value")!);

    private static async Task PressAsync(Browser browser, string reference, string move, string? said = null)
    {
        var form = new FormPost((await browser.OpenAsync($"/requests/{reference}")).Page, FormOf(move));
        var answer = await (said is null ? form : form.With("said", said)).SendAsync(browser, ButtonOf(move));
        Assert.That(answer.Expect(HttpStatusCode.Redirect).Location!.ToString(), Is.EqualTo($"/requests/{reference}"), move);
    }
}
