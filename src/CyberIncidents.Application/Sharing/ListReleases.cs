using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>Lists what of a case left the house, what waits for approval and what was rejected, the newest first.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListReleasesQuery(string Reference, PageRequest Page) : IQuery<Page<ReleaseDetail>>;

/// <summary>Lists what left the house with a request and what was said on it, the newest first; also of one that belongs to no case.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListRequestReleasesQuery(string Reference, PageRequest Page) : IQuery<Page<ReleaseDetail>>;

/// <summary>Reads a release.</summary>
/// <param name="Id">The release.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetReleaseQuery(Guid Id) : IQuery<ReleaseDetail>, IOpensOne<ReleaseDetail>
{
    OpenedItem? IOpensOne<ReleaseDetail>.Opened(ReleaseDetail answer) => new(answer.IncidentId, SubjectType.Release, answer.Id, answer.Tlp);
}

internal sealed class ListReleasesHandler(IAppDb db, IViewerAccessor viewer, IBrokenGlass glass)
    : IQueryHandler<ListReleasesQuery, Page<ReleaseDetail>>, IQueryHandler<ListRequestReleasesQuery, Page<ReleaseDetail>>, IQueryHandler<GetReleaseQuery, ReleaseDetail>
{
    private static readonly Dictionary<string, Expression<Func<Release, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = r => r.CreatedAt,
    };

    public async Task<Page<ReleaseDetail>> Handle(ListReleasesQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        return await PageAsync(db.Releases.Where(r => r.IncidentId == id), query.Page, cancellationToken);
    }

    public async Task<Page<ReleaseDetail>> Handle(ListRequestReleasesQuery query, CancellationToken cancellationToken)
    {
        var id = (await db.RequestAsync(query.Reference, cancellationToken)).Id;
        var left = db.ReleaseItems.Where(i => i.SubjectType == SubjectType.Request && i.SubjectId == id).Select(i => i.ReleaseId);
        return await PageAsync(OfSeen(db.Releases.Where(r => left.Contains(r.Id))), query.Page, cancellationToken);
    }

    public async Task<ReleaseDetail> Handle(GetReleaseQuery query, CancellationToken cancellationToken)
    {
        var row = await OfSeen(db.Releases.Where(r => r.Id == query.Id)).Select(Project())
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        return (await FinishAsync([row], cancellationToken))[0];
    }

    /// <summary>Those of cases that the viewer sees, and of none.</summary>
    private IQueryable<Release> OfSeen(IQueryable<Release> releases) =>
        releases.Where(r => r.IncidentId == null || db.Incidents.Any(i => i.Id == r.IncidentId));

    private async Task<Page<ReleaseDetail>> PageAsync(IQueryable<Release> releases, PageRequest page, CancellationToken cancellationToken)
    {
        var (rows, next, count) = await Keyset.ReadAsync(
            releases, page, Sorts, "-createdAt", Project(), (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<ReleaseDetail>(await FinishAsync(rows, cancellationToken), next, count);
    }

    private Expression<Func<Release, ReleaseDetail>> Project() => r => new ReleaseDetail
    {
        Id = r.Id,
        Number = r.Number,
        IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
        State = r.State,
        At = r.CreatedAt,
        DecidedAt = r.DecidedAt,
        Organisation = db.Organisations.Where(o => o.Id == r.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        MarkedAs = r.MarkedAs,
        Handling = HandlingValue.Of(r.Handling),
        Reason = r.Reason,
        ReleasedBy = db.People.Where(p => p.Id == r.ReleasedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        ApprovedBy = db.People.Where(p => p.Id == r.ApprovedById).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        RejectedBy = db.People.Where(p => p.Id == r.RejectedById).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        RejectionReason = r.RejectionReason,
        Note = r.Note,
        RedactionNote = r.RedactionNote,
        Version = r.Version,
        IncidentId = r.IncidentId,
        Tlp = r.Tlp,
    };

    private async Task<IReadOnlyList<ReleaseDetail>> FinishAsync(IReadOnlyList<ReleaseDetail> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var items = (await db.ReleaseItems.Where(i => ids.Contains(i.ReleaseId)).OrderBy(i => i.CreatedAt).ThenBy(i => i.Id)
            .Select(i => new { i.ReleaseId, Item = new ReleasedItem(i.SubjectType, i.SubjectId, i.Content, i.Sha256) })
            .ToListAsync(cancellationToken)).ToLookup(i => i.ReleaseId, i => i.Item);
        var onlyRead = await glass.OnlyReadAsync(rows.Where(r => r.State is ReleaseState.PendingApproval or ReleaseState.Released).Select(r => (r.IncidentId, r.Tlp)), cancellationToken);
        return [.. rows.Select(r =>
        {
            var offer = Offer.Of(ReleaseLifecycle.Table.Allowed(r.State), move => BlockOf(r, move, onlyRead));
            return r with { Items = [.. items[r.Id]], AllowedActions = offer.Allowed, BlockedActions = offer.Blocked };
        })];
    }

    /// <summary>What <see cref="DecideReleaseHandler"/> would refuse before it looks at the items.</summary>
    private string? BlockOf(ReleaseDetail release, ReleaseMove move, IReadOnlySet<Guid> onlyRead)
    {
        var me = viewer.Required;
        return release.Tlp == Tlp.Red && release.IncidentId is { } incident && onlyRead.Contains(incident) ? BlockedAction.Hidden
            : move == ReleaseMove.Recall ? BlockOfRecall(release, me)
            : release.ReleasedBy.Id == me.UserId ? "own-release"
            : me.Holds(Permission.ApproveRequests) && me.MayRelease(release.Tlp) ? null
            : BlockedAction.NeedsManager;
    }

    /// <summary>What <see cref="RecallReleaseHandler"/> would refuse. What left otherwise is taken back otherwise.</summary>
    private static string? BlockOfRecall(ReleaseDetail release, Viewer me) =>
        release.Reason != GrantReason.Release ? BlockedAction.Hidden
        : me.Holds(Permission.ReleaseAboveAmber) || (release.ReleasedBy.Id == me.UserId && me.MayRelease(release.MarkedAs)) ? null
        : BlockedAction.NeedsManager;
}
