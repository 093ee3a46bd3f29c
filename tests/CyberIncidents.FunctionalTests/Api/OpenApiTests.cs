using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class OpenApiTests
{
    [Test]
    public async Task The_file_is_public_json_of_openapi_3_1_with_absolute_paths()
    {
        await using var app = new TestApp();
        var document = await ReadAsync(app);
        Assert.That(document["openapi"]!.ToString(), Does.StartWith("3.1"));
        Assert.That(document["info"]!["title"]!.ToString(), Is.EqualTo("CyberIncidents"));
        Assert.That(document["paths"]!.AsObject().Select(p => p.Key), Has.All.StartsWith("/api/v1/"));
        Assert.That(document["servers"]?.AsArray().Count ?? 0, Is.Zero);
    }

    [Test]
    public async Task Every_operation_has_a_summary_and_an_id_of_its_own()
    {
        await using var app = new TestApp();
        var operations = Operations(await ReadAsync(app)).ToList();
        Assert.That(operations, Has.Count.GreaterThan(60));
        Assert.That(operations.Select(o => o.Operation["summary"]?.ToString()), Has.None.Null.And.None.Empty);
        Assert.That(operations.Select(o => o.Operation["operationId"]?.ToString()), Has.None.Null.And.Unique);
        Assert.That(operations.Where(o => o.Operation["responses"]!.AsObject().All(r => r.Key[0] != '2')).Select(o => $"{o.Method} {o.Path}"), Is.Empty);
    }

    [Test]
    public async Task Every_endpoint_of_the_api_is_documented()
    {
        await using var app = new TestApp();
        var documented = Operations(await ReadAsync(app)).Select(o => $"{o.Method.ToUpperInvariant()} {o.Path}").ToHashSet(StringComparer.Ordinal);
        var mapped = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) == true)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} /{e.RoutePattern.RawText!.Trim('/').Replace(":guid", string.Empty, StringComparison.Ordinal)}"))
            .ToList();
        Assert.That(mapped, Has.Count.GreaterThan(60));
        Assert.That(mapped.Except(documented, StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public async Task Enum_words_and_markings_stand_in_the_schemas()
    {
        await using var app = new TestApp();
        var text = (await ReadAsync(app)).ToJsonString();
        foreach (var word in new[]
        {
            "\"Reported\"", "\"OnHold\"", "\"Critical\"", "\"HostsInfrastructure\"", "\"ForInformation\"", "\"LegalAssistanceNotice\"", "\"Emergency\"",
            "\"PendingApproval\"", "\"CLEAR\"", "\"AMBER\\u002BSTRICT\"", "\"Participants\"", "\"FollowUpOverdue\"",
        })
        {
            Assert.That(text, Does.Contain(word));
        }
    }

    [Test]
    public async Task Every_reference_in_the_file_leads_somewhere()
    {
        await using var app = new TestApp();
        var document = await ReadAsync(app);
        foreach (var reference in References(document).Distinct(StringComparer.Ordinal))
        {
            JsonNode? node = document;
            foreach (var part in reference.Split('/').Skip(1))
            {
                node = (node as JsonObject)?[part];
            }

            Assert.That(node, Is.Not.Null, reference);
        }
    }

    [Test]
    public async Task The_viewer_is_for_people_who_are_signed_in_and_has_a_content_policy_with_nonce()
    {
        await using var app = new TestApp();
        using var browser = new Browser(app);
        var asked = (await browser.Client.GetAsync("/docs")).Expect(HttpStatusCode.Redirect);
        Assert.That(asked.Location!.AbsolutePath, Is.EqualTo("/sign-in"));
        await browser.SignInAsync("analyst");
        var answer = await browser.Client.GetAsync("/docs");
        answer = answer.Status == HttpStatusCode.OK ? answer : await browser.Client.GetAsync(answer.Location!.ToString());
        answer.Expect(HttpStatusCode.OK);
        var policy = answer.Headers["Content-Security-Policy"];
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.That(nonce, Is.Not.Empty);
        var scripts = Browser.Parse(answer).QuerySelectorAll("script");
        Assert.That(scripts, Is.Not.Empty);
        Assert.That(scripts.Select(s => s.GetAttribute("nonce")), Has.All.EqualTo(nonce));
        Assert.That(policy.Split(';').Single(d => d.TrimStart().StartsWith("script-src", StringComparison.Ordinal)), Does.Not.Contain("unsafe"));
        Assert.That((await browser.Client.GetAsync("/docs")).Headers["Content-Security-Policy"], Is.Not.EqualTo(policy), "a nonce is used once");
    }

    private static async Task<JsonObject> ReadAsync(TestApp app)
    {
        using var client = app.Anonymous();
        var answer = (await client.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK);
        Assert.That(answer.Headers["Content-Type"], Does.StartWith("application/json"));
        return answer.Json.AsObject();
    }

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations(JsonObject document) =>
        document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()
            .Where(o => o.Key is "get" or "head" or "post" or "patch" or "put" or "delete").Select(o => (p.Key, o.Key, o.Value!.AsObject())));

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => m is { Key: "$ref", Value: JsonValue value } ? [value.ToString()] : References(m.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
