using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Timeline;

/// <summary>An entry as a partner reads it to whom it was released; from where we know it is not told.</summary>
/// <param name="Id">The entry.</param>
/// <param name="At">When it happened; of an hour or a day its beginning; null when nothing is known.</param>
/// <param name="LastAt">The last instant at which it may have happened.</param>
/// <param name="Precision">How well that is known.</param>
/// <param name="Zone">The IANA zone in which it was given.</param>
/// <param name="Text">What happened.</param>
/// <param name="Tlp">Its marking.</param>
public sealed record SharedTimelineEntry(Guid Id, DateTimeOffset? At, DateTimeOffset? LastAt, TimePrecision Precision, string Zone, string Text, Tlp Tlp)
{
    /// <summary>PAP and handling codes that bind the reader; null when none was said.</summary>
    public HandlingValue? Handling { get; init; }

    internal DateTimeOffset SortAt { get; init; }

    internal Guid IncidentId { get; init; }
}

/// <summary>Lists the entries that were released to the viewer's organisation, from the first on.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; sorted by <c>at</c>.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedTimelineQuery(string Reference, PageRequest Page) : IQuery<Page<SharedTimelineEntry>>;

/// <summary>Reads an entry that was released.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The entry.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetSharedTimelineEntryQuery(string Reference, Guid Id) : IQuery<SharedTimelineEntry>, IOpensOne<SharedTimelineEntry>
{
    OpenedItem? IOpensOne<SharedTimelineEntry>.Opened(SharedTimelineEntry answer) => new(answer.IncidentId, SubjectType.TimelineEntry, answer.Id, answer.Tlp);
}

internal sealed class ListSharedTimelineHandler(IAppDb db)
    : IQueryHandler<ListSharedTimelineQuery, Page<SharedTimelineEntry>>, IQueryHandler<GetSharedTimelineEntryQuery, SharedTimelineEntry>
{
    private static readonly Expression<Func<TimelineEntry, SharedTimelineEntry>> Project =
        t => new SharedTimelineEntry(t.Id, t.At, t.LastAt, t.Precision, t.Zone, t.Text, t.Tlp) { SortAt = t.SortAt, IncidentId = t.IncidentId, Handling = HandlingValue.ForPartner(t.Handling) };

    public async Task<Page<SharedTimelineEntry>> Handle(ListSharedTimelineQuery query, CancellationToken cancellationToken)
    {
        var (rows, next, count) = await Keyset.ReadAsync(
            await StandingAsync(query.Reference, cancellationToken), query.Page, ListTimelineHandler.Sorts, "at", Project,
            (row, _) => (row.SortAt, row.Id), cancellationToken);
        return new Page<SharedTimelineEntry>(rows, next, count);
    }

    public async Task<SharedTimelineEntry> Handle(GetSharedTimelineEntryQuery query, CancellationToken cancellationToken) =>
        await (await StandingAsync(query.Reference, cancellationToken)).Where(t => t.Id == query.Id).Select(Project).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException();

    private async Task<IQueryable<TimelineEntry>> StandingAsync(string reference, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(reference, cancellationToken);
        return db.TimelineEntries.Where(t => t.IncidentId == id && t.WithdrawnAt == null);
    }
}
