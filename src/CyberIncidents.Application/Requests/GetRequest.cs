using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>Reads a request in full.</summary>
/// <param name="Reference">The request.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetRequestQuery(string Reference) : IQuery<RequestDetail>, IOpensOne<RequestDetail>
{
    OpenedItem? IOpensOne<RequestDetail>.Opened(RequestDetail answer) => new(answer.IncidentId, SubjectType.Request, answer.Id, answer.Tlp);
}

internal sealed class GetRequestHandler(IAppDb db, RequestOffers offers, ClockReading clocks, HomeSettings home, TimeProvider time)
    : IQueryHandler<GetRequestQuery, RequestDetail>
{
    public async Task<RequestDetail> Handle(GetRequestQuery query, CancellationToken cancellationToken)
    {
        var detail = await ReadAsync(query.Reference, cancellationToken) ?? throw new NotFoundException();
        var now = time.GetUtcNow();
        var entries = await db.EntriesAsync(db.RequestEntries.Where(e => e.RequestId == detail.Id), cancellationToken);
        var demanded = await db.DemandedAsync(detail.Situation.Asking, cancellationToken);
        var offer = (await offers.OfAsync([detail.Situation], cancellationToken))[0];
        return detail with
        {
            AtHome = !detail.Situation.Inbound && detail.Country == home.Country,
            Word = detail.Situation.Inbound ? detail.Facts.WordForRequested(now) : detail.Facts.Word(now),
            BasisFields = detail.Situation.IsUnsent ? BasisDemands.Open(demanded, detail.BasisFields) : detail.BasisFields,
            Waiting = detail.Facts.IsWaiting,
            Silent = !detail.Situation.Inbound && detail.Facts.IsSilent(now),
            Overdue = detail.Facts.IsOverdue(now),
            AllowedActions = offer.Allowed,
            BlockedActions = offer.Blocked,
            May = offers.MayOf(detail.Situation),
            Entries = [.. entries.Select(e => e.Entry)],
            Clocks = await clocks.ReadAsync(c => c.RequestId == detail.Id, cancellationToken),
            Chasing = await db.ChasingOfAsync(detail.Id, cancellationToken),
            NextSteps = await db.NextStepsOfAsync(detail.Id, cancellationToken),
        };
    }

    private Task<RequestDetail?> ReadAsync(string reference, CancellationToken cancellationToken) =>
        db.Requests.Where(r => r.Reference == reference)
            .Select(r => new RequestDetail
            {
                Id = r.Id,
                IncidentId = r.IncidentId,
                Reference = r.Reference,
                IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
                ParticipationId = r.ParticipationId,
                Direction = r.Direction,
                Requester = db.Organisations.Where(o => o.Id == r.RequesterOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                Requested = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                OurReference = r.OurReference,
                OurUrgency = r.OurUrgency,
                WishedAt = r.WishedAt,
                TriagedAt = r.TriagedAt,
                TriagedBy = db.People.Where(p => p.Id == r.TriagedById).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                Country = db.Organisations.Where(o => o.Id == (r.Direction == RequestDirection.Inbound ? r.RequesterOrganisationId : r.RequestedOrganisationId)).Select(o => o.Country).FirstOrDefault(),
                TimeZone = db.Organisations.Where(o => o.Id == (r.Direction == RequestDirection.Inbound ? r.RequesterOrganisationId : r.RequestedOrganisationId)).Select(o => o.TimeZone).First(),
                Kind = r.Kind,
                NeedsApproval = r.NeedsApproval,
                LegalBasis = r.LegalBasis,
                BasisFields = BasisFieldDetail.Of(r.BasisFields),
                Subject = r.Subject,
                Body = r.Body,
                Urgency = r.Urgency,
                Tlp = r.Tlp,
                Handling = HandlingValue.Of(r.Handling),
                State = r.State,
                TheirReference = r.TheirReference,
                Originator = db.People.Where(p => p.Id == r.OriginatorId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                Owner = db.People.Where(p => p.Id == r.OwnerId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                Liaison = db.People.Where(p => p.Id == r.LiaisonId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                CreatedAt = r.CreatedAt,
                DueAt = r.DueAt,
                SentAt = r.SentAt,
                DeliveredAt = r.DeliveredAt,
                SeenAt = r.SeenAt,
                FirstActAt = r.FirstActAt,
                SilentFrom = r.SilentFrom,
                AnsweredAt = r.AnsweredAt,
                Outcome = r.Outcome,
                DeclineGround = r.DeclineGround,
                DeadlineRule = r.DeadlineRule,
                PreservedUntil = r.PreservedUntil,
                DisposedAt = r.DisposedAt,
                Serves = db.Requests.Where(o => o.Id == r.AnswersRequestId).Select(o => o.Reference).FirstOrDefault(),
                Renews = db.Requests.Where(o => o.Id == r.RenewsId).Select(o => o.Reference).FirstOrDefault(),
                Version = r.Version,
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
            })
            .SingleOrDefaultAsync(cancellationToken);
}

/// <summary>Reading the moves of requests in one way.</summary>
internal static class RequestEntryReading
{
    /// <summary>The last move of each of some requests that the viewer sees.</summary>
    public static async Task<IReadOnlyDictionary<Guid, RequestEntryDetail>> LastEntriesAsync(
        this IAppDb db, IReadOnlyList<Guid> requestIds, CancellationToken cancellationToken)
    {
        var last = db.RequestEntries.Where(e => requestIds.Contains(e.RequestId)
            && !db.RequestEntries.Any(later => later.RequestId == e.RequestId && later.CreatedAt > e.CreatedAt));
        return (await db.EntriesAsync(last, cancellationToken))
            .GroupBy(e => e.RequestId).ToDictionary(g => g.Key, g => g.Last().Entry);
    }

    /// <summary>Moves in order, with who made them.</summary>
    public static async Task<IReadOnlyList<(Guid RequestId, RequestEntryDetail Entry)>> EntriesAsync(
        this IAppDb db, IQueryable<RequestEntry> entries, CancellationToken cancellationToken)
    {
        var rows = await entries.OrderBy(e => e.CreatedAt).ThenBy(e => e.Id)
            .Select(e => new
            {
                e.RequestId,
                e.CreatedAt,
                e.Move,
                e.Side,
                By = db.People.Where(p => p.Id == e.ActorId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                e.Note,
                e.Outcome,
                e.Ground,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(e => (
            e.RequestId, new RequestEntryDetail(e.CreatedAt, MoveName.Of(e.Move), e.Side, e.By, e.Note, e.Outcome, e.Ground)))];
    }
}
