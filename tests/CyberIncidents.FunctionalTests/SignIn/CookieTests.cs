using System.Net;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.AspNetCore.Http;

namespace CyberIncidents.FunctionalTests.SignIn;

public sealed class CookieTests
{
    [Test]
    public async Task The_page_signs_in_by_cookie()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var answer = (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        Assert.That(answer.Location!.ToString(), Is.EqualTo("/"));
        Assert.That((await browser.OpenAsync("/desk")).Answer.Body, Does.Contain("Ayu Analyst (demo)"));
        Assert.That((await browser.Client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK).Text("email"), Is.EqualTo("analyst@demo.test"));
    }

    [Test]
    public async Task A_wrong_password_and_an_unknown_user_look_alike_on_the_page()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var wrong = (await browser.SignInAsync("analyst", "wrong")).Expect(HttpStatusCode.OK);
        var unknown = (await browser.SignInAsync("nobody", "wrong")).Expect(HttpStatusCode.OK);
        var said = Browser.Parse(wrong).QuerySelector("[role=alert]")!.TextContent.Trim();
        Assert.That(said, Is.Not.Empty);
        Assert.That(Browser.Parse(unknown).QuerySelector("[role=alert]")!.TextContent.Trim(), Is.EqualTo(said));
        Assert.That(wrong.Body, Does.Not.Contain("value=\"wrong\""), "a password is never given back");
        (await browser.Client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task The_form_without_its_token_is_refused()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Email"] = "analyst@demo.test",
            ["Password"] = TestApp.Password,
        });
        var answer = await browser.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = content });
        answer.Expect(HttpStatusCode.BadRequest);
        Assert.That(answer.Headers.GetValueOrDefault("Set-Cookie", string.Empty), Does.Not.Contain("cyberincidents="));
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example")]
    [TestCase("javascript:alert(1)")]
    [TestCase("http:evil.example")]
    public async Task Signing_in_never_leads_to_another_site(string returnUrl)
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var answer = (await browser.SignInAsync("analyst", path: "/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl))).Expect(HttpStatusCode.Redirect);
        Assert.That(answer.Location!.ToString(), Is.EqualTo("/"));
    }

    [Test]
    public async Task Signing_in_leads_back_to_where_one_was_going()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var asked = await browser.Client.GetAsync("/docs");
        var answer = (await browser.SignInAsync("analyst", path: asked.Location!.PathAndQuery)).Expect(HttpStatusCode.Redirect);
        Assert.That(answer.Location!.ToString(), Does.StartWith("/docs"));
    }

    [Test]
    public async Task A_write_by_cookie_needs_the_antiforgery_token()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        (await browser.Client.PostAsync("/api/v1/incidents", Cases.NewIncident())).ExpectInvalid("requestVerificationToken");
        (await browser.Client.PostAsync("/api/v1/incidents", Cases.NewIncident(), ("RequestVerificationToken", "nonsense"))).ExpectInvalid("requestVerificationToken");
        Assert.That((await browser.Client.GetAsync("/api/v1/incidents")).Items, Is.Empty);
        var token = await browser.TokenAsync();
        var reference = (await browser.Client.PostAsync("/api/v1/incidents", Cases.NewIncident(), ("RequestVerificationToken", token))).Expect(HttpStatusCode.Created).Text("reference");
        (await browser.Client.PatchAsync($"/api/v1/incidents/{reference}", new { title = "x" }, "\"1\"")).ExpectInvalid("requestVerificationToken");
        (await browser.Client.PostAsync($"/api/v1/incidents/{reference}/actions/triage", null, ("RequestVerificationToken", token))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_token_of_another_user_does_not_help()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        using var other = new Browser(app);
        await browser.SignInAsync("analyst");
        await other.SignInAsync("manager");
        (await browser.Client.PostAsync("/api/v1/incidents", Cases.NewIncident(), ("RequestVerificationToken", await other.TokenAsync())))
            .ExpectInvalid("requestVerificationToken");
    }

    [Test]
    public async Task Signing_out_is_done_by_a_form_only()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        (await browser.OpenAsync("/sign-out")).Answer.Expect(HttpStatusCode.OK);
        (await browser.Client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK);
        (await browser.Client.PostAsync("/sign-out")).Expect(HttpStatusCode.BadRequest);
        (await browser.Client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK);
        (await browser.SubmitAsync("/sign-out")).Expect(HttpStatusCode.Redirect);
        (await browser.Client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_shut_account_is_out_at_once()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        using var admin = await app.AsAsync("admin");
        await browser.SignInAsync("analyst");
        var user = (await admin.GetAsync("/api/v1/users")).Items.Single(u => u!["email"]!.ToString() == "analyst@demo.test")!["id"]!.ToString();
        (await admin.PatchAsync($"/api/v1/users/{user}", new { disabled = true }, (await admin.GetAsync($"/api/v1/users/{user}")).ETag)).Expect(HttpStatusCode.OK);
        (await browser.Client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.Unauthorized);
        (await browser.Client.GetAsync("/docs")).Expect(HttpStatusCode.Redirect);
    }

    [TestCase("http://localhost", false)]
    [TestCase("https://localhost", true)]
    public async Task The_cookie_is_secure_exactly_when_the_call_is(string address, bool secure)
    {
        await using var app = new TestApp();
        using var browser = new Browser(app, address);
        var cookie = (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect).Headers["Set-Cookie"].ToLowerInvariant();
        Assert.That(cookie, Does.Contain("cyberincidents=").And.Contains("httponly").And.Contains("samesite=lax"));
        Assert.That(cookie, secure ? Does.Contain("secure") : Does.Not.Contain("secure"));
        (await browser.Client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK);
    }

    [TestCase("127.0.0.1", true)]
    [TestCase("10.1.2.3", true)]
    [TestCase("203.0.113.9", false)]
    public async Task The_scheme_of_a_proxy_is_believed_only_when_the_proxy_is_known(string proxy, bool believed)
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Proxy:Known:0"] = "10.0.0.0/8" });
        var answer = await app.Server.SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(proxy);
            context.Request.Method = "GET";
            context.Request.Scheme = "http";
            context.Request.Host = new HostString("localhost");
            context.Request.Path = "/sign-in";
            context.Request.Headers["X-Forwarded-Proto"] = "https";
        });
        var cookie = answer.Response.Headers.SetCookie.ToString().ToLowerInvariant();
        Assert.That(cookie, Does.Contain("cyberincidents-form"));
        Assert.That(cookie, believed ? Does.Contain("secure") : Does.Not.Contain("secure"));
    }

    [Test]
    public async Task Failures_behind_a_known_proxy_count_for_each_caller_and_made_up_addresses_do_not_help()
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:FailedSignIns"] = "2" });
        async Task<int> FailAsync(string remote, string forwarded) => (await app.Server.SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
            context.Request.Method = "POST";
            context.Request.Path = "/api/v1/auth/login";
            context.Request.ContentType = "application/json";
            context.Request.Headers["X-Forwarded-For"] = forwarded;
            context.Request.Body = new MemoryStream("{\"email\":\"nobody@demo.test\",\"password\":\"x\"}"u8.ToArray());
        })).Response.StatusCode;

        Assert.That(await FailAsync("127.0.0.1", "198.51.100.1"), Is.EqualTo(401));
        Assert.That(await FailAsync("127.0.0.1", "198.51.100.1"), Is.EqualTo(401));
        Assert.That(await FailAsync("127.0.0.1", "198.51.100.1"), Is.EqualTo(429));
        Assert.That(await FailAsync("127.0.0.1", "198.51.100.2"), Is.EqualTo(401));
        Assert.That(await FailAsync("203.0.113.9", "198.51.100.3"), Is.EqualTo(401));
        Assert.That(await FailAsync("203.0.113.9", "198.51.100.4"), Is.EqualTo(401));
        Assert.That(await FailAsync("203.0.113.9", "198.51.100.5"), Is.EqualTo(429), "an unknown caller may not invent its address");
    }

    [Test]
    public async Task Too_many_failures_stop_the_page_too()
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:FailedSignIns"] = "2" });
        using var browser = new Browser(app);
        await browser.SignInAsync("nobody", "wrong");
        await browser.SignInAsync("nobody", "wrong");
        var limited = (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.TooManyRequests);
        Assert.That(limited.Headers, Contains.Key("Retry-After"));
    }

    [Test]
    public async Task Calls_are_limited_where_a_limit_is_set_and_the_answer_says_when_to_come_again()
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:PerMinute"] = "3" });
        using var anonymous = app.Anonymous();
        for (var i = 0; i < 3; i++)
        {
            (await anonymous.GetAsync("/api/v1/me")).Expect(HttpStatusCode.Unauthorized);
        }

        var limited = (await anonymous.GetAsync("/api/v1/me")).Expect(HttpStatusCode.TooManyRequests);
        Assert.That((limited.Text("status"), limited.Headers.ContainsKey("Retry-After")), Is.EqualTo(("429", true)));
    }
}
