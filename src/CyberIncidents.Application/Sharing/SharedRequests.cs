using System.Linq.Expressions;
using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>A request that the viewer reads for the first time has to be marked as seen by the caller.</summary>
/// <param name="Request">What there is to read.</param>
/// <param name="Seen">Whether it was opened before.</param>
public sealed record OpenedRequest(SharedRequest Request, bool Seen);

/// <summary>Lists the requests to the viewer's organisation, its worklist, and those that it asks itself.</summary>
/// <param name="Filter">Which; by direction, state, kind, case, waiting for it and overdue.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c> or <c>dueAt</c>, those without a due instant last.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedRequestsQuery(RequestFilter Filter, PageRequest Page) : IQuery<Page<SharedRequest>>;

/// <summary>Reads a request to or from the viewer's organisation.</summary>
/// <param name="Reference">The request.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetSharedRequestQuery(string Reference) : IQuery<OpenedRequest>, IOpensOne<OpenedRequest>
{
    OpenedItem? IOpensOne<OpenedRequest>.Opened(OpenedRequest answer) => new(answer.Request.IncidentId, SubjectType.Request, answer.Request.Id, answer.Request.Tlp);
}

internal sealed class ListSharedRequestsHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<ListSharedRequestsQuery, Page<SharedRequest>>
{
    public async Task<Page<SharedRequest>> Handle(ListSharedRequestsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var organisation = viewer.Required.OrganisationId;
        var filter = new RequestFilter
        {
            State = query.Filter.State, Kind = query.Filter.Kind, Overdue = query.Filter.Overdue, Waiting = query.Filter.Waiting,
            Direction = query.Filter.Direction,
        };
        var source = db.Requests.Where(SharedRequests.Of(organisation, filter.Direction)).Where(filter, db, now);
        if (query.Filter.Incident is { } reference)
        {
            var id = await db.CaseIdAsync(reference, cancellationToken);
            source = source.Where(r => r.IncidentId == id);
        }

        if (query.Filter.Waiting)
        {
            source = source.Where(r => r.Direction == RequestDirection.Inbound || r.IncidentId == null || db.Incidents.Any(i => i.Id == r.IncidentId));
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, ListRequestsHandler.Sorts, "-createdAt", SharedRequests.Project(db),
            (row, sort) => (sort == "createdAt" ? row.CreatedAt : row.DueAt ?? Keyset.Never, row.Id), cancellationToken);
        var ids = rows.Select(r => r.Id).ToList();
        var last = (await SharedRequests.EntriesAsync(
                db, organisation, db.RequestEntries.Where(e => ids.Contains(e.RequestId)
                    && !db.RequestEntries.Any(later => later.RequestId == e.RequestId && later.CreatedAt > e.CreatedAt)),
                cancellationToken))
            .GroupBy(e => e.RequestId).ToDictionary(g => g.Key, g => g.Last().Entry);
        return new Page<SharedRequest>(
            [.. rows.Select(r => SharedRequests.Finish(r, now, last.GetValueOrDefault(r.Id), viewer.Required))], next, count);
    }
}

internal sealed class GetSharedRequestHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<GetSharedRequestQuery, OpenedRequest>
{
    public async Task<OpenedRequest> Handle(GetSharedRequestQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var organisation = viewer.Required.OrganisationId;
        var row = await db.Requests.Where(SharedRequests.Of(organisation, null)).Where(r => r.Reference == query.Reference)
            .Select(SharedRequests.Project(db)).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        var (shared, taken) = (row.IsOpen, row.TakenBack);
        var entries = (await SharedRequests.EntriesAsync(
                db, organisation, db.RequestEntries.Where(e => e.RequestId == row.Id && (shared || e.Side == RequestSide.Requested || (taken && e.Move == RequestMove.Withdraw))),
                cancellationToken))
            .Select(e => e.Entry).ToList();
        // Whoever reads this has opened it: the first answer is the same as those after, and so is its ETag.
        var opened = row.IsOwn ? row : row with { Seen = true, SeenAt = row.SeenAt ?? now };
        var request = SharedRequests.Finish(opened, now, entries.LastOrDefault(), viewer.Required);
        return new OpenedRequest(request with { Entries = entries }, row.IsOwn || row.Seen);
    }
}

