using System.Globalization;
using System.Text;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.Benchmarks.Baseline;

/// <summary>Lists and reads cases for the national team by hand-written SQL; words and clocks come from the domain's own functions.</summary>
internal sealed class CaseReads(TimeProvider time)
{
    private const string HomeZone = "Asia/Jakarta";
    private const int PageSize = 50;

    private static readonly string Ids = string.Join(", ", Enumerable.Range(1, PageSize).Select(i => string.Create(CultureInfo.InvariantCulture, $"@{i}")));

    private static readonly string ListSql =
        $"""
        SELECT i.Id, i.Reference, i.Title, i.Status, i.Severity, i.Tlp, i.ClassCode, i.TypeCode, i.TerroristUse, i.OwnerId, o.DisplayName,
               i.Tags, i.CreatedAt, i.UpdatedAt, i.ClosedAt, i.HoldUntil
        FROM Incidents i LEFT JOIN People o ON o.Id = i.OwnerId
        WHERE i.Status IN ('Reported', 'Triaged', 'Active', 'OnHold') AND {Sees("i", "Incident", "i.Id", "i.Id")}
        ORDER BY i.CreatedAt DESC, i.Id DESC LIMIT 51
        """;

    private static readonly string PartnersSql =
        $"""
        SELECT p.IncidentId, p.Id, p.Country, p.State, p.OrganisationId, o.Name
        FROM Participations p LEFT JOIN Organisations o ON o.Id = p.OrganisationId
        WHERE p.IncidentId IN ({Ids}) AND {Sees("p", "Participation", "p.Id", "p.IncidentId")} ORDER BY p.CreatedAt, p.Id
        """;

    private static readonly string RequestsSql =
        $"""
        SELECT r.IncidentId, r.ParticipationId, r.Reference, r.Subject, r.Kind, r.State, r.DueAt, r.SeenAt, r.FirstActAt, r.SilentFrom, r.Outcome,
               r.DeclineGround, o.Country, o.TimeZone
        FROM Requests r JOIN Organisations o ON o.Id = r.RequestedOrganisationId
        WHERE r.IncidentId IN ({Ids}) AND r.Direction = 'Outbound' AND {Sees("r", "Request", "r.Id", "r.IncidentId")}
        """;

    private static readonly string FollowUpsSql =
        $"""
        SELECT f.IncidentId, f.Id, f.Title, f.DueAt, f.TimeZone FROM FollowUps f
        WHERE f.IncidentId IN ({Ids}) AND f.State IN ('Scheduled', 'Due') AND {Sees("f", "FollowUp", "f.Id", "f.IncidentId")}
        """;

    /// <summary>Need to know, for one of the national team: <c>@0</c> is the person.</summary>
    public static string Sees(string table, string type, string subject, string incident) =>
        $"""
        ({table}.Tlp <> 'Red' OR EXISTS (SELECT 1 FROM AccessGrants g WHERE g.UserId = @0 AND g.RevokedAt IS NULL
          AND ((g.SubjectType IS NULL AND g.IncidentId = {incident}) OR (g.SubjectType = '{type}' AND g.SubjectId = {subject}))))
        """;

