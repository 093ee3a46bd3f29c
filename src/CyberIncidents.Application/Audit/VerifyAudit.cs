using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;

namespace CyberIncidents.Application.Audit;

/// <summary>What the check of the audit chains found.</summary>
/// <param name="Intact">Whether nothing was changed, removed, inserted, re-ordered or cut off.</param>
/// <param name="Chains">How many chains were read.</param>
/// <param name="Entries">How many lines were read.</param>
/// <param name="FirstBreak">Where the first break is; null when intact.</param>
public sealed record AuditCheck(bool Intact, int Chains, long Entries, AuditBreak? FirstBreak);

/// <summary>A break in a chain.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Sequence">The line that does not fit; 0 when it is no line.</param>
/// <param name="Reason">
/// What does not fit: <c>hash</c>, <c>previous</c>, <c>sequence</c>, <c>payload</c>, <c>head</c>, <c>missing</c> (the whole chain),
/// <c>count</c> (of the chains) or <c>unreadable</c>.
/// </param>
public sealed record AuditBreak(Guid ChainId, long Sequence, string Reason);

/// <summary>Checks all audit chains.</summary>
[RequirePermission(Permission.RunSystem)]
public sealed record VerifyAuditQuery : IQuery<AuditCheck>;

/// <summary>Recomputes the chains; the key and the canonical form are the infrastructure's.</summary>
public interface IAuditVerifier
{
    /// <summary>Reads every chain from its first line to its head.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found.</returns>
    Task<AuditCheck> VerifyAsync(CancellationToken cancellationToken);
}

internal sealed class VerifyAuditHandler(IAuditVerifier verifier) : IQueryHandler<VerifyAuditQuery, AuditCheck>
{
    public Task<AuditCheck> Handle(VerifyAuditQuery query, CancellationToken cancellationToken) => verifier.VerifyAsync(cancellationToken);
}
