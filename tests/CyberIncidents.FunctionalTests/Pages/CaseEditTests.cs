using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>Editing a case on its page.</summary>
public sealed class CaseEditTests
{
    [Test]
    public async Task Only_what_was_changed_is_saved()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var path = $"/incidents/{await analyst.ActiveCaseAsync()}";
        var before = await analyst.GetAsync($"/api/v1{path}");
        var form = new FormPost((await browser.OpenAsync($"{path}/edit")).Page, "form.edit-form");
        Assert.That((await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect).Location!.ToString(), Is.EqualTo(path));
        Assert.That((await analyst.GetAsync($"/api/v1{path}")).ETag, Is.EqualTo(before.ETag), "nothing was changed, so nothing was saved");
        var manager = await PersonAsync(analyst, "Manager");
        (await form.With("Input.Severity", "Critical").With("Input.Tags", "chat,  recruitment ").With("Input.NamedPersons", manager)
            .With("Input.Tlp", "AMBER+STRICT").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var after = await analyst.GetAsync($"/api/v1{path}");
        using var all = Assert.EnterMultipleScope();
        Assert.That(after.Text("severity"), Is.EqualTo("Critical"));
        Assert.That(after.Text("tlp"), Is.EqualTo("AMBER+STRICT"));
        Assert.That(after.At("tags")!.ToJsonString(), Is.EqualTo("[\"chat\",\"recruitment\"]"));
        Assert.That(after.Text("namedPersons.0.id"), Is.EqualTo(manager));
        Assert.That(after.Text("summary"), Is.EqualTo(before.Text("summary")));
    }

    [Test]
    public async Task When_two_save_both_versions_are_shown_and_nothing_is_lost()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var path = $"/incidents/{await analyst.ActiveCaseAsync()}";
        var form = new FormPost((await browser.OpenAsync($"{path}/edit")).Page, "form.edit-form").With("Input.Title", "My title");
        var version = (await analyst.GetAsync($"/api/v1{path}")).ETag;
        (await analyst.PatchAsync($"/api/v1{path}", new { title = "Their title", severity = "Low" }, version)).Expect(HttpStatusCode.OK);
        var page = Browser.Parse((await form.SendAsync(browser)).Expect(HttpStatusCode.PreconditionFailed));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelector(".conflict")!.TextContent, Does.Contain("Their").And.Contain("My"));
            Assert.That(page.QuerySelectorAll(".clash"), Has.Length.EqualTo(1), "only what both changed is a question");
            Assert.That(page.QuerySelector(".stale")!.TextContent, Does.Contain("Severity"));
            Assert.That(page.QuerySelector<IHtmlInputElement>("[name='Input.Title']")!.Value, Is.EqualTo("My title"));
        }

        (await new FormPost(page, "form.edit-form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var saved = await analyst.GetAsync($"/api/v1{path}");
        Assert.That((saved.Text("title"), saved.Text("severity")), Is.EqualTo(("My title", "Low")));
    }

    [Test]
    public async Task A_marking_is_lowered_by_a_manager_only_and_a_closed_case_only_raised()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        using var manager = new Browser(app);
        await manager.SignInAsync("manager");
        var reference = await analyst.ActiveCaseAsync();
        var path = $"/incidents/{reference}";
        var form = new FormPost((await browser.OpenAsync($"{path}/edit")).Page, "form.edit-form");
        Assert.That(Closed((await browser.OpenAsync($"{path}/edit")).Page), Is.EqualTo(new[] { "CLEAR", "GREEN" }));
        (await form.With("Input.Tlp", "GREEN").SendAsync(browser)).Expect(HttpStatusCode.Conflict);
        Assert.That(Closed((await manager.OpenAsync($"{path}/edit")).Page), Is.Empty);
        (await new FormPost((await manager.OpenAsync($"{path}/edit")).Page, "form.edit-form").With("Input.Tlp", "GREEN").SendAsync(manager)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.GetAsync($"/api/v1{path}")).Text("tlp"), Is.EqualTo("GREEN"));

        await analyst.ActAsync($"incidents/{reference}", "resolve", new { outcome = "Mitigated" });
        await analyst.ActAsync($"incidents/{reference}", "close", new { summary = "Done" });
        var page = (await browser.OpenAsync($"{path}/edit")).Page;
        Assert.That(page.QuerySelector("[name='Input.Title']"), Is.Null);
        (await new FormPost(page, "form.edit-form").With("Input.Tlp", "AMBER").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.GetAsync($"/api/v1{path}")).Text("tlp"), Is.EqualTo("AMBER"));
    }

    private static IEnumerable<string> Closed(IHtmlDocument page) =>
        page.QuerySelectorAll("[name='Input.Tlp'][disabled]").Select(i => i.GetAttribute("value")!);

    private static async Task<string> PersonAsync(ApiClient client, string name) =>
        (await client.GetAsync("/api/v1/assignees")).Items.First(p => p!["name"]!.ToString().Contains(name, StringComparison.Ordinal))!["id"]!.ToString();
}