    public Page<IncidentSummary> List(Session session, Guid me)
    {
        var rows = new List<IncidentSummary>(PageSize + 1);
        using (var reader = session.Command(ListSql, me).ExecuteReader())
        {
            while (reader.Read())
            {
                rows.Add(Row(reader));
            }
        }

        string? next = null;
        if (rows.Count > PageSize)
        {
            rows.RemoveAt(PageSize);
            next = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"-createdAt|{rows[^1].CreatedAt.UtcTicks}|{rows[^1].Id:N}"))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        }

        var ids = rows.Select(r => r.Id).ToList();
        var now = time.GetUtcNow();
        var partners = Partners(session, me, ids).ToLookup(p => p.IncidentId);
        var requests = Requests(session, me, ids);
        var followUps = FollowUps(session, me, ids);
        return new Page<IncidentSummary>(
            [.. rows.Select(r => r with
            {
                Partners = [.. partners[r.Id].Select(p => requests.Standing(p.Id, now).Pill(p.Id, p.Country, p.Organisation, p.State)).OrderBy(p => p.Word)],
                NextClock = CaseClocks.Of(r.Id, requests, followUps, r.HoldUntil, HomeZone).FirstOrDefault(),
            })], next);
    }

    public static CaseRequests Requests(Session session, Guid me, IReadOnlyList<Guid> ids)
    {
        var found = new List<CaseRequest>();
        using var reader = session.Command(RequestsSql, Values(me, ids)).ExecuteReader();
        while (reader.Read())
        {
            var facts = new RequestFacts(
                reader.Word<RequestKind>(4), reader.Word<RequestState>(5), reader.InstantOrNull(6), reader.InstantOrNull(7), reader.InstantOrNull(8),
                reader.InstantOrNull(9), reader.WordOrNull<AnswerOutcome>(10), reader.Text(11));
            found.Add(new CaseRequest(
                reader.GetGuid(0), reader.Key(1), reader.GetString(2), reader.GetString(3), facts, reader.Text(12), reader.GetString(13)));
        }

        return new CaseRequests(found);
    }

    public static ILookup<Guid, CaseFollowUp> FollowUps(Session session, Guid me, IReadOnlyList<Guid> ids)
    {
        var found = new List<CaseFollowUp>();
        using var reader = session.Command(FollowUpsSql, Values(me, ids)).ExecuteReader();
        while (reader.Read())
        {
            found.Add(new CaseFollowUp(
                reader.GetGuid(0), reader.GetGuid(1), FollowUpPurpose.Work, reader.GetString(2), null, reader.Instant(3), reader.GetString(4)));
        }

        return found.ToLookup(f => f.IncidentId);
    }

    private static List<(Guid IncidentId, Guid Id, string? Country, ParticipationState State, OrganisationName? Organisation)> Partners(
        Session session, Guid me, IReadOnlyList<Guid> ids)
    {
        var found = new List<(Guid IncidentId, Guid Id, string? Country, ParticipationState State, OrganisationName? Organisation)>();
        using var reader = session.Command(PartnersSql, Values(me, ids)).ExecuteReader();
        while (reader.Read())
        {
            var organisation = reader.Key(4) is { } id ? new OrganisationName(id, reader.GetString(5)) : null;
            found.Add((reader.GetGuid(0), reader.GetGuid(1), reader.Text(2), reader.Word<ParticipationState>(3), organisation));
        }

        return found;
    }

    private static IncidentSummary Row(SqliteDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Reference = reader.GetString(1),
        Title = reader.GetString(2),
        Status = reader.Word<IncidentStatus>(3),
        Severity = reader.Word<Severity>(4),
        Tlp = reader.Word<Tlp>(5),
        Classification = new Classification(reader.GetString(6), reader.Text(7)),
        TerroristUse = reader.Texts(8),
        Owner = reader.Key(9) is { } owner ? new PersonName(owner, reader.GetString(10)) : null,
        Tags = reader.Texts(11),
        CreatedAt = reader.Instant(12),
        UpdatedAt = reader.Instant(13),
        ClosedAt = reader.InstantOrNull(14),
        HoldUntil = reader.GetString(3) == nameof(IncidentStatus.OnHold) ? reader.InstantOrNull(15) : null,
    };

    /// <summary>One statement for any number of cases: the last one is named again until the list is full.</summary>
    private static object?[] Values(Guid me, IReadOnlyList<Guid> ids)
    {
        var values = new object?[PageSize + 1];
        values[0] = me;
        for (var i = 0; i < PageSize; i++)
        {
            values[i + 1] = ids.Count == 0 ? null : ids[Math.Min(i, ids.Count - 1)];
        }

        return values;
    }
}
