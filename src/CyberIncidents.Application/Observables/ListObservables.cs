using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Observables;

/// <summary>Lists the observables of a case, the newest first, with the other cases in which the same was seen.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Types">Only these types; empty for all.</param>
/// <param name="IncludeWithdrawn">Whether withdrawn ones are listed too.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListObservablesQuery(string Reference, IReadOnlyList<ObservableType> Types, bool IncludeWithdrawn, PageRequest Page)
    : IQuery<Page<ObservableDetail>>;

/// <summary>Reads an observable; a withdrawn one too.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The observable.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetObservableQuery(string Reference, Guid Id) : IQuery<ObservableDetail>, IOpensOne<ObservableDetail>
{
    OpenedItem? IOpensOne<ObservableDetail>.Opened(ObservableDetail answer) => new(answer.IncidentId, SubjectType.Observable, answer.Id, answer.Tlp);
}

internal sealed class ListObservablesHandler(IAppDb db)
    : IQueryHandler<ListObservablesQuery, Page<ObservableDetail>>, IQueryHandler<GetObservableQuery, ObservableDetail>
{
    private static readonly Dictionary<string, Expression<Func<Observable, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = o => o.CreatedAt,
    };

    public async Task<Page<ObservableDetail>> Handle(ListObservablesQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var source = db.Observables.Where(o => o.IncidentId == id);
        source = query.IncludeWithdrawn ? source : source.Where(o => o.WithdrawnAt == null);
        source = query.Types.Count == 0 ? source : source.Where(o => query.Types.Contains(o.Type));
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt", Project(), (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<ObservableDetail>(await WithReceiversAsync(await WithOthersAsync(id, rows, cancellationToken), cancellationToken), next, count);
    }

    public async Task<ObservableDetail> Handle(GetObservableQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var row = await db.Observables.Where(o => o.IncidentId == id && o.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return (await WithReceiversAsync(await WithOthersAsync(id, [row], cancellationToken), cancellationToken))[0];
    }

    private Expression<Func<Observable, ObservableDetail>> Project() => o => new ObservableDetail
    {
        Id = o.Id,
        At = o.CreatedAt,
        CreatedBy = db.People.Where(p => p.Id == o.CreatedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        Type = o.Type,
        Value = o.Value,
        Original = o.Original,
        Note = o.Note,
        Tlp = o.Tlp,
        Handling = HandlingValue.Of(o.Handling),
        WithdrawnAt = o.WithdrawnAt,
        WithdrawalReason = o.WithdrawalReason,
        Version = o.Version,
        IncidentId = o.IncidentId,
        ValueKey = o.ValueKey,
    };

    private async Task<IReadOnlyList<ObservableDetail>> WithReceiversAsync(IReadOnlyList<ObservableDetail> rows, CancellationToken cancellationToken)
    {
        var receivers = await ReleasedTo.ReadAsync(db, SubjectType.Observable, [.. rows.Select(r => r.Id)], cancellationToken);
        return [.. rows.Select(r => r with { ReleasedTo = [.. receivers[r.Id]] })];
    }

    /// <summary>
    /// Both sets pass the filter: an observable counts only where the viewer sees it and its case.
    /// </summary>
    private async Task<IReadOnlyList<ObservableDetail>> WithOthersAsync(
        Guid incidentId, IReadOnlyList<ObservableDetail> rows, CancellationToken cancellationToken)
    {
        var keys = rows.Select(r => r.ValueKey).Distinct(StringComparer.Ordinal).ToList();
        if (keys.Count == 0)
        {
            return rows;
        }

        var others = (
            from observable in db.Observables
            where keys.Contains(observable.ValueKey) && observable.IncidentId != incidentId && observable.WithdrawnAt == null
            join incident in db.Incidents on observable.IncidentId equals incident.Id
            select new { observable.ValueKey, incident.Id, incident.Reference, incident.Title, incident.CreatedAt }).Distinct();
        var counts = await others.GroupBy(o => o.ValueKey).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        if (counts.Count == 0)
        {
            return rows;
        }

        // Most were seen in few cases, and all of those are read at once; SQLite has no way to take some of each.
        var few = counts.Where(c => c.Value <= OtherCases.Named).Select(c => c.Key).ToList();
        var named = await others.Where(o => few.Contains(o.ValueKey)).ToListAsync(cancellationToken);
        foreach (var key in counts.Keys.Except(few, StringComparer.Ordinal))
        {
            named.AddRange(await others.Where(o => o.ValueKey == key).OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id)
                .Take(OtherCases.Named).ToListAsync(cancellationToken));
        }

        var byKey = named.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id).ToLookup(o => o.ValueKey, o => new OtherCase(o.Reference, o.Title));
        return [.. rows.Select(r => counts.TryGetValue(r.ValueKey, out var count) ? r with { AlsoIn = new OtherCases(count, [.. byKey[r.ValueKey]]) } : r)];
    }
}
