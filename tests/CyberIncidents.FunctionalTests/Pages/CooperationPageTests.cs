using System.Net;
using AngleSharp.Dom;
using CyberIncidents.FunctionalTests.Engagements;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>Pages of engagements, commitments and the programme, without any script.</summary>
public sealed class CooperationPageTests
{
    [Test]
    public async Task An_engagement_is_noted_and_gets_a_delegation_an_item_an_outcome_and_a_commitment()
    {
        await using var app = new TestApp();
        using var analyst = await SignedInAsync(app, "analyst");
        var form = new FormPost((await analyst.OpenAsync("/engagements/new")).Page, "#engagement")
            .With("Input.Title", "The Hague").With("Input.Kind", "Conference").With("Input.Cooperation", "NormSetting").With("Input.From", "2026-04-17").With("Input.To", "2026-04-16")
            .With("Input.TimeZone", "Europe/Amsterdam").With("Input.Tlp", "GREEN").With("Input.Country", "NL").With("Input.HostCountries", "NL");
        var wrong = Browser.Parse((await form.SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Input_To-error")!.TextContent, Is.EqualTo("Not before the first day."));
        var place = (await new FormPost(wrong, "#engagement").With("Input.To", "2026-04-18").SendAsync(analyst)).Expect(HttpStatusCode.Redirect).Location!.OriginalString;
        Assert.That(place, Is.EqualTo("/engagements/EN-2026-0001"));
        await SendAsync(analyst, place, "#delegation", ("Party.Country", "ID"), ("Party.Head", "The minister"), ("Party.Members", "Ayu, CSIRT\nMade"));
        await SendAsync(analyst, place, "#agenda-item", ("Item.At", "2026-04-17T09:00"), ("Item.Title", "Opening"));
        await SendAsync(analyst, place, "#outcome", ("Outcome", "A contact that answers"));
        await SendAsync(analyst, place, "#schedule", ("Plan.Title", "Book rooms"), ("Plan.DueAt", "2026-04-01T09:00"));
        var again = Browser.Parse((await new FormPost((await analyst.OpenAsync(place)).Page, "#delegation").With("Party.Country", "ID").SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        Assert.That(again.GetElementById("Party_Country-error")!.TextContent, Is.EqualTo("It is there already."));
        var page = (await analyst.OpenAsync(place, "id")).Page;
        Assert.That(page.QuerySelector("main")!.TextContent, Does.Contain("The minister").And.Contain("Ayu, CSIRT; Made").And.Contain("Opening").And.Contain("A contact that answers").And.Contain("Book rooms").And.Contain("Penyusunan norma"));
        await PromiseAsync(analyst);
        var owed = (await analyst.OpenAsync("/commitments")).Page;
        Assert.That(owed.QuerySelector("section[aria-labelledby=side-Them]")!.TextContent, Does.Contain("A list").And.Contain("Netherlands"));
        Assert.That(owed.QuerySelector("section[aria-labelledby=side-Us] li"), Is.Null);
        Assert.That(owed.QuerySelector(".print-label")!.TextContent, Is.EqualTo("TLP:GREEN"));
        var year = (await analyst.OpenAsync("/programme?year=2026")).Page;
        Assert.That(year.QuerySelectorAll("section[aria-labelledby^=month-] .desk-open").Select(a => a.TextContent), Is.EqualTo(new[] { "Book rooms", "The Hague", "A list" }));
    }

    [Test]
    public async Task A_commitment_is_moved_edited_and_kept()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var reference = await api.PromisedAsync();
        using var analyst = await SignedInAsync(app, "analyst");
        var place = $"/commitments/{reference}";
        await SendAsync(analyst, place, "#commitment", ("Input.DueOn", "2030-07-01"), ("Input.Title", "A longer list"));
        Assert.That((await api.GetAsync($"/api/v1/commitments/{reference}")).Text("dueOn"), Is.EqualTo("2030-07-01"));
        var refused = Browser.Parse((await new FormPost((await analyst.OpenAsync(place)).Page, "#move-drop").SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        var reason = refused.QuerySelector("details.menu[open] details.menu-move[open] #move-drop textarea")!;
        Assert.That((reason.GetAttribute("aria-invalid"), refused.QuerySelector("#move-drop .form-errors a")!.GetAttribute("href")), Is.EqualTo(("true", $"#{reason.Id}")));
        Assert.That(refused.GetElementById(reason.GetAttribute("aria-describedby")!)!.TextContent, Is.Not.Empty);
        Assert.That(refused.QuerySelectorAll(".form-errors, details.menu[open]"), Has.Length.EqualTo(2), "once, and no other form");
        await SendAsync(analyst, place, "#move-fulfil", ("reason", "It came"));
        Assert.That((await analyst.OpenAsync(place)).Page.QuerySelector(".page-head .pill")!.TextContent, Is.EqualTo("Fulfilled"));
    }

    [Test]
    public async Task A_refused_move_stands_open_with_what_was_typed()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var made = (await api.PromiseAsync()).Expect(HttpStatusCode.Created);
        (await api.PostAsync("/api/v1/follow-ups", new { title = "Ask", dueAt = TestApp.Start.AddHours(48), timeZone = "Asia/Jakarta", about = new { type = "Commitment", id = made.Text("id") } }))
            .Expect(HttpStatusCode.Created);
        using var analyst = await SignedInAsync(app, "analyst");
        var place = $"/commitments/{made.Text("reference")}";
        var untold = Browser.Parse((await new FormPost((await analyst.OpenAsync(place)).Page, "#move-fulfil").With("reason", "It came").SendAsync(analyst)).Expect(HttpStatusCode.Conflict));
        Assert.That(untold.QuerySelector("details.menu[open] #move-fulfil textarea")!.TextContent, Is.EqualTo("It came"));
        Assert.That(untold.GetElementById(untold.QuerySelector("#move-fulfil [name=cancelFollowUps][aria-invalid=true]")!.GetAttribute("aria-describedby")!)!.TextContent, Does.Contain("Ask"));
        (await api.PatchAsync($"/api/v1{place}", new { title = "A longer list" }, "*")).Expect(HttpStatusCode.OK);
        var stale = Browser.Parse((await new FormPost(untold, "#move-fulfil").With("cancelFollowUps", "true").SendAsync(analyst)).Expect(HttpStatusCode.PreconditionFailed));
        Assert.That(stale.QuerySelector("details.menu[open] #move-fulfil .form-errors"), Is.Not.Null);
        (await new FormPost(stale, "#move-fulfil").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        Assert.That((await api.GetAsync($"/api/v1{place}")).Text("state"), Is.EqualTo("Fulfilled"), "sent again as it was typed");
        var late = Browser.Parse((await new FormPost(stale, "#move-drop").With("reason", "They left").SendAsync(analyst)).Expect(HttpStatusCode.PreconditionFailed));
        Assert.That(late.QuerySelector("#move-drop"), Is.Null);
        Assert.That(late.QuerySelector("main .said")!.TextContent, Is.EqualTo("They left"), "what is offered no more is not lost either");
    }

    [Test]
    public async Task A_refused_move_of_an_engagement_stands_open_with_what_was_typed()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var reference = await api.EngagedAsync();
        using var analyst = await SignedInAsync(app, "analyst");
        var place = $"/engagements/{reference}";
        await SendAsync(analyst, place, "#schedule", ("Plan.Title", "Book rooms"), ("Plan.DueAt", "2026-04-01T09:00"));
        var refused = Browser.Parse((await new FormPost((await analyst.OpenAsync(place)).Page, "#move-cancel").With("reason", "No rooms").SendAsync(analyst)).Expect(HttpStatusCode.Conflict));
        Assert.That(refused.QuerySelector("details.menu[open] details.menu-move[open] #move-cancel textarea")!.TextContent, Is.EqualTo("No rooms"));
        (await new FormPost(refused, "#move-cancel").With("cancelFollowUps", "true").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Who_is_named_on_a_commitment_is_shown_and_kept_by_its_form()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("Colleague", "Analyst");
        var made = (await api.PromiseAsync(new { namedPersons = new[] { colleague } })).Expect(HttpStatusCode.Created);
        using var analyst = await SignedInAsync(app, "analyst");
        var place = $"/commitments/{made.Text("reference")}";
        Assert.That((await analyst.OpenAsync(place)).Page.QuerySelector("dl.facts")!.TextContent, Does.Contain("Colleague"));
        await SendAsync(analyst, place, "#commitment", ("Input.Title", "A longer list"));
        Assert.That((await api.GetAsync($"/api/v1{place}")).Text("namedPersons.0.id"), Is.EqualTo(colleague.ToString()));
        (await api.PostAsync("/api/v1/follow-ups", new { title = "Ask", dueAt = TestApp.Start.AddHours(48), timeZone = "Asia/Jakarta", about = new { type = "Commitment", id = made.Text("id") } }))
            .Expect(HttpStatusCode.Created);
        await SendAsync(analyst, place, "#move-fulfil", ("cancelFollowUps", "true"));
        Assert.That((await analyst.OpenAsync(place)).Page.QuerySelector(".page-head .pill")!.TextContent, Is.EqualTo("Fulfilled"));
    }

    [Test]
    public async Task An_engagement_is_edited_and_moved_on_and_a_document_comes_by_the_page()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var reference = await api.EngagedAsync();
        using var analyst = await SignedInAsync(app, "analyst");
        var place = $"/engagements/{reference}";
        await SendAsync(analyst, $"{place}/edit", "#engagement", ("Input.Title", "Another title"), ("Input.Tlp", "AMBER"));
        await SendAsync(analyst, place, "#move-confirm");
        Assert.That((await analyst.OpenAsync($"{place}/documents/add")).Page.QuerySelector("form[enctype='multipart/form-data']")!.GetAttribute("action"), Is.EqualTo($"{place}/documents/add"));
        var page = (await analyst.OpenAsync(place)).Page;
        Assert.That(page.QuerySelector("h1")!.TextContent, Does.Contain("Another title"));
        Assert.That(page.QuerySelector(".page-head .pill")!.TextContent, Is.EqualTo("Confirmed"));
        Assert.That((await analyst.OpenAsync("/engagements?kind=BilateralMeeting&cooperation=&country=NL")).Page.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_form_chooses_no_sort_by_itself_and_takes_the_zone_of_the_country()
    {
        await using var app = new TestApp();
        using var analyst = await SignedInAsync(app, "analyst");
        var form = new FormPost((await analyst.OpenAsync("/engagements/new")).Page, "#engagement");
        Assert.That((form["Input.Kind"], form["Input.TimeZone"]), Is.EqualTo((string.Empty, string.Empty)));
        form.With("Input.Title", "The Hague").With("Input.Cooperation", "NormSetting").With("Input.From", "2026-04-17").With("Input.To", "2026-04-18")
            .With("Input.Tlp", "GREEN").With("Input.Country", "NL");
        var wrong = Browser.Parse((await form.SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Input_Kind-error")!.TextContent, Is.Not.Empty);
        var place = (await form.With("Input.Kind", "Training").SendAsync(analyst)).Expect(HttpStatusCode.Redirect).Location!.OriginalString;
        var page = (await analyst.OpenAsync(place)).Page;
        Assert.That(page.QuerySelector("dl.facts")!.TextContent, Does.Contain("Amsterdam"));
        Assert.That(page.QuerySelectorAll(".page-head form").Select(f => f.Id), Is.EqualTo(new[] { "move-confirm", "move-cancel" }), "nothing was held yet");
        Assert.That(page.QuerySelectorAll("main .btn-primary.btn").Count(b => b.Closest(".page-head .acts > *") is { } act && act.Closest("details") is null), Is.EqualTo(1));
    }

    [Test]
    public async Task We_stay_we_where_a_form_is_drawn_again_and_where_a_commitment_is_edited()
    {
        await using var app = new TestApp();
        using var analyst = await SignedInAsync(app, "analyst");
        var form = new FormPost((await analyst.OpenAsync("/commitments/new")).Page, "#commitment")
            .With("Input.Title", "A list").With("Input.OwedBy", "we").With("Input.OwedTo", "we").With("Input.DueOn", "2026-06-01").With("Input.Tlp", "GREEN");
        var again = Browser.Parse((await form.SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        Assert.That(Chosen(again, "OwedBy"), Is.EqualTo(new[] { "we" }));
        var made = (await form.With("Input.OwedTo", "US").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        var page = (await analyst.OpenAsync(made.Location!.ToString())).Page;
        Assert.That((string.Join(',', Chosen(page, "OwedBy")), string.Join(',', Chosen(page, "OwedTo"))), Is.EqualTo(("we", "US")));
    }

    private static string[] Chosen(AngleSharp.Dom.IDocument page, string side) =>
        [.. page.QuerySelectorAll($"#commitment select[name='Input.{side}'] option[selected]").Select(o => o.GetAttribute("value")!)];

    [TestCase("liaison.nl")]
    [TestCase("admin")]
    public async Task Nobody_else_comes_here(string who)
    {
        await using var app = new TestApp();
        using var other = await SignedInAsync(app, who);
        foreach (var path in new[] { "/engagements", "/engagements/new", "/engagements/EN-2015-0001", "/engagements/EN-2015-0001/edit", "/commitments", "/commitments/new", "/programme" })
        {
            Assert.That((await other.OpenAsync(path)).Answer.Status, Is.EqualTo(HttpStatusCode.Forbidden), path);
        }

        Assert.That((await other.OpenAsync("/me")).Page.QuerySelectorAll("a[href='/programme'], a[href='/engagements']"), Is.Empty);
    }

    private static async Task PromiseAsync(Browser analyst)
    {
        var form = new FormPost((await analyst.OpenAsync("/commitments/new?engagement=EN-2026-0001")).Page, "#commitment")
            .With("Input.Title", "A list").With("Input.OwedBy", "NL").With("Input.OwedTo", "NL").With("Input.DueOn", "2026-06-01");
        Browser.Parse((await form.SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        (await form.With("Input.OwedTo", "we").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
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
