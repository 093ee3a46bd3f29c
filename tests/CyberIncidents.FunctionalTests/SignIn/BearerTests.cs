using System.Net;
using System.Net.Http.Headers;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.SignIn;

public sealed class BearerTests
{
    private const string Login = "/api/v1/auth/login";
    private const string Refresh = "/api/v1/auth/refresh";
    private const string Analyst = "analyst@demo.test";

    [Test]
    public async Task Signing_in_gives_a_bearer_token_that_opens_the_api()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        var answer = await LoginAsync(client, Analyst, TestApp.Password);
        answer.Expect(HttpStatusCode.OK);
        Assert.That(answer.Text("tokenType"), Is.EqualTo("Bearer"));
        Assert.That((long)answer.At("expiresIn")!, Is.GreaterThan(0));
        Assert.That(answer.Text("refreshToken"), Is.Not.Empty);
        Assert.That(answer.Headers.ContainsKey("Set-Cookie"), Is.False);
        Bear(client, answer.Text("accessToken"));
        Assert.That((await client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK).Text("email"), Is.EqualTo(Analyst));
        Assert.That((await LoginAsync(app.Anonymous(), "ANALYST@Demo.Test", TestApp.Password)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_wrong_password_and_an_unknown_user_look_alike()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        var wrong = (await LoginAsync(client, Analyst, "wrong")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        var unknown = (await LoginAsync(client, "nobody@demo.test", "wrong")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.That(unknown.Body, Is.EqualTo(wrong.Body));
        Assert.That(unknown.Headers.Keys, Is.EquivalentTo(wrong.Headers.Keys));
    }

    [Test]
    public async Task Five_failures_lock_the_account_for_a_quarter_of_an_hour()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        var wrong = await LoginAsync(client, Analyst, "wrong");
        for (var i = 0; i < 4; i++)
        {
            (await LoginAsync(client, Analyst, "wrong")).Expect(HttpStatusCode.Unauthorized);
        }

        var locked = (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.Unauthorized);
        Assert.That(locked.Body, Is.EqualTo(wrong.Body));
        (await LoginAsync(client, "manager@demo.test", TestApp.Password)).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(14));
        (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.Unauthorized);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_success_forgets_the_failures_before_it()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                (await LoginAsync(client, Analyst, "wrong")).Expect(HttpStatusCode.Unauthorized);
            }

            (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.OK);
        }
    }

    [Test]
    public async Task A_refresh_token_gives_new_tokens_until_the_account_is_shut()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        using var admin = await app.AsAsync("admin");
        var first = (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.OK);
        var second = (await client.PostAsync(Refresh, new { refreshToken = first.Text("refreshToken") })).Expect(HttpStatusCode.OK);
        Bear(client, second.Text("accessToken"));
        (await client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK);
        await ShutAsync(admin, Analyst);
        (await client.GetAsync("/api/v1/me")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await client.PostAsync(Refresh, new { refreshToken = second.Text("refreshToken") })).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Tokens_end_by_the_clock_and_an_access_token_is_no_refresh_token()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        var first = (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.OK);
        Bear(client, first.Text("accessToken"));
        (await client.PostAsync(Refresh, new { refreshToken = first.Text("accessToken") })).Expect(HttpStatusCode.Unauthorized);
        (await client.PostAsync(Refresh, new { refreshToken = "nonsense" })).Expect(HttpStatusCode.Unauthorized);
        app.Clock.Advance(TimeSpan.FromHours(2));
        (await client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.Unauthorized);
        (await client.PostAsync(Refresh, new { refreshToken = first.Text("refreshToken") })).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(15));
        (await client.PostAsync(Refresh, new { refreshToken = first.Text("refreshToken") })).Expect(HttpStatusCode.Unauthorized);
    }

    [TestCase("Bearer nonsense")]
    [TestCase("Bearer ")]
    [TestCase("Basic YTpi")]
    [TestCase("Bearer cik_0000000000000000")]
    public async Task A_token_that_is_none_is_nobody(string authorization)
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        client.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        (await client.GetAsync("/api/v1/me")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Test]
    public async Task Twenty_failures_from_one_address_are_enough_and_successes_do_not_count()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        for (var i = 0; i < 20; i++)
        {
            (await LoginAsync(client, $"nobody{i}@demo.test", "wrong")).Expect(HttpStatusCode.Unauthorized);
            if (i % 5 == 0)
            {
                (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.OK);
            }
        }

        var limited = (await LoginAsync(client, "nobody@demo.test", "wrong")).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.That(int.Parse(limited.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThan(0));
        (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.TooManyRequests);
    }

    [Test]
    public async Task Twenty_five_successes_from_one_address_are_no_attack()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        for (var i = 0; i < 25; i++)
        {
            (await LoginAsync(client, Analyst, TestApp.Password)).Expect(HttpStatusCode.OK);
        }
    }

    [TestCase("{}", "email,password")]
    [TestCase("{\"email\":\"analyst@demo.test\"}", "password")]
    [TestCase("{\"email\":\"\",\"password\":\"x\"}", "email")]
    [TestCase("{\"email\":null,\"password\":\"x\"}", "email")]
    [TestCase("{\"email\":1,\"password\":\"x\"}", "email")]
    [TestCase("{\"email\":\"\\ud800\",\"password\":\"x\"}", "email")]
    [TestCase("{\"email\":\"a@b\",\"password\":\"x\",\"admin\":true}", "admin")]
    [TestCase("{", "body")]
    public async Task Missing_and_wrong_fields_are_named(string body, string fields)
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        var answer = (await client.PostRawAsync(Login, body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.That(answer.Json["errors"]!.AsObject().Select(e => e.Key), Is.EquivalentTo(fields.Split(',')));
    }

    [Test]
    public async Task A_missing_refresh_token_is_named()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        (await client.PostRawAsync(Refresh, "{}")).ExpectInvalid("refreshToken");
    }

    [Test]
    public async Task Registering_oneself_is_impossible()
    {
        await using var app = new TestApp();
        using var client = app.Anonymous();
        foreach (var path in new[] { "/api/v1/auth/register", "/register", "/api/v1/auth/forgotPassword" })
        {
            (await client.PostAsync(path, new { email = "me@demo.test", password = "Cyber-Demo-2026!" })).Expect(HttpStatusCode.NotFound);
        }
    }

    private static Task<Answer> LoginAsync(ApiClient client, string email, string password) => client.PostAsync(Login, new { email, password });

    private static void Bear(ApiClient client, string token) =>
        client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    private static async Task ShutAsync(ApiClient admin, string email)
    {
        var user = (await admin.GetAsync("/api/v1/users")).Items.Single(u => u!["email"]!.ToString() == email)!["id"]!.ToString();
        var etag = (await admin.GetAsync($"/api/v1/users/{user}")).ETag;
        (await admin.PatchAsync($"/api/v1/users/{user}", new { disabled = true }, etag)).Expect(HttpStatusCode.OK);
    }
}
