using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class HealthTests
{
    [Test]
    public async Task Live_and_ready_answer_anybody()
    {
        await using var app = new TestApp();
        using var anonymous = app.Anonymous();
        (await anonymous.GetAsync("/health/live")).Expect(HttpStatusCode.OK);
        var ready = (await anonymous.GetAsync("/health/ready")).Expect(HttpStatusCode.OK);
        Assert.That(ready.Text("status"), Is.AnyOf("Healthy", "Degraded"));
        Assert.That(ready.Json.AsObject().Select(p => p.Key), Is.EqualTo(new[] { "status", "checks" }));
        Assert.That(ready.Json["checks"]!.AsObject().Select(p => p.Key), Is.EqualTo(new[] { "database", "alarms", "mails", "sweep" }));
        Assert.That(ready.Body, Does.Not.Contain(app.Folder).And.Not.Match("[0-9]"), "no paths and no numbers leave");
    }

    [TestCase("/api/v1/nothing")]
    [TestCase("/api/v2/incidents")]
    [TestCase("/api")]
    public async Task An_unknown_path_of_the_api_is_a_problem_for_anybody(string path)
    {
        await using var app = new TestApp();
        using var anonymous = app.Anonymous();
        using var analyst = await app.AsAsync("analyst");
        (await anonymous.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await analyst.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await analyst.PostAsync(path, new { })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_method_that_a_path_does_not_take_is_a_problem()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        foreach (var (method, path) in new[] { ("PUT", "incidents"), ("DELETE", "incidents/CI-2026-000001"), ("GET", "auth/login"), ("PATCH", "incidents"), ("POST", "dashboard") })
        {
            var answer = (await analyst.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + path)))
                .ExpectProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
            Assert.That(answer.Headers, Contains.Key("Allow"));
        }
    }
}
