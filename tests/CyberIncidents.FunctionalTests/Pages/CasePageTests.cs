using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The page of a case, by HTTP and without script.</summary>
public sealed class CasePageTests
{
    private static readonly string[] Tabs = ["", "/partners", "/follow-ups", "/clocks", "/observables", "/evidence", "/sharing", "/history"];

    [Test]
    public async Task A_case_is_triaged_activated_held_resolved_and_closed_by_its_own_buttons()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var reference = await analyst.LogAsync();
        var path = $"/incidents/{reference}";
        await MoveAsync(browser, path, "triage");
        await MoveAsync(browser, path, "activate");
        await MoveAsync(browser, path, "hold", ("Moves[hold].Until", "2026-03-09T09:00"), ("Moves[hold].Reason", "Waits for the lab"));
        Assert.That((await browser.OpenAsync(path)).Page.Body!.TextContent, Does.Contain("Waits for the lab"));
        await MoveAsync(browser, path, "resume");
        await MoveAsync(browser, path, "resolve", ("Moves[resolve].Outcome", "Mitigated"));
        await MoveAsync(browser, path, "close", ("Moves[close].Summary", "The channel is gone."));
        var page = (await browser.OpenAsync(path)).Page;
        using var all = Assert.EnterMultipleScope();
        Assert.That((await analyst.GetAsync($"/api/v1{path}")).Text("status"), Is.EqualTo("Closed"));
        Assert.That(page.Body!.TextContent, Does.Contain("The channel is gone."));
        Assert.That(Moves(page), Is.EqualTo(new[] { "reopen" }), "only what the lifecycle allows has a button");
    }

    [Test]
    public async Task A_refused_move_stays_open_with_what_was_typed_and_says_what_is_missing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var path = $"/incidents/{await analyst.ActiveCaseAsync()}";
        var form = new FormPost((await browser.OpenAsync(path)).Page, "form[action*='move=hold']").With("Moves[hold].Reason", "Because of <the> lab");
        var answer = (await form.SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        var page = Browser.Parse(answer);
        using var all = Assert.EnterMultipleScope();
        Assert.That(page.QuerySelector<IHtmlTextAreaElement>("[name='Moves[hold].Reason']")!.Value, Is.EqualTo("Because of <the> lab"));
        Assert.That(page.QuerySelector("[name='Moves[hold].Until']")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
        Assert.That(page.QuerySelectorAll("details:has([name='Moves[hold].Until'])").All(d => d.HasAttribute("open")), Is.True);
    }

    [Test]
    public async Task Resolving_names_the_requests_that_wait_and_needs_the_override()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var (incident, _, request) = await analyst.SentRequestAsync();
        var path = $"/incidents/{incident}";
        var form = new FormPost((await browser.OpenAsync(path)).Page, "form[action*='move=resolve']").With("Moves[resolve].Outcome", "Unsolved");
        var refused = Browser.Parse((await form.SendAsync(browser)).Expect(HttpStatusCode.Conflict));
        Assert.That(refused.QuerySelector("form[action*='move=resolve'] .form-errors")!.TextContent, Does.Contain(request));
        form = new FormPost(refused, "form[action*='move=resolve']").With("Moves[resolve].Override", "true").With("Moves[resolve].Reason", "Nobody answers");
        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.GetAsync($"/api/v1{path}")).Text("status"), Is.EqualTo("Resolved"));
    }

    [Test]
    public async Task A_move_on_a_page_that_has_grown_old_does_nothing_and_says_so()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var path = $"/incidents/{await analyst.ActiveCaseAsync()}";
        var old = new FormPost((await browser.OpenAsync(path)).Page, "form[action*='move=hold']")
            .With("Moves[hold].Until", "2026-03-09T09:00").With("Moves[hold].Reason", "Waits");
        var version = (await analyst.GetAsync($"/api/v1{path}")).ETag;
        (await analyst.PatchAsync($"/api/v1{path}", new { title = "Another title" }, version)).Expect(HttpStatusCode.OK);
        var page = Browser.Parse((await old.SendAsync(browser)).Expect(HttpStatusCode.PreconditionFailed));
        Assert.That(page.QuerySelector("[role=alert]")!.TextContent, Does.Contain("changed while you had it open"));
        (await new FormPost(page, "form[action*='move=hold']").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.GetAsync($"/api/v1{path}")).Text("status"), Is.EqualTo("OnHold"));
    }

    [Test]
    public async Task The_funnel_counts_partners_and_each_number_filters_them()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (incident, nl, request) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        var sg = await analyst.NotifyAsync(incident, "SG");
        await analyst.ActAsync($"requests/{await analyst.DraftAsync(incident, sg, dueAt: TestApp.Start.AddHours(4))}", "send");
        await analyst.ActAsync($"requests/{await analyst.DraftAsync(incident, nl, dueAt: TestApp.Start.AddHours(30))}", "send");
        (await liaison.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        await liaison.ActAsync($"requests/{request}", "ask", new { note = "Which of the accounts?" });
        app.Clock.Advance(TimeSpan.FromHours(3));
        using var browser = await SignedInAsync(app, "analyst");
        var path = $"/incidents/{incident}/partners";
        var page = (await browser.OpenAsync(path)).Page;
        using var all = Assert.EnterMultipleScope();
        Assert.That(page.QuerySelectorAll(".funnel b").Select(b => b.TextContent), Is.EqualTo(new[] { "3", "2", "2", "1", "1", "0", "1" }));
        Assert.That(page.QuerySelector(".ball")!.TextContent, Does.Contain("Which of the accounts?"));
        Assert.That(page.QuerySelector(".request-silent")!.TextContent, Does.Contain("is not “nothing found”"));
        Assert.That(page.QuerySelector(".case-next")!.GetAttribute("href"), Is.EqualTo($"/requests/{request}"), "the question that waits for us is the one thing to do");
        Assert.That(page.QuerySelectorAll(".case-head .btn-primary.case-next, .case-head .case-next .btn-primary"), Has.Length.LessThanOrEqualTo(1));
        foreach (var link in page.QuerySelectorAll(".funnel a"))
        {
            var shown = (await browser.OpenAsync(link.GetAttribute("href")!)).Page.QuerySelectorAll(".partner").Length;
            Assert.That(shown.ToString(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(link.QuerySelector("b")!.TextContent), link.TextContent);
        }
    }

    [Test]
    public async Task A_partner_is_added_told_and_asked_without_script()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        using var browser = await SignedInAsync(app, "analyst");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident("A secret title", countries: []));
        var path = $"/incidents/{incident}/partners";
        var add = new FormPost((await browser.OpenAsync(path)).Page, "form[action*='handler=Add']");
        Browser.Parse((await add.With("Add.Partners", "NL").SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        (await add.With("Add.Partners", "NL", "SG").With("Add.Roles", "Affected").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        (await add.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var id = (await analyst.ParticipationAsync(incident, "NL"))["id"]!.ToString();
        var tell = new FormPost((await browser.OpenAsync(path)).Page, $"form[action*='id={id}&move=notify']");
        (await tell.With($"Partner[{id}].SharedTitle", "What NL reads").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var shared = (await liaison.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That(shared.Text("sharedTitle"), Is.EqualTo("What NL reads"));
        Assert.That(shared.Body, Does.Not.Contain("A secret title"));

        var draft = new FormPost((await browser.OpenAsync($"/incidents/{incident}/requests/new?participation={id}")).Page, "form.edit-form");
        var refused = Browser.Parse((await draft.With("Input.Body", "Tell us who.").SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.QuerySelector<IHtmlTextAreaElement>("[name='Input.Body']")!.Value, Is.EqualTo("Tell us who."));
        var saved = (await new FormPost(refused, "form.edit-form").With("Input.Subject", "Who runs it").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That(saved.Location!.ToString(), Does.StartWith("/requests/RQ-"));
        Assert.That((await browser.OpenAsync(path)).Page.QuerySelector(".request-card")!.TextContent, Does.Contain("Who runs it"));
    }

    [Test]
    public async Task A_comment_goes_to_whom_its_form_says_and_to_nobody_else()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        using var sg = await app.AsAsync("liaison.sg");
        using var browser = await SignedInAsync(app, "analyst");
        var (incident, _, _) = await analyst.SentRequestAsync();
        await analyst.NotifyAsync(incident, "SG");
        var path = $"/incidents/{incident}";
        var form = new FormPost((await browser.OpenAsync(path)).Page, "form.composer");
        Assert.That(form["Comment.Audience"], Is.EqualTo("National"), "nothing leaves unless somebody says so");
        (await form.With("Comment.Text", "Only for us").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var toNl = (await browser.OpenAsync(path)).Page.QuerySelectorAll(".composer label").Single(l => l.TextContent.Trim() == "NL").QuerySelector("input")!;
        form = new FormPost((await browser.OpenAsync(path)).Page, "form.composer").With("Comment.Audience", toNl.GetAttribute("value")!);
        (await form.With("Comment.Text", "For the Dutch").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var messages = (await browser.OpenAsync(path)).Page.QuerySelectorAll(".message");
        using var all = Assert.EnterMultipleScope();
        Assert.That(messages, Has.Length.EqualTo(2), "the form that was sent twice wrote once");
        Assert.That(messages[0].QuerySelector(".message-band")!.TextContent, Does.Contain("National only"));
        Assert.That(messages[1].QuerySelector(".message-band")!.TextContent, Does.Contain("Netherlands sees this"));
        Assert.That(messages[1].ClassList, Does.Contain("message-leaves"));
        Assert.That((await nl.GetAsync($"/api/v1{path}/comments")).Items.Select(c => c!["text"]!.ToString()), Is.EqualTo(new[] { "For the Dutch" }));
        Assert.That((await sg.GetAsync($"/api/v1{path}/comments")).Items, Is.Empty);
    }

    [Test]
    public async Task Follow_ups_are_scheduled_moved_and_done_on_their_tab()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var path = $"/incidents/{await analyst.ActiveCaseAsync()}/follow-ups";
        var schedule = new FormPost((await browser.OpenAsync(path)).Page, "form[action*='handler=Schedule']")
            .With("Schedule.Title", "Ring the duty desk").With("Schedule.TimeZone", "Asia/Singapore").With("Schedule.DueAt", "2026-03-05T10:00").With("Schedule.Reminders", "-P1D");
        (await schedule.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var planned = (await analyst.GetAsync($"/api/v1{path}")).Items.Single()!;
        Assert.That(planned["dueAt"]!.GetValue<DateTimeOffset>(), Is.EqualTo(new DateTimeOffset(2026, 3, 5, 2, 0, 0, TimeSpan.Zero)), "by the clock of Singapore");
        Assert.That(planned["reminders"]!.ToJsonString(), Is.EqualTo("[\"-P1D\"]"));
        var id = planned["id"]!.ToString();
        var snooze = new FormPost((await browser.OpenAsync(path)).Page, "form[action*='move=snooze']").With($"FollowUpForms[{id}].Until", "2026-03-06T10:00");
        var refused = Browser.Parse((await snooze.SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.QuerySelector<IHtmlInputElement>($"[name='FollowUpForms[{id}].Until']")!.Value, Is.EqualTo("2026-03-06T10:00"));
        (await new FormPost(refused, "form[action*='move=snooze']").With($"FollowUpForms[{id}].Reason", "They are closed").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        (await new FormPost((await browser.OpenAsync(path)).Page, "form[action*='move=complete']").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.GetAsync($"/api/v1{path}")).Items.Single()!["state"]!.ToString(), Is.EqualTo("Done"));
    }

    [Test]
    public async Task What_left_and_what_was_done_is_told_in_words()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var (incident, _, request) = await analyst.SentRequestAsync();
        var sharing = (await browser.OpenAsync($"/incidents/{incident}/sharing")).Page;
        var history = (await browser.OpenAsync($"/incidents/{incident}/history")).Page;
        var requests = (await browser.OpenAsync($"/incidents/{incident}/history?show=request")).Page;
        using var all = Assert.EnterMultipleScope();
        Assert.That(sharing.QuerySelectorAll(".release"), Has.Length.EqualTo(2));
        Assert.That(sharing.QuerySelector(".left-fields")!.TextContent, Does.Contain("Who runs the channel"));
        Assert.That(sharing.QuerySelectorAll(".left-fields")[^1].TextContent, Does.Contain("Hosts infrastructure"));
        Assert.That(history.Body!.TextContent, Does.Contain("logged the case").And.Contain($"sent {request}").And.Contain("activated the case"));
        Assert.That(requests.QuerySelectorAll(".history-line").Select(l => l.TextContent), Has.All.Contains(request));
    }

    [Test]
    public async Task Who_may_not_see_it_gets_what_there_is_for_them_and_no_more()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var red = await analyst.ActiveCaseAsync(Cases.NewIncident("A red title", tlp: "RED"));
        var (amber, _, _) = await analyst.SentRequestAsync();
        using var other = await SignedInAsync(app, "manager");
        using var partner = await SignedInAsync(app, "liaison.nl");
        using var admin = await SignedInAsync(app, "admin");
        using var nobody = new Browser(app);
        var unknown = (await other.OpenAsync("/incidents/CI-2026-009999")).Answer.Expect(HttpStatusCode.NotFound);
        using var all = Assert.EnterMultipleScope();
        foreach (var tab in Tabs.Append("/edit").Append("/requests/new"))
        {
            var hidden = (await other.OpenAsync($"/incidents/{red}{tab}")).Answer.Expect(HttpStatusCode.NotFound);
            Assert.That(hidden.Body.Length, Is.EqualTo(unknown.Body.Length), "the same page as for a wrong number");
            Assert.That((await partner.OpenAsync($"/incidents/{amber}{tab}")).Answer.Location?.ToString(), Is.EqualTo($"/shared/{amber}"), tab);
            Assert.That((await partner.OpenAsync($"/incidents/{red}{tab}")).Answer.Location?.ToString(), Is.EqualTo($"/shared/{red}"), tab);
            (await admin.OpenAsync($"/incidents/{amber}{tab}")).Answer.Expect(HttpStatusCode.Forbidden);
            Assert.That((await nobody.OpenAsync($"/incidents/{amber}{tab}")).Answer.Headers["Location"], Does.Contain("/sign-in"), tab);
        }
    }

    [Test]
    public async Task Every_tab_is_light_and_marked_at_head_and_foot()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "manager");
        var (incident, _, _) = await analyst.SentRequestAsync();
        using var all = Assert.EnterMultipleScope();
        foreach (var tab in Tabs.Append("/partners?show=add").Append("/edit").Append("/requests/new"))
        {
            var (answer, page) = await browser.OpenAsync($"/incidents/{incident}{tab}", "id");
            Assert.That(answer.Body, Has.Length.LessThan(120_000), tab);
            Assert.That(page.QuerySelectorAll(".print-label").Select(l => l.TextContent), Is.EqualTo(new[] { "TLP:AMBER", "TLP:AMBER" }), tab);
            Assert.That(page.QuerySelectorAll("h1"), Has.Length.EqualTo(1), tab);
            Assert.That(page.QuerySelectorAll("script:not([src]), style, [style]"), Is.Empty, tab);
            Assert.That(page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key), Is.Empty, tab);
        }
    }

    private static async Task<Browser> SignedInAsync(TestApp app, string name)
    {
        var browser = new Browser(app);
        await browser.SignInAsync(name);
        return browser;
    }

    private static async Task MoveAsync(Browser browser, string path, string move, params (string Name, string Value)[] fields)
    {
        var form = new FormPost((await browser.OpenAsync(path)).Page, $"form[action*='move={move}']");
        foreach (var (name, value) in fields)
        {
            form.With(name, value);
        }

        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
    }

    private static IEnumerable<string> Moves(IHtmlDocument page) =>
        page.QuerySelectorAll("form[action*='handler=Move']").Select(f => f.GetAttribute("action")!.Split("move=")[1]);
}
