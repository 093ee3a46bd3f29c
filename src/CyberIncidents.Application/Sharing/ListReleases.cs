using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>One thing that left.</summary>
/// <param name="SubjectType">What kind of thing.</param>
/// <param name="SubjectId">Which one.</param>
/// <param name="Content">Exactly what left, as JSON.</param>
public sealed record ReleasedItem(SubjectType SubjectType, Guid SubjectId, string Content);

/// <summary>A release.</summary>
/// <param name="Id">The release.</param>
/// <param name="At">When.</param>
/// <param name="Organisation">To whom.</param>
/// <param name="MarkedAs">Under which marking.</param>
/// <param name="Reason">By which move.</param>
/// <param name="ReleasedBy">Who made that move.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="Items">What left.</param>
/// <param name="Handling">The strictest PAP and the handling codes of what left.</param>
public sealed record ReleaseDetail(
    Guid Id,
    DateTimeOffset At,
    OrganisationName Organisation,
    Tlp MarkedAs,
    GrantReason Reason,
    PersonName ReleasedBy,
    PersonName ApprovedBy,
    IReadOnlyList<ReleasedItem> Items,
    HandlingValue? Handling = null);

/// <summary>Lists what of a case left the house, the newest first.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListReleasesQuery(string Reference, PageRequest Page) : IQuery<Page<ReleaseDetail>>;

internal sealed class ListReleasesHandler(IAppDb db) : IQueryHandler<ListReleasesQuery, Page<ReleaseDetail>>
{
    private static readonly Dictionary<string, Expression<Func<Release, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = r => r.CreatedAt,
    };

    public async Task<Page<ReleaseDetail>> Handle(ListReleasesQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var (rows, next, count) = await Keyset.ReadAsync(
            db.Releases.Where(r => r.IncidentId == id), query.Page, Sorts, "-createdAt",
            r => new ReleaseDetail(
                r.Id, r.CreatedAt,
                db.Organisations.Where(o => o.Id == r.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                r.MarkedAs, r.Reason,
                db.People.Where(p => p.Id == r.ReleasedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                db.People.Where(p => p.Id == r.ApprovedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                Array.Empty<ReleasedItem>(), HandlingValue.Of(r.Handling)),
            (row, _) => (row.At, row.Id),
            cancellationToken);
        var ids = rows.Select(r => r.Id).ToList();
        var items = (await db.ReleaseItems.Where(i => ids.Contains(i.ReleaseId)).OrderBy(i => i.CreatedAt).ThenBy(i => i.Id)
            .Select(i => new { i.ReleaseId, Item = new ReleasedItem(i.SubjectType, i.SubjectId, i.Content) })
            .ToListAsync(cancellationToken)).ToLookup(i => i.ReleaseId, i => i.Item);
        return new Page<ReleaseDetail>([.. rows.Select(r => r with { Items = [.. items[r.Id]] })], next, count);
    }
}
