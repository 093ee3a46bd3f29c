using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.SignIn;

public sealed class PageTests
{
    private static readonly string[] Paths = ["/sign-in", "/sign-out", "/set-up/x", "/not-allowed", "/error"];

    [TestCase("id", "id", "Masuk")]
    [TestCase("id-ID,en;q=0.5", "id", "Masuk")]
    [TestCase("en", "en", "Sign in")]
    [TestCase("nl", "en", "Sign in")]
    public async Task Pages_speak_the_language_of_the_browser(string asked, string language, string heading)
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var (answer, page) = await browser.OpenAsync("/sign-in", asked);
        answer.Expect(HttpStatusCode.OK);
        Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo(language));
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo(heading));
    }

    [TestCase(null, "/sign-in")]
    [TestCase("analyst", "/desk")]
    [TestCase("manager", "/dashboard")]
    [TestCase("liaison.nl", "/action")]
    [TestCase("admin", "/admin/users")]
    public async Task Home_is_the_work_of_the_role(string? name, string home)
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        if (name is not null)
        {
            await browser.SignInAsync(name);
        }

        Assert.That((await browser.Client.GetAsync("/")).Expect(HttpStatusCode.Redirect).Location!.ToString(), Is.EqualTo(home));
        Assert.That((await browser.OpenAsync(home)).Answer.Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_language_of_the_sign_in_page_can_be_chosen()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var form = (await browser.OpenAsync("/sign-in", "en")).Page.QuerySelector("form.languages")!;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = form.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value,
            ["language"] = "id",
            ["returnUrl"] = "/sign-in",
        });
        var answer = await browser.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/language") { Content = content });
        Assert.That(answer.Expect(HttpStatusCode.Redirect).Location!.ToString(), Is.EqualTo("/sign-in"));
        Assert.That((await browser.OpenAsync("/sign-in", "en")).Page.DocumentElement.GetAttribute("lang"), Is.EqualTo("id"));
    }

    [Test]
    public async Task A_page_that_there_is_not_is_said_in_words()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var (answer, page) = await browser.OpenAsync("/nothing/here");
        answer.Expect(HttpStatusCode.NotFound);
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo("Not found"));
    }

    [Test]
    public async Task Every_page_has_no_inline_script_or_style_and_one_heading()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        using (Assert.EnterMultipleScope())
        {
            foreach (var path in Paths)
            {
                var (answer, page) = await browser.OpenAsync(path, "id");
                Assert.That(answer.Headers["Content-Type"], Does.StartWith("text/html"), path);
                Assert.That(page.QuerySelectorAll("script:not([src]), style, [style]"), Is.Empty, path);
                Assert.That(page.All.SelectMany(e => e.Attributes).Select(a => a.Name), Has.None.StartsWith("on"), path);
                Assert.That(page.QuerySelectorAll("h1"), Has.Length.EqualTo(1), path);
                Assert.That(page.QuerySelector("title")!.TextContent.Trim(), Is.Not.Empty, path);
                Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo("id"), path);
                Assert.That(page.QuerySelectorAll("img:not([alt])"), Is.Empty, path);
            }
        }
    }

    [Test]
    public async Task Every_field_has_a_label_and_every_description_exists()
    {
        await using var app = new TestApp(environment: "Production");
        using var browser = new Browser(app, "https://localhost");
        using (Assert.EnterMultipleScope())
        {
            foreach (var path in new[] { "/sign-in", await SetUpLink.FirstAsync(app) })
            {
                var page = (await browser.OpenAsync(path)).Page;
                var inputs = page.QuerySelectorAll<IHtmlInputElement>("input:not([type=hidden])").ToList();
                Assert.That(inputs, Is.Not.Empty, path);
                foreach (var input in inputs)
                {
                    Assert.That(page.QuerySelectorAll($"label[for='{input.Id}']"), Has.Length.EqualTo(1), $"{path} {input.Name}");
                    Assert.That(input.GetAttribute("autocomplete"), Is.Not.Null.And.Not.Empty, $"{path} {input.Name}");
                    foreach (var id in (input.GetAttribute("aria-describedby") ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    {
                        Assert.That(page.GetElementById(id), Is.Not.Null, $"{path} {input.Name} {id}");
                    }
                }
            }
        }
    }

    [Test]
    public async Task Missing_fields_are_told_at_the_field()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var page = Browser.Parse(await browser.SubmitAsync("/sign-in"));
        Assert.That(page.GetElementById("Email-error")!.TextContent.Trim(), Is.Not.Empty);
        Assert.That(page.GetElementById("Password-error")!.TextContent.Trim(), Is.Not.Empty);
    }

    [Test]
    public async Task Text_of_the_address_stays_text()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var page = (await browser.OpenAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("\"><script>alert(1)</script>"))).Page;
        Assert.That(page.QuerySelectorAll("script:not([src])"), Is.Empty);
    }

    [Test]
    public async Task The_jobs_are_for_administrators()
    {
        await using var app = new TestApp();
        using var anonymous = new Browser(app);
        var asked = (await anonymous.Client.GetAsync("/hangfire")).Expect(HttpStatusCode.Redirect);
        Assert.That(asked.Location!.AbsolutePath, Is.EqualTo("/sign-in"));
        using var analyst = new Browser(app);
        await analyst.SignInAsync("analyst");
        var refused = (await analyst.Client.GetAsync("/hangfire")).Expect(HttpStatusCode.Redirect);
        Assert.That(refused.Location!.AbsolutePath, Is.EqualTo("/not-allowed"));
        (await analyst.OpenAsync("/not-allowed")).Answer.Expect(HttpStatusCode.Forbidden);
        using var admin = new Browser(app);
        await admin.SignInAsync("admin");
        (await admin.Client.GetAsync("/hangfire")).Expect(HttpStatusCode.OK);
        (await admin.Client.GetAsync("/hangfire/recurring")).Expect(HttpStatusCode.OK);
        Assert.That((await admin.Client.PostAsync("/hangfire/recurring/trigger")).Status, Is.AnyOf(HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), "no antiforgery token");
    }
}
