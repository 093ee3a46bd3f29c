using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.SignIn;

public sealed class SetUpTests
{
    private const string Chosen = "A good long password";

    [Test]
    public async Task A_first_start_in_production_has_no_account_and_its_link_makes_one_administrator()
    {
        await using var app = new TestApp(environment: "Production");
        using var browser = new Browser(app, "https://localhost");
        (await browser.Client.PostAsync("/api/v1/auth/login", new { email = "admin@demo.test", password = TestApp.Password })).Expect(HttpStatusCode.Unauthorized);
        var link = await SetUpLink.FirstAsync(app);
        var second = await SetUpLink.FirstAsync(app);
        var bad = await browser.SubmitAsync(link, ("Email", "root@example.org"), ("Name", "Root"), ("Password", "short"), ("PasswordAgain", "other"));
        bad.Expect(HttpStatusCode.OK);
        Assert.That(Browser.Parse(bad).GetElementById("Password-error")!.TextContent.Trim(), Is.Not.Empty);
        Assert.That(Browser.Parse(bad).GetElementById("PasswordAgain-error")!.TextContent.Trim(), Is.Not.Empty);
        (await browser.SubmitAsync(link, ("Email", "Root@Example.org"), ("Name", "Root"), ("Password", Chosen), ("PasswordAgain", Chosen))).Expect(HttpStatusCode.Redirect);
        (await browser.OpenAsync(link)).Answer.Expect(HttpStatusCode.NotFound);
        (await browser.OpenAsync(second)).Answer.Expect(HttpStatusCode.NotFound);
        Assert.That(await app.Services.GetRequiredService<SetUpService>().ForFirstAdministratorAsync(CancellationToken.None), Is.Null);
        (await browser.SignInAsync("root@example.org", Chosen)).Expect(HttpStatusCode.Redirect);
        var me = (await browser.Client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK);
        Assert.That(me.At("roles")!.AsArray().Select(r => r!.ToString()), Is.EqualTo(new[] { "Administrator" }));
        Assert.That(me.Text("organisation.name"), Does.Not.Contain("demo"));
        Assert.That((await browser.Client.GetAsync("/api/v1/users")).Items, Has.Count.EqualTo(1));
        Assert.That((await browser.Client.GetAsync("/api/v1/organisations")).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_new_user_chooses_a_password_by_the_link_and_signs_in()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var browser = new Browser(app);
        var made = (await admin.PostAsync("/api/v1/users", new { email = "new@demo.test", displayName = "Nia New", roles = new[] { "Analyst" } })).Expect(HttpStatusCode.Created);
        var link = made.Text("setUpLink");
        Assert.That((await admin.GetAsync(made.Location!.ToString())).At("setUpLink"), Is.Null, "the link stands in one answer only");
        (await browser.Client.PostAsync("/api/v1/auth/login", new { email = "new@demo.test", password = "" })).Expect(HttpStatusCode.BadRequest);
        Assert.That((await browser.OpenAsync(link)).Answer.Body, Does.Contain("Nia New"));
        (await browser.SubmitAsync(link, ("Password", Chosen), ("PasswordAgain", Chosen))).Expect(HttpStatusCode.Redirect);
        (await browser.OpenAsync(link)).Answer.Expect(HttpStatusCode.NotFound);
        (await browser.SignInAsync("new", Chosen)).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.Client.GetAsync("/api/v1/me")).Text("name"), Is.EqualTo("Nia New"));
        (await browser.Client.GetAsync("/api/v1/incidents")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_newer_link_kills_the_older_one_and_open_sessions()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        var path = $"/api/v1/users/{await analyst.MyIdAsync()}/actions/renew-set-up";
        var older = (await admin.PostAsync(path)).Expect(HttpStatusCode.OK).Text("setUpLink");
        var newer = (await admin.PostAsync(path)).Expect(HttpStatusCode.OK).Text("setUpLink");
        (await browser.OpenAsync(older)).Answer.Expect(HttpStatusCode.NotFound);
        (await browser.OpenAsync(newer)).Answer.Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(11));
        (await analyst.GetAsync("/api/v1/me")).Expect(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task The_link_of_a_shut_account_is_dead()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var browser = new Browser(app);
        var made = (await admin.PostAsync("/api/v1/users", new { email = "new@demo.test", displayName = "New", roles = new[] { "Analyst" } })).Expect(HttpStatusCode.Created);
        (await admin.PatchAsync(made.Location!.ToString(), new { disabled = true }, made.ETag)).Expect(HttpStatusCode.OK);
        (await browser.OpenAsync(made.Text("setUpLink"))).Answer.Expect(HttpStatusCode.NotFound);
    }

    [TestCase("x")]
    [TestCase("administrator")]
    [TestCase("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("%F0%9F%95%B5")]
    [TestCase("a.b.c")]
    public async Task A_link_that_is_none_is_not_found(string token)
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        (await browser.OpenAsync($"/set-up/{token}")).Answer.Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_changed_link_is_not_found()
    {
        await using var app = new TestApp(environment: "Production");
        using var browser = new Browser(app, "https://localhost");
        var link = await SetUpLink.FirstAsync(app);
        (await browser.OpenAsync(link[..^4])).Answer.Expect(HttpStatusCode.NotFound);
        (await browser.OpenAsync(link)).Answer.Expect(HttpStatusCode.OK);
    }

    [Test]
    public void Demo_accounts_never_start_in_production()
    {
        // A host that did not start has cleared up after itself.
        var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Demo:Enabled"] = "true" }, environment: "Production");
        Assert.That(() => app.CreateClient(), Throws.Exception.With.Message.Contains("Demo:Enabled"));
    }
}