/// <summary>Reading requests for a partner.</summary>
internal static class SharedRequests
{
    /// <summary>Those to an organisation, those that it asks of us, or both.</summary>
    public static Expression<Func<Request, bool>> Of(Guid organisation, RequestDirection? direction) => direction switch
    {
        RequestDirection.Outbound => r => r.RequestedOrganisationId == organisation,
        RequestDirection.Inbound => r => r.RequesterOrganisationId == organisation,
        _ => r => r.RequestedOrganisationId == organisation || r.RequesterOrganisationId == organisation,
    };

    public static Expression<Func<Request, SharedRequest>> Project(IAppDb db) => r => new SharedRequest
    {
        Id = r.Id,
        IncidentId = r.IncidentId,
        CreatedAt = r.CreatedAt,
        OnlyInformed = db.Participations.Any(p => p.Id == r.ParticipationId && p.Roles.Count == 1 && p.Roles.Contains(ParticipationRole.InformedOnly)),
        Seen = r.SeenAt != null,
        SeenAt = r.SeenAt,
        Direction = r.Direction,
        Requested = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        OurReference = r.OurReference,
        WishedAt = r.WishedAt,
        TimeZone = db.Organisations.Where(o => o.Id == (r.Direction == RequestDirection.Inbound ? r.RequesterOrganisationId : r.RequestedOrganisationId))
            .Select(o => o.TimeZone).First(),
        RequestedTimeZone = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => o.TimeZone).First(),
        RequesterTimeZone = db.Organisations.Where(o => o.Id == r.RequesterOrganisationId).Select(o => o.TimeZone).First(),
        Reference = r.Reference,
        IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
        Requester = db.Organisations.Where(o => o.Id == r.RequesterOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        Kind = r.Kind,
        LegalBasis = r.LegalBasis,
        BasisFields = BasisFieldDetail.Of(r.BasisFields),
        Subject = r.Subject,
        Body = r.Body,
        Urgency = r.Urgency,
        Tlp = r.Tlp,
        Handling = HandlingValue.ForPartner(r.Handling),
        State = r.State,
        TheirReference = r.TheirReference,
        DueAt = r.DueAt,
        SentAt = r.SentAt,
        DeliveredAt = r.DeliveredAt,
        AnsweredAt = r.AnsweredAt,
        Outcome = r.Outcome,
        DeclineGround = r.DeclineGround,
        PreservedUntil = r.PreservedUntil,
        DisposedAt = r.DisposedAt,
    };

    /// <summary>
    /// Once the case is not shared any more, only the own answer stays; of a task that was withdrawn, that it was, which is its last move. Who is only informed asks
    /// nothing, and a preview does nothing.
    /// </summary>
    public static SharedRequest Finish(SharedRequest row, DateTimeOffset now, SharedRequestEntry? last, Viewer me)
    {
        var standing = row with { Word = row.IsOwn ? row.Facts.Word(now) : row.Facts.WordForRequested(now), Waiting = row.Facts.IsWaiting, Overdue = row.Facts.IsOverdue(now) };
        return !row.IsOpen
            ? standing with { Subject = null, Body = null, BasisFields = [], LastEntry = last?.Side == RequestSide.Requested || row.TakenBack ? last : null }
            : standing with
            {
                LastEntry = last,
                AllowedActions = me.IsPreview || row.DisposedAt is not null
                    ? []
                    : [.. RequestLifecycle.TableOf(row.Kind, needsApproval: false).Allowed(row.State)
                        .Where(m => RequestLifecycle.SideOf(m) == (row.IsOwn ? RequestSide.Requester : RequestSide.Requested) && !(row.OnlyInformed && m == RequestMove.Ask)).Select(MoveName.Of)],
            };
    }

    /// <summary>Moves in order; of the other side it is not told who made them.</summary>
    public static async Task<IReadOnlyList<(Guid RequestId, SharedRequestEntry Entry)>> EntriesAsync(
        IAppDb db, Guid organisation, IQueryable<RequestEntry> entries, CancellationToken cancellationToken)
    {
        var rows = await entries.OrderBy(e => e.CreatedAt).ThenBy(e => e.Id)
            .Select(e => new
            {
                e.RequestId,
                e.CreatedAt,
                e.Move,
                e.Side,
                By = db.People.Where(p => p.Id == e.ActorId && p.OrganisationId == organisation)
                    .Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                e.Note,
                e.Outcome,
                e.Ground,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(e => (
            e.RequestId, new SharedRequestEntry(e.CreatedAt, MoveName.Of(e.Move), e.Side, e.By, e.Note, e.Outcome, e.Ground)))];
    }
}
