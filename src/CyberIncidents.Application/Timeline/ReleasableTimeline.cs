using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Timeline;

/// <summary>What of an entry leaves: when, how well that is known, the zone, the text and the marking; never the source.</summary>
internal sealed class ReleasableTimeline(IAppDb db) : IReleasableKind
{
    public SubjectType Type => SubjectType.TimelineEntry;

    public async Task<IReadOnlyList<Releasable>> ReadAsync(Guid incidentId, IReadOnlyCollection<Guid>? ids, CancellationToken cancellationToken)
    {
        var source = db.TimelineEntries.Where(t => t.IncidentId == incidentId && t.WithdrawnAt == null);
        source = ids is null ? source : source.Where(t => ids.Contains(t.Id));
        var rows = await source.OrderBy(t => t.SortAt).ThenBy(t => t.Id)
            .Select(t => new { t.Id, t.Tlp, t.OriginatorId, t.At, t.Precision, t.Zone, t.Text, t.Handling }).ToListAsync(cancellationToken);
        return [.. rows.Select(t => new Releasable(
            Type, t.Id, t.Tlp, t.OriginatorId, TimelineName.Of(t.Text),
            new { t.At, Precision = t.Precision.ToString(), t.Zone, t.Text, Tlp = TlpLabel.Of(t.Tlp), Handling = t.Handling?.ForPartner?.ToString() }, t.Handling))];
    }
}
