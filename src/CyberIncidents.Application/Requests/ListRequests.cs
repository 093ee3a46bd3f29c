using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>Lists the requests that the viewer may see.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c> or <c>dueAt</c>, those without a due instant last.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListRequestsQuery(RequestFilter Filter, PageRequest Page) : IQuery<Page<RequestSummary>>;

internal sealed class ListRequestsHandler(IAppDb db, RequestOffers offers, HomeSettings home, TimeProvider time) : IQueryHandler<ListRequestsQuery, Page<RequestSummary>>
{
    internal static readonly Dictionary<string, Expression<Func<Request, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = r => r.CreatedAt,
        ["dueAt"] = r => r.DueAt ?? Keyset.Never,
    };

    public async Task<Page<RequestSummary>> Handle(ListRequestsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var source = db.Requests.Where(query.Filter, db, now);
        if (query.Filter.Incident is { } reference)
        {
            var id = await db.CaseIdAsync(reference, cancellationToken);
            source = source.Where(r => r.IncidentId == id);
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt", Project(),
            (row, sort) => (sort == "createdAt" ? row.CreatedAt : row.DueAt ?? Keyset.Never, row.Id), cancellationToken);
        return new Page<RequestSummary>(await StandAsync(rows, now, cancellationToken), next, count);
    }

    private Expression<Func<Request, RequestSummary>> Project() => r => new RequestSummary
    {
        Id = r.Id,
        Reference = r.Reference,
        IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
        ParticipationId = r.ParticipationId,
        Direction = r.Direction,
        Kind = r.Kind,
        Subject = r.Subject,
        State = r.State,
        Urgency = r.Urgency,
        Tlp = r.Tlp,
        Handling = HandlingValue.Of(r.Handling),
        Requested = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        Requester = db.Organisations.Where(o => o.Id == r.RequesterOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        OurReference = r.OurReference,
        OurUrgency = r.OurUrgency,
        Country = db.Organisations.Where(o => o.Id == (r.Direction == RequestDirection.Inbound ? r.RequesterOrganisationId : r.RequestedOrganisationId)).Select(o => o.Country).FirstOrDefault(),
        TimeZone = db.Organisations.Where(o => o.Id == (r.Direction == RequestDirection.Inbound ? r.RequesterOrganisationId : r.RequestedOrganisationId)).Select(o => o.TimeZone).First(),
        LegalBasis = r.LegalBasis,
        TheirReference = r.TheirReference,
        Owner = db.People.Where(p => p.Id == r.OwnerId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        Liaison = db.People.Where(p => p.Id == r.LiaisonId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        DueAt = r.DueAt,
        CreatedAt = r.CreatedAt,
        SentAt = r.SentAt,
        DeliveredAt = r.DeliveredAt,
        SeenAt = r.SeenAt,
        FirstActAt = r.FirstActAt,
        SilentFrom = r.SilentFrom,
        AnsweredAt = r.AnsweredAt,
        Outcome = r.Outcome,
        DeclineGround = r.DeclineGround,
        Situation = new RequestSituation(
            r.IncidentId, (r.Direction == RequestDirection.Inbound ? r.RequesterOrganisationId : r.RequestedOrganisationId), r.Kind, r.LegalBasis, r.NeedsApproval, r.State, r.Tlp, r.DueAt, r.OriginatorId,
            db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => (IncidentStatus?)i.Status).FirstOrDefault(),
            db.Participations.Where(p => p.Id == r.ParticipationId).Select(p => (ParticipationState?)p.State).FirstOrDefault(), r.BasisFields)
        {
            Inbound = r.Direction == RequestDirection.Inbound,
            Taken = r.OwnerId != null,
            Id = r.Id,
            Disposed = r.DisposedAt != null,
        },
    };

    private async Task<IReadOnlyList<RequestSummary>> StandAsync(
        IReadOnlyList<RequestSummary> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await db.LastEntriesAsync([.. rows.Select(r => r.Id)], cancellationToken);
        var offered = await offers.OfAsync([.. rows.Select(r => r.Situation)], cancellationToken);
        return [.. rows.Select((r, i) => r with
        {
            AtHome = r.Direction == RequestDirection.Outbound && r.Country == home.Country,
            Word = r.Situation.Inbound ? r.Facts.WordForRequested(now) : r.Facts.Word(now),
            Waiting = r.Facts.IsWaiting,
            Silent = !r.Situation.Inbound && r.Facts.IsSilent(now),
            Overdue = r.Facts.IsOverdue(now),
            LastEntry = last.GetValueOrDefault(r.Id),
            AllowedActions = offered[i].Allowed,
            BlockedActions = offered[i].Blocked,
        })];
    }
}
