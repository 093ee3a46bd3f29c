using CyberIncidents.Domain.Engagements;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>Marks what hangs on an engagement or a commitment, whoever sees it.</summary>
public interface IEngagementMarkings
{
    /// <summary>Its documents and follow-ups carry its marking, and laxer commitments are raised to it.</summary>
    /// <param name="engagement">The engagement, marked anew.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task SpreadAsync(Engagement engagement, CancellationToken cancellationToken);

    /// <summary>Its follow-ups carry its marking.</summary>
    /// <param name="commitment">The commitment, marked anew.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task SpreadAsync(Commitment commitment, CancellationToken cancellationToken);
}
