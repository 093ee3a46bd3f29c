using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>An observable as a partner reads it: what left, and nothing of how we came by it.</summary>
/// <param name="Id">The observable.</param>
/// <param name="Type">What kind of trace it is.</param>
/// <param name="Value">Its normal form.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="ReleasedAt">When it was released to the viewer's organisation first.</param>
/// <param name="Withdrawn">Whether we withdrew it since: it is not to be relied on.</param>
public sealed record SharedObservable(Guid Id, ObservableType Type, string Value, Tlp Tlp, DateTimeOffset? ReleasedAt, bool Withdrawn)
{
    internal DateTimeOffset CreatedAt { get; init; }

    internal Guid IncidentId { get; init; }
}

/// <summary>Lists the observables that were released to the viewer's organisation, the newest first; withdrawn ones say so.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Types">Only these types; empty for all.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedObservablesQuery(string Reference, IReadOnlyList<ObservableType> Types, PageRequest Page) : IQuery<Page<SharedObservable>>;

/// <summary>Reads an observable that was released.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The observable.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetSharedObservableQuery(string Reference, Guid Id) : IQuery<SharedObservable>, IOpensOne<SharedObservable>
{
    OpenedItem? IOpensOne<SharedObservable>.Opened(SharedObservable answer) => new(answer.IncidentId, SubjectType.Observable, answer.Id, answer.Tlp);
}

internal sealed class ListSharedObservablesHandler(IAppDb db)
    : IQueryHandler<ListSharedObservablesQuery, Page<SharedObservable>>, IQueryHandler<GetSharedObservableQuery, SharedObservable>
{
    private static readonly Dictionary<string, Expression<Func<Observable, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = o => o.CreatedAt,
    };

    public async Task<Page<SharedObservable>> Handle(ListSharedObservablesQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var source = db.Observables.Where(o => o.IncidentId == id);
        source = query.Types.Count == 0 ? source : source.Where(o => query.Types.Contains(o.Type));
        var (rows, next, count) = await Keyset.ReadAsync(source, query.Page, Sorts, "-createdAt", Project(), (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<SharedObservable>(rows, next, count);
    }

    public async Task<SharedObservable> Handle(GetSharedObservableQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        return await db.Observables.Where(o => o.IncidentId == id && o.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
    }

    private Expression<Func<Observable, SharedObservable>> Project() => o => new SharedObservable(
        o.Id, o.Type, o.Value, o.Tlp,
        (from i in db.ReleaseItems
         where i.SubjectType == SubjectType.Observable && i.SubjectId == o.Id
         join r in db.Releases on i.ReleaseId equals r.Id
         where r.State == ReleaseState.Released
         orderby r.DecidedAt
         select r.DecidedAt).FirstOrDefault(),
        o.WithdrawnAt != null)
    {
        CreatedAt = o.CreatedAt,
        IncidentId = o.IncidentId,
    };
}
