using System.Globalization;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using CyberIncidents.Exchange.Csv;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Timeline;

/// <summary>A timeline as a file.</summary>
/// <param name="Name">The file's name; it bears the marking.</param>
/// <param name="Text">RFC 4180; to be sent as UTF-8 with a byte order mark, <c>text/csv</c>. Its first line bears the marking.</param>
public sealed record TimelineFile(string Name, string Text)
{
    internal OpenedItem? Taken { get; init; }
}

/// <summary>Writes a timeline as a table, as far as the viewer sees it. The file is marked as the strictest of the case and of what it holds.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Filter">Which entries.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ExportTimelineQuery(string Reference, TimelineFilter Filter) : IQuery<TimelineFile>, IOpensOne<TimelineFile>
{
    OpenedItem? IOpensOne<TimelineFile>.Opened(TimelineFile answer) => answer.Taken;
}

internal sealed class ExportTimelineHandler(IAppDb db, TimeProvider time) : IQueryHandler<ExportTimelineQuery, TimelineFile>
{
    // As the API calls its fields: a table is read by programs, whatever the language of who had it written.
    private static readonly string[] Head = ["at", "lastAt", "precision", "zone", "text", "source", "tlp", "notedAt", "notedBy", "withdrawnAt", "withdrawalReason"];

    public async Task<TimelineFile> Handle(ExportTimelineQuery query, CancellationToken cancellationToken)
    {
        var incident = await db.Incidents.Where(i => i.Reference == query.Reference).Select(i => new { i.Id, i.Reference, i.Tlp }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new Common.Errors.NotFoundException();
        var entries = await db.TimelineEntries.Where(t => t.IncidentId == incident.Id).Where(query.Filter)
            .OrderBy(t => t.SortAt).ThenBy(t => t.Id).Select(TimelineReading.Project(db)).ToListAsync(cancellationToken);
        var strictest = entries.Select(e => e.Tlp).Append(incident.Tlp).Max();
        var tlp = TlpLabel.Of(strictest);
        var table = new CsvTable();
        table.Add([$"TLP:{tlp}", incident.Reference, Instant(time.GetUtcNow())]);
        table.Add(Head);
        entries.ForEach(e => table.Add(
        [
            Instant(e.At), e.Precision is TimePrecision.Hour or TimePrecision.Day ? Instant(e.LastAt) : null, e.Precision.ToString(), e.Zone, e.Text, e.Source,
            TlpLabel.Of(e.Tlp), Instant(e.NotedAt), e.NotedBy.Name, Instant(e.WithdrawnAt), e.WithdrawalReason,
        ]));
        return new TimelineFile($"{incident.Reference}-timeline-TLP-{tlp.Replace('+', '-')}.csv", table.ToString()) { Taken = OpenedItem.FileOf(incident.Id, strictest) };
    }

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
