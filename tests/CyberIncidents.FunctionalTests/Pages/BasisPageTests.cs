using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>Pages on which administrators keep legal bases, without any script, and the pages that name them.</summary>
public sealed class BasisPageTests
{
    [Test]
    public async Task A_basis_is_added_changed_and_retired()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app, "admin");
        var form = new FormPost((await admin.OpenAsync("/admin/bases/new")).Page, "#basis")
            .With("Input.Code", "test-basis").With("Input.NameEn", "Treaty").With("Input.NameId", "Traktat")
            .With("Input.Jurisdiction", "NL").With("Input.ValidFrom", "2026-04-01").With("Input.ValidTo", "2026-03-01");
        var wrong = Browser.Parse((await form.SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Input_Source-error")!.TextContent, Is.EqualTo("Required."));
        Assert.That(wrong.GetElementById("Input_ValidTo-error")!.TextContent, Is.EqualTo("Not before the first day."));
        Assert.That(new FormPost(wrong, "#basis")["Input.NameId"], Is.EqualTo("Traktat"), "what was typed stays");
        var place = (await form.With("Input.ValidTo", "").With("Input.Source", "Treaty, Art. 1").SendAsync(admin)).Expect(HttpStatusCode.Redirect).Location!.OriginalString;
        var page = (await admin.OpenAsync(place)).Page;
        Assert.That(page.QuerySelector(".page-head")!.TextContent, Does.Contain("Not valid today"));
        var (one, other) = (new FormPost(page, "#basis"), new FormPost(page, "#basis"));
        (await one.With("Input.NameEn", "Treaty of two states").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var stale = Browser.Parse((await other.With("Input.NameEn", "Treaty of three").SendAsync(admin)).Expect(HttpStatusCode.PreconditionFailed));
        Assert.That(stale.QuerySelectorAll(".conflict > div").Select(d => d.TextContent), Has.Some.Contains("of two states").And.Some.Contains("of three"));
        (await new FormPost(stale, "#basis").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        (await new FormPost((await admin.OpenAsync(place)).Page, "#retire").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.OpenAsync("/admin/bases?jurisdiction=NL")).Page.QuerySelectorAll("tbody tr"), Is.Empty);
        Assert.That((await admin.OpenAsync("/admin/bases?retired=true", "id")).Page.QuerySelector("tbody tr")!.TextContent, Does.Contain("Traktat").And.Contain("Belanda").And.Contain("Sejak 1 Apr 2026"));
        (await new FormPost((await admin.OpenAsync(place)).Page, "#retire").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.OpenAsync("/admin/bases?jurisdiction=NL")).Page.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(1));
        Assert.That((await admin.OpenAsync("/admin/rules")).Page.QuerySelectorAll(".rule-tabs a").Select(a => a.GetAttribute("href")), Does.Contain("/admin/bases"));
    }

    [Test]
    public async Task A_change_shows_at_once_and_a_retired_basis_keeps_its_name_on_requests_and_leaves_the_form()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app, "admin");
        using var analyst = await SignedInAsync(app, "analyst");
        using var liaison = await SignedInAsync(app, "liaison.nl");
        using var program = await app.AsAsync("analyst");
        var (incident, participation, sent) = await program.SentRequestAsync();
        var draft = await program.DraftAsync(incident, participation);
        Assert.That(await TextOfAsync(analyst, $"/requests/{sent}"), Does.Contain("Voluntary cooperation between CSIRTs"));

        var form = new FormPost((await admin.OpenAsync("/admin/bases/voluntary")).Page, "#basis");
        (await form.With("Input.NameEn", "Free will").With("Input.NameId", "Kehendak bebas").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That(await TextOfAsync(analyst, $"/requests/{sent}"), Does.Contain("Free will").And.Not.Contain("Voluntary cooperation"));
        (await new FormPost((await admin.OpenAsync("/admin/bases/voluntary")).Page, "#retire").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That(await TextOfAsync(analyst, $"/requests/{sent}", "id"), Does.Contain("Kehendak bebas"));
        Assert.That(await TextOfAsync(liaison, $"/requests/{sent}"), Does.Contain("Free will"));

        Assert.That(Offered((await analyst.OpenAsync($"/incidents/{incident}/requests/new?kind=Information&participation={participation}")).Page), Does.Contain("un-norm-h").And.Not.Contain("voluntary"));
        Assert.That(Offered((await analyst.OpenAsync($"/requests/{draft}/edit")).Page), Does.Contain("voluntary"), "a choice is not lost unseen");
        Assert.That(await TextOfAsync(analyst, $"/requests/{draft}"), Does.Contain("This legal basis has left the list."));
        var asked = new FormPost((await analyst.OpenAsync($"/incidents/{incident}/requests/new?kind=Information&participation={participation}")).Page, "form.edit-form")
            .With("Input.Subject", "Who").With("Input.Body", "Please tell us.").With("Input.LegalBasis", "voluntary");
        var refused = Browser.Parse((await asked.SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.GetElementById("Input_LegalBasis-error")!.TextContent, Is.EqualTo("This legal basis has left the list. Choose another."));
    }

    [Test]
    public async Task Laws_are_named_in_the_readers_language()
    {
        await using var app = new TestApp();
        using var analyst = await SignedInAsync(app, "analyst");
        using var program = await app.AsAsync("analyst");
        var incident = await program.ActiveCaseAsync();
        (await program.PostAsync($"/api/v1/incidents/{incident}/clocks", new { rules = new[] { "nis2-early-warning" } })).Expect(HttpStatusCode.Created);
        Assert.That(await TextOfAsync(analyst, $"/incidents/{incident}/clocks", "id"), Does.Contain("NIS2 Pasal 23").And.Contain("Peraturan BSSN 1/2024").And.Not.Contain("NIS2 Art. 23"));
        Assert.That(await TextOfAsync(analyst, $"/incidents/{incident}/clocks"), Does.Contain("NIS2 Art. 23"));
        Assert.That(await TextOfAsync(analyst, $"/incidents/{incident}/history", "id"), Does.Contain("NIS2 Pasal 23, Peringatan dini"));
    }

    private static IEnumerable<string> Offered(IHtmlDocument page) =>
        page.QuerySelectorAll<IHtmlOptionElement>("#Input_LegalBasis option").Select(o => o.Value);

    private static async Task<string> TextOfAsync(Browser browser, string path, string? language = null)
    {
        var (answer, page) = await browser.OpenAsync(path, language);
        answer.Expect(HttpStatusCode.OK);
        return page.QuerySelector("main")!.TextContent;
    }

    private static async Task<Browser> SignedInAsync(TestApp app, string name)
    {
        var browser = new Browser(app);
        (await browser.SignInAsync(name)).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
