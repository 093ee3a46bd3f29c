using System.Net;
using System.Text.RegularExpressions;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>A restart signs nobody out; a token of one node is good on another.</summary>
public sealed partial class RestartTests
{
    [Test]
    public async Task A_token_and_a_cookie_from_before_a_kill_still_work()
    {
        using var file = new CaseFile();
        var cookies = new CookieContainer();
        System.Net.Http.Headers.AuthenticationHeaderValue token;
        string form;
        using (var before = await ServerProcess.StartAsync(file))
        {
            using var program = await before.AsAsync("analyst");
            token = program.Http.DefaultRequestHeaders.Authorization!;
            using var browser = before.Anonymous(cookies);
            form = await FormTokenAsync(browser, "/sign-in");
            var answer = await PostFormAsync(browser, "/sign-in", form, ("Email", "manager@demo.test"), ("Password", TestApp.Password));
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Redirect), answer.Body);
            Assert.That((await browser.GetAsync("/api/v1/me")).Text("email"), Is.EqualTo("manager@demo.test"));
            before.Kill();
        }

        using var after = await ServerProcess.StartAsync(file);
        using var same = after.WithToken(token);
        Assert.That((await same.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK).Text("email"), Is.EqualTo("analyst@demo.test"));
        await same.LogAsync();
        using var sameBrowser = after.Anonymous(cookies);
        Assert.That((await sameBrowser.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK).Text("email"), Is.EqualTo("manager@demo.test"));
        using var stranger = after.Anonymous();
        (await stranger.GetAsync("/api/v1/me")).Expect(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_token_of_one_process_is_good_on_another()
    {
        using var file = new CaseFile();
        using var one = await ServerProcess.StartAsync(file);
        using var two = await ServerProcess.StartAsync(file);
        using var here = await one.AsAsync("analyst");
        using var there = two.WithToken(here.Http.DefaultRequestHeaders.Authorization!);
        var reference = await there.LogAsync();
        (await here.GetAsync($"/api/v1/incidents/{reference}")).Expect(HttpStatusCode.OK);
        Assert.That(file.Count("SELECT COUNT(*) FROM DataProtectionKeys"), Is.EqualTo(1));
    }

    [Test]
    public async Task In_production_a_set_up_link_is_printed_once_and_works_once()
    {
        using var file = new CaseFile();
        string link;
        using (var first = await ServerProcess.StartAsync(file, ("ASPNETCORE_ENVIRONMENT", "Production")))
        {
            await Poll.UntilAsync(() => Links(first).Count > 0, "a set-up link was printed", 30);
            link = Links(first).Single();
            Assert.That(first.AllOutput(), Does.Not.Contain(TestApp.Password).And.Not.Contain("demo.test"));
            Assert.That(file.Count("SELECT COUNT(*) FROM People"), Is.Zero);
            using var browser = first.Anonymous(new CookieContainer());
            var form = await FormTokenAsync(browser, link);
            (string, string)[] fields =
                [("Email", "root@example.org"), ("Name", "Root"), ("Password", "A-long-password-1!"), ("PasswordAgain", "A-long-password-1!")];
            Assert.That((await PostFormAsync(browser, link, form, fields)).Status, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That((await browser.GetAsync(link)).Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((await PostFormAsync(browser, link, form, fields)).Status, Is.EqualTo(HttpStatusCode.NotFound));
            using var admin = first.Anonymous();
            await admin.SignInAsync("root@example.org", "A-long-password-1!");
            (await admin.GetAsync("/api/v1/users")).Expect(HttpStatusCode.OK);
            first.Kill();
        }

        using var second = await ServerProcess.StartAsync(file, ("ASPNETCORE_ENVIRONMENT", "Production"));
        using var dead = second.Anonymous();
        Assert.That((await dead.GetAsync(link)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(Links(second), Is.Empty);
        Assert.That(file.Count("SELECT COUNT(*) FROM People"), Is.EqualTo(1));
    }

    private static List<string> Links(ServerProcess server) =>
        [.. server.Output.Select(l => SetUpLink().Match(l)).Where(m => m.Success).Select(m => m.Value)];

    private static async Task<string> FormTokenAsync(ApiClient browser, string page)
    {
        var answer = (await browser.GetAsync(page)).Expect(HttpStatusCode.OK);
        return FormToken().Match(answer.Body).Groups["token"].Value;
    }

    private static Task<Answer> PostFormAsync(ApiClient browser, string page, string form, params (string Name, string Value)[] fields) =>
        browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, page)
        {
            Content = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("__RequestVerificationToken", form)]),
        });

    [GeneratedRegex("/set-up/[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex SetUpLink();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
