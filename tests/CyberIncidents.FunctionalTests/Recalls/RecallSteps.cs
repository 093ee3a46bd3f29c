using System.Net;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Recalls;

/// <summary>Something that left and is asked back.</summary>
internal static class RecallSteps
{
    public const string Text = "Steinadler, sent by mistake";

    /// <summary>A case told to a country, and a comment that went to it.</summary>
    public static async Task<(string Incident, string Participation, string Comment, string Release)> ReleasedAsync(
        this ApiClient client, string country = "NL")
    {
        var incident = await client.ActiveCaseAsync(Cases.NewIncident());
        var participation = await client.NotifyAsync(incident, country);
        var comment = await client.GiveAsync(incident, country);
        return (incident, participation, comment, await client.ReleaseOfAsync(incident, comment));
    }

    /// <summary>As RED: another manager approves the comment.</summary>
    public static async Task<(string Incident, string Comment, string Release)> ReleasedAsRedAsync(this ApiClient client, ApiClient deputy, ApiClient liaison)
    {
        var incident = await client.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", named: [await deputy.MyIdAsync(), await liaison.MyIdAsync()]));
        await client.NotifyAsync(incident, "NL");
        var comment = await client.TellAsync(deputy, incident, Text, "Participants");
        return (incident, comment, await client.ReleaseOfAsync(incident, comment));
    }

    public static async Task<string> GiveAsync(this ApiClient client, string incident, string country)
    {
        var organisation = (await client.ParticipationAsync(incident, country))["organisation"]!["id"]!.ToString();
        return (await client.CommentAsync(incident, Text, new { organisations = new[] { organisation } })).Expect(HttpStatusCode.Created).Text("id");
    }

    public static async Task<string> RecallAsync(this ApiClient client, string release) =>
        (await client.ActAsync($"releases/{release}", "recall", new { reason = "Wrong receiver" })).Text("id");

    public static async Task<List<Alarm>> AlarmsOfAsync(this TestApp app, string recall)
    {
        await using var db = app.Database();
        var id = Guid.Parse(recall);
        return await db.Set<Alarm>().AsNoTracking().Where(a => a.RecallId == id).OrderBy(a => a.FireAt).ToListAsync();
    }
}
