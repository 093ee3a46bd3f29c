using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Sharing;

/// <summary>Whether a partner from which an item came has agreed that another gets it.</summary>
internal interface IOriginatorConsents
{
    /// <summary>Whether it may go to an organisation.</summary>
    Task<bool> GrantedAsync(SubjectType itemType, Guid itemId, Guid organisationId, CancellationToken cancellationToken);
}

/// <summary>Nobody can be asked yet, so nobody has agreed.</summary>
internal sealed class NoConsents : IOriginatorConsents
{
    public Task<bool> GrantedAsync(SubjectType itemType, Guid itemId, Guid organisationId, CancellationToken cancellationToken) => Task.FromResult(false);
}
