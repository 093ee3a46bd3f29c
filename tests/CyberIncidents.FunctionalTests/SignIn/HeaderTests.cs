using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.SignIn;

public sealed class HeaderTests
{
    [Test]
    public async Task Security_headers_stand_on_every_kind_of_answer()
    {
        await using var app = new TestApp();
        using var anonymous = app.Anonymous();
        using var analyst = await app.AsAsync("analyst");
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var path in new[] { "/", "/sign-in", "/sign-out", "/set-up/x", "/not-allowed", "/error", "/favicon.svg", "/nothing", "/api/v1/nothing", "/api/v1/incidents", "/health/live", "/health/ready", "/openapi/v1.json", "/docs", "/hangfire" })
        {
            answers[path] = await anonymous.GetAsync(path);
        }

        answers["a list"] = await analyst.GetAsync("/api/v1/incidents");
        answers["a bad body"] = await analyst.PostRawAsync("/api/v1/incidents", "{");
        answers["not found"] = await analyst.GetAsync("/api/v1/incidents/x");
        answers["too large"] = await analyst.PostRawAsync("/api/v1/incidents", new string(' ', 2_000_000));
        answers["method"] = await analyst.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/v1/incidents"));
        answers["form without token"] = await anonymous.PostAsync("/sign-out");
        answers["log-in"] = await anonymous.PostAsync("/api/v1/auth/login", new { email = "nobody@demo.test", password = "x" });
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, answer) in answers)
            {
                Assert.That(answer.Headers.GetValueOrDefault("X-Content-Type-Options"), Is.EqualTo("nosniff"), name);
                Assert.That(answer.Headers.GetValueOrDefault("X-Frame-Options"), Is.EqualTo("DENY"), name);
                Assert.That(answer.Headers.GetValueOrDefault("Referrer-Policy"), Is.AnyOf("no-referrer", "same-origin"), name);
                Assert.That(answer.Headers.GetValueOrDefault("Permissions-Policy"), Is.Not.Null, name);
                var policy = answer.Headers.GetValueOrDefault("Content-Security-Policy", string.Empty);
                Assert.That(policy, Does.Contain("default-src 'self'").And.Contain("frame-ancestors 'none'").And.Contain("object-src 'none'"), name);
                Assert.That(policy, Does.Not.Contain("unsafe-eval").And.Not.Contain("script-src 'unsafe-inline'"), name);
                Assert.That(answer.Headers.ContainsKey("Server"), Is.False, name);
            }
        }

        Assert.That(answers["a list"].Headers["Cache-Control"], Is.EqualTo("no-store"));
        Assert.That(answers["log-in"].Headers["Cache-Control"], Does.Contain("no-store"));
    }
}
