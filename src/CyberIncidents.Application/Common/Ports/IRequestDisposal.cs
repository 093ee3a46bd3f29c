using CyberIncidents.Domain.Retention;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>
/// Takes the content of what a partner asked, and that never came into a case, out of the database, whoever looks. What it reads decides and is
/// never shown by itself.
/// </summary>
public interface IRequestDisposal
{
    /// <summary>Of which something still runs: a task at home, a legal clock.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Some of them.</returns>
    Task<IReadOnlySet<Guid>> UnderWayAsync(IReadOnlyCollection<Guid> requests, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes what hangs on a request, its tasks at home and what left with it, blanks its own words and what its history says. Its row and those
    /// who may see it stay. It happens in the transaction of the command, and with it or not at all.
    /// </summary>
    /// <param name="requestId">The request.</param>
    /// <param name="version">The version of it by which it was judged.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What went.</returns>
    Task<DisposedRequest> DisposeAsync(Guid requestId, long version, DateTimeOffset now, CancellationToken cancellationToken);
}
