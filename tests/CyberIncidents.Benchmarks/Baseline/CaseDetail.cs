using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.Benchmarks.Baseline;

/// <summary>Reads one case in full by hand-written SQL.</summary>
internal sealed class CaseDetail(TimeProvider time)
{
    private const string HomeZone = "Asia/Jakarta";

    private static readonly string CaseSql =
        $"""
        SELECT i.Id, i.Reference, i.Title, i.Summary, i.ClassCode, i.TypeCode, i.TerroristUse, i.Severity, i.Tlp, i.Pap, i.Status, i.StatusReason,
               i.HoldUntil, i.Outcome, i.ClosingSummary, d.Reference, i.OwnerId, o.DisplayName, i.CreatedById, c.DisplayName, i.OccurredAt,
               i.DetectedAt, i.Source, i.Tags, i.CreatedAt, i.UpdatedAt, i.ResolvedAt, i.ClosedAt, i.Version,
               (SELECT COUNT(*) FROM Requests r WHERE r.IncidentId = i.Id AND {CaseReads.Sees("r", "Request", "r.Id", "r.IncidentId")}),
               (SELECT COUNT(*) FROM FollowUps f WHERE f.IncidentId = i.Id AND {CaseReads.Sees("f", "FollowUp", "f.Id", "f.IncidentId")}),
               (SELECT COUNT(*) FROM Comments m WHERE m.IncidentId = i.Id AND {CaseReads.Sees("m", "Comment", "m.Id", "m.IncidentId")}),
               (SELECT COUNT(*) FROM Observables b WHERE b.IncidentId = i.Id AND b.WithdrawnAt IS NULL AND {CaseReads.Sees("b", "Observable", "b.Id", "b.IncidentId")}),
               (SELECT COUNT(*) FROM EvidenceFiles e WHERE e.IncidentId = i.Id AND e.WithdrawnAt IS NULL AND {CaseReads.Sees("e", "Evidence", "e.Id", "e.IncidentId")}),
               i.Joint, i.JointReason, i.LegalHold, i.DisposedAt
        FROM Incidents i LEFT JOIN People o ON o.Id = i.OwnerId JOIN People c ON c.Id = i.CreatedById
        LEFT JOIN Incidents d ON d.Id = i.DuplicateOfId AND {CaseReads.Sees("d", "Incident", "d.Id", "d.Id")}
        WHERE i.Reference = @1 AND {CaseReads.Sees("i", "Incident", "i.Id", "i.Id")}
        """;

    private static readonly string PartnersSql =
        $"""
        SELECT p.Id, p.Country, p.OrganisationId, o.Name, o.TimeZone, o.Kind, p.Roles, p.State, p.SharedTitle, p.SharedSummary, p.NotifiedAt,
               p.EngagedAt, p.EndedAt, p.EndReason, p.Version
        FROM Participations p LEFT JOIN Organisations o ON o.Id = p.OrganisationId
        WHERE p.IncidentId = @1 AND {CaseReads.Sees("p", "Participation", "p.Id", "p.IncidentId")} ORDER BY p.CreatedAt, p.Id
        """;

    private const string NamedSql =
        """
        SELECT p.Id, p.DisplayName FROM AccessGrants g JOIN People p ON p.Id = g.UserId
        WHERE g.IncidentId = @0 AND g.SubjectType IS NULL AND g.RevokedAt IS NULL AND g.Reason = 'NamedPerson' ORDER BY p.DisplayName
        """;

    private const string RulesSql = "SELECT Kind, Receiving FROM RequestKindRules WHERE RetiredAt IS NULL ORDER BY Kind";

    public IncidentDetail? Read(Session session, Viewer me, string reference)
    {
        IncidentDetail detail;
        (int Requests, int FollowUps, int Comments, int Observables, int Evidence) counts;
        using (var reader = session.Command(CaseSql, me.UserId, reference).ExecuteReader())
        {
            if (!reader.Read())
            {
                return null;
            }

            detail = Row(reader);
            counts = (reader.GetInt32(29), reader.GetInt32(30), reader.GetInt32(31), reader.GetInt32(32), reader.GetInt32(33));
        }

        var requests = CaseReads.Requests(session, me.UserId, [detail.Id]);
        var followUps = CaseReads.FollowUps(session, me.UserId, [detail.Id]);
        var partners = Partners(session, me, detail, requests);
        return detail with
        {
            AllowedActions = [.. IncidentLifecycle.Table.Allowed(detail.Status).Select(MoveName.Of)],
            May = CaseMay.Of(me, detail.Status, detail.Tlp, detail.Joint, new CaseContacts(new HashSet<Guid>()), partners),
            Clocks = [.. CaseClocks.Of(detail.Id, requests, followUps, detail.Status == IncidentStatus.OnHold ? detail.HoldUntil : null, HomeZone).Take(20)],
            Participations = partners,
            NamedPersons = Named(session, detail.Id),
            Counts = new IncidentCounts(
                partners.Count, counts.Requests, counts.FollowUps, counts.Comments,
                requests.Of(detail.Id).Count(r => r.Facts.IsWaiting), followUps[detail.Id].Count(), counts.Observables, counts.Evidence),
        };
    }

