using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>A request as the requested side reads it.</summary>
public sealed record SharedRequest
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The case, while it is shared.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>The organisation that asks.</summary>
    public required OrganisationName Requester { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>A code of the legal bases.</summary>
    public required string? LegalBasis { get; init; }

    /// <summary>The subject; null once the case is not shared any more.</summary>
    public required string? Subject { get; init; }

    /// <summary>What it says; null once the case is not shared any more.</summary>
    public required string? Body { get; init; }

    /// <summary>How pressing.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestState State { get; init; }

    /// <summary>The own reference.</summary>
    public required string? TheirReference { get; init; }

    /// <summary>When an answer is due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was answered or declined last.</summary>
    public required DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>How it was answered.</summary>
    public required AnswerOutcome? Outcome { get; init; }

    /// <summary>The ground on which it was declined.</summary>
    public required string? DeclineGround { get; init; }

    /// <summary>Past due.</summary>
    public bool Overdue { get; init; }

    /// <summary>What the requested side may do now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    /// <summary>What was said; null in a list.</summary>
    public IReadOnlyList<SharedRequestEntry>? Entries { get; init; }

    internal Guid Id { get; init; }

    internal DateTimeOffset CreatedAt { get; init; }

    internal bool Seen { get; init; }
}

/// <summary>One move of a request, as the requested side reads it.</summary>
/// <param name="At">When.</param>
/// <param name="Move">Which move.</param>
/// <param name="Side">Which side made it.</param>
/// <param name="By">Who; null for somebody of the other side.</param>
/// <param name="Note">What was said.</param>
/// <param name="Outcome">Of an answer.</param>
/// <param name="Ground">Of a refusal.</param>
public sealed record SharedRequestEntry(
    DateTimeOffset At, string Move, RequestSide Side, PersonName? By, string? Note, AnswerOutcome? Outcome, string? Ground);

/// <summary>A request that the viewer reads for the first time has to be marked as seen by the caller.</summary>
/// <param name="Request">What there is to read.</param>
/// <param name="Seen">Whether it was opened before.</param>
public sealed record OpenedRequest(SharedRequest Request, bool Seen);

/// <summary>Lists the requests to the viewer's organisation: its worklist.</summary>
/// <param name="Filter">Which; by state, kind, case and overdue.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedRequestsQuery(RequestFilter Filter, PageRequest Page) : IQuery<Page<SharedRequest>>;

/// <summary>Reads a request to the viewer's organisation.</summary>
/// <param name="Reference">The request.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetSharedRequestQuery(string Reference) : IQuery<OpenedRequest>;

internal sealed class ListSharedRequestsHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<ListSharedRequestsQuery, Page<SharedRequest>>
{
    public async Task<Page<SharedRequest>> Handle(ListSharedRequestsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var organisation = viewer.Required.OrganisationId;
        var filter = new RequestFilter { State = query.Filter.State, Kind = query.Filter.Kind, Overdue = query.Filter.Overdue };
        var source = db.Requests.Where(r => r.RequestedOrganisationId == organisation).Where(filter, db, now);
        if (query.Filter.Incident is { } reference)
        {
            var id = await db.CaseIdAsync(reference, cancellationToken);
            source = source.Where(r => r.IncidentId == id);
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, ListRequestsHandler.Sorts, "-createdAt", SharedRequests.Project(db),
            (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        var standing = await db.StandingAsync([.. rows.Select(r => r.Id)], now, cancellationToken);
        return new Page<SharedRequest>(
            [.. rows.Select(r => SharedRequests.Finish(r) with { Overdue = standing.Overdue.Contains(r.Id) })], next, count);
    }
}

internal sealed class GetSharedRequestHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<GetSharedRequestQuery, OpenedRequest>
{
    public async Task<OpenedRequest> Handle(GetSharedRequestQuery query, CancellationToken cancellationToken)
    {
        var organisation = viewer.Required.OrganisationId;
        var row = await db.Requests.Where(r => r.RequestedOrganisationId == organisation && r.Reference == query.Reference)
            .Select(SharedRequests.Project(db)).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        var shared = row.IncidentReference is not null;
        var entries = await db.RequestEntries
            .Where(e => e.RequestId == row.Id && (shared || e.Side == RequestSide.Requested)).OrderBy(e => e.CreatedAt).ThenBy(e => e.Id)
            .Select(e => new
            {
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
        var standing = await db.StandingAsync([row.Id], time.GetUtcNow(), cancellationToken);
        var request = SharedRequests.Finish(row) with
        {
            Overdue = standing.Overdue.Count > 0,
            Entries = [.. entries.Select(e =>
                new SharedRequestEntry(e.CreatedAt, MoveName.Of(e.Move), e.Side, e.By, e.Note, e.Outcome, e.Ground))],
        };
        return new OpenedRequest(request, row.Seen);
    }
}

/// <summary>Reading requests for the requested side.</summary>
internal static class SharedRequests
{
    public static Expression<Func<Request, SharedRequest>> Project(IAppDb db) => r => new SharedRequest
    {
        Id = r.Id,
        CreatedAt = r.CreatedAt,
        Seen = r.SeenAt != null,
        Reference = r.Reference,
        IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
        Requester = db.Organisations.Where(o => o.Id == r.RequesterOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        Kind = r.Kind,
        LegalBasis = r.LegalBasis,
        Subject = r.Subject,
        Body = r.Body,
        Urgency = r.Urgency,
        Tlp = r.Tlp,
        State = r.State,
        TheirReference = r.TheirReference,
        DueAt = r.DueAt,
        SentAt = r.SentAt,
        AnsweredAt = r.AnsweredAt,
        Outcome = r.Outcome,
        DeclineGround = r.DeclineGround,
    };

    /// <summary>Once the case is not shared any more, only the own answer stays.</summary>
    public static SharedRequest Finish(SharedRequest row) => row.IncidentReference is null
        ? row with { Subject = null, Body = null }
        : row with
        {
            AllowedActions = [.. RequestLifecycle.TableOf(row.Kind, needsApproval: false).Allowed(row.State)
                .Where(m => RequestLifecycle.SideOf(m) == RequestSide.Requested).Select(MoveName.Of)],
        };
}
