using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>An item of a release, as its receiver reads it; what it says stands in the list of its kind.</summary>
/// <param name="Type">What kind of item.</param>
/// <param name="Id">Which one.</param>
public sealed record SharedReleaseItem(SubjectType Type, Guid Id);

/// <summary>A release, as its receiver reads it.</summary>
/// <param name="Id">The release.</param>
/// <param name="Number">What people call it.</param>
/// <param name="At">When it left.</param>
/// <param name="Tlp">The marking under which it left, or a stricter one since.</param>
/// <param name="Note">What was said with it.</param>
/// <param name="Items">What left.</param>
public sealed record SharedRelease(Guid Id, string Number, DateTimeOffset At, Tlp Tlp, string? Note, IReadOnlyList<SharedReleaseItem> Items);

/// <summary>Lists the releases of items to the viewer's organisation in a case, the newest first.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedReleasesQuery(string Reference, PageRequest Page) : IQuery<Page<SharedRelease>>;

internal sealed class ListSharedReleasesHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<ListSharedReleasesQuery, Page<SharedRelease>>
{
    private static readonly Dictionary<string, Expression<Func<Release, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        // The cursor holds it, and when we asked for approval is no concern of the receiver.
        ["createdAt"] = r => r.DecidedAt!.Value,
    };

    public async Task<Page<SharedRelease>> Handle(ListSharedReleasesQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var organisation = viewer.Required.OrganisationId;
        var (rows, next, count) = await Keyset.ReadAsync(
            db.Releases.Where(r => r.IncidentId == id && r.OrganisationId == organisation && r.State == ReleaseState.Released && r.DecidedAt != null),
            query.Page, Sorts, "-createdAt",
            r => new SharedRelease(r.Id, r.Number, r.DecidedAt!.Value, r.Tlp, r.Note, Array.Empty<SharedReleaseItem>()),
            (row, _) => (row.At, row.Id), cancellationToken);
        var ids = rows.Select(r => r.Id).ToList();
        var items = (await db.ReleaseItems.Where(i => ids.Contains(i.ReleaseId)).OrderBy(i => i.CreatedAt).ThenBy(i => i.Id)
            .Select(i => new { i.ReleaseId, Item = new SharedReleaseItem(i.SubjectType, i.SubjectId) })
            .ToListAsync(cancellationToken)).ToLookup(i => i.ReleaseId, i => i.Item);
        return new Page<SharedRelease>([.. rows.Select(r => r with { Items = [.. items[r.Id]] })], next, count);
    }
}
