using System.Net;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.AtHome;

/// <summary>What a partner asks of us is worked on by a ministry at home, and the partner never learns which.</summary>
public sealed class AssignmentTests
{
    [Test]
    public async Task A_partners_request_is_answered_through_a_ministry_which_the_partner_never_learns_of()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var police = await app.AsAsync("stakeholder.police");
        using var mfa = await app.AsAsync("stakeholder.mfa");
        using var sg = await app.AsAsync("liaison.sg");
        var asked = await FileAsync(sg);
        var organisation = await analyst.AuthorityAsync("Police");
        await analyst.ActAsync($"requests/{asked}", "triage");
        var before = (await sg.GetAsync($"/api/v1/requests/{asked}")).Expect(HttpStatusCode.OK);
        await analyst.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = organisation, task = "Who held the address?", dueAt = TestApp.Start.AddHours(30) });
        var task = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Expect(HttpStatusCode.OK).Text("items.0.reference");
        var seen = (await police.GetAsync($"/api/v1/requests/{task}")).Expect(HttpStatusCode.OK);
        Assert.That((seen.Text("subject"), seen.Text("kind"), seen.At("incidentReference")), Is.EqualTo(("History of an address", "Task", (object?)null)));
        Assert.That(seen.Text("body"), Does.StartWith("Who held the address?").And.Contain("From 1 to 3 February"));
        Assert.That(seen.Body, Does.Not.Contain("Singapore").And.Not.Contain(asked), "its words went along, its name did not");
        Assert.That((await police.GetAsync("/api/v1/navigation")).Text("actionRequired"), Is.EqualTo("1"));
        Assert.That((await police.GetAsync("/api/v1/requests?waiting=true&count=true")).Text("count"), Is.EqualTo("1"));
        Assert.That((await police.GetAsync("/api/v1/notifications")).Items, Has.Count.EqualTo(1));
        await police.EnsureAbsentAsync($"requests/{asked}");
        await mfa.EnsureAbsentAsync($"requests/{asked}", $"requests/{task}");
        await police.ActAsync($"requests/{task}", "ask", new { note = "Which time zone?" });
        await analyst.ActAsync($"requests/{task}", "clarify", new { note = "UTC" });
        await police.ActAsync($"requests/{task}", "answer", new { outcome = "Fulfilled", note = "A hotel of Batam" });
        await analyst.ActAsync($"requests/{task}", "return", new { reason = "Which one?" });
        await police.ActAsync($"requests/{task}", "answer", new { outcome = "Fulfilled", note = "The hotel at the harbour" });
        await analyst.ActAsync($"requests/{task}", "accept");
        var told = (await analyst.GetAsync("/api/v1/notifications")).Expect(HttpStatusCode.OK).Items.Select(n => n!["text"]!.ToString());
        Assert.That(told.Where(t => t.StartsWith(task, StringComparison.Ordinal)), Is.Not.Empty.And.All.StartsWith($"{task}: "), "no empty brackets for the case");
        var done = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Expect(HttpStatusCode.OK);
        Assert.That((done.Text("items.0.answer"), done.Text("items.0.state")), Is.EqualTo(("The hotel at the harbour", "Accepted")));
        var after = (await sg.GetAsync($"/api/v1/requests/{asked}")).Expect(HttpStatusCode.OK);
        Assert.That(after.Body, Is.EqualTo(before.Body), "nothing of it shows, and nothing was answered by itself");
        Assert.That(after.ETag, Is.EqualTo(before.ETag));
        foreach (var path in new[] { "/api/v1/requests", "/api/v1/notifications", $"/api/v1/requests/{asked}", "/api/v1/me/calendar.ics", "/api/v1/organisations", "/api/v1/recalls" })
        {
            Assert.That((await sg.GetAsync(path)).Whole(), Does.Not.Contain("Police").And.Not.Contain("-ID-").And.Not.Contain("harbour"), path);
        }

        (await sg.GetAsync($"/api/v1/requests/{asked}/tasks")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.That((await analyst.GetAsync("/api/v1/dashboard/at-home")).Text("items.0.answered.count"), Is.EqualTo("1"));
    }

    [Test]
    public async Task A_task_without_a_case_is_chased_and_can_be_taken_back()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var sg = await app.AsAsync("liaison.sg");
        var asked = await FileAsync(sg);
        var organisation = await analyst.AuthorityAsync("Police");
        await analyst.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = organisation, task = "Find out", dueAt = TestApp.Start.AddHours(10) });
        var task = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Text("items.0.reference");
        app.Clock.Advance(TimeSpan.FromHours(11));
        await app.FireDueAlarmsAsync();
        using var police = await app.AsAsync("stakeholder.police");
        using var later = await app.AsAsync("analyst");
        Assert.That((await later.GetAsync($"/api/v1/requests/{task}")).Text("overdue"), Is.EqualTo("true"));
        Assert.That((await police.GetAsync("/api/v1/notifications")).Items, Has.Count.GreaterThan(1), "told and reminded");
        await later.ActAsync($"requests/{task}", "withdraw", new { reason = "The partner took it back" });
        Assert.That((await police.GetAsync("/api/v1/navigation")).Text("actionRequired"), Is.EqualTo("0"));
        await later.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = organisation, task = "Find out after all" });
        Assert.That((await later.GetAsync($"/api/v1/requests/{asked}/tasks")).Items, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_task_for_which_no_day_was_said_is_due_before_our_own_answer_and_chased()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var sg = await app.AsAsync("liaison.sg");
        var asked = await FileAsync(sg);
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var form = new FormPost((await browser.OpenAsync($"/requests/{asked}/at-home", "id")).Page, "#assign");
        await analyst.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = await analyst.AuthorityAsync("Police"), task = "Find out" });
        var task = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Text("items.0.reference");
        var read = (await analyst.GetAsync($"/api/v1/requests/{task}")).Expect(HttpStatusCode.OK);
        var ours = (await analyst.GetAsync($"/api/v1/requests/{asked}")).At("dueAt")!.GetValue<DateTimeOffset>();
        var due = read.At("dueAt")!.GetValue<DateTimeOffset>();
        Assert.That(due, Is.EqualTo(ours.AddDays(-1)));
        Assert.That(form["Input.DueAt"], Is.EqualTo(due.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture)), "shown before it is given");
        Assert.That(read.Json["nextSteps"]!.AsArray(), Is.Not.Empty);
        Assert.That(read.Text("body"), Does.StartWith("Find out\n\n———\n\nFrom 1 to 3"), "no word of ours stands around the partner's");
        var chasing = (await browser.OpenAsync($"/requests/{task}", "en")).Page.QuerySelector(".chasing")!;
        Assert.That(chasing.TextContent, Does.Contain(": stakeholder").And.Not.Contain("liaison"));
        Assert.That(chasing.QuerySelector("a[href^='/organisations']"), Is.Null, "whether a partner can be reached says nothing here");
    }

    [Test]
    public async Task Words_that_the_partner_keeps_with_us_do_not_go_along()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var sg = await app.AsAsync("liaison.sg");
        var organisationId = await analyst.AuthorityAsync("Police");
        foreach (var code in new[] { "H2", "H3" })
        {
            var asked = await FileAsync(sg, "AMBER", code);
            (await AssignAsync(analyst, asked, new { organisationId, task = "Find out" })).ExpectProblem(HttpStatusCode.Conflict, "words-need-consent");
            (await AssignAsync(analyst, asked, new { organisationId, task = "Find out", withoutWords = true })).Expect(HttpStatusCode.OK);
        }

        (await AssignAsync(analyst, await FileAsync(sg, "AMBER", "H1"), new { organisationId, task = "Find out" })).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Whoever_is_handed_the_request_has_its_tasks_too()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var sg = await app.AsAsync("liaison.sg");
        var asked = await FileAsync(sg);
        await analyst.ActAsync($"requests/{asked}", "triage");
        await analyst.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = await analyst.AuthorityAsync("Police"), task = "Find out" });
        var task = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Text("items.0.reference");
        await analyst.ActAsync($"requests/{asked}", "hand-over", new { owner = await manager.MyIdAsync() });
        Assert.That((await manager.GetAsync($"/api/v1/requests/{task}")).Text("owner.id"), Is.EqualTo((await manager.MyIdAsync()).ToString()));
    }

    [Test]
    public async Task A_task_without_a_case_stands_on_the_desk_and_what_left_with_it_is_read_and_taken_back([Values("en", "id")] string language)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var police = await app.AsAsync("stakeholder.police");
        using var sg = await app.AsAsync("liaison.sg");
        var asked = await FileAsync(sg);
        var organisation = await analyst.AuthorityAsync("Police");
        await analyst.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = organisation, task = "Find out", dueAt = TestApp.Start.AddHours(10) });
        var task = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Text("items.0.reference");
        foreach (var mine in new[] { "true", "false" })
        {
            var due = (await analyst.GetAsync($"/api/v1/desk/due?mine={mine}")).Expect(HttpStatusCode.OK);
            Assert.That(due.Items.Select(i => i!["requestReference"]?.ToString()), Does.Contain(task), mine);
        }

        var left = (await analyst.GetAsync($"/api/v1/requests/{task}/releases?count=true")).Expect(HttpStatusCode.OK);
        Assert.That((left.Text("count"), left.At("items.0.incidentReference")), Is.EqualTo(("1", (object?)null)));
        Assert.That(left.Text("items.0.items.0.content"), Does.Contain("Find out").And.Contain("192.0.2.77"));
        (await analyst.GetAsync($"/api/v1/releases/{left.Text("items.0.id")}")).Expect(HttpStatusCode.OK);
        (await police.GetAsync($"/api/v1/requests/{task}/releases")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        Assert.That((await browser.OpenAsync($"/requests/{task}", language)).Page.QuerySelector("#left")!.TextContent, Does.Contain("192.0.2.77"));
        (await police.GetAsync($"/api/v1/requests/{task}")).Expect(HttpStatusCode.OK);
        await analyst.ActAsync($"requests/{task}", "withdraw", new { reason = "The partner took it back" });
        var withdrawn = (await police.GetAsync($"/api/v1/requests/{task}")).Expect(HttpStatusCode.OK);
        Assert.That((withdrawn.Text("state"), withdrawn.Text("takenBack"), withdrawn.At("subject"), withdrawn.Text("lastEntry.note")), Is.EqualTo(("Withdrawn", "true", (object?)null, "The partner took it back")));
        Assert.That(withdrawn.Json["entries"]!.AsArray().Select(e => e!["move"]!.ToString()), Is.EqualTo(new[] { "withdraw" }));
        var notices = (await police.GetAsync("/api/v1/notifications")).Expect(HttpStatusCode.OK);
        Assert.That((notices.Text("items.0.kind"), notices.Text("items.0.requestReference")), Is.EqualTo(("RequestWithdrawn", task)));
        Assert.That(notices.Items.Select(n => n!["text"]!.ToString()), Has.Some.Contains("withdrawn meanwhile").Or.Some.Contains("kemudian ditarik").And.None.Match(@":\s*$"));
        foreach (var surface in new[] { $"requests/{task}", "requests", "notifications", "me/calendar.ics" })
        {
            Assert.That((await police.GetAsync($"/api/v1/{surface}")).Whole(), Does.Not.Contain("Find out").And.Not.Contain("192.0.2.77"), surface);
        }

        using var ministry = new Browser(app);
        await ministry.SignInAsync("stakeholder.police");
        Assert.That((await ministry.OpenAsync($"/requests/{task}", language)).Page.QuerySelector("article")!.TextContent, Does.Contain("The partner took it back").And.Not.Contain("192.0.2.77"));
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{task}/releases")).Items, Has.Count.EqualTo(1), "what left stays on record");
    }

    [Test]
    public async Task Bad_input_and_what_may_not_be_passed_on_are_refused()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var sg = await app.AsAsync("liaison.sg");
        using var police = await app.AsAsync("stakeholder.police");
        var (organisation, nl) = (await manager.AuthorityAsync("Police"), await manager.OrganisationAsync("NL"));
        var home = Guid.Parse((await manager.GetAsync("/api/v1/me")).Text("organisation.id"));
        var asked = await FileAsync(sg);
        (await AssignAsync(manager, asked, new { organisationId = nl, task = "x" })).ExpectInvalid("organisationId");
        (await AssignAsync(manager, asked, new { organisationId = home, task = "x" })).ExpectInvalid("organisationId");
        (await AssignAsync(manager, asked, new { task = "x" })).ExpectInvalid("organisationId");
        (await AssignAsync(manager, asked, new { organisationId = organisation })).ExpectInvalid("task");
        (await AssignAsync(manager, asked, new { organisationId = organisation, task = new string('x', 19_990) })).ExpectInvalid("task");
        (await AssignAsync(manager, asked, new { organisationId = organisation, task = "x", dueAt = TestApp.Start.AddHours(-1) })).ExpectInvalid("dueAt");
        (await AssignAsync(manager, "RQ-2026-SG-9999", new { organisationId = organisation, task = "x" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await AssignAsync(police, asked, new { organisationId = organisation, task = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await AssignAsync(sg, asked, new { organisationId = organisation, task = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        var (_, _, ours) = await manager.SentRequestAsync();
        (await AssignAsync(manager, ours, new { organisationId = organisation, task = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await AssignAsync(manager, asked, new { organisationId = organisation, task = "x" })).Expect(HttpStatusCode.OK);
        (await AssignAsync(manager, asked, new { organisationId = organisation, task = "x" })).ExpectProblem(HttpStatusCode.Conflict, "already-assigned");
        foreach (var tlp in new[] { "AMBER+STRICT", "RED" })
        {
            (await AssignAsync(manager, await FileAsync(sg, tlp), new { organisationId = organisation, task = "x" })).ExpectProblem(HttpStatusCode.Conflict, "marked-too-strict");
        }

        await sg.ActAsync($"requests/{asked}", "withdraw", new { reason = "No more" });
        (await AssignAsync(manager, asked, new { organisationId = organisation, task = "x" })).ExpectProblem(HttpStatusCode.Conflict, "not-waiting");
    }

    [Test]
    public async Task Two_who_assign_the_same_authority_at_once_give_one_task()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var sg = await app.AsAsync("liaison.sg");
        var asked = await FileAsync(sg);
        var body = new { organisationId = await analyst.AuthorityAsync("Police"), task = "Find out" };
        var answers = await Task.WhenAll(AssignAsync(analyst, asked, body), AssignAsync(manager, asked, body));
        Assert.That(answers.Select(a => a.Status).Order(), Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_page_gives_a_task_and_keeps_the_partners_words_back_when_told_to([Values("en", "id")] string language)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var sg = await app.AsAsync("liaison.sg");
        var asked = await FileAsync(sg);
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var place = $"/requests/{asked}/at-home";
        var (answer, page) = await browser.OpenAsync(place, language);
        answer.Expect(HttpStatusCode.OK);
        Assert.That((await new FormPost(page, "#assign").SendAsync(browser)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        var form = new FormPost(page, "#assign").With("Input.OrganisationId", (await analyst.AuthorityAsync("Ministry")).ToString())
            .With("Input.Task", "Please look into this.\nIn full.").With("Input.WithWords", "false");
        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var task = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Text("items.0.reference");
        var read = (await analyst.GetAsync($"/api/v1/requests/{task}")).Expect(HttpStatusCode.OK);
        Assert.That((read.Text("subject"), read.Text("body")), Is.EqualTo(("Please look into this.", "Please look into this.\nIn full.")));
        Assert.That((await browser.OpenAsync(place, language)).Page.QuerySelector("#tasks .reference")!.TextContent, Is.EqualTo(task));
        Assert.That((await browser.OpenAsync($"/requests/{task}", language)).Answer.Status, Is.EqualTo(HttpStatusCode.OK));
        using var ministry = await app.HireAsync("komdigi", "Stakeholder", await analyst.AuthorityAsync("Ministry"));
        using var theirs = new Browser(app);
        await theirs.SignInAsync("komdigi");
        foreach (var path in new[] { "/action", $"/requests/{task}" })
        {
            var (seen, shown) = await theirs.OpenAsync(path, language);
            seen.Expect(HttpStatusCode.OK);
            Assert.That(shown.QuerySelector("main")!.TextContent, Does.Contain("In full.").And.Not.Contain("Singap"), path);
        }

        await ministry.ActAsync($"requests/{task}", "answer", new { outcome = "Partly", note = "We found half of it" });
        var draft = (await browser.OpenAsync($"/requests/{asked}?draft={task}", language)).Page;
        Assert.That(new FormPost(draft, "#reply form")["Input.Note"], Is.EqualTo("We found half of it"));
        Assert.That(draft.GetElementById("reply")!.HasAttribute("open"), Is.True);
        Assert.That((await sg.GetAsync($"/api/v1/requests/{asked}")).Text("state"), Is.EqualTo("Sent"), "nothing went by itself");
        Assert.That((await browser.OpenAsync($"/requests/{task}", language)).Page.QuerySelector($"a[href='{place}']"), Is.Not.Null);

        Assert.That((await theirs.OpenAsync(place)).Answer.Location!.OriginalString, Is.EqualTo($"/requests/{asked}"));
    }

    private static Task<Answer> AssignAsync(ApiClient client, string reference, object body) =>
        client.PostAsync($"/api/v1/requests/{reference}/actions/assign-stakeholder", body);

    private static async Task<string> FileAsync(ApiClient partner, string tlp = "AMBER", string code = "H0") =>
        (await partner.PostAsync("/api/v1/requests", new
        {
            kind = "Information",
            subject = "History of an address",
            body = "From 1 to 3 February, who held 192.0.2.77?",
            tlp,
            handling = new { codes = new[] { code } },
        })).Expect(HttpStatusCode.Created).Text("reference");
}
