using System.Net;

namespace CyberIncidents.FunctionalTests.Support;

/// <summary>Finds releases.</summary>
internal static class Releases
{
    /// <summary>The newest release by which an item left.</summary>
    public static async Task<string> ReleaseOfAsync(this ApiClient client, string incident, string item) =>
        (await client.GetAsync($"/api/v1/incidents/{incident}/releases?limit=200")).Expect(HttpStatusCode.OK).Items
            .First(r => r!["items"]!.AsArray().Any(i => i!["subjectId"]!.ToString() == item))!["id"]!.ToString();
}
