using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Timeline;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Timeline;

/// <summary>Lists what happened in the incident itself, from the first on; what has no known instant comes last.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Filter">Which entries.</param>
/// <param name="Page">Which page; sorted by <c>at</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListTimelineQuery(string Reference, TimelineFilter Filter, PageRequest Page) : IQuery<Page<TimelineEntryDetail>>;

/// <summary>Reads an entry; a withdrawn one too.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The entry.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetTimelineEntryQuery(string Reference, Guid Id) : IQuery<TimelineEntryDetail>, IOpensOne<TimelineEntryDetail>
{
    OpenedItem? IOpensOne<TimelineEntryDetail>.Opened(TimelineEntryDetail answer) => new(answer.IncidentId, SubjectType.TimelineEntry, answer.Id, answer.Tlp);
}

internal sealed class ListTimelineHandler(IAppDb db)
    : IQueryHandler<ListTimelineQuery, Page<TimelineEntryDetail>>, IQueryHandler<GetTimelineEntryQuery, TimelineEntryDetail>
{
    internal static readonly Dictionary<string, Expression<Func<TimelineEntry, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["at"] = t => t.SortAt,
    };

    public async Task<Page<TimelineEntryDetail>> Handle(ListTimelineQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var (rows, next, count) = await Keyset.ReadAsync(
            db.TimelineEntries.Where(t => t.IncidentId == id).Where(query.Filter), query.Page, Sorts, "at", TimelineReading.Project(db),
            (row, _) => (row.SortAt, row.Id), cancellationToken);
        return new Page<TimelineEntryDetail>(rows, next, count);
    }

    public async Task<TimelineEntryDetail> Handle(GetTimelineEntryQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        return await db.TimelineEntries.Where(t => t.IncidentId == id && t.Id == query.Id).Select(TimelineReading.Project(db))
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
    }
}
