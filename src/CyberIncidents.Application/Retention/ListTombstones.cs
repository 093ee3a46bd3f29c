using System.Linq.Expressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Retention;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Retention;

/// <summary>Lists what stays of cases that were disposed of, the newest first.</summary>
/// <param name="Reference">Only of this case; null for all.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListTombstonesQuery(string? Reference, PageRequest Page) : IQuery<Page<TombstoneDetail>>;

internal sealed class ListTombstonesHandler(IAppDb db) : IQueryHandler<ListTombstonesQuery, Page<TombstoneDetail>>
{
    private static readonly Dictionary<string, Expression<Func<Tombstone, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = t => t.CreatedAt,
    };

    public async Task<Page<TombstoneDetail>> Handle(ListTombstonesQuery query, CancellationToken cancellationToken)
    {
        var source = query.Reference is null ? db.Tombstones : db.Tombstones.Where(t => db.Incidents.Any(i => i.Id == t.IncidentId && i.Reference == query.Reference));
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt",
            t => new TombstoneDetail(
                t.Id, db.Incidents.Where(i => i.Id == t.IncidentId).Select(i => i.Reference).First(), t.Tlp, t.CreatedAt,
                db.People.Where(p => p.Id == t.DisposedById).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                t.RuleName, t.RuleSource, t.Reason, t.Parts),
            (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<TombstoneDetail>(rows, next, count);
    }
}
