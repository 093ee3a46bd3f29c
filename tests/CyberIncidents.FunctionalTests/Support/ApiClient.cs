using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace CyberIncidents.FunctionalTests.Support;

/// <summary>A caller of the API; answers come as they are, so that a test reads what a client would.</summary>
internal sealed class ApiClient(HttpClient http) : IDisposable
{
    public HttpClient Http { get; } = http;

    public void Dispose() => Http.Dispose();

    public async Task SignInAsync(string email, string password)
    {
        var answer = await PostAsync("/api/v1/auth/login", new { email, password });
        answer.Expect(HttpStatusCode.OK);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.Text("accessToken"));
    }

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(With(new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) }, headers));

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch, params (string Name, string Value)[] headers) =>
        SendAsync(With(
            new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(body) },
            ifMatch is null ? headers : [.. headers, ("If-Match", ifMatch)]));

    public Task<Answer> PostRawAsync(string path, string body, string mediaType = "application/json", params (string Name, string Value)[] headers) =>
        SendAsync(With(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, mediaType) }, headers));

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request);
            return await Answer.ReadAsync(response);
        }
    }

    private static HttpRequestMessage With(HttpRequestMessage request, IEnumerable<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, string? ETag, Uri? Location, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body) ?? throw new InvalidOperationException("No body.");

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(
            response.StatusCode, await response.Content.ReadAsStringAsync(), headers.GetValueOrDefault("ETag"), response.Headers.Location, headers);
    }

    /// <summary>Fails the test, with the body, when the status is another.</summary>
    public Answer Expect(HttpStatusCode status)
    {
        Assert.That(Status, Is.EqualTo(status), Body);
        return this;
    }

    /// <summary>Expects a problem of a code, and gives the answer back.</summary>
    public Answer ExpectProblem(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.That(Headers["Content-Type"], Does.StartWith("application/problem+json"));
        Assert.That(Text("code"), Is.EqualTo(code), Body);
        return this;
    }

    /// <summary>Expects a 400 that names a field.</summary>
    public Answer ExpectInvalid(string field)
    {
        ExpectProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.That(Json["errors"]!.AsObject().Select(e => e.Key), Does.Contain(field), Body);
        return this;
    }

    /// <summary>The value at a path such as <c>owner.name</c> or <c>items.0.id</c>.</summary>
    public string Text(string path) => At(path)?.ToString() ?? throw new InvalidOperationException($"No {path} in {Body}");

    public JsonNode? At(string path)
    {
        var node = (JsonNode?)Json;
        foreach (var part in path.Split('.'))
        {
            node = node is JsonArray array ? array[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : node?[part];
        }

        return node;
    }

    public JsonArray Items => Json["items"]!.AsArray();
}
