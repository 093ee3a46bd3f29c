using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The register, norms and which legal basis applies, by HTTP and without script.</summary>
public sealed class AgreementPageTests
{
    [Test]
    public async Task An_agreement_is_added_with_a_party_and_a_provision_and_each_is_changed_and_taken_off()
    {
        await using var app = new TestApp();
        using var analyst = await SignedInAsync(app, "analyst");
        var form = new FormPost((await analyst.OpenAsync("/agreements/new")).Page, "#agreement")
            .With("Input.Code", "id-sg").With("Input.TitleEn", "Treaty with Singapore").With("Input.TitleId", "Perjanjian dengan Singapura").With("Input.Kind", "Treaty")
            .With("Input.InForceFrom", "2020-02-01").With("Input.InForceTo", "2020-01-01");
        var wrong = Browser.Parse((await form.SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Input_InForceTo-error")!.TextContent, Is.EqualTo("Not before the first day."));
        Assert.That(wrong.GetElementById("Input_Source-error")!.TextContent, Is.Not.Empty);
        (await form.With("Input.InForceTo", "").With("Input.Source", "Treaty, 2020").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);

        foreach (var country in new[] { "SG", "ID" })
        {
            var party = new FormPost((await analyst.OpenAsync("/agreements/id-sg/party")).Page, "#party").With("Input.Country", country);
            (await party.SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        }

        var twice = new FormPost((await analyst.OpenAsync("/agreements/id-sg/party")).Page, "#party").With("Input.Country", "SG");
        var refused = Browser.Parse((await twice.SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.GetElementById("Input_Country-error")!.TextContent, Is.EqualTo("This party is named already."));
        var provision = new FormPost((await analyst.OpenAsync("/agreements/id-sg/provision")).Page, "#provision")
            .With("Input.Article", "7").With("Input.TitleEn", "Information").With("Input.TitleId", "Informasi").With("Input.Kinds", "Information", "JointAction")
            .With("Input.LegalBasis", "un-norm-h").With("Input.Fields", "purpose | Purpose");
        var unread = Browser.Parse((await provision.SendAsync(analyst)).Expect(HttpStatusCode.BadRequest));
        Assert.That(unread.GetElementById("Input_Fields-error")!.TextContent, Does.StartWith("Not readable: purpose"));
        (await provision.With("Input.Fields", "purpose | Purpose | Tujuan").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        var page = (await analyst.OpenAsync("/agreements/id-sg", "id")).Page;
        Assert.That(page.QuerySelector("main")!.TextContent, Does.Contain("Berlaku bagi kita").And.Contain("Singapura").And.Contain("Tujuan").And.Contain("Tindakan bersama"));

        var edit = new FormPost((await analyst.OpenAsync("/agreements/id-sg/party?country=SG")).Page, "#party").With("Input.Standing", "Signatory");
        (await edit.SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        (await new FormPost((await analyst.OpenAsync("/agreements/id-sg/provision?article=7")).Page, "#remove").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        (await new FormPost((await analyst.OpenAsync("/agreements/id-sg/party?country=ID")).Page, "#remove").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        page = (await analyst.OpenAsync("/agreements/id-sg")).Page;
        Assert.That(page.QuerySelector("main")!.TextContent, Does.Contain("Not in force with us").And.Contain("Signed only").And.Contain("No provision is entered yet."));
        var (one, other) = (new FormPost((await analyst.OpenAsync("/agreements/id-sg/edit")).Page, "#agreement"), new FormPost((await analyst.OpenAsync("/agreements/id-sg/edit")).Page, "#agreement"));
        (await one.With("Input.Notes", "Read again in May.").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        (await other.SendAsync(analyst)).Expect(HttpStatusCode.PreconditionFailed);
        (await new FormPost(page, "#retire").SendAsync(analyst)).Expect(HttpStatusCode.PreconditionFailed);
        (await new FormPost((await analyst.OpenAsync("/agreements/id-sg")).Page, "#retire").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.OpenAsync("/agreements?retired=true")).Page.QuerySelectorAll(".agreements li"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task The_register_and_the_norms_stay_light_and_lead_to_each_other()
    {
        await using var app = new TestApp();
        using var analyst = await SignedInAsync(app, "analyst");
        using var all = Assert.EnterMultipleScope();
        foreach (var path in new[] { "/agreements", "/agreements/budapest", "/agreements/budapest/edit", "/agreements/un-norms", "/norms", "/norms/un-norms/d", "/legal-bases", "/legal-bases?kind=DataPreservation&country=NL" })
        {
            foreach (var language in new[] { "en", "id" })
            {
                var (answer, page) = await analyst.OpenAsync(path, language);
                answer.Expect(HttpStatusCode.OK);
                Assert.That(answer.Body, Has.Length.LessThan(120_000), path);
                Assert.That(page.QuerySelectorAll("h1"), Has.Length.EqualTo(1), path);
            }
        }

        Assert.That((await analyst.OpenAsync("/agreements/un-norms")).Page.QuerySelector(".provisions a[href='/norms/un-norms/d']"), Is.Not.Null);
        Assert.That((await analyst.OpenAsync("/desk")).Page.QuerySelector(".menu a[href='/agreements']"), Is.Not.Null);
        Assert.That((await analyst.OpenAsync("/agreements?kind=NormSet&inForce=true")).Page.QuerySelectorAll(".agreements li"), Has.Length.EqualTo(2));
        (await analyst.OpenAsync("/agreements?force=1")).Answer.Expect(HttpStatusCode.BadRequest);
        (await analyst.OpenAsync("/agreements/none")).Answer.Expect(HttpStatusCode.NotFound);
    }

    [TestCase("liaison.nl")]
    [TestCase("admin")]
    public async Task Nobody_else_is_let_in_or_led_there(string name)
    {
        await using var app = new TestApp();
        using var browser = await SignedInAsync(app, name);
        foreach (var path in new[] { "/agreements", "/agreements/budapest", "/agreements/new", "/agreements/budapest/edit", "/norms", "/norms/un-norms/d", "/legal-bases" })
        {
            (await browser.OpenAsync(path)).Answer.Expect(HttpStatusCode.Forbidden);
        }

        Assert.That((await browser.OpenAsync("/me")).Page.QuerySelectorAll("a[href='/agreements'], a[href='/norms'], a[href='/legal-bases']"), Is.Empty);
    }

    [Test]
    public async Task The_form_of_a_request_says_on_what_it_may_rest_warns_and_asks_for_what_the_basis_demands()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["NL"]));
        Assert.That((await browser.OpenAsync($"/incidents/{incident}/requests/new")).Page.QuerySelector("#bases")!.TextContent, Does.Contain("Choose what is asked"));
        var page = (await browser.OpenAsync($"/incidents/{incident}/requests/new?kind=DataPreservation")).Page;
        var point = page.QuerySelectorAll<IHtmlInputElement>("[name='Input.To']").First().Value;
        var form = new FormPost(page, "form.edit-form").With("Input.To", point).With("Input.LegalBasis", "budapest-29").With("Input.Subject", "Logs").With("Input.Body", "Keep the logs.");
        var shown = Browser.Parse((await form.SendAsync(browser, "#due button")).Expect(HttpStatusCode.OK));
        Assert.That(shown.QuerySelector("#bases .late")!.TextContent, Does.Contain("Indonesia is not a party to Budapest Convention").And.Contain("nevertheless"));
        Assert.That(shown.QuerySelector("#bases ol li")!.TextContent, Does.StartWith("UN norm"));
        Assert.That(shown.QuerySelectorAll<IHtmlOptionElement>("#Input_LegalBasis option").ElementAt(1).Value, Does.StartWith("un-norm-"), "what holds comes first");
        Assert.That(shown.QuerySelectorAll("#basis-fields textarea"), Has.Length.EqualTo(6));
        var saved = (await new FormPost(shown, "form.edit-form").With("Input.BasisFields[authority]", "The duty desk").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var place = saved.Location!.ToString();
        var request = (await browser.OpenAsync(place)).Page;
        Assert.That(request.QuerySelector(".stated")!.TextContent, Does.Contain("The duty desk").And.Contain("Still missing"));
        Assert.That(request.QuerySelector("#footing")!.TextContent, Does.Contain("Indonesia is not a party"));

        var edit = new FormPost((await browser.OpenAsync($"{place}/edit")).Page, "form.card");
        Assert.That(edit["Input.BasisFields[authority]"], Is.EqualTo("The duty desk"));
        foreach (var (code, text) in Cases.Article29)
        {
            edit.With($"Input.BasisFields[{code}]", text);
        }

        (await edit.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync(place)).Page.QuerySelector(".stated")!.TextContent, Does.Contain("A request will follow").And.Not.Contain("Still missing"));
        var other = new FormPost((await browser.OpenAsync($"{place}/edit")).Page, "form.card").With("Input.LegalBasis", "un-norm-d");
        Assert.That(Browser.Parse((await other.SendAsync(browser, "[formaction*='handler=Show']")).Expect(HttpStatusCode.OK)).QuerySelectorAll("#basis-fields textarea"), Is.Empty);
        (await other.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync(place)).Page.QuerySelector(".stated"), Is.Null);
    }

    [Test]
    public async Task A_norm_is_cited_on_the_case_and_a_measure_kept_on_the_norm()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = await SignedInAsync(app, "analyst");
        var incident = await analyst.ActiveCaseAsync();
        var page = (await browser.OpenAsync($"/incidents/{incident}")).Page;
        var cite = new FormPost(page, "#cite");
        (await cite.SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        (await cite.With("Norm.Which", "un-norms/c").With("Norm.Note", "Their territory was used").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync($"/incidents/{incident}", "id")).Page;
        Assert.That(page.QuerySelector(".cited li")!.TextContent, Does.Contain("c: Wilayah tidak digunakan").And.Contain("Their territory was used"));
        var again = Browser.Parse((await new FormPost(page, "#cite").With("Norm.Which", "un-norms/c").SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(again.GetElementById("Norm_Which-error")!.TextContent, Is.EqualTo("This norm is cited in the case already."));

        page = (await browser.OpenAsync("/norms/un-norms/c")).Page;
        Assert.That(page.QuerySelector(".citing li")!.TextContent, Does.Contain(incident));
        var wrong = Browser.Parse((await new FormPost(page, "#measure-new").SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.QuerySelector("#title-new-error")!.TextContent, Is.Not.Empty);
        (await new FormPost(page, "#measure-new").With("Input.Title", "A duty desk").With("Input.NextReviewOn", "2026-03-01").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync("/norms/un-norms/c")).Page;
        Assert.That(page.QuerySelector(".measures li")!.TextContent, Does.Contain("A duty desk").And.Contain("Planned").And.Contain("review due since"));
        (await new FormPost(page, ".measures form").With("Input.State", "Done").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync("/norms/un-norms/c")).Page.QuerySelector(".measures li")!.TextContent, Does.Contain("Done").And.Not.Contain("review due"));

        page = (await browser.OpenAsync($"/incidents/{incident}")).Page;
        (await new FormPost(page, ".cited form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync($"/incidents/{incident}")).Page;
        Assert.That(page.QuerySelector(".cited"), Is.Null);
        var history = (await browser.OpenAsync($"/incidents/{incident}/history")).Page.QuerySelectorAll(".history-line").Select(l => l.TextContent).ToList();
        Assert.That(history, Has.Some.Contains("cited the norm c No use of territory").And.Some.Contains("withdrew the norm c"));
    }

    private static async Task<Browser> SignedInAsync(TestApp app, string name)
    {
        var browser = new Browser(app);
        (await browser.SignInAsync(name)).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
