using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Links;

/// <summary>
/// Lists what other cases are to a case, those that the viewer sees: merged ones first, then duplicates, then what was linked by hand. All
/// at once: they are few.
/// </summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListLinksQuery(string Reference) : IQuery<Page<LinkDetail>>;

/// <summary>Reads a link; a withdrawn one too.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The link as it stands there.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetLinkQuery(string Reference, Guid Id) : IQuery<LinkDetail>;

internal sealed class ListLinksHandler(IAppDb db, IViewerAccessor viewer, IBrokenGlass glass) : IQueryHandler<ListLinksQuery, Page<LinkDetail>>, IQueryHandler<GetLinkQuery, LinkDetail>
{
    private static readonly LinkKind[] Order =
        [LinkKind.MergedInto, LinkKind.Merged, LinkKind.DuplicateOf, LinkKind.Duplicate, LinkKind.Parent, LinkKind.Child, LinkKind.Related];

    public async Task<Page<LinkDetail>> Handle(ListLinksQuery query, CancellationToken cancellationToken)
    {
        var incident = await CaseAsync(query.Reference, cancellationToken);
        var links = await Project(db.IncidentLinks.Where(l => l.IncidentId == incident.Id && l.WithdrawnAt == null)).ToListAsync(cancellationToken);
        links.AddRange(await DuplicatesAsync(incident, cancellationToken));
        var changes = await MayChangeAsync(incident, cancellationToken);
        return new Page<LinkDetail>(
            [.. links.OrderBy(l => Array.IndexOf(Order, l.Kind)).ThenBy(l => l.At).ThenBy(l => l.Incident.Reference, StringComparer.Ordinal)
                .Select(l => l with { MayWithdraw = changes && IncidentLink.ByHand.Contains(l.Kind) })],
            null);
    }

    public async Task<LinkDetail> Handle(GetLinkQuery query, CancellationToken cancellationToken)
    {
        var incident = await CaseAsync(query.Reference, cancellationToken);
        var link = await Project(db.IncidentLinks.Where(l => l.IncidentId == incident.Id && l.Id == query.Id)).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return link with
        {
            MayWithdraw = link.WithdrawnAt is null && IncidentLink.ByHand.Contains(link.Kind) && await MayChangeAsync(incident, cancellationToken),
        };
    }

    private async Task<Here> CaseAsync(string reference, CancellationToken cancellationToken) =>
        await db.Incidents.Where(i => i.Reference == reference)
            .Select(i => new Here(i.Id, i.Status, i.Tlp, i.StatusBeforeMerge == null ? i.DuplicateOfId : null, i.ClosedAt)).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException();

    private async Task<bool> MayChangeAsync(Here incident, CancellationToken cancellationToken) =>
        viewer.Required.Holds(Permission.WorkCases) && IncidentLifecycle.BlocksMore(incident.Status) is null
        && (await glass.OnlyReadAsync([(incident.Id, incident.Tlp)], cancellationToken)).Count == 0;

    /// <summary>The set of cases passes the filter too.</summary>
    private IQueryable<LinkDetail> Project(IQueryable<IncidentLink> links) =>
        from link in links
        join other in db.Incidents on link.OtherId equals other.Id
        select new LinkDetail
        {
            Id = link.Id,
            Kind = link.Kind,
            Incident = new LinkedCase(other.Reference, other.Title, other.Status, other.Severity, other.Tlp),
            At = link.CreatedAt,
            CreatedBy = db.People.Where(p => p.Id == link.CreatedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
            WithdrawnAt = link.WithdrawnAt,
            Version = link.Version,
        };

    /// <summary>What a duplicate is of stands in the duplicate itself: it needs no second truth.</summary>
    private async Task<IReadOnlyList<LinkDetail>> DuplicatesAsync(Here incident, CancellationToken cancellationToken) =>
        [.. (await db.Incidents.Where(i => i.Id == incident.DuplicateOfId || (i.DuplicateOfId == incident.Id && i.StatusBeforeMerge == null))
            .Select(i => new { i.Id, i.ClosedAt, i.CreatedAt, Case = new LinkedCase(i.Reference, i.Title, i.Status, i.Severity, i.Tlp) }).ToListAsync(cancellationToken))
            .Select(i => new LinkDetail
            {
                Id = null,
                Kind = i.Id == incident.DuplicateOfId ? LinkKind.DuplicateOf : LinkKind.Duplicate,
                Incident = i.Case,
                At = (i.Id == incident.DuplicateOfId ? incident.ClosedAt : i.ClosedAt) ?? i.CreatedAt,
                CreatedBy = null,
                Version = 0,
            })];

    private sealed record Here(Guid Id, IncidentStatus Status, Tlp Tlp, Guid? DuplicateOfId, DateTimeOffset? ClosedAt);
}
