using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Clocks;

/// <summary>Sends requests whose due instant comes from a rule, and reads their clocks.</summary>
internal static class ClockSteps
{
    /// <summary>A case of the Netherlands with a request sent under a basis; without one our own default counts.</summary>
    public static async Task<(string Incident, string Request)> AskAsync(
        this ApiClient analyst, string kind = "Information", string? basis = null, string urgency = "Normal", string country = "NL", string tlp = "AMBER")
    {
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: tlp, countries: [country]));
        var participation = await analyst.NotifyAsync(incident, country);
        return (incident, await analyst.AskAgainAsync(incident, participation, kind, basis, urgency, tlp));
    }

    /// <summary>One more request of the same case.</summary>
    public static async Task<string> AskAgainAsync(
        this ApiClient analyst, string incident, string participationId, string kind, string? basis, string urgency, string tlp = "AMBER")
    {
        var request = (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", new
        {
            participationId,
            kind,
            legalBasis = basis,
            subject = "Who runs the channel",
            body = "Please tell us what you know of the account and its host.",
            urgency,
            tlp,
        })).Expect(HttpStatusCode.Created).Text("reference");
        await analyst.ActAsync($"requests/{request}", "send");
        return request;
    }

    public static async Task<JsonArray> ClocksAsync(this ApiClient client, string incident) =>
        (await client.GetAsync($"/api/v1/incidents/{incident}/clocks")).Expect(HttpStatusCode.OK).Items;

    public static async Task<Request> RequestAsync(this TestApp app, string reference)
    {
        await using var db = app.Database();
        return await db.Set<Request>().AsNoTracking().SingleAsync(r => r.Reference == reference);
    }

    /// <summary>The steps of a request's ladder that stand, as <c>50 Liaison 2026-03-05T09:00Z</c>.</summary>
    public static async Task<List<string>> PlannedAsync(this TestApp app, string reference)
    {
        await using var db = app.Database();
        var rows = await (
            from a in db.Set<Alarm>()
            join r in db.Set<Request>() on a.RequestId equals r.Id
            where r.Reference == reference && a.FiredAt == null && a.CancelledAt == null
            orderby a.FireAt, a.Id
            select new { a.Share, a.Whom, a.FireAt }).ToListAsync();
        return rows.ConvertAll(a => $"{a.Share?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "after"} {a.Whom} {a.FireAt:yyyy-MM-dd'T'HH:mm'Z'}");
    }

    /// <summary>The log of a request's ladder, as <c>50 Liaison InApp Noticed Noor Liaison (demo)</c>.</summary>
    public static async Task<List<string>> ChasedAsync(this TestApp app, string reference)
    {
        await using var db = app.Database();
        var rows = await (
            from e in db.Set<ChasingEntry>()
            join r in db.Set<Request>() on e.RequestId equals r.Id
            where r.Reference == reference
            orderby e.CreatedAt, e.Id
            select new { e.Share, e.Whom, e.Means, e.Outcome, e.Recipient }).ToListAsync();
        return rows.ConvertAll(e =>
            $"{e.Share?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "after"} {e.Whom} {e.Means} {e.Outcome} {e.Recipient}".TrimEnd());
    }

    /// <summary>The notices of chasing about a request, oldest first, as <c>RequestReminder liaison.nl</c>.</summary>
    public static async Task<List<string>> ChasingNoticesAsync(this TestApp app, string reference)
    {
        await using var db = app.Database();
        var rows = await (
            from n in db.Set<Notice>()
            join r in db.Set<Request>() on n.SubjectId equals r.Id
            join p in db.Set<Person>() on n.RecipientId equals p.Id
            where r.Reference == reference && (n.Kind == NoticeKind.RequestReminder || n.Kind == NoticeKind.RequestOverdue)
            orderby n.CreatedAt, p.Email
            select new { n.Kind, p.Email }).ToListAsync();
        return rows.ConvertAll(n => $"{n.Kind} {n.Email.Split('@')[0]}");
    }

    /// <summary>An officer of an organisation, registered at the first call.</summary>
    public static async Task<ApiClient> OfficerAsync(this TestApp app, string name, string organisationId)
    {
        await using (var db = app.Database())
        {
            if (await db.Set<Person>().AnyAsync(p => p.Email == $"{name}@demo.test"))
            {
                return await app.AsAsync(name);
            }
        }

        return await app.HireAsync(name, "LiaisonOfficer", Guid.Parse(organisationId));
    }

    public static DateTimeOffset Utc(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);
}
