namespace CyberIncidents.Application.Common.Ports;

/// <summary>What hangs on a request that a partner filed, whoever looks.</summary>
public interface IInboundParts
{
    /// <summary>All that hangs on it belongs to a case from now on, in the save of the command.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="incidentId">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task TakeIntoAsync(Guid requestId, Guid incidentId, CancellationToken cancellationToken);
}
