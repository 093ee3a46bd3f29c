using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>What a reference leads to.</summary>
/// <param name="Incident">The case; null for what a partner asks of us outside any.</param>
/// <param name="Request">The request, where there is no case, or where that itself is not RED.</param>
public sealed record GlassTarget(Incident? Incident, Request? Request);

/// <summary>What a broken glass opens. A save never sees by it, so that what it opens is there for reading only.</summary>
public interface IBrokenGlass
{
    /// <summary>What a reference leads to, whether the viewer sees it or not.</summary>
    /// <param name="reference">A reference of a case or a request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is none.</returns>
    Task<GlassTarget?> FindAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Until when the viewer, who has opened it, may read it.</summary>
    /// <param name="target">The case or request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The end; null when it is not open.</returns>
    Task<DateTimeOffset?> OpenUntilAsync(GlassTarget target, CancellationToken cancellationToken);

    /// <summary>The cases whose RED parts the viewer reads by a broken glass alone, and so may do nothing with.</summary>
    /// <param name="items">What is shown: the case of each and its marking.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Some of the cases; mostly none.</returns>
    Task<IReadOnlySet<Guid>> OnlyReadAsync(IEnumerable<(Guid? IncidentId, Tlp Tlp)> items, CancellationToken cancellationToken);

    /// <summary>The RED requests that the viewer reads by a glass of their own alone; it goes with a request into its case.</summary>
    /// <param name="requests">What is shown, and the case of each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Some of them; mostly none.</returns>
    Task<IReadOnlySet<Guid>> OnlyReadRequestsAsync(IReadOnlyCollection<(Guid Id, Guid? IncidentId)> requests, CancellationToken cancellationToken);
}
