using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

/// <summary>Bodies that are right, to be made wrong in one place.</summary>
internal static class Sample
{
    public const string Removed = "(removed)";

    public static JsonObject Incident(string tlp = "AMBER") =>
        JsonNode.Parse(JsonSerializer.Serialize(Cases.NewIncident(tlp: tlp, countries: ["NL"]), JsonSerializerOptions.Web))!.AsObject();

    public static JsonObject FollowUp() => new()
    {
        ["title"] = "Call the duty officer",
        ["dueAt"] = TestApp.Start.AddHours(48).ToString("O"),
        ["timeZone"] = "Asia/Jakarta",
        ["reminders"] = new JsonArray("-P1D"),
    };

    public static JsonObject Request(string participationId) => new()
    {
        ["participationId"] = participationId,
        ["kind"] = "Information",
        ["legalBasis"] = "voluntary",
        ["subject"] = "Who runs the channel",
        ["body"] = "Please tell us.",
        ["urgency"] = "Normal",
        ["tlp"] = "AMBER",
    };

    /// <summary>The body with one value set, or removed, at a path such as <c>classification.class</c> or <c>partners.0.country</c>.</summary>
    public static JsonObject With(this JsonObject body, string path, string json)
    {
        var parts = path.Split('.');
        JsonNode node = body;
        foreach (var part in parts[..^1])
        {
            node = node is JsonArray array ? array[Index(part)]! : node[part]!;
        }

        if (node is JsonArray list)
        {
            list[Index(parts[^1])] = JsonNode.Parse(json);
        }
        else if (json == Removed)
        {
            node.AsObject().Remove(parts[^1]);
        }
        else
        {
            node[parts[^1]] = JsonNode.Parse(json);
        }

        return body;
    }

    public static string Long(int length) => $"\"{new string('x', length)}\"";

    public static async Task<int> CountAsync(this ApiClient client, string list) =>
        (int)(await client.GetAsync($"{list}?limit=1&count=true")).Expect(HttpStatusCode.OK).Json["count"]!;

    /// <summary>Sends each body, made wrong at a path, and expects a 400 that names the field; then that nothing was stored.</summary>
    public static async Task EnsureInvalidAsync(
        this ApiClient client, string path, Func<JsonObject> body, string countedList, params (string At, string Json, string Field)[] rows)
    {
        var before = await client.CountAsync(countedList);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (at, json, field) in rows)
            {
                var answer = await client.PostAsync(path, body().With(at, json));
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{at} = {json[..Math.Min(60, json.Length)]}: {answer.Body}");
                Assert.That(answer.Headers["Content-Type"], Does.StartWith("application/problem+json"));
                Assert.That(Fields(answer), Does.Contain(field), $"{at} = {json[..Math.Min(60, json.Length)]}: {answer.Body}");
            }
        }

        Assert.That(await client.CountAsync(countedList), Is.EqualTo(before), "something was stored");
    }

    /// <summary>As <see cref="EnsureInvalidAsync"/>, for a list that comes whole.</summary>
    public static async Task EnsureAllInvalidAsync(
        this ApiClient client, string path, Func<JsonObject> body, params (string At, string Json, string Field)[] rows)
    {
        var before = (await client.GetAsync(path)).Expect(HttpStatusCode.OK).Items.Count;
        using var all = Assert.EnterMultipleScope();
        foreach (var (at, json, field) in rows)
        {
            var answer = await client.PostAsync(path, body().With(at, json));
            Assert.That(Fields(answer), Does.Contain(field), $"{at} = {json[..Math.Min(60, json.Length)]}: {answer.Status} {answer.Body}");
        }

        Assert.That((await client.GetAsync(path)).Items, Has.Count.EqualTo(before), "something was stored");
    }

    public static IReadOnlyList<string> Fields(Answer answer) =>
        answer.Status == HttpStatusCode.BadRequest && answer.Json["errors"] is JsonObject errors ? [.. errors.Select(e => e.Key)] : [];

    public static Task<Answer> PatchRawAsync(this ApiClient client, string path, string body, string? ifMatch, string mediaType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return client.SendAsync(request);
    }

    private static int Index(string part) => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture);
}
