using System.Net;
using System.Text.Json.Nodes;

namespace CyberIncidents.FunctionalTests.Support;

/// <summary>Steps of the story that many tests begin with.</summary>
internal static class Cases
{
    /// <summary>What Art. 29(2) of the Budapest Convention demands of a request for preservation.</summary>
    public static readonly IReadOnlyDictionary<string, string> Article29 = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["authority"] = "National CSIRT, duty desk",
        ["offence"] = "Recruitment for a terrorist group",
        ["data"] = "The logs of the channel",
        ["location"] = "A host in your country",
        ["necessity"] = "They are erased after thirty days",
        ["legal-assistance"] = "A request will follow",
    };

    public static object NewIncident(
        string title = "Recruitment of members through an encrypted chat channel", string tlp = "AMBER", string[]? countries = null, Guid[]? named = null) => new
    {
        title,
        summary = "Moderators of a closed channel look for members and move them to an encrypted chat.",
        classification = new { @class = "abusive-content", type = "harmful-speech" },
        terroristUse = new[] { "recruitment" },
        severity = "High",
        tlp,
        partners = (countries ?? ["NL", "SG", "AU"]).Select(c => new { country = c, roles = new[] { "HostsInfrastructure" } }),
        namedPersons = named ?? [],
    };

    public static async Task<string> LogAsync(this ApiClient client, object? incident = null) =>
        (await client.PostAsync("/api/v1/incidents", incident ?? NewIncident())).Expect(HttpStatusCode.Created).Text("reference");

    public static async Task<Answer> ActAsync(this ApiClient client, string path, string action, object? input = null) =>
        (await client.PostAsync($"/api/v1/{path}/actions/{action}", input)).Expect(HttpStatusCode.OK);

    /// <summary>Logs, triages and activates a case.</summary>
    public static async Task<string> ActiveCaseAsync(this ApiClient client, object? incident = null)
    {
        var reference = await client.LogAsync(incident);
        await client.ActAsync($"incidents/{reference}", "triage");
        await client.ActAsync($"incidents/{reference}", "activate");
        return reference;
    }

    public static async Task<JsonNode> ParticipationAsync(this ApiClient client, string reference, string country) =>
        (await client.GetAsync($"/api/v1/incidents/{reference}/participations")).Expect(HttpStatusCode.OK)
            .Items.Single(p => p!["country"]?.ToString() == country)!;

    public static async Task<string> NotifyAsync(this ApiClient client, string reference, string country, string title = "Shared title")
    {
        var id = (await client.ParticipationAsync(reference, country))["id"]!.ToString();
        await client.ActAsync($"incidents/{reference}/participations/{id}", "notify", new { sharedTitle = title, sharedSummary = "Shared summary" });
        return id;
    }

    public static async Task<string> DraftAsync(
        this ApiClient client, string reference, string participationId, string kind = "Information", string tlp = "AMBER", DateTimeOffset? dueAt = null) =>
        (await client.PostAsync($"/api/v1/incidents/{reference}/requests", new
        {
            participationId,
            kind,
            legalBasis = "voluntary",
            subject = "Who runs the channel",
            body = "Please tell us what you know of the account and its host.",
            urgency = "Normal",
            dueAt,
            tlp,
        })).Expect(HttpStatusCode.Created).Text("reference");

    /// <summary>A case that was notified to a country, with a request sent to it.</summary>
    public static async Task<(string Incident, string Participation, string Request)> SentRequestAsync(
        this ApiClient client, string country = "NL", DateTimeOffset? dueAt = null)
    {
        var incident = await client.ActiveCaseAsync();
        var participation = await client.NotifyAsync(incident, country);
        var request = await client.DraftAsync(incident, participation, dueAt: dueAt);
        await client.ActAsync($"requests/{request}", "send");
        return (incident, participation, request);
    }

    public static async Task<Guid> MyIdAsync(this ApiClient client) =>
        Guid.Parse((await client.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK).Text("id"));
}
