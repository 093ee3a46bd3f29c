using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

public sealed class LogPageTests
{
    [Test]
    public async Task An_incident_with_three_countries_and_a_follow_up_is_logged_without_script_and_once()
    {
        await using var app = new TestApp();
        using var browser = await SignedInAsync(app);
        var form = await FilledAsync(browser);
        form.With("Input.FollowsUp", "true");
        var first = (await form.SendAsync(browser, "[data-main]")).Expect(HttpStatusCode.Redirect);
        var again = (await form.SendAsync(browser, "[data-main]")).Expect(HttpStatusCode.Redirect);
        Assert.That(again.Location, Is.EqualTo(first.Location), "sent twice, logged once");

        using var api = await app.AsAsync("analyst");
        var reference = first.Location!.OriginalString["/incidents/".Length..];
        var incident = (await api.GetAsync($"/api/v1/incidents/{reference}")).Expect(HttpStatusCode.OK);
        Assert.That(incident.Text("status"), Is.EqualTo("Reported"));
        Assert.That(incident.Text("classification.type"), Is.EqualTo("phishing"));
        var partners = (await api.GetAsync($"/api/v1/incidents/{reference}/participations")).Items;
        Assert.That(partners.Select(p => p!["country"]!.ToString()), Is.EqualTo(new[] { "NL", "SG", "AU" }));
        Assert.That(partners[0]!["roles"]!.AsArray().Select(r => r!.ToString()), Is.EqualTo(new[] { "SuspectLocated" }));
        var followUps = (await api.GetAsync($"/api/v1/incidents/{reference}/follow-ups")).Items;
        Assert.That(followUps.Select(f => f!["title"]!.ToString()), Is.EqualTo(new[] { "Check first answers from partners" }));
        Assert.That((await api.GetAsync("/api/v1/incidents?count=true")).Text("count"), Is.EqualTo("1"));
    }

    [Test]
    public async Task Log_and_triage_makes_it_mine()
    {
        await using var app = new TestApp();
        using var browser = await SignedInAsync(app);
        var answer = (await (await FilledAsync(browser)).SendAsync(browser, "button[name=triage]")).Expect(HttpStatusCode.Redirect);
        using var api = await app.AsAsync("analyst");
        var incident = await api.GetAsync($"/api/v1{answer.Location!.OriginalString}");
        Assert.That(incident.Text("status"), Is.EqualTo("Triaged"));
        Assert.That(incident.Text("owner.id"), Is.EqualTo((await api.MyIdAsync()).ToString()));
    }

    [Test]
    public async Task A_refused_save_keeps_all_that_was_typed_and_marks_the_fields()
    {
        await using var app = new TestApp();
        using var browser = await SignedInAsync(app);
        var form = (await FilledAsync(browser)).With("Input.Title", " ").With("Input.Partners[2].Country", "Atlantis").With("Input.Tags", "bank, tax");
        var answer = (await form.SendAsync(browser, "[data-main]")).Expect(HttpStatusCode.BadRequest);
        var page = Browser.Parse(answer);
        var again = new FormPost(page, "#log");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.GetElementById("Input_Title")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
            Assert.That(page.GetElementById("Input_Partners-error")!.TextContent, Does.Contain("Atlantis"));
            foreach (var field in new[] { "Input.Summary", "Input.Classification", "Input.Severity", "Input.Tlp", "Input.Partners[0].Country", "Input.Partners[0].Role", "Input.Partners[2].Country", "Input.Tags", "OnceKey" })
            {
                Assert.That(again[field], Is.EqualTo(form[field]), field);
            }
        }

        (await again.With("Input.Title", "A title").With("Input.Partners[2].Country", "australia").SendAsync(browser, "[data-main]")).Expect(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task A_follow_up_in_the_past_saves_nothing_and_is_told_at_its_field()
    {
        await using var app = new TestApp();
        using var browser = await SignedInAsync(app);
        var form = (await FilledAsync(browser)).With("Input.FollowsUp", "true").With("Input.FollowUpAt", "2026-01-01T09:00");
        var page = Browser.Parse((await form.SendAsync(browser, "[data-main]")).Expect(HttpStatusCode.BadRequest));
        Assert.That(page.GetElementById("Input_FollowUpAt-error")!.TextContent.Trim(), Is.Not.Empty);
        using var api = await app.AsAsync("analyst");
        Assert.That((await api.GetAsync("/api/v1/incidents?count=true")).Text("count"), Is.EqualTo("0"));
    }

    [Test]
    public async Task Sent_by_script_it_answers_with_the_address_of_the_case()
    {
        await using var app = new TestApp();
        using var browser = await SignedInAsync(app);
        browser.Client.Http.DefaultRequestHeaders.Add("X-Sent-By-Script", "true");
        var answer = (await (await FilledAsync(browser)).SendAsync(browser, "[data-main]")).Expect(HttpStatusCode.Created);
        Assert.That(answer.Location!.OriginalString, Does.StartWith("/incidents/CI-2026-"));
    }

    [Test]
    public async Task What_was_marked_RED_stays_RED_in_the_case_that_takes_it()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var reference = await api.LogAsync(Cases.NewIncident("Recruitment of members", "GREEN"));
        using var browser = new Browser(app);
        await browser.SignInAsync("manager");
        var form = new FormPost((await browser.OpenAsync("/incidents/new")).Page, "#log")
            .With("Input.Title", "Recruitment of members").With("Input.Summary", "Known to few.").With("Input.Tlp", "Red");
        var page = Browser.Parse((await form.SendAsync(browser, "[formaction*=Check]")).Expect(HttpStatusCode.OK));
        (await new FormPost(page, "#log").SendAsync(browser, $"[formaction*='{reference}']")).Expect(HttpStatusCode.Redirect);
        using var manager = await app.AsAsync("manager");
        Assert.That((await manager.GetAsync($"/api/v1/incidents/{reference}/comments")).Items.Select(c => c!["tlp"]!.ToString()), Has.None.Not.EqualTo("RED"));
    }

