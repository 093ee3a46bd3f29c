using System.Net;
using AngleSharp.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

public sealed class OwnPageTests
{
    [Test]
    public async Task Language_and_zone_hold_at_once_and_go_back_to_the_browser()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var form = await FormAsync(browser);
        (await form.With("Input.Language", "id").With("Input.TimeZone", "Asia/Jayapura").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync("/me", "en")).Page;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo("Preferensi Anda"));
            Assert.That(page.QuerySelector(".flash")!.TextContent, Does.Contain("Tersimpan"));
            Assert.That(page.QuerySelector(".bar-clock")!.TextContent, Does.StartWith("12.0").And.EndWith("WIT"));
        }

        (await new FormPost(page, "#prefer").With("Input.Language", "").With("Input.TimeZone", "").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync("/me", "en")).Page;
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo("Your preferences"));
        Assert.That(page.QuerySelector(".bar-clock")!.TextContent, Does.EndWith("WIB"));
    }

    [Test]
    public async Task A_zone_that_there_is_not_is_told_and_stays_typed()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        var page = Browser.Parse((await (await FormAsync(browser)).With("Input.TimeZone", "Mars/Olympus").SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(page.GetElementById("Input_TimeZone-error")!.TextContent, Does.Contain("IANA"));
        Assert.That(new FormPost(page, "#prefer")["Input.TimeZone"], Is.EqualTo("Mars/Olympus"));
    }

    [Test]
    public async Task The_daily_mail_is_asked_for_and_ended_by_one_of_ours_and_not_offered_to_a_partner()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        (await (await FormAsync(browser)).With("Input.Digest", "true").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync("/me", "en")).Page;
        Assert.That(page.QuerySelector("input[name='Input.Digest']")!.HasAttribute("checked"), Is.True);
        (await new FormPost(page, "#prefer").With("Input.Digest").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync("/me", "id")).Page;
        Assert.That(page.QuerySelector("input[name='Input.Digest']")!.HasAttribute("checked"), Is.False);
        using var liaison = new Browser(app);
        await liaison.SignInAsync("liaison.nl");
        Assert.That((await liaison.OpenAsync("/me")).Page.QuerySelector("input[name='Input.Digest']"), Is.Null);
    }

    [TestCase("analyst")]
    [TestCase("liaison.nl")]
    [TestCase("admin")]
    public async Task A_calendar_gets_an_address_that_is_shown_once_replaced_and_taken_back(string who)
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        await browser.SignInAsync(who);
        var first = await AddressAsync(browser);
        Assert.That(first, Does.StartWith("http://localhost:5080/calendar/"));
        var page = (await browser.OpenAsync("/me")).Page;
        Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain(first).And.Contain("There is an address since"));
        var second = await AddressAsync(browser);
        using var anybody = app.Anonymous();
        (await anybody.GetAsync(new Uri(first).AbsolutePath)).Expect(HttpStatusCode.NotFound);
        (await anybody.GetAsync(new Uri(second).AbsolutePath)).Expect(HttpStatusCode.OK);
        (await new FormPost((await browser.OpenAsync("/me")).Page, "#calendar-revoke").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        (await anybody.GetAsync(new Uri(second).AbsolutePath)).Expect(HttpStatusCode.NotFound);
        Assert.That((await browser.OpenAsync("/me")).Page.GetElementById("calendar-revoke"), Is.Null);
    }

    private static async Task<string> AddressAsync(Browser browser)
    {
        var answer = await new FormPost((await browser.OpenAsync("/me")).Page, "#calendar-make").SendAsync(browser);
        return Browser.Parse(answer.Expect(HttpStatusCode.OK)).GetElementById("calendar-url")!.GetAttribute("value")!;
    }

    private static async Task<FormPost> FormAsync(Browser browser) => new((await browser.OpenAsync("/me")).Page, "#prefer");
}
