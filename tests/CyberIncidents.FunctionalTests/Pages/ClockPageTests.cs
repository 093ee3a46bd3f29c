using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>Clocks of law on the pages of cases and requests, by HTTP and without script.</summary>
public sealed class ClockPageTests
{
    private static readonly string[] Preserving = ["24/7 contact point", "Police unit"];

    [Test]
    public async Task Clocks_are_started_by_stage_and_by_law_at_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var path = $"/incidents/{await analyst.ActiveCaseAsync()}";
        var form = new FormPost((await browser.OpenAsync($"{path}/clocks")).Page, "form[action*='handler=Start']");
        var refused = Browser.Parse((await form.SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.QuerySelector("#Start_Rules-error")!.TextContent, Is.EqualTo("Choose at least one stage."));
        (await form.With("Start.Rules", "id-pdp-46", "gdpr-33").With("Start.Regimes", "NIS2 Art. 23").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var begun = await RulesAsync(analyst, path);
        var page = (await browser.OpenAsync(path)).Page;
        using var all = Assert.EnterMultipleScope();
        Assert.That(begun.Keys, Is.EquivalentTo(new[]
        {
            "id-pdp-46", "gdpr-33", "nis2-early-warning", "nis2-notification", "nis2-notification-trust", "nis2-csirt-answer",
        }));
        Assert.That(page.QuerySelector("#case-clocks")!.TextContent, Does.Contain("NIS2 Art. 23 · Early warning").And.Contain("The reporting entity's."));
        Assert.That((await browser.OpenAsync($"{path}/clocks")).Page.QuerySelectorAll<IHtmlInputElement>("[name='Start.Rules']").Where(b => b.IsDisabled).Select(b => b.Value),
            Is.EquivalentTo(begun.Keys), "what runs cannot be started again");
    }

    [Test]
    public async Task Submitting_a_stage_begins_the_next_and_what_is_called_off_ends()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var path = $"/incidents/{await analyst.ActiveCaseAsync()}";
        (await analyst.PostAsync($"/api/v1{path}/clocks", new { rules = new[] { "nis2-notification" } })).Expect(HttpStatusCode.Created);
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        var submit = new FormPost((await browser.OpenAsync($"{path}/clocks")).Page, "form[action*='move=submit']");
        var field = (await RulesAsync(analyst, path))["nis2-notification"];
        var refused = Browser.Parse((await submit.With($"ClockForms[{field.Id}].At", "2030-01-01T09:00").SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.QuerySelector("details:has(form[action*='move=submit'])")!.HasAttribute("open"), Is.True);
        (await submit.With($"ClockForms[{field.Id}].At", string.Empty).SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync($"{path}/clocks")).Page;
        var clocks = await RulesAsync(analyst, path);
        Assert.That(clocks.ToDictionary(c => c.Key, c => c.Value.Word, StringComparer.Ordinal),
            Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal) { ["nis2-notification"] = "Met", ["nis2-final"] = "Running" }));
        Assert.That(page.Body!.TextContent, Does.Contain("Submitted. The next stage runs now."));
        (await new FormPost(page, "form[action*='move=cancel']").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await RulesAsync(analyst, path))["nis2-final"].Word, Is.EqualTo("Cancelled"));
    }

    [Test]
    public async Task A_request_and_its_clock_are_one()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        using var before = await SignedInAsync(app, "analyst");
        var (incident, _, request) = await analyst.SentRequestAsync();
        var lines = (await before.OpenAsync($"/incidents/{incident}")).Page.QuerySelectorAll("#case-clocks li");
        Assert.That(lines, Has.Length.EqualTo(1));
        await liaison.ActAsync($"requests/{request}", "ask", new { note = "Which channel?" });
        app.Clock.Advance(TimeSpan.FromHours(30));
        using var browser = await SignedInAsync(app, "analyst");
        using var all = Assert.EnterMultipleScope();
        Assert.That((await browser.OpenAsync($"/incidents/{incident}")).Page.QuerySelector("#case-clocks li")!.TextContent, Does.Contain("Stopped").And.Contain("1 d 6 h"));
        var page = (await browser.OpenAsync($"/requests/{request}")).Page;
        Assert.That(page.QuerySelector(".clock-law")!.TextContent, Does.Contain("Our own default, no law").And.Contain("Only working time there counts."));
        Assert.That(page.QuerySelector(".ask-facts")!.TextContent, Does.Contain("of working time left once we answer"));
        Assert.That(page.QuerySelectorAll(".spent-pause"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Preservation_is_offered_to_points_and_police_only_and_one_of_them_may_be_new_to_the_case()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var incident = await analyst.ActiveCaseAsync();
        var page = (await browser.OpenAsync($"/incidents/{incident}/requests/new?kind=DataPreservation")).Page;
        var offered = page.QuerySelectorAll("#whom label.kind").Select(l => l.TextContent).ToList();
        Assert.That(offered, Is.Not.Empty);
        Assert.That(offered.Where(o => !Preserving.Any(o.Contains)), Is.Empty);
        Assert.That(page.QuerySelector("#whom")!.TextContent, Does.Contain("a manager approves it").And.Contain("Cannot be asked this: National CSIRT"));
        var point = page.QuerySelectorAll<IHtmlInputElement>("[name='Input.To']").First(i => i.Closest("label")!.TextContent.Contains("Netherlands", StringComparison.Ordinal));
        var form = new FormPost(page, "form.edit-form").With("Input.To", point.Value).With("Input.LegalBasis", "budapest-29").With("Input.Body", "Keep the logs.");
        var shown = Browser.Parse((await form.SendAsync(browser, "#due button")).Expect(HttpStatusCode.OK));
        Assert.That(shown.QuerySelector("#due")!.TextContent, Does.Contain("would be kept until about"));
        Assert.That(shown.QuerySelector<IHtmlTextAreaElement>("[name='Input.Body']")!.Value, Is.EqualTo("Keep the logs."));
        Assert.That(shown.QuerySelector("#whom-note")!.TextContent, Does.Contain("has to be notified before anything is sent"));
        var saved = (await new FormPost(shown, "form.edit-form").With("Input.Subject", "Logs of the server").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var parts = (await analyst.GetAsync($"/api/v1/incidents/{incident}/participations")).Items;
        Assert.That(parts.Single(p => p!["organisation"]?["id"]?.ToString() == point.Value)!["state"]!.ToString(), Is.EqualTo("Proposed"));

        var renewal = (await browser.OpenAsync($"/incidents/{incident}/requests/new?renews={saved.Location!.ToString()[10..]}")).Page;
        var prefilled = new FormPost(renewal, "form.edit-form");
        using var all = Assert.EnterMultipleScope();
        Assert.That(prefilled["Input.Kind"], Is.EqualTo("DataPreservation"));
        Assert.That(prefilled["Input.To"], Is.EqualTo(point.Value));
        Assert.That(prefilled["Input.LegalBasis"], Is.EqualTo("budapest-29"));
        Assert.That(prefilled["Input.Subject"], Is.EqualTo("Renewal: Logs of the server"));
        Assert.That(prefilled["Input.Renews"], Does.StartWith("RQ-"));
    }

    [Test]
    public async Task The_chasing_is_told_to_us_and_never_to_the_partner()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, request) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(10));
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/clocks", new { rules = new[] { "nis2-early-warning" } })).Expect(HttpStatusCode.Created);
        app.Clock.Advance(TimeSpan.FromHours(6));
        await app.FireDueAlarmsAsync();
        using var ours = await SignedInAsync(app, "analyst");
        using var theirs = await SignedInAsync(app, "liaison.nl");
        var chasing = (await ours.OpenAsync($"/requests/{request}")).Page.QuerySelector(".chasing")!;
        using var all = Assert.EnterMultipleScope();
        Assert.That(chasing.QuerySelector(".chase .chase-what")!.TextContent, Is.EqualTo("At 50 % of its time: liaison officer"));
        Assert.That(chasing.QuerySelectorAll(".chase-next li"), Is.Not.Empty);
        foreach (var path in new[] { "/action", $"/requests/{request}", $"/shared/{incident}", "/requests", "/notices" })
        {
            var (answer, page) = await theirs.OpenAsync(path);
            answer.Expect(HttpStatusCode.OK);
            Assert.That(page.QuerySelectorAll(".chase, .chasing, .clock-law, .law-clock, .confidence"), Is.Empty, path);
            foreach (var word in new[] { "Chasing", "50 %", "NIS2", "Agreed by hand", "Our own default", "check before relying" })
            {
                Assert.That(answer.Body, Does.Not.Contain(word), path);
            }
        }
    }

    [Test]
    public async Task The_button_that_notifies_opens_its_form()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var incident = await analyst.ActiveCaseAsync();
        var button = (await browser.OpenAsync($"/incidents/{incident}")).Page.QuerySelector<IHtmlAnchorElement>("a.case-next")!;
        var page = (await browser.OpenAsync(button.GetAttribute("href")!.Split('#')[0])).Page;
        Assert.That(page.QuerySelectorAll("details.notify[open]"), Has.Length.EqualTo(1));
    }

    private static async Task<Dictionary<string, (string Id, string Word)>> RulesAsync(ApiClient client, string path) =>
        (await client.GetAsync($"/api/v1{path}/clocks")).Expect(HttpStatusCode.OK).Items
            .Where(c => c!["requestReference"] is null)
            .ToDictionary(c => c!["rule"]!.ToString(), c => (c!["id"]!.ToString(), c["word"]!.ToString()), StringComparer.Ordinal);

    private static async Task<Browser> SignedInAsync(TestApp app, string name)
    {
        var browser = new Browser(app);
        await browser.SignInAsync(name);
        return browser;
    }
}
