using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.AtHome;

/// <summary>The pages of the circle at home, without script.</summary>
public sealed class AtHomePageTests
{
    [Test]
    public async Task A_case_is_shared_at_home_on_its_page_and_a_task_is_given()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var police = await analyst.AuthorityAsync("Police");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var place = $"/incidents/{incident}/partners";
        var page = (await browser.OpenAsync(place)).Page;
        Assert.That(page.QuerySelectorAll("#at-home input[name='Share.Partners']"), Has.Count.EqualTo(5));
        Assert.That(page.QuerySelectorAll("#at-home input[value=SuspectLocated]"), Is.Empty);
        var refused = Browser.Parse((await new FormPost(page, "#at-home form").SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.QuerySelector("#at-home details")!.HasAttribute("open"), Is.True);
        var sent = await new FormPost(page, "#at-home form").With("Share.Partners", police.ToString()).With("Share.Roles", "Investigating", "LeadAuthority").SendAsync(browser);
        Assert.That(sent.Expect(HttpStatusCode.Redirect).Location!.OriginalString, Does.EndWith("#at-home"));
        page = (await browser.OpenAsync(place)).Page;
        Assert.That(page.QuerySelector("#at-home h3")!.TextContent, Does.Contain("National Police").And.Not.Contain("Indonesia"));
        Assert.That(page.QuerySelector("#case-funnel li b")!.TextContent, Is.EqualTo("3"), "the funnel is of partners");
        Assert.That(page.QuerySelectorAll("#at-home input[name='Share.Partners']"), Has.Count.EqualTo(4));
        (await new FormPost(page, "#at-home form.move-form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync(place)).Page;
        var link = page.QuerySelector<IHtmlAnchorElement>("#at-home a[href*='requests/new']")!.GetAttribute("href")!;
        Assert.That(link, Does.Contain("kind=Task"));
        var form = new FormPost((await browser.OpenAsync(link)).Page, "form[action$='/requests/new']");
        Assert.That((form["Input.Kind"], form["Input.To"]), Is.EqualTo(("Task", police.ToString())));
        var draft = await form.With("Input.Subject", "Take the report").With("Input.Body", "At the head office").SendAsync(browser);
        Assert.That(draft.Expect(HttpStatusCode.Redirect).Location!.OriginalString, Does.StartWith("/requests/RQ-2026-ID-"));
    }

    [Test]
    public async Task Its_own_pages_speak_of_tasks_and_of_us_by_name([Values("en", "id")] string language)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var part = await analyst.ShareAtHomeAsync(incident, await analyst.AuthorityAsync("Police"));
        var task = await analyst.TaskAsync(incident, part, dueAt: TestApp.Start.AddHours(40));
        using var browser = new Browser(app);
        await browser.SignInAsync("stakeholder.police");
        var team = (await browser.Client.GetAsync("/api/v1/me")).Text("nationalTeam");
        foreach (var path in new[] { "/action", "/requests", $"/requests/{task}", "/shared", $"/shared/{incident}", "/notices", "/me", "/profile" })
        {
            var (answer, page) = await browser.OpenAsync(path, language);
            answer.Expect(HttpStatusCode.OK);
            Assert.That(page.QuerySelector("nav a[href='/requests']")!.TextContent.Trim(), Is.EqualTo(language == "id" ? "Tugas" : "Tasks"), path);
            Assert.That(page.QuerySelector("a[href='/incidents'], a[href='/desk'], a[href='/organisations']"), Is.Null, path);
        }

        Assert.That((await browser.OpenAsync($"/requests/{task}", language)).Page.QuerySelector("main")!.TextContent, Does.Contain(team));
        Assert.That((await browser.OpenAsync("/")).Answer.Location!.OriginalString, Is.EqualTo("/action"));
    }

    [Test]
    public async Task A_preview_as_an_authority_at_home_is_its_page()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var organisation = await analyst.AuthorityAsync("ForeignMinistry");
        await analyst.ShareAtHomeAsync(incident, organisation, "ForeignRelations", "For the ministry");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var page = (await browser.OpenAsync($"/incidents/{incident}/preview?organisation={organisation}")).Page;
        Assert.That(page.QuerySelector("main")!.TextContent, Does.Contain("For the ministry").And.Not.Contain("National team of Indonesia"));
    }

    [Test]
    public async Task An_administrator_registers_who_speaks_for_an_authority_at_home()
    {
        await using var app = new TestApp();
        using var admin = new Browser(app);
        await admin.SignInAsync("admin");
        var organisation = await admin.Client.AuthorityAsync("Regulator");
        var page = (await admin.OpenAsync("/admin/users/new")).Page;
        Assert.That(page.QuerySelectorAll("optgroup").Select(g => g.GetAttribute("label")), Is.EqualTo(new[] { "Abroad", "At home" }));
        var form = new FormPost(page, "#user").With("Input.Email", "r@demo.test").With("Input.DisplayName", "Rani").With("Input.Partner", "true").With("Input.OrganisationId", organisation.ToString());
        var place = (await form.SendAsync(admin)).Expect(HttpStatusCode.Redirect).Location!.OriginalString;
        page = (await admin.OpenAsync(place)).Page;
        Assert.That(page.QuerySelector("#user .pill")!.TextContent, Is.EqualTo("Stakeholder"));
        (await new FormPost(page, "#user").With("Input.DisplayName", "Rani R.").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.Client.GetAsync($"/api/v1{place["/admin".Length..]}")).Text("roles.0"), Is.EqualTo("Stakeholder"));
        var marked = (await admin.OpenAsync("/organisations?atHome=true")).Page;
        Assert.That(marked.QuerySelectorAll("#organisations tbody tr"), Has.Count.EqualTo(5));
        Assert.That(marked.QuerySelectorAll("#organisations tbody .pill.state-grey").Select(p => p.TextContent.Trim()), Has.Exactly(5).EqualTo("At home"));
    }

    [Test]
    public async Task The_dashboard_has_a_table_of_those_at_home()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        await browser.SignInAsync("manager");
        Assert.That((await browser.OpenAsync("/dashboard")).Page.GetElementById("at-home"), Is.Null, "nothing to say");
        var incident = await analyst.ActiveCaseAsync();
        await analyst.TaskAsync(incident, await analyst.ShareAtHomeAsync(incident, await analyst.AuthorityAsync("Police")), dueAt: TestApp.Start.AddHours(40));
        var table = (await browser.OpenAsync("/dashboard", "id")).Page.GetElementById("at-home")!;
        Assert.That(table.QuerySelector("h2")!.TextContent.Trim(), Is.EqualTo("Dalam negeri"));
        var open = table.QuerySelector<IHtmlAnchorElement>("[data-value='1']")!.GetAttribute("href")!;
        Assert.That((await browser.OpenAsync(open)).Page.QuerySelectorAll("[data-row]"), Has.Count.EqualTo(1));
    }
}
