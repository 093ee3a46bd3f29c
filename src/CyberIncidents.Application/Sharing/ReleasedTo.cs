using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>To whom items have gone.</summary>
internal static class ReleasedTo
{
    /// <summary>The organisations to which some items of one kind have gone, by name; each once.</summary>
    public static Task<ILookup<Guid, OrganisationName>> ReadAsync(
        IAppDb db, SubjectType type, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        ReadAsync(db, type, ids, ReleaseState.Released, cancellationToken);

    /// <summary>The organisations to which some items of one kind will go once another manager has approved; each once.</summary>
    public static Task<ILookup<Guid, OrganisationName>> WaitingAsync(
        IAppDb db, SubjectType type, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        ReadAsync(db, type, ids, ReleaseState.PendingApproval, cancellationToken);

    private static async Task<ILookup<Guid, OrganisationName>> ReadAsync(
        IAppDb db, SubjectType type, IReadOnlyList<Guid> ids, ReleaseState state, CancellationToken cancellationToken)
    {
        var released = await (
            from item in db.ReleaseItems
            where item.SubjectType == type && ids.Contains(item.SubjectId)
            join release in db.Releases on item.ReleaseId equals release.Id
            where release.State == state
            join organisation in db.Organisations on release.OrganisationId equals organisation.Id
            orderby organisation.Name
            select new { item.SubjectId, Organisation = new OrganisationName(organisation.Id, organisation.Name) })
            .ToListAsync(cancellationToken);
        return released.Distinct().ToLookup(r => r.SubjectId, r => r.Organisation);
    }
}
