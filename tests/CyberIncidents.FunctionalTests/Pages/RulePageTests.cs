using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>Pages on which administrators keep deadlines, ladders, days off, contact points and jobs, without any script.</summary>
public sealed class RulePageTests
{
    [Test]
    public async Task A_rule_is_added_changed_applied_and_retired()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app);
        var form = new FormPost((await admin.OpenAsync("/admin/rules/new")).Page, "#rule")
            .With("Input.Code", "test-rule").With("Input.Regime", "Test").With("Input.NameEn", "Notice").With("Input.NameId", "Pemberitahuan")
            .With("Input.Jurisdiction", "NL").With("Input.Trigger", "Awareness").With("Input.Amount", "0").With("Input.Unit", "Hours")
            .With("Input.Duty", "Ours").With("Input.Source", "Test Act, s 1");
        var wrong = Browser.Parse((await form.SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Input_Amount-error")!.TextContent, Is.EqualTo("At least 1."));
        wrong = Browser.Parse((await form.With("Input.Amount", "many").SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Input_Amount-error")!.TextContent, Is.EqualTo("A whole number."));
        Assert.That(new FormPost(wrong, "#rule")["Input.NameId"], Is.EqualTo("Pemberitahuan"), "what was typed stays");
        var place = (await form.With("Input.Amount", "24").SendAsync(admin)).Expect(HttpStatusCode.Redirect).Location!.OriginalString;
        var page = (await admin.OpenAsync(place)).Page;
        var (one, other) = (new FormPost(page, "#rule"), new FormPost(page, "#rule"));
        (await one.With("Input.Amount", "30").With("Input.ApplyToRunning", "true").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.OpenAsync(place)).Page.QuerySelector(".flash")!.TextContent, Does.Contain("Running clocks recomputed: 0."));
        var stale = Browser.Parse((await other.With("Input.Amount", "36").SendAsync(admin)).Expect(HttpStatusCode.PreconditionFailed));
        Assert.That(stale.QuerySelectorAll(".conflict > div").Select(d => d.TextContent), Has.Some.Contains("30 hours").And.Some.Contains("36"));
        (await new FormPost(stale, "#rule").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        (await new FormPost((await admin.OpenAsync(place)).Page, "#retire").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.OpenAsync("/admin/rules?jurisdiction=NL")).Page.QuerySelectorAll("tbody tr"), Is.Empty);
        Assert.That((await admin.OpenAsync("/admin/rules", "id")).Answer.Body, Has.Length.LessThan(120_000));
        Assert.That((await admin.OpenAsync("/admin/rules?retired=true", "id")).Page.QuerySelector("tbody tr")!.TextContent, Does.Contain("36 jam").And.Contain("Pemberitahuan"));
    }

    [Test]
    public async Task A_ladder_gets_a_step_in_an_empty_row_and_loses_one_that_is_emptied()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app);
        const string Place = "/admin/ladders/any-low";
        var form = new FormPost((await admin.OpenAsync(Place)).Page, "#ladder")
            .With("Input.Steps[0].Amount", "").With("Input.Steps[0].Whom", "").With("Input.Steps[0].By", "")
            .With("Input.Steps[6].Amount", "7").With("Input.Steps[6].Unit", "Days").With("Input.Steps[6].Whom", "AroundTheClock").With("Input.Steps[6].By", "Mail");
        var wrong = Browser.Parse((await form.SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("step-5-whom")!.TextContent, Does.Contain("Day and night only"));
        Assert.That(wrong.QuerySelectorAll(".step-table tbody tr"), Has.Length.EqualTo(9), "six steps and three empty rows");
        form = new FormPost(wrong, "#ladder").With("Input.Steps[5].Whom", "Manager");
        (await form.SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var steps = (await admin.OpenAsync("/admin/ladders")).Page.QuerySelector("section[aria-labelledby=any-low]")!.QuerySelectorAll(".ladder-steps li").Select(l => l.TextContent.Trim()).ToList();
        Assert.That(steps, Has.Count.EqualTo(6));
        Assert.That(steps[0], Does.StartWith("80 % of the time"));
        Assert.That(steps[^1], Does.StartWith("7 days after due"));
        var none = new FormPost((await admin.OpenAsync("/admin/ladders/new")).Page, "#ladder").With("Input.Code", "other").With("Input.NameEn", "x").With("Input.NameId", "x");
        var refused = Browser.Parse((await none.SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.GetElementById("Input_Urgencies-error")!.TextContent, Is.Not.Empty);
        Assert.That(refused.GetElementById("Input_Steps"), Is.Not.Null);
    }

    [Test]
    public async Task A_step_is_typed_as_an_amount_and_a_unit_and_what_nobody_touched_stays_to_the_letter()
    {
        await using var app = new TestApp();
        using var api = await app.AsAsync("admin");
        var ladder = (await api.GetAsync("/api/v1/chasing-ladders/any-low")).Expect(HttpStatusCode.OK);
        object Step(int? share, string? offset) => new { share, offset, whom = "Owner", by = "InApp" };
        (await api.PatchAsync("/api/v1/chasing-ladders/any-low", new { steps = new[] { Step(50, null), Step(null, "P1W"), Step(null, "PT90S") } }, ladder.ETag)).Expect(HttpStatusCode.OK);
        using var admin = await SignedInAsync(app);
        var form = new FormPost((await admin.OpenAsync("/admin/ladders/any-low")).Page, "#ladder");
        Assert.That(Enumerable.Range(0, 3).Select(i => $"{form[$"Input.Steps[{i}].Amount"]} {form[$"Input.Steps[{i}].Unit"]}"), Is.EqualTo(new[] { "50 Share", "7 Days", "2 Minutes" }));
        form.With("Input.Steps[3].Amount", "90").With("Input.Steps[3].Unit", "Minutes").With("Input.Steps[3].Whom", "Manager").With("Input.Steps[3].By", "Both")
            .With("Input.Steps[4].Amount", "100").With("Input.Steps[4].Unit", "Days").With("Input.Steps[4].Whom", "Manager").With("Input.Steps[4].By", "Both")
            .With("Input.Steps[5].Amount", "soon").With("Input.Steps[5].Unit", "Hours").With("Input.Steps[5].Whom", "Manager");
        var wrong = Browser.Parse((await form.SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("step-5-when")!.TextContent, Does.Contain("whole number"));
        form = new FormPost(wrong, "#ladder");
        Assert.That((form["Input.Steps[5].Amount"], form["Input.Steps[5].Unit"], form["Input.Steps[4].Amount"]), Is.EqualTo(("soon", "Hours", "100")), "what was typed stays");
        wrong = Browser.Parse((await form.With("Input.Steps[5].Amount", "5").SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("step-4-when")!.TextContent, Does.Contain("at most 90 days"));
        Assert.That(wrong.GetElementById("step-5-by")!.TextContent, Is.Not.Empty);
        form = new FormPost(wrong, "#ladder").With("Input.Steps[4].Amount", "2").With("Input.Steps[5].By", "Mail");
        (await form.SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var saved = (await api.GetAsync("/api/v1/chasing-ladders/any-low")).Json["steps"]!.AsArray().Select(s => $"{s!["share"]}{s["offset"]}");
        Assert.That(saved, Is.EqualTo(new[] { "50", "P1W", "PT90S", "PT90M", "P2D", "PT5H" }));
    }

    [Test]
    public async Task A_rule_is_found_by_words_law_jurisdiction_and_duty_and_groups_are_closed_until_one_looks()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app);
        var page = (await admin.OpenAsync("/admin/rules", "en")).Page;
        Assert.That(page.QuerySelectorAll("details.rule-group[open]"), Is.Empty);
        var all = page.QuerySelectorAll("tbody tr").Length;
        using var every = Assert.EnterMultipleScope();
        foreach (var (query, expected) in new[]
        {
            ("q=early+nis2", "nis2-early-warning"), ("q=NIS2-EARLY", "nis2-early-warning"), ("q=peringatan+dini", "nis2-early-warning"),
            ("regime=NIS2+Art.+23", "nis2-notification"), ("duty=Ours", "nis2-csirt-answer"), ("jurisdiction=EU&duty=ReportingEntity&requests=false&q=warning", "nis2-early-warning"),
        })
        {
            var found = (await admin.OpenAsync($"/admin/rules?{query}", "en")).Page;
            var codes = found.QuerySelectorAll("tbody tr a").Select(a => a.GetAttribute("href")!["/admin/rules/".Length..]).ToList();
            Assert.That(codes, Does.Contain(expected).And.Count.LessThan(all), query);
            Assert.That(found.QuerySelectorAll("details.rule-group:not([open])"), Is.Empty, query);
            Assert.That(found.GetElementById("rules-count")!.TextContent, Is.EqualTo($"{codes.Count} rules"), query);
        }

        Assert.That((await admin.OpenAsync("/admin/rules?q=nothing+like+it", "id")).Page.QuerySelector(".empty")!.TextContent, Does.Contain("Tidak ada aturan"));
        Assert.That((await admin.OpenAsync("/admin/rules?q=early")).Page.QuerySelector<IHtmlInputElement>("[name=q]")!.Value, Is.EqualTo("early"));
    }

    [Test]
    public async Task Holidays_come_in_lines_go_and_come_back_and_a_state_gets_its_own_weekend()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app);
        const string Place = "/admin/holidays?country=MY&year=2027";
        var before = (await admin.OpenAsync(Place)).Page.QuerySelectorAll("table tbody tr").Length;
        var form = new FormPost((await admin.OpenAsync(Place)).Page, "#add");
        var wrong = Browser.Parse((await form.With("Lines", "2027-03-10 Nuzul / Nuzul\nsometime").SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Lines-error")!.TextContent, Does.Contain("line 2"));
        wrong = Browser.Parse((await form.With("Lines", "2027-03-10 Nuzul / Nuzul\n2027-03-10 Twice").SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Lines-error")!.TextContent, Does.Contain("Holiday 2"));
        (await form.With("Lines", "\n2027-03-10 Nuzul Al-Quran / Nuzulul Quran\n\n2027-03-11 Second\n").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var page = (await admin.OpenAsync(Place)).Page;
        Assert.That(page.QuerySelectorAll("table tbody tr"), Has.Length.EqualTo(before + 2));
        var row = page.QuerySelectorAll("table tbody tr").Single(r => r.TextContent.Contains("Nuzulul", StringComparison.Ordinal));
        row.QuerySelector("form")!.Id = "off";
        (await new FormPost(page, "#off").With("retired", "true").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        page = (await admin.OpenAsync(Place)).Page;
        Assert.That(page.QuerySelectorAll("table tbody tr"), Has.Length.EqualTo(before + 1));
        page.QuerySelector(".taken-off form")!.Id = "back";
        (await new FormPost(page, "#back").With("retired", "false").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var state = new FormPost((await admin.OpenAsync(Place)).Page, "#weekend").With("Weekend.Area", "Kelantan").With("Weekend.Days", "Friday");
        Assert.That(Browser.Parse((await state.SendAsync(admin)).Expect(HttpStatusCode.BadRequest)).GetElementById("Weekend_Source-error")!.TextContent, Is.EqualTo("Required."));
        Assert.That(Browser.Parse((await state.With("Weekend.Source", "x").SendAsync(admin)).Expect(HttpStatusCode.BadRequest)).GetElementById("Weekend_Area-error")!.TextContent, Is.Not.Empty);
        (await state.With("Weekend.Area", "Perlis").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.OpenAsync(Place)).Page.QuerySelector(".weekend-rows")!.TextContent, Does.Contain("Perlis"));
    }

    [Test]
    public async Task An_organisation_gets_duty_hours_a_weekend_and_a_contact_point_and_an_officer_becomes_deputy()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app);
        var place = (await admin.OpenAsync("/admin/organisations?country=NL")).Page.QuerySelector("tbody a")!.GetAttribute("href")!;
        var form = new FormPost((await admin.OpenAsync(place)).Page, "#organisation").With("Input.DutyFrom", "17:00").With("Input.DutyTo", "08:00").With("Input.Weekend", "Friday");
        var wrong = Browser.Parse((await form.SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Input_DutyTo-error")!.TextContent, Does.Contain("Later than they begin"));
        (await form.With("Input.DutyFrom", "08:00").With("Input.DutyTo", "16:30").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var page = (await admin.OpenAsync(place)).Page;
        Assert.That(page.QuerySelector<IHtmlInputElement>("#Input_DutyTo")!.Value, Is.EqualTo("16:30"));
        Assert.That(page.QuerySelector<IHtmlInputElement>("[name='Input.Weekend'][value=Friday]")!.IsChecked, Is.True);
        var contact = new FormPost(page, "#new").With("Contact.Purpose", "AroundTheClock").With("Contact.Name", "Duty desk");
        var refused = Browser.Parse((await contact.SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.GetElementById("new-Email-error")!.TextContent, Is.Not.Empty);
        (await contact.With("Contact.Phone", "+31 70 555 0100").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var shown = (await admin.OpenAsync(place)).Page.QuerySelector(".contact")!;
        Assert.That(shown.TextContent, Does.Contain("Duty desk").And.Contain("+31 70 555 0100"));
        var edit = new FormPost((await admin.OpenAsync(place)).Page, $"#{shown.QuerySelector(".move-form")!.Id}").With("Contact.Email", "not an address");
        Assert.That(Browser.Parse((await edit.SendAsync(admin)).Expect(HttpStatusCode.BadRequest)).QuerySelector(".contact[open] .field-error:not(:empty)"), Is.Not.Null);
        (await edit.With("Contact.Email", "duty@csirt.test").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var officer = (await admin.OpenAsync("/admin/users?q=Noor")).Page.QuerySelector("tbody a")!.GetAttribute("href")!;
        (await new FormPost((await admin.OpenAsync(officer)).Page, "#user").With("Input.Deputy", "true").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.OpenAsync(officer)).Page.QuerySelector<IHtmlInputElement>("#Input_Deputy")!.IsChecked, Is.True);
    }

    [Test]
    public async Task The_jobs_page_shows_what_comes_next_and_names_no_case_by_its_words()
    {
        await using var app = new TestApp(demoCases: true);
        using var admin = await SignedInAsync(app);
        using var analyst = await app.AsAsync("analyst");
        var titles = (await analyst.GetAsync("/api/v1/incidents?limit=200")).Items.Select(i => i!["title"]!.ToString()).ToList();
        var (answer, page) = await admin.OpenAsync("/admin/jobs");
        answer.Expect(HttpStatusCode.OK);
        Assert.That(page.QuerySelectorAll(".job-figures .card"), Has.Length.EqualTo(7));
        Assert.That(page.QuerySelectorAll(".job-row"), Is.Not.Empty);
        Assert.That(titles.Where(t => page.Body!.TextContent.Contains(t, StringComparison.Ordinal)), Is.Empty);
        Assert.That(page.QuerySelectorAll("a[href^='/incidents'], a[href^='/requests']"), Is.Empty);
        using var other = new Browser(app);
        await other.SignInAsync("analyst");
        Assert.That((await other.OpenAsync("/admin/jobs")).Answer.Location!.AbsolutePath, Is.EqualTo("/not-allowed"));
    }

    private static async Task<Browser> SignedInAsync(TestApp app)
    {
        var browser = new Browser(app);
        (await browser.SignInAsync("admin")).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
