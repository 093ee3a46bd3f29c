using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

public sealed class AdminPageTests
{
    private static readonly string[] Paths =
        ["/admin/users", "/admin/users/new", "/admin/organisations", "/admin/organisations/new", "/admin/audit", "/admin/rules", "/admin/rules/new",
            "/admin/rules/nis2-early-warning", "/admin/bases", "/admin/bases/new", "/admin/bases/voluntary", "/admin/ladders", "/admin/ladders/new", "/admin/ladders/any-low", "/admin/holidays"];

    [Test]
    public async Task The_pages_are_for_administrators_and_lead_to_no_case()
    {
        await using var app = new TestApp(demoCases: true);
        using var admin = await SignedInAsync(app, "admin");
        using var analyst = await SignedInAsync(app, "analyst");
        using (Assert.EnterMultipleScope())
        {
            foreach (var path in Paths)
            {
                var (answer, page) = await admin.OpenAsync(path);
                answer.Expect(HttpStatusCode.OK);
                Assert.That(answer.Body, Does.Not.Contain("CI-2026-").And.Not.Contain("RQ-2026-"), path);
                Assert.That(page.QuerySelectorAll("a[href^='/incidents'], a[href^='/requests'], a[href^='/desk'], a[href^='/dashboard'], a[href^='/follow-ups']"), Is.Empty, path);
                Assert.That((await analyst.OpenAsync(path)).Answer.Location!.AbsolutePath, Is.EqualTo("/not-allowed"), path);
            }

            foreach (var path in new[] { "/desk", "/incidents", "/incidents/CI-2026-000001", "/incidents/new", "/requests", "/dashboard", "/follow-ups", "/action", "/shared" })
            {
                Assert.That((await admin.OpenAsync(path)).Answer.Status, Is.EqualTo(HttpStatusCode.Forbidden), path);
            }
        }
    }