    private static IncidentDetail Row(SqliteDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Reference = reader.GetString(1),
        Title = reader.GetString(2),
        Summary = reader.GetString(3),
        Classification = new Classification(reader.GetString(4), reader.Text(5)),
        TerroristUse = reader.Texts(6),
        Severity = reader.Word<Severity>(7),
        Tlp = reader.Word<Tlp>(8),
        Pap = reader.WordOrNull<Pap>(9),
        Status = reader.Word<IncidentStatus>(10),
        StatusReason = reader.Text(11),
        HoldUntil = reader.InstantOrNull(12),
        Outcome = reader.WordOrNull<IncidentOutcome>(13),
        ClosingSummary = reader.Text(14),
        DuplicateOf = reader.Text(15),
        Owner = reader.Key(16) is { } owner ? new PersonName(owner, reader.GetString(17)) : null,
        CreatedBy = new PersonName(reader.GetGuid(18), reader.GetString(19)),
        OccurredAt = reader.InstantOrNull(20),
        DetectedAt = reader.InstantOrNull(21),
        Source = reader.Text(22),
        Tags = reader.Texts(23),
        CreatedAt = reader.Instant(24),
        UpdatedAt = reader.Instant(25),
        ResolvedAt = reader.InstantOrNull(26),
        ClosedAt = reader.InstantOrNull(27),
        Version = reader.GetInt64(28),
        Joint = reader.GetBoolean(34),
        JointReason = reader.Text(35),
        LegalHold = reader.Text(36),
        DisposedAt = reader.InstantOrNull(37),
    };

    private static List<PersonName> Named(Session session, Guid incidentId)
    {
        var found = new List<PersonName>();
        using var reader = session.Command(NamedSql, incidentId).ExecuteReader();
        while (reader.Read())
        {
            found.Add(new PersonName(reader.GetGuid(0), reader.GetString(1)));
        }

        return found;
    }

    private static List<(RequestKind Kind, string Receiving)> Rules(Session session)
    {
        var found = new List<(RequestKind Kind, string Receiving)>();
        using var reader = session.Command(RulesSql).ExecuteReader();
        while (reader.Read())
        {
            found.Add((reader.Word<RequestKind>(0), reader.GetString(1)));
        }

        return found;
    }

    private List<ParticipationDetail> Partners(Session session, Viewer me, IncidentDetail detail, CaseRequests requests)
    {
        var now = time.GetUtcNow();
        var rules = Rules(session);
        var drafts = IncidentLifecycle.BlocksMore(detail.Status) is null;
        var found = new List<ParticipationDetail>();
        using var reader = session.Command(PartnersSql, me.UserId, detail.Id).ExecuteReader();
        while (reader.Read())
        {
            found.Add(Partner(reader, me, detail, requests, rules, drafts, now));
        }

        return found;
    }

    private static ParticipationDetail Partner(
        SqliteDataReader reader, Viewer me, IncidentDetail detail, CaseRequests requests, List<(RequestKind Kind, string Receiving)> rules, bool drafts,
        DateTimeOffset now)
    {
        var id = reader.GetGuid(0);
        var state = reader.Word<ParticipationState>(7);
        var standing = requests.Standing(id, now);
        var kind = reader.WordOrNull<OrganisationKind>(5);
        var offer = Offer.Of(Participation.MovesOfOurs(state), move => move != ParticipationMove.Notify ? null
            : IncidentLifecycle.BlocksTelling(detail.Status) ?? (me.MayRelease(detail.Tlp) ? null : BlockedAction.NeedsManager));
        return new ParticipationDetail
        {
            Id = id,
            Country = reader.Text(1),
            Organisation = reader.Key(2) is { } organisation ? new OrganisationName(organisation, reader.GetString(3)) : null,
            TimeZone = reader.Text(4),
            Roles = [.. reader.Texts(6).Select(Enum.Parse<ParticipationRole>)],
            State = state,
            SharedTitle = reader.Text(8),
            SharedSummary = reader.Text(9),
            NotifiedAt = reader.InstantOrNull(10),
            EngagedAt = reader.InstantOrNull(11),
            EndedAt = reader.InstantOrNull(12),
            EndReason = reader.Text(13),
            Version = reader.GetInt64(14),
            Word = standing.Word(state),
            Waiting = standing.Waiting,
            Silent = standing.Silent,
            Overdue = standing.Overdue,
            AllowedActions = offer.Allowed,
            BlockedActions = offer.Blocked,
            DraftKinds = drafts && kind is { } asked
                ? [.. rules.Where(r => r.Receiving.Contains($"\"{asked}\"", StringComparison.Ordinal)).Select(r => r.Kind).Order()]
                : [],
        };
    }
}
