using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>Whether an originator has agreed that an item goes to another state.</summary>
internal interface IOriginatorConsents
{
    /// <summary>Whether it has agreed, for this item and this receiver.</summary>
    /// <param name="itemType">The kind of item.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="organisationId">The receiver.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True only for a consent that was granted; silence, lapse and refusal are all no.</returns>
    Task<bool> GrantedAsync(SubjectType itemType, Guid itemId, Guid organisationId, CancellationToken cancellationToken);
}

/// <summary>Reads the consents as the viewer sees them: one that it does not see counts as none.</summary>
internal sealed class OriginatorConsents(IAppDb db) : IOriginatorConsents
{
    public Task<bool> GrantedAsync(SubjectType itemType, Guid itemId, Guid organisationId, CancellationToken cancellationToken) =>
        db.Consents.AnyAsync(
            c => c.SubjectType == itemType && c.SubjectId == itemId && c.ReceiverId == organisationId
                && c.Purpose == ConsentPurpose.PassOn && c.State == ConsentState.Granted,
            cancellationToken);
}
