using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.AtHome;

/// <summary>Steps of the story with authorities at home.</summary>
internal static class Circle
{
    /// <summary>An authority at home of the demo, by its kind.</summary>
    public static async Task<Guid> AuthorityAsync(this ApiClient client, string kind) =>
        Guid.Parse((await client.GetAsync($"/api/v1/organisations?atHome=true&kind={kind}")).Expect(HttpStatusCode.OK).Text("items.0.id"));

    /// <summary>Adds an authority at home to a case and tells it.</summary>
    public static async Task<string> ShareAtHomeAsync(
        this ApiClient client, string incident, Guid organisation, string role = "Investigating", string title = "Shared at home")
    {
        var id = (await client.PostAsync($"/api/v1/incidents/{incident}/participations", new { organisationId = organisation, roles = new[] { role } }))
            .Expect(HttpStatusCode.Created).Text("id");
        await client.ActAsync($"incidents/{incident}/participations/{id}", "notify", new { sharedTitle = title, sharedSummary = "What you need" });
        return id;
    }

    /// <summary>Gives it a task.</summary>
    public static async Task<string> TaskAsync(
        this ApiClient client, string incident, string participationId, string subject = "Take the report", DateTimeOffset? dueAt = null, string tlp = "AMBER")
    {
        var reference = (await client.PostAsync($"/api/v1/incidents/{incident}/requests", new
        {
            participationId, kind = "Task", subject, body = subject, dueAt, tlp,
        })).Expect(HttpStatusCode.Created).Text("reference");
        await client.ActAsync($"requests/{reference}", "send");
        return reference;
    }
}
