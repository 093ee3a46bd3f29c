using System.Net;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The directory on pages without script.</summary>
public sealed class DirectoryPageTests
{
    [Test]
    public async Task An_analyst_finds_an_organisation_asks_it_and_the_liaison_officer_answers_with_one_tap()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync("/organisations?country=JP&kind=Csirt")).Page;
        var link = page.QuerySelector("#organisations a[data-open]")!.GetAttribute("href")!;
        Assert.That(page.QuerySelector("#organisations .state-red")!.TextContent, Does.Contain("No sign of life"));
        page = (await browser.OpenAsync("/organisations?country=NL&kind=Csirt")).Page;
        link = page.QuerySelector("#organisations a[data-open]")!.GetAttribute("href")!;
        page = (await browser.OpenAsync(link, "id")).Page;
        (await new FormPost(page, "form[action*='handler=Check']").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync(link)).Page;
        Assert.That(page.QuerySelector("[aria-labelledby=checks] .pill")!.TextContent.Trim(), Is.EqualTo("Waiting"));

        using var theirs = new Browser(app);
        (await theirs.SignInAsync("liaison.nl")).Expect(HttpStatusCode.Redirect);
        page = (await theirs.OpenAsync("/action")).Page;
        (await new FormPost(page, "#checks form").SendAsync(theirs, "#checks form button")).Expect(HttpStatusCode.Redirect);
        Assert.That((await theirs.OpenAsync("/action")).Page.QuerySelector("#checks"), Is.Null);
        (await theirs.OpenAsync("/organisations")).Answer.Expect(HttpStatusCode.Forbidden);
        (await theirs.OpenAsync("/directory/problems")).Answer.Expect(HttpStatusCode.Forbidden);
        page = (await browser.OpenAsync(link)).Page;
        Assert.That(page.QuerySelector("[aria-labelledby=checks] .pill")!.TextContent.Trim(), Is.EqualTo("Answered"));
    }

    [Test]
    public async Task What_is_typed_wrong_stays_with_its_error_and_what_is_right_is_kept()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var path = $"/organisations/{await analyst.OrganisationAsync("BR")}";
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync(path)).Page;
        var bad = (await new FormPost(page, "form[action*='handler=Membership']").With("Membership.Network", "first").With("Membership.Since", "2020-01-01")
            .With("Membership.Until", "2019-01-01").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(bad).QuerySelector("details[open] form[action*='handler=Membership'] .form-errors"), Is.Not.Null);
        (await new FormPost(page, "form[action*='handler=Membership']").With("Membership.Network", "first").With("Membership.Source", "Their <page>").SendAsync(browser))
            .Expect(HttpStatusCode.Redirect);
        (await new FormPost(page, "form[action*='handler=Constituent']").With("Constituent.Name", "").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        (await new FormPost(page, "form[action*='handler=Constituent']").With("Constituent.Name", "Harbour").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        (await new FormPost(page, "form[action*='handler=Prove']").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        (await new FormPost(page, "form[action*='handler=Prove']").With("Proof.Note", "We spoke").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync(path, "id")).Page;
        Assert.That(page.QuerySelector("[aria-labelledby=memberships]")!.TextContent, Does.Contain("FIRST").And.Contain("Their <page>"));
        Assert.That(page.QuerySelector("[aria-labelledby=constituents]")!.TextContent, Does.Contain("Harbour"));
        Assert.That(page.QuerySelector("[aria-labelledby=contacts]")!.TextContent, Does.Contain("We spoke"));
        page = (await browser.OpenAsync(path)).Page;
        (await new FormPost(page, "form[action*='handler=Retire']").SendAsync(browser, "form[action*='handler=Retire'] button")).Expect(HttpStatusCode.Redirect);
        (await new FormPost(page, "form[action*='handler=End']").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        (await new FormPost(page, "form[action*='handler=End']").With("until", "2026-01-01").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Administrators_mend_what_the_queue_shows_and_see_no_case_there()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        (await browser.SignInAsync("admin")).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync("/directory/problems?kind=NoLiaison")).Page;
        var mend = page.QuerySelector(".rows a.btn")!.GetAttribute("href")!;
        Assert.That(mend, Does.StartWith("/admin/users/new?organisation="));
        (await browser.OpenAsync(mend)).Answer.Expect(HttpStatusCode.OK);
        page = (await browser.OpenAsync("/directory/problems?kind=ProofStale", "id")).Page;
        var place = page.QuerySelector(".rows a.btn")!.GetAttribute("href")!;
        page = (await browser.OpenAsync(place.Split('#')[0])).Page;
        Assert.That(page.QuerySelector("#work"), Is.Null);
        Assert.That(page.QuerySelector("form[action*='handler=Prove']"), Is.Not.Null);
    }

    [Test]
    public async Task A_contact_point_takes_every_way_and_a_key_on_the_page_of_an_administrator()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var ch = await admin.OrganisationAsync("CH");
        using var browser = new Browser(app);
        (await browser.SignInAsync("admin")).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync($"/admin/organisations/{ch}")).Page;
        FormPost Filled() => new FormPost(page, "#new").With("Contact.Purpose", "Technical").With("Contact.Name", "Desk").With("Contact.SecureKind", "Siena")
            .With("Contact.SecureAddress", "CH-1").With("Contact.Accepts", "de, fr").With("Contact.DutyFrom", "08:00").With("Contact.DutyTo", "16:00");
        var bad = (await Filled().With("Contact.OpenPgpKey", "no key").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(bad).QuerySelector("#new-OpenPgpKey")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
        (await Filled().With("Contact.DutyTo", "07:00").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        var key = Partners.PgpKeys.Make(TestApp.Start.AddDays(-10));
        (await Filled().With("Contact.OpenPgpKey", Partners.PgpKeys.Public(key)).SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var kept = (await admin.GetAsync($"/api/v1/contact-points?organisation={ch}")).Items[0]!;
        Assert.That((kept["fingerprint"]!.ToString(), kept["secureChannel"]!["kind"]!.ToString(), kept["dutyHours"]!["to"]!.ToString()),
            Is.EqualTo((Partners.PgpKeys.Fingerprint(key), "Siena", "16:00")));
        page = (await browser.OpenAsync($"/admin/organisations/{ch}")).Page;
        var form = $"#c{Guid.Parse(kept["id"]!.ToString()):N}";
        (await new FormPost(page, form).With("Contact.Name", "Night desk").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        kept = (await admin.GetAsync($"/api/v1/contact-points?organisation={ch}")).Items[0]!;
        Assert.That((kept["name"]!.ToString(), kept["fingerprint"]!.ToString()), Is.EqualTo(("Night desk", Partners.PgpKeys.Fingerprint(key))), "the key stays");
    }
}
