using System.Net;
using AngleSharp.Dom;
using CyberIncidents.FunctionalTests.Clocks;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The jobs page, by HTTP and without script.</summary>
public sealed class JobPageTests
{
    [Test]
    public async Task A_mail_that_was_given_up_is_dismissed_after_a_second_press()
    {
        await using var app = new TestApp();
        using var liaison = await app.AsAsync("liaison.nl");
        await app.DeadMailAsync(await liaison.MyIdAsync());
        using var admin = await SignedInAsync(app);
        var page = (await admin.OpenAsync("/admin/jobs")).Page;
        Assert.That(page.QuerySelector("details.move:not([open]) form[action*='Dismiss'] p")!.TextContent, Does.Contain("leaves this list"));
        var form = new FormPost(page, "form[action*='Dismiss']");
        (await form.SendAsync(admin, "form[action*='Dismiss'] button")).Expect(HttpStatusCode.Redirect);
        var after = (await admin.OpenAsync("/admin/jobs", "id")).Page;
        Assert.That(after.QuerySelector(".flash")!.TextContent, Does.Contain("The mail is dismissed."));
        Assert.That(after.QuerySelector("form[action*='Dismiss']"), Is.Null);
        Assert.That(after.QuerySelectorAll(".figure-bad"), Is.Empty);
        var twice = Browser.Parse((await form.SendAsync(admin, "form[action*='Dismiss'] button")).Expect(HttpStatusCode.Conflict));
        Assert.That(twice.QuerySelector("[role=alert]")!.TextContent, Is.Not.Empty);
    }

    [Test]
    public async Task A_step_says_to_whom_it_turns()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(urgency: "Emergency");
        using var admin = await SignedInAsync(app);
        var rows = await RowsAsync(admin, "en");
        Assert.That(rows, Does.Contain($"{request}: chasing step at 50 %, to liaison officer"));
        Assert.That(rows, Has.Some.EndsWith(", to our owner"));
        Assert.That(await RowsAsync(admin, "id"), Has.Some.EndsWith(", kepada penanggung jawab kita"));
    }

    private static async Task<List<string>> RowsAsync(Browser admin, string language) =>
        [.. (await admin.OpenAsync("/admin/jobs", language)).Page.QuerySelectorAll(".job-row .job-name").Select(n => n.TextContent.Trim())];

    private static async Task<Browser> SignedInAsync(TestApp app)
    {
        var browser = new Browser(app);
        (await browser.SignInAsync("admin")).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
