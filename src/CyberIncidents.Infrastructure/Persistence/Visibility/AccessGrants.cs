using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Visibility;

internal sealed class AccessGrants(ContextLease lease) : IAccessGrants
{
    private DbSet<AccessGrant> Grants => lease.Context.Set<AccessGrant>();

    public void Add(AccessGrant grant) => Grants.Add(grant);

    public async Task<IReadOnlyList<AccessGrant>> PersonsOfAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        var stored = await Grants.Where(g => g.IncidentId == incidentId && g.SubjectType == null && g.RevokedAt == null).ToListAsync(cancellationToken);
        var unsaved = Grants.Local.Where(g => g.IncidentId == incidentId && g.SubjectType is null && g.RevokedAt is null);
        return [.. stored.Where(g => g.RevokedAt is null).Union(unsaved)];
    }

    public async Task RevokeAsync(
        Guid incidentId, Guid organisationId, IReadOnlyCollection<Guid> except, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var persons = lease.Context.Set<Person>().Where(p => p.OrganisationId == organisationId).Select(p => (Guid?)p.Id);
        var given = await Grants
            .Where(g => g.IncidentId == incidentId && g.SubjectType != null && g.RevokedAt == null
                && (g.OrganisationId == organisationId || persons.Contains(g.UserId)))
            .ToListAsync(cancellationToken);
        foreach (var grant in given.Where(g => !except.Contains(g.SubjectId!.Value)))
        {
            grant.Revoke(now);
        }
    }
}

/// <summary>
/// Reads all parts of a case, whoever looks: it lifts the filter, for moves that hit parts which the viewer may not see.
/// </summary>
internal sealed class CaseParts(ContextLease lease) : ICaseParts
{
    public async Task<IReadOnlyList<Request>> RequestsWithPartnerAsync(Guid participationId, CancellationToken cancellationToken) =>
        await lease.Context.Set<Request>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(r => r.ParticipationId == participationId && r.SentAt != null).ToListAsync(cancellationToken);

    public async Task SpreadMarkingAsync(Guid incidentId, Tlp tlp, CancellationToken cancellationToken)
    {
        var spread = typeof(CaseParts).GetMethod(nameof(SpreadAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        foreach (var type in lease.Context.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => t.IsAssignableTo(typeof(ISecured))))
        {
            await (Task)spread.MakeGenericMethod(type).Invoke(this, [incidentId, tlp, cancellationToken])!;
        }
    }

    private async Task SpreadAsync<T>(Guid incidentId, Tlp tlp, CancellationToken cancellationToken)
        where T : Entity, ISecured
    {
        if (typeof(T) == typeof(Domain.Incidents.Incident))
        {
            return;
        }

        var parts = await lease.Context.Set<T>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(p => EF.Property<Guid?>(p, nameof(ISecured.IncidentId)) == incidentId).ToListAsync(cancellationToken);
        foreach (var part in parts.Where(p => p.Tlp < tlp || (p.CarriesCaseMarking && p.Tlp != tlp)))
        {
            part.Remark(tlp);
        }
    }
}
