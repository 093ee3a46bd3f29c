using System.Net;
using AngleSharp.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

public sealed class FollowUpPageTests
{
    private const string Title = "Ring the duty desk";

    [Test]
    public async Task A_follow_up_stands_under_its_day_with_both_zones_and_its_moves()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var (incident, id) = await ScheduledAsync(app, api);
        using var browser = await SignedInAsync(app);
        var page = (await browser.OpenAsync("/follow-ups?mine=true")).Page;
        var row = page.GetElementById(RowOf(id))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelector(".day-name")!.TextContent, Is.EqualTo("Tue 3 Mar, tomorrow"));
            Assert.That(row.QuerySelector(".zones")!.TextContent, Is.EqualTo("Tue 3 Mar, 04:00 there, 10:00 here"));
            Assert.That(row.QuerySelectorAll($"a[href='/incidents/{incident}']"), Has.Length.EqualTo(1));
            Assert.That(row.TextContent, Does.Contain("Recruitment of members"));
            Assert.That(row.QuerySelectorAll(".follow-up-moves a"), Has.Length.EqualTo(4));
            Assert.That(row.QuerySelector("form"), Is.Null, "forms open on demand");
            Assert.That((await browser.OpenAsync("/follow-ups?state=done")).Page.GetElementById(RowOf(id)), Is.Null);
        }
    }

    [TestCase("complete", "Input.Note", "They answered.", "done")]
    [TestCase("cancel", "Input.Reason", "Not needed.", "cancelled")]
    public async Task A_move_is_made_by_the_form_in_its_row(string move, string field, string text, string state)
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var (_, id) = await ScheduledAsync(app, api);
        using var browser = await SignedInAsync(app);
        (await (await FormAsync(browser, id, move)).With(field, text).SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var row = (await browser.OpenAsync($"/follow-ups?state={state}")).Page.GetElementById(RowOf(id))!;
        Assert.That(row.TextContent, Does.Contain(text));
        Assert.That(row.QuerySelector(".follow-up-moves"), Is.Null, "nothing is left to do");
    }

    [Test]
    public async Task A_snooze_needs_a_reason_and_keeps_what_was_typed()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var (_, id) = await ScheduledAsync(app, api);
        using var browser = await SignedInAsync(app);
        var form = await FormAsync(browser, id, "snooze");
        Assert.That(form["Input.Until"], Is.EqualTo("2026-03-03T09:00"), "tomorrow at nine");
        var answer = (await form.With("Input.Until", "2026-03-09T14:30").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        var again = new FormPost(Browser.Parse(answer), ".follow-up-form");
        Assert.That(again["Input.Until"], Is.EqualTo("2026-03-09T14:30"));
        (await again.With("Input.Reason", "They are closed.").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await api.GetAsync($"/api/v1/follow-ups/{id}")).Text("dueAt"), Does.StartWith("2026-03-09T07:30"));
    }

    [Test]
    public async Task Who_saves_an_older_version_sees_both()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var (_, id) = await ScheduledAsync(app, api);
        using var browser = await SignedInAsync(app);
        var form = await FormAsync(browser, id, "snooze");
        await api.ActAsync($"follow-ups/{id}", "snooze", new { until = TestApp.Start.AddDays(3), reason = "Theirs" });
        var answer = (await form.With("Input.Reason", "Ours").SendAsync(browser)).Expect(HttpStatusCode.PreconditionFailed);
        var page = Browser.Parse(answer);
        var versions = page.QuerySelectorAll(".conflict > div").Select(d => d.TextContent).ToList();
        Assert.That(versions, Has.Count.EqualTo(2));
        Assert.That(versions[0], Does.Contain("Theirs"));
        Assert.That(versions[1], Does.Contain("Ours"));
        (await new FormPost(page, ".follow-up-form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Somebody_else_gets_it_and_a_second_completion_is_refused_in_words()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var (_, id) = await ScheduledAsync(app, api);
        using var browser = await SignedInAsync(app);
        (await (await FormAsync(browser, id, "reassign")).With("Input.Assignee", (await manager.MyIdAsync()).ToString()).SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync("/follow-ups")).Page.GetElementById(RowOf(id))!.TextContent, Does.Contain("Made Manager"));
        var form = await FormAsync(browser, id, "complete");
        await api.ActAsync($"follow-ups/{id}", "complete");
        var page = Browser.Parse(await form.With("Input.Version").SendAsync(browser));
        Assert.That(page.QuerySelector(".form-errors")!.TextContent, Does.Contain("not possible in the present state"));
    }

    [Test]
    public async Task Who_may_not_see_it_does_not_see_it_here()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("analyst");
        var (_, id) = await ScheduledAsync(app, api, "RED");
        using var manager = await SignedInAsync(app, "manager");
        Assert.That((await manager.OpenAsync("/follow-ups")).Answer.Body, Does.Not.Contain(Title));
        (await manager.OpenAsync($"/follow-ups?open={id}")).Answer.Expect(HttpStatusCode.NotFound);
        foreach (var name in new[] { "liaison.nl", "admin" })
        {
            using var other = await SignedInAsync(app, name);
            (await other.OpenAsync("/follow-ups")).Answer.Expect(HttpStatusCode.Forbidden);
        }
    }

    private static string RowOf(string id) => "f-" + id.Replace("-", string.Empty, StringComparison.Ordinal);

    private static async Task<FormPost> FormAsync(Browser browser, string id, string move) =>
        new((await browser.OpenAsync($"/follow-ups?open={id}&move={move}")).Page, ".follow-up-form");

    private static async Task<(string Incident, string Id)> ScheduledAsync(TestApp app, ApiClient api, string tlp = "AMBER")
    {
        var incident = await api.LogAsync(Cases.NewIncident(tlp: tlp, countries: []));
        var made = await api.PostAsync($"/api/v1/incidents/{incident}/follow-ups", new { title = Title, dueAt = app.Clock.GetUtcNow().Date.AddDays(1).AddHours(3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), timeZone = "Europe/Amsterdam" });
        return (incident, made.Expect(HttpStatusCode.Created).Text("id"));
    }

    private static async Task<Browser> SignedInAsync(TestApp app, string name = "analyst")
    {
        var browser = new Browser(app);
        (await browser.SignInAsync(name)).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
