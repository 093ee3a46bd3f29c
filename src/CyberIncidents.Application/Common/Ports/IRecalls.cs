using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>Takes back what was released, whether the viewer sees all of it or not. Nothing of what it finds goes into an answer but persons to be told.</summary>
public interface IRecalls
{
    /// <summary>
    /// Revokes what the receiver was given of the items of a release. An item that another standing release gave to the same receiver stays: that
    /// release is to be recalled too.
    /// </summary>
    /// <param name="release">The release with its items.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The persons of the receiver who were ever given one of the items by name.</returns>
    Task<IReadOnlyList<Guid>> TakeBackAsync(Release release, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many items of recalled releases their receiver sees nevertheless, by another release.</summary>
    /// <param name="releaseIds">The releases.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>By release; none for one of which all is hidden.</returns>
    Task<IReadOnlyDictionary<Guid, int>> StillSeenAsync(IReadOnlyCollection<Guid> releaseIds, CancellationToken cancellationToken);

    /// <summary>The alarms of a recall that stand.</summary>
    /// <param name="recallId">The recall.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The alarms, tracked.</returns>
    Task<IReadOnlyList<Alarm>> AlarmsOfAsync(Guid recallId, CancellationToken cancellationToken);

    /// <summary>Who of ours hears of a recall: the owner of the case, and whoever recalled it.</summary>
    /// <param name="recall">The recall.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Persons whose account is open.</returns>
    Task<IReadOnlyList<Guid>> OursAsync(Recall recall, CancellationToken cancellationToken);

    /// <summary>The liaison officers of the receiver who may see the notice.</summary>
    /// <param name="recall">The recall.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Persons whose account is open.</returns>
    Task<IReadOnlyList<Guid>> TheirsAsync(Recall recall, CancellationToken cancellationToken);
}

/// <summary>How recalls are chased.</summary>
/// <param name="WorkingDays">Within how many working days of the receiver one is to be confirmed (<c>Recalls:ConfirmWithinDays</c>).</param>
public sealed record RecallSettings(int WorkingDays);
