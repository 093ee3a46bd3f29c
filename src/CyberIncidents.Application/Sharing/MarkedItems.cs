using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>An item with a marking of its own, and what people call it.</summary>
internal sealed record MarkedItem(SubjectType Type, IMarked Item, string Name);

/// <summary>Finds items that carry a marking of their own, as the viewer sees them: one line for each kind.</summary>
internal static class MarkedItems
{
    private const int NameLength = 400;

    /// <summary>An item of a case; null when the viewer sees none of that key.</summary>
    public static async Task<MarkedItem?> MarkedAsync(this IAppDb db, Guid? incidentId, SubjectType type, Guid id, CancellationToken cancellationToken) => type switch
    {
        SubjectType.Comment => Named(type, await db.Comments.SingleOrDefaultAsync(i => i.IncidentId == incidentId && i.Id == id, cancellationToken), i => i.Text),
        SubjectType.Observable => Named(type, await db.Observables.SingleOrDefaultAsync(i => i.IncidentId == incidentId && i.Id == id, cancellationToken), i => i.Value),
        SubjectType.Evidence => Named(type, await db.EvidenceFiles.SingleOrDefaultAsync(i => i.IncidentId == incidentId && i.Id == id, cancellationToken), i => i.FileName),
        SubjectType.TimelineEntry => Named(type, await db.TimelineEntries.SingleOrDefaultAsync(i => i.IncidentId == incidentId && i.Id == id, cancellationToken), i => i.Text),
        SubjectType.Request => Named(type, await db.Requests.SingleOrDefaultAsync(i => i.IncidentId == incidentId && i.Id == id, cancellationToken), i => i.Reference),
        _ => null,
    };

    private static MarkedItem? Named<T>(SubjectType type, T? item, Func<T, string> name)
        where T : class, IMarked =>
        item is null ? null : new MarkedItem(type, item, Shortened.To(name(item), NameLength));
}
