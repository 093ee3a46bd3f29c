using System.Net;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Requests;

/// <summary>A partner asks us, and what comes of it.</summary>
internal static class InboundSteps
{
    public static object Ask(
        string kind = "Information", string tlp = "AMBER", string urgency = "Normal", DateTimeOffset? dueAt = null, string? legalBasis = "voluntary", object? basisFields = null) => new
    {
        kind,
        legalBasis,
        subject = "Which addresses the account used",
        body = "An account on your side sent recruits to a channel here. Please tell us from which addresses it was used.",
        urgency,
        tlp,
        dueAt,
        theirReference = "SG-77/2026",
        basisFields,
    };

    public static async Task<string> FileAsync(this ApiClient liaison, object? ask = null) =>
        (await liaison.PostAsync("/api/v1/requests", ask ?? Ask())).Expect(HttpStatusCode.Created).Text("reference");

    public static async Task<Answer> ReadAsync(this ApiClient client, string request) =>
        (await client.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);

    public static object NewCase(string? tlp = null) => new
    {
        classification = new { @class = "abusive-content", type = "harmful-speech" },
        severity = "Medium",
        tlp,
    };

    /// <summary>The notices about a request, oldest first, as <c>RequestReceived manager</c>.</summary>
    public static async Task<List<string>> ToldAsync(this TestApp app, string reference)
    {
        await using var db = app.Database();
        var rows = await (
            from n in db.Set<Notice>()
            join r in db.Set<Request>() on n.SubjectId equals r.Id
            join p in db.Set<Person>() on n.RecipientId equals p.Id
            where r.Reference == reference
            orderby n.CreatedAt, p.Email
            select new { n.Kind, p.Email }).ToListAsync();
        return rows.ConvertAll(n => $"{n.Kind} {n.Email.Split('@')[0]}");
    }
}
