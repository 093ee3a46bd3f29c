using System.Linq.Expressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Retention;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Retention;

/// <summary>Lists what stays of what partners asked outside any case and that was disposed of, the newest first.</summary>
/// <param name="Reference">Only of this request; null for all.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListRequestTombstonesQuery(string? Reference, PageRequest Page) : IQuery<Page<TombstoneDetail>>;

internal sealed class ListRequestTombstonesHandler(IAppDb db) : IQueryHandler<ListRequestTombstonesQuery, Page<TombstoneDetail>>
{
    private static readonly Dictionary<string, Expression<Func<RequestTombstone, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = t => t.CreatedAt,
    };

    public async Task<Page<TombstoneDetail>> Handle(ListRequestTombstonesQuery query, CancellationToken cancellationToken)
    {
        // Of what went with its case the row is gone too, and the tombstone of the case says so.
        var source = db.RequestTombstones.Where(t => db.Requests.Any(r => r.Id == t.RequestId && (query.Reference == null || r.Reference == query.Reference)));
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt",
            t => new TombstoneDetail(
                t.Id, db.Requests.Where(r => r.Id == t.RequestId).Select(r => r.Reference).First(), t.Tlp, t.CreatedAt,
                db.People.Where(p => p.Id == t.DisposedById).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                t.RuleName, t.RuleSource, t.Reason, t.Parts),
            (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<TombstoneDetail>(rows, next, count);
    }
}
