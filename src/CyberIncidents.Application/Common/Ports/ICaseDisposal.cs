using CyberIncidents.Domain.Retention;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>What of a case decides how long it is kept, its hidden parts included.</summary>
/// <param name="LegalBases">The legal bases of its requests.</param>
/// <param name="UnderWay">Whether something of it still runs: a request, a legal clock, a follow-up.</param>
public sealed record DisposalFacts(IReadOnlyCollection<string> LegalBases, bool UnderWay)
{
    /// <summary>Of a case without any of that.</summary>
    public static DisposalFacts None { get; } = new([], false);
}

/// <summary>What went of a case.</summary>
/// <param name="Parts">By kind.</param>
/// <param name="Asked">What partners asked that it had taken in, with the lines of their history from before.</param>
public sealed record DisposedCase(IReadOnlyList<DisposedPart> Parts, IReadOnlyList<DisposedRequest> Asked);

/// <summary>
/// Takes the content of a case out of the database, whoever looks. What it reads decides and is never shown by itself.
/// </summary>
public interface ICaseDisposal
{
    /// <summary>What decides how long cases are kept.</summary>
    /// <param name="incidents">The cases.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Of each case that has any.</returns>
    Task<IReadOnlyDictionary<Guid, DisposalFacts>> FactsAsync(IReadOnlyCollection<Guid> incidents, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes every part of a case, blanks its own words and what its history says, and keeps the row, its persons and its
    /// hashes. It happens in the transaction of the command, and with it or not at all.
    /// </summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What went; without RED parts, unless the case is RED.</returns>
    Task<DisposedCase> DisposeAsync(Guid incidentId, DateTimeOffset now, CancellationToken cancellationToken);
}
