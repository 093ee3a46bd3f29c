using System.Linq.Expressions;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>The notice of a recall as its receiver reads it. It says nothing of the case.</summary>
/// <param name="Id">The recall.</param>
/// <param name="ReleaseId">The release; its answer is given to it.</param>
/// <param name="ReleaseNumber">The number of the release.</param>
/// <param name="ReleasedAt">When it left us.</param>
/// <param name="At">When it was recalled.</param>
/// <param name="Tlp">Under which marking it left.</param>
/// <param name="Sha256">The digests of what left, 64 hexadecimal digits each.</param>
/// <param name="DueAt">Until when an answer is asked for.</param>
/// <param name="State">What the own organisation said.</param>
/// <param name="AnsweredAt">When it said so last.</param>
/// <param name="AnsweredBy">Who said so.</param>
/// <param name="Ground">On which ground it is kept, or was.</param>
/// <param name="GroundText">The ground in its own words.</param>
/// <param name="IncidentReference">The case, while it is shared.</param>
public sealed record SharedRecall(
    Guid Id,
    Guid ReleaseId,
    string ReleaseNumber,
    DateTimeOffset ReleasedAt,
    DateTimeOffset At,
    Tlp Tlp,
    IReadOnlyList<string> Sha256,
    DateTimeOffset DueAt,
    RecallState State,
    DateTimeOffset? AnsweredAt,
    PersonName? AnsweredBy,
    KeepGround? Ground,
    string? GroundText,
    string? IncidentReference)
{
    /// <summary>Its date has passed and nobody has answered.</summary>
    public bool Overdue { get; init; }

    /// <summary>What may be answered now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];
}

/// <summary>Lists the notices of recalls to the viewer's organisation, the newest first.</summary>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedRecallsQuery(RecallState? State, PageRequest Page) : IQuery<Page<SharedRecall>>;

/// <summary>Reads the notice of a recall to the viewer's organisation.</summary>
/// <param name="Id">The recall.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetSharedRecallQuery(Guid Id) : IQuery<SharedRecall>;

/// <summary>Reads the notice of the recall of a release.</summary>
/// <param name="ReleaseId">The release.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetRecallOfReleaseQuery(Guid ReleaseId) : IQuery<SharedRecall>;

internal sealed class ListSharedRecallsHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<ListSharedRecallsQuery, Page<SharedRecall>>,
        IQueryHandler<GetSharedRecallQuery, SharedRecall>,
        IQueryHandler<GetRecallOfReleaseQuery, SharedRecall>
{
    /// <summary>Said again beside the filter: from a filter alone no database knows where to begin.</summary>
    private IQueryable<Recall> Own => db.Recalls.Where(r => r.OrganisationId == viewer.Required.OrganisationId);

    public async Task<Page<SharedRecall>> Handle(ListSharedRecallsQuery query, CancellationToken cancellationToken)
    {
        var source = query.State is { } state ? Own.Where(r => r.State == state) : Own;
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, ListCaseRecallsHandler.Sorts, "-createdAt", Project(), (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<SharedRecall>([.. rows.Select(Finish)], next, count);
    }

    public Task<SharedRecall> Handle(GetSharedRecallQuery query, CancellationToken cancellationToken) =>
        ReadAsync(Own.Where(r => r.Id == query.Id), cancellationToken);

    public Task<SharedRecall> Handle(GetRecallOfReleaseQuery query, CancellationToken cancellationToken) =>
        ReadAsync(Own.Where(r => r.ReleaseId == query.ReleaseId), cancellationToken);

    private async Task<SharedRecall> ReadAsync(IQueryable<Recall> one, CancellationToken cancellationToken) =>
        Finish(await one.Select(Project()).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException());

    private SharedRecall Finish(SharedRecall recall) => recall with
    {
        Overdue = recall.State == RecallState.Open && recall.DueAt < time.GetUtcNow(),
        AllowedActions = [.. RecallLifecycle.Table.Allowed(recall.State).Select(MoveName.Of)],
    };

    private Expression<Func<Recall, SharedRecall>> Project()
    {
        var organisation = viewer.Required.OrganisationId;
        return r => new SharedRecall(
            r.Id, r.ReleaseId, r.ReleaseNumber, r.ReleasedAt, r.CreatedAt, r.MarkedAs, r.Digests, r.DueAt, r.State, r.AnsweredAt,
            db.People.Where(p => p.Id == r.AnsweredById && p.OrganisationId == organisation).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
            r.Ground, r.GroundText,
            db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault());
    }
}
