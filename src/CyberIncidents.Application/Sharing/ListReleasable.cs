using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>To whom an item has gone.</summary>
/// <param name="Organisation">To whom.</param>
/// <param name="Number">With which release.</param>
/// <param name="At">When it left; null while it waits for approval.</param>
public sealed record GoneTo(OrganisationName Organisation, string Number, DateTimeOffset? At);

/// <summary>An item that can be released.</summary>
/// <param name="Type">What kind of item.</param>
/// <param name="Id">Which one.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="Originator">The partner that it came from; null for ours.</param>
/// <param name="GoneTo">To whom it has gone or shall go.</param>
public sealed record ReleasableItem(SubjectType Type, Guid Id, string Name, Tlp Tlp, OrganisationName? Originator, IReadOnlyList<GoneTo> GoneTo);

/// <summary>Lists all of a case that can be released, the kinds one after the other, the oldest first.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListReleasableQuery(string Reference) : IQuery<Page<ReleasableItem>>;

internal sealed class ListReleasableHandler(IAppDb db, ReleaseCheck check) : IQueryHandler<ListReleasableQuery, Page<ReleasableItem>>
{
    public async Task<Page<ReleasableItem>> Handle(ListReleasableQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var items = await check.AllAsync(id, cancellationToken);
        var gone = await GoneAsync(db, id, cancellationToken);
        var originators = items.Where(i => i.OriginatorId is not null).Select(i => i.OriginatorId!.Value).Distinct().ToList();
        var names = originators.Count == 0 ? [] : await db.Organisations.Where(o => originators.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => new OrganisationName(o.Id, o.Name), cancellationToken);
        return new Page<ReleasableItem>(
            [.. items.Select(i => new ReleasableItem(
                i.Type, i.Id, i.Name, i.Tlp, i.OriginatorId is { } from ? names.GetValueOrDefault(from) : null, [.. gone[(i.Type, i.Id)]]))],
            null);
    }

    /// <summary>To whom each item of a case has gone or shall go, as far as the viewer sees the releases.</summary>
    internal static async Task<ILookup<(SubjectType Type, Guid Id), GoneTo>> GoneAsync(IAppDb db, Guid incidentId, CancellationToken cancellationToken)
    {
        var rows = await (
            from item in db.ReleaseItems
            where item.IncidentId == incidentId
            join release in db.Releases on item.ReleaseId equals release.Id
            where release.State != ReleaseState.Rejected
            join organisation in db.Organisations on release.OrganisationId equals organisation.Id
            orderby release.CreatedAt, release.Id
            select new { item.SubjectType, item.SubjectId, organisation.Id, organisation.Name, release.Number, release.DecidedAt })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(r => (r.SubjectType, r.SubjectId), r => new GoneTo(new OrganisationName(r.Id, r.Name), r.Number, r.DecidedAt));
    }
}
