using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Evidence;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Engagements;

/// <summary>Noting engagements and commitments: a test names only what matters to it.</summary>
internal static class EngagementSteps
{
    public static Task<Answer> EngageAsync(this ApiClient client, object? more = null) => client.PostAsync("/api/v1/engagements", Merged(
        new
        {
            kind = "BilateralMeeting",
            cooperation = "Operational",
            title = "A meeting",
            place = "The Hague",
            country = "NL",
            from = "2030-04-16",
            to = "2030-04-17",
            timeZone = "Europe/Amsterdam",
            hosts = new[] { new { country = "NL" } },
            tlp = "GREEN",
        },
        more));

    public static Task<Answer> PromiseAsync(this ApiClient client, object? more = null) => client.PostAsync("/api/v1/commitments", Merged(
        new
        {
            owedBy = new { country = "NL" },
            owedTo = new { us = true },
            title = "A contact list",
            dueOn = "2030-06-01",
            tlp = "GREEN",
        },
        more));

    /// <summary>Notes an engagement and gives its reference.</summary>
    public static async Task<string> EngagedAsync(this ApiClient client, object? more = null) => (await client.EngageAsync(more)).Expect(HttpStatusCode.Created).Text("reference");

    /// <summary>Notes a commitment and gives its reference.</summary>
    public static async Task<string> PromisedAsync(this ApiClient client, object? more = null) => (await client.PromiseAsync(more)).Expect(HttpStatusCode.Created).Text("reference");

    /// <summary>Sends a document with its fields before it.</summary>
    public static Task<Answer> BringAsync(this ApiClient client, string reference, byte[] bytes, string name, params (string Name, string Value)[] fields) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/engagements/{reference}/documents") { Content = EvidenceSteps.Form(bytes, name, fields) });

    private static JsonObject Merged(object usual, object? more)
    {
        var body = JsonSerializer.SerializeToNode(usual, JsonSerializerOptions.Web)!.AsObject();
        foreach (var (key, value) in more is null ? [] : JsonSerializer.SerializeToNode(more, JsonSerializerOptions.Web)!.AsObject().ToList())
        {
            body[key] = value?.DeepClone();
        }

        return body;
    }
}
