using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>
/// Every address of the API that names something, for whoever may not see it: the answer is that of a number which does not exist, to the
/// last header. The addresses come from the program, so a new one is tried without a word here.
/// </summary>
public sealed partial class EveryAddressTests
{
    private const int AtLeast = 40;

    [TestCase("liaison.jp", "AMBER")]
    [TestCase("liaison.my", "AMBER")]
    [TestCase("stranger", "RED")]
    public async Task Nothing_tells_not_yours_from_not_there(string who, string tlp)
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, tlp);
        var tried = 0;
        using var all = Assert.EnterMultipleScope();
        foreach (var (method, route) in Addresses(app))
        {
            var there = await CallAsync(scene[who], method, await FillAsync(scene, route, real: true));
            var nowhere = await CallAsync(scene[who], method, await FillAsync(scene, route, real: false));
            Assert.That(there.Whole(), Is.EqualTo(nowhere.Whole()), $"{method} {route}");
            Assert.That((int)there.Status, Is.GreaterThanOrEqualTo(400), $"{method} {route}");
            tried++;
        }

        Assert.That(tried, Is.GreaterThanOrEqualTo(AtLeast));
    }

    /// <summary>Those below a case or a request, and those of follow-ups and notices.</summary>
    private static IEnumerable<(HttpMethod Method, string Route)> Addresses(TestApp app) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where route.StartsWith("/api/v1/", StringComparison.Ordinal) && Named().IsMatch(route)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        orderby route, method
        select (new HttpMethod(method), route);

    private static async Task<string> FillAsync(Scene scene, string route, bool real)
    {
        var part = Cooperation().Match(route).Groups["part"].Value;
        var path = part.Length > 0 ? route.Replace("{reference}", (part, real) switch
        {
            ("engagements", true) => scene.Engagement,
            ("engagements", false) => "EN-2030-9999",
            (_, true) => scene.Commitment,
            _ => "CM-2030-9999",
        }, StringComparison.Ordinal).Replace("{incident}", scene.Incident, StringComparison.Ordinal) : route.Replace("{reference}", (route.StartsWith("/api/v1/requests", StringComparison.Ordinal), real) switch
        {
            (true, true) => scene.RequestNl,
            (true, false) => "RQ-2026-NL-9999",
            (false, true) => scene.Incident,
            _ => "CI-2026-999999",
        }, StringComparison.Ordinal);
        var id = Guid.NewGuid().ToString();
        if (real)
        {
            id = Part().Match(route).Groups["part"].Value switch
            {
                "participations" => (await scene["owner"].ParticipationAsync(scene.Incident, "NL"))["id"]!.ToString(),
                "documents" => scene.Document,
                "comments" => scene.SharedComment,
                "observables" => scene.Observable,
                "norms" => scene.CitedNorm,
                "follow-ups" => scene.FollowUp,
                "notifications" => scene.NoticeNl,
                "clocks" => (await scene["owner"].GetAsync($"/api/v1/incidents/{scene.Incident}/clocks")).Text("items.0.id"),
                "releases" => (await scene["owner"].GetAsync($"/api/v1/incidents/{scene.Incident}/releases")).Text("items.0.id"),
                _ => id,
            };
        }

        return Id().Replace(path, id);
    }

    private static Task<Answer> CallAsync(ApiClient client, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        }

        return client.SendAsync(request);
    }

    [GeneratedRegex("^/api/v1/((incidents|requests|engagements|commitments)/\\{reference\\}|(follow-ups|notifications|releases|clocks)/\\{id)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("^/api/v1/(?<part>engagements|commitments)/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cooperation();

    [GeneratedRegex(".*/(?<part>[a-z-]+)/\\{id", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Part();

    [GeneratedRegex("\\{id[^}]*\\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();
}
