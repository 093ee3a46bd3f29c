using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>Lists the partners of a case.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListParticipationsQuery(string Reference) : IQuery<Page<ParticipationDetail>>;

internal sealed class ListParticipationsHandler(IAppDb db, ParticipationReading reading) : IQueryHandler<ListParticipationsQuery, Page<ParticipationDetail>>
{
    public async Task<Page<ParticipationDetail>> Handle(ListParticipationsQuery query, CancellationToken cancellationToken)
    {
        var incident = await db.Incidents.Where(i => i.Reference == query.Reference).Select(i => new { i.Id, i.Status, i.Tlp })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        var requests = await db.CaseRequestsAsync([incident.Id], cancellationToken);
        var (partners, _) = await reading.ReadAsync(incident.Id, incident.Status, incident.Tlp, requests, cancellationToken);
        return new Page<ParticipationDetail>(partners, null);
    }
}

/// <summary>The partners of a case with what may be done now, read in one way.</summary>
internal sealed class ParticipationReading(
    IAppDb db, IAccessGrants grants, IBrokenGlass glass, IViewerAccessor viewer, HomeSettings home, TimeProvider time)
{
    private static readonly FixedQuery<Guid, ParticipationDetail> Rows = new((db, incidentId) =>
        from p in db.Participations
        where p.IncidentId == incidentId
        join o in db.Organisations on p.OrganisationId equals (Guid?)o.Id into organisations
        from o in organisations.DefaultIfEmpty()
        orderby p.CreatedAt, p.Id
        select new ParticipationDetail
        {
            Id = p.Id,
            Country = p.Country,
            Organisation = o == null ? null : new OrganisationName(o.Id, o.Name),
            TimeZone = o == null ? null : o.TimeZone,
            OrganisationKind = o == null ? null : o.Kind,
            Roles = p.Roles,
            State = p.State,
            SharedTitle = p.SharedTitle,
            SharedSummary = p.SharedSummary,
            NotifiedAt = p.NotifiedAt,
            EngagedAt = p.EngagedAt,
            EndedAt = p.EndedAt,
            EndReason = p.EndReason,
            Version = p.Version,
        });

    private static readonly FixedQuery<int, KindRule> Rules = new((db, _) => db.RequestKindRules
        .Where(k => k.RetiredAt == null).Select(k => new KindRule(k.Kind, k.Receiving)));

    public async Task<(IReadOnlyList<ParticipationDetail> Partners, CaseContacts Contacts)> ReadAsync(
        Guid incidentId, IncidentStatus status, Tlp tlp, CaseRequests requests, CancellationToken cancellationToken)
    {
        var rows = await WithContactsAsync(await db.Run(Rows, incidentId).ToListAsync(cancellationToken), cancellationToken);
        var contacts = await CaseContacts.ReadAsync(db, grants, incidentId, ReleasePolicy.NeedsNamedPersons(tlp), cancellationToken);
        var rules = await db.Run(Rules, 0).ToListAsync(cancellationToken);
        var onlyReads = (await glass.OnlyReadAsync([(incidentId, tlp)], cancellationToken)).Count > 0;
        var drafts = viewer.Required.Holds(Permission.MakeRequests) && !onlyReads && IncidentLifecycle.BlocksMore(status) is null;
        var now = time.GetUtcNow();
        return ([.. rows.Select(row =>
        {
            var standing = requests.Standing(row.Id, now);
            var atHome = row.Country == home.Country;
            var offer = Offer.Of(Participation.MovesOfOurs(row.State), m => onlyReads ? BlockedAction.Hidden : BlockOf(m, row, rows, status, tlp, contacts));
            return row with
            {
                AtHome = atHome,
                Word = standing.Word(row.State),
                Waiting = standing.Waiting,
                Silent = standing.Silent,
                Overdue = standing.Overdue,
                AllowedActions = offer.Allowed,
                BlockedActions = offer.Blocked,
                DraftKinds = drafts && row.OrganisationKind is { } kind && row.Organisation is not null
                    ? [.. rules.Where(r => r.Receiving.Contains(kind) && (atHome || !RequestLifecycle.OnlyAtHome(r.Kind))).Select(r => r.Kind).Order()]
                    : [],
            };
        })], contacts);
    }

    /// <summary>What <see cref="MoveParticipationHandler"/> would refuse.</summary>
    private string? BlockOf(
        ParticipationMove move, ParticipationDetail row, IReadOnlyList<ParticipationDetail> all, IncidentStatus status, Tlp tlp, CaseContacts contacts)
    {
        var me = viewer.Required;
        if (!me.Holds(Permission.WorkCases))
        {
            return BlockedAction.Hidden;
        }

        if (move != ParticipationMove.Notify)
        {
            return null;
        }

        if (IncidentLifecycle.BlocksTelling(status) is { } code)
        {
            return code;
        }

        var organisation = row.Organisation?.Id ?? row.ContactId;
        return !me.MayRelease(tlp) ? BlockedAction.NeedsManager
            : organisation is null ? "no-contact"
            : row.Organisation is null && all.Any(o => o.Organisation?.Id == organisation) ? "already-participant"
            : contacts.Reaches(organisation.Value, tlp) ? null
            : "no-named-person";
    }

    /// <summary>Where only a country was chosen: its national contact, which notify takes.</summary>
    private async Task<IReadOnlyList<ParticipationDetail>> WithContactsAsync(
        IReadOnlyList<ParticipationDetail> rows, CancellationToken cancellationToken)
    {
        var countries = rows.Where(r => r.Organisation is null && r.Country is not null).Select(r => r.Country!).Distinct().ToList();
        if (countries.Count == 0)
        {
            return rows;
        }

        var contacts = await db.Organisations
            .Where(o => o.Country != null && countries.Contains(o.Country) && o.NationalContact && !o.IsHome)
            .Select(o => new { o.Country, o.Id }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.Organisation is null
            ? r with { ContactId = contacts.Find(c => c.Country == r.Country)?.Id }
            : r)];
    }

    private sealed record KindRule(RequestKind Kind, IReadOnlyList<OrganisationKind> Receiving);
}