    [Test]
    public async Task Roles_combine_and_what_is_kept_besides_stands_in_the_menu()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app, "admin");
        var place = await PlaceOfAsync(admin, "Ayu Analyst");
        var form = new FormPost((await admin.OpenAsync(place)).Page, "#user");
        (await form.With("Input.Roles", "Analyst", "Administrator").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        using var both = await SignedInAsync(app, "analyst");
        var page = (await both.OpenAsync("/admin/users")).Page;
        Assert.That(page.QuerySelectorAll(".places a").Select(a => a.GetAttribute("href")), Does.Contain("/incidents").And.Not.Contain("/admin/users"));
        Assert.That(page.QuerySelectorAll(".menu-sheet a").Select(a => a.GetAttribute("href")), Does.Contain("/admin/users").And.Contain("/admin/audit"));
    }

    [Test]
    public async Task A_registered_user_gets_a_link_that_shows_once_and_works()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app, "admin");
        var form = new FormPost((await admin.OpenAsync("/admin/users/new")).Page, "#user");
        var empty = Browser.Parse((await form.With("Input.DisplayName", "Nia").SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(empty.GetElementById("Input_Email-error")!.TextContent, Is.EqualTo("Required."));
        Assert.That(empty.GetElementById("Input_Roles-error")!.TextContent, Is.Not.Empty);
        form = new FormPost(empty, "#user").With("Input.Email", "nia@demo.test").With("Input.Roles", "Analyst");
        Assert.That(form["Input.DisplayName"], Is.EqualTo("Nia"));
        var place = (await form.SendAsync(admin)).Expect(HttpStatusCode.Redirect).Location!.OriginalString;
        var link = (await admin.OpenAsync(place)).Page.QuerySelector<IHtmlInputElement>("#set-up-link")!.Value;
        Assert.That(link, Does.StartWith("http://localhost/set-up/"));
        Assert.That((await admin.OpenAsync(place)).Page.QuerySelector("#set-up-link"), Is.Null, "once");
        (await form.SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.OpenAsync(place)).Page.QuerySelector("#set-up-link"), Is.Null, "a form sent twice opens no account again");
        using var nia = new Browser(app);
        const string Password = "A-fresh-password-1";
        (await nia.SubmitAsync(new Uri(link).AbsolutePath, ("Password", Password), ("PasswordAgain", Password))).Expect(HttpStatusCode.Redirect);
        (await nia.SignInAsync("nia@demo.test", Password)).Expect(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task The_last_administrator_stays_and_another_account_is_shut_and_opened()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app, "admin");
        var own = (await admin.OpenAsync(await PlaceOfAsync(admin, "Adi Admin"))).Page;
        var refused = Browser.Parse((await new FormPost(own, "#disable").SendAsync(admin)).Expect(HttpStatusCode.Conflict));
        Assert.That(refused.QuerySelector(".form-errors")!.TextContent, Does.Contain("The last administrator stays."));
        var place = await PlaceOfAsync(admin, "Noor Liaison");
        (await new FormPost((await admin.OpenAsync(place)).Page, "#disable").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.OpenAsync("/admin/users?disabled=true")).Page.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(1));
        var shut = (await admin.OpenAsync(place)).Page;
        Assert.That(shut.QuerySelector("#renew"), Is.Null, "no link for a shut account");
        (await new FormPost(shut, "#enable").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        (await new FormPost((await admin.OpenAsync(place)).Page, "#renew").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        Assert.That((await admin.OpenAsync(place)).Page.QuerySelector("#set-up-link"), Is.Not.Null);
    }

    [TestCase("q=LIAISON", 3)]
    [TestCase("q=admin%40demo", 1)]
    [TestCase("q=%25", 0)]
    [TestCase("role=LiaisonOfficer", 3)]
    [TestCase("role=Administrator&disabled=false", 1)]
    public async Task Users_are_found_by_name_address_role_and_state(string filter, int count)
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app, "admin");
        Assert.That((await admin.OpenAsync($"/admin/users?{filter}")).Page.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(count));
        using var api = await app.AsAsync("admin");
        Assert.That((await api.GetAsync($"/api/v1/users?{filter}")).Items, Has.Count.EqualTo(count));
    }

    [Test]
    public async Task An_organisation_is_registered_and_two_who_edit_it_see_both_versions()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app, "admin");
        var form = new FormPost((await admin.OpenAsync("/admin/organisations/new")).Page, "#organisation")
            .With("Input.Name", "National CSIRT of France (test)").With("Input.Kind", "Csirt").With("Input.Country", "FR")
            .With("Input.TimeZone", "Europe/Paris").With("Input.Languages", "fr, en").With("Input.NationalContact", "true");
        var wrong = Browser.Parse((await form.With("Input.TimeZone", "Paris").SendAsync(admin)).Expect(HttpStatusCode.BadRequest));
        Assert.That(wrong.GetElementById("Input_TimeZone-error")!.TextContent, Is.Not.Empty);
        Assert.That(new FormPost(wrong, "#organisation")["Input.Country"], Is.EqualTo("FR"));
        var place = (await form.With("Input.TimeZone", "Europe/Paris").SendAsync(admin)).Expect(HttpStatusCode.Redirect).Location!.OriginalString;
        var one = new FormPost((await admin.OpenAsync(place)).Page, "#organisation");
        var other = new FormPost((await admin.OpenAsync(place)).Page, "#organisation");
        (await one.With("Input.Sector", "Government").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var page = Browser.Parse((await other.With("Input.Sector", "Energy").SendAsync(admin)).Expect(HttpStatusCode.PreconditionFailed));
        var versions = page.QuerySelectorAll(".conflict > div").Select(d => d.TextContent).ToList();
        Assert.That(versions, Has.Count.EqualTo(2));
        Assert.That(versions[0], Does.Contain("Government"));
        Assert.That(versions[1], Does.Contain("Energy"));
        (await new FormPost(page, "#organisation").SendAsync(admin)).Expect(HttpStatusCode.Redirect);
        var row = (await admin.OpenAsync("/admin/organisations?country=FR")).Page.QuerySelector("tbody tr")!.TextContent;
        Assert.That(row, Does.Contain("Energy").And.Contain("France").And.Contain("fr, en"));
        var second = form.With("Input.Name", "Second CSIRT of France (test)").With("OnceKey", "another");
        Assert.That(Browser.Parse(await second.SendAsync(admin)).QuerySelector(".form-errors")!.TextContent, Does.Contain("national contact already"));
    }

    [Test]
    public async Task The_audit_is_checked_when_asked()
    {
        await using var app = new TestApp();
        using var admin = await SignedInAsync(app, "admin");
        var page = (await admin.OpenAsync("/admin/audit")).Page;
        Assert.That(page.QuerySelector("#found-head"), Is.Null);
        var found = Browser.Parse((await new FormPost(page, "#check").SendAsync(admin)).Expect(HttpStatusCode.OK));
        Assert.That(found.QuerySelector("#found-head")!.TextContent, Does.Contain("The history is intact"));
        Assert.That(found.QuerySelectorAll(".found dt"), Has.Length.EqualTo(4));
    }

    private static async Task<string> PlaceOfAsync(Browser admin, string name) =>
        (await admin.OpenAsync($"/admin/users?q={Uri.EscapeDataString(name)}")).Page.QuerySelector("tbody a")!.GetAttribute("href")!;

    private static async Task<Browser> SignedInAsync(TestApp app, string name)
    {
        var browser = new Browser(app);
        (await browser.SignInAsync(name)).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
