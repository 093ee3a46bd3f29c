using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>
/// Reaches what belongs to an engagement or a commitment, also what the viewer may not see, for the moves that hit it all. Nothing of what
/// it finds goes into an answer to somebody who does not see it.
/// </summary>
public interface IEngagementParts
{
    /// <summary>
    /// Holds the row of an engagement or a commitment until the commit, so that no other server marks it anew, or adds to it, meanwhile. In
    /// SQLite's lane nobody does.
    /// </summary>
    /// <param name="id">The key; of something else nothing is held.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When it is held.</returns>
    Task HoldAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The follow-ups about something, with their alarms, those of this save too.</summary>
    /// <param name="aboutId">What they are about.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The follow-ups, tracked, by their instants.</returns>
    Task<IReadOnlyList<FollowUp>> FollowUpsOfAsync(Guid aboutId, CancellationToken cancellationToken);

    /// <summary>Whether something takes no more follow-ups, because it is over or was called off.</summary>
    /// <param name="subject">What.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where it is neither an engagement nor a commitment.</returns>
    Task<bool?> HasEndedAsync(FollowUpSubject subject, CancellationToken cancellationToken);

    /// <summary>The commitments that came of an engagement.</summary>
    /// <param name="engagementId">The engagement.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The commitments, tracked.</returns>
    Task<IReadOnlyList<Commitment>> CommitmentsOfAsync(Guid engagementId, CancellationToken cancellationToken);

    /// <summary>The documents of an engagement, withdrawn ones too.</summary>
    /// <param name="engagementId">The engagement.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their keys.</returns>
    Task<IReadOnlyList<Guid>> DocumentsOfAsync(Guid engagementId, CancellationToken cancellationToken);
}