    [Test]
    public async Task A_form_with_other_words_under_a_used_key_is_not_lost()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var form = new FormPost((await browser.OpenAsync("/incidents/new")).Page, "#log")
            .With("Input.Title", "The first").With("Input.Summary", "One.").With("Input.Classification", "fraud/phishing").With("Input.Severity", "Low").With("Input.Tlp", "Green");
        var first = (await form.SendAsync(browser, "button[data-main]")).Expect(HttpStatusCode.Redirect).Location;
        Assert.That((await form.SendAsync(browser, "button[data-main]")).Expect(HttpStatusCode.Redirect).Location, Is.EqualTo(first), "the same again is the same case");
        var page = Browser.Parse((await form.With("Input.Title", "The second").SendAsync(browser, "button[data-main]")).Expect(HttpStatusCode.Conflict));
        var second = (await new FormPost(page, "#log").SendAsync(browser, "button[data-main]")).Expect(HttpStatusCode.Redirect).Location;
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That((await browser.OpenAsync(second!.OriginalString)).Page.QuerySelector("h1")!.TextContent, Is.EqualTo("The second"));
    }

    [Test]
    public async Task Cases_alike_are_shown_and_can_take_what_was_typed()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var reference = await api.LogAsync();
        var hidden = await api.LogAsync(Cases.NewIncident("Recruitment of members, known to few", "RED"));
        using var browser = new Browser(app);
        await browser.SignInAsync("manager");
        var typing = new FormPost((await browser.OpenAsync("/incidents/new")).Page, "#log").With("Input.Title", "Recruitment of members");
        var part = await typing.SendAsync(browser, "[hx-post]");
        Assert.That(part.Expect(HttpStatusCode.OK).Body, Does.Contain(reference).And.Not.Contain(hidden).And.Contain("<mark>Recruitment</mark>"));

        var form = new FormPost((await browser.OpenAsync("/incidents/new")).Page, "#log").With("Input.Title", "Recruitment of members").With("Input.Summary", "Seen again.");
        var page = Browser.Parse((await form.SendAsync(browser, "[formaction*=Check]")).Expect(HttpStatusCode.OK));
        var again = new FormPost(page, "#log");
        Assert.That(again["Input.Summary"], Is.EqualTo("Seen again."));
        var added = (await again.SendAsync(browser, $"[formaction*='{reference}']")).Expect(HttpStatusCode.Redirect);
        Assert.That(added.Location!.OriginalString, Is.EqualTo($"/incidents/{reference}"));
        Assert.That((await api.GetAsync($"/api/v1/incidents/{reference}/comments")).Items.Single()!["text"]!.ToString(), Does.Contain("Seen again."));
    }

    [Test]
    public async Task Every_control_has_a_name_that_is_read_out()
    {
        await using var app = new TestApp();
        using var browser = await SignedInAsync(app);
        var (answer, page) = await browser.OpenAsync("/incidents/new", "id");
        Assert.That(answer.Body, Has.Length.LessThan(120_000));
        foreach (var control in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
        {
            var named = control.HasAttribute("aria-label") || page.QuerySelector($"label[for='{control.Id}']") is not null || control.Closest("label") is not null;
            Assert.That(named, Is.True, control.OuterHtml);
        }
    }

    private static async Task<Browser> SignedInAsync(TestApp app)
    {
        var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        return browser;
    }

    private static async Task<FormPost> FilledAsync(Browser browser)
    {
        var (answer, page) = await browser.OpenAsync("/incidents/new", "en");
        answer.Expect(HttpStatusCode.OK);
        return new FormPost(page, "#log")
            .With("Input.Title", "Phishing kit imitating the tax portal")
            .With("Input.Summary", "Reported by a bank.")
            .With("Input.Classification", "fraud/phishing")
            .With("Input.Severity", "High")
            .With("Input.Tlp", "Amber")
            .With("Input.Partners[0].Country", "Belanda").With("Input.Partners[0].Role", "SuspectLocated")
            .With("Input.Partners[1].Country", "Singapore")
            .With("Input.Partners[2].Country", "au");
    }
}
