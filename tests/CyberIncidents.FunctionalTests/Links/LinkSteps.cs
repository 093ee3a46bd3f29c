using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Links;

/// <summary>Steps of tests on links.</summary>
internal static class LinkSteps
{
    /// <summary>Links two cases and gives the link's id in the first.</summary>
    public static async Task<string> LinkAsync(this ApiClient client, string reference, string other, string kind = "Related") =>
        (await client.PostAsync($"/api/v1/incidents/{reference}/links", new { incident = other, kind })).Expect(HttpStatusCode.Created).Text("id");

    /// <summary>The links of a case as <c>Kind reference</c>.</summary>
    public static async Task<IReadOnlyList<string>> LinksAsync(this ApiClient client, string reference) =>
        [.. (await client.GetAsync($"/api/v1/incidents/{reference}/links")).Expect(HttpStatusCode.OK).Items.Select(l => $"{l!["kind"]} {l["incident"]!["reference"]}")];

    /// <summary>The acts on links that the history of a case tells, with the other case of each.</summary>
    public static async Task<IReadOnlyList<string>> LinkHistoryAsync(this ApiClient client, string reference) =>
        [.. (await client.GetAsync($"/api/v1/incidents/{reference}/audit?limit=200")).Expect(HttpStatusCode.OK).Items
            .Where(l => l!["subjectType"]!.ToString() == "IncidentLink").Select(l => $"{l!["action"]} {l["subject"]}")];
}
