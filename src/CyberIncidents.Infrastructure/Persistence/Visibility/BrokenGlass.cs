using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Visibility;

/// <summary>Reads the grants of broken glasses, and the case behind a reference without the filter.</summary>
internal sealed class BrokenGlass(ContextLease lease, IViewerAccessor viewer, TimeProvider time) : IBrokenGlass
{
    private static readonly IReadOnlySet<Guid> None = new HashSet<Guid>();

    private DbSet<AccessGrant> Grants => lease.Context.Set<AccessGrant>();

    public async Task<GlassTarget?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var db = lease.Context;
        var request = await db.Set<Request>().IgnoreQueryFilters([NeedToKnow.Name])
            .SingleOrDefaultAsync(r => r.Reference == reference, cancellationToken);
        if (request is { IncidentId: null })
        {
            return new GlassTarget(null, request);
        }

        var id = request?.IncidentId;
        var incident = await db.Set<Incident>().IgnoreQueryFilters([NeedToKnow.Name])
            .SingleOrDefaultAsync(i => i.Reference == reference || i.Id == id, cancellationToken);
        return incident is null ? null : new GlassTarget(incident, incident.Tlp == Tlp.Red ? null : request);
    }

    public Task<DateTimeOffset?> OpenUntilAsync(GlassTarget target, CancellationToken cancellationToken)
    {
        var (me, now) = (viewer.Required.UserId, time.GetUtcNow());
        var (incident, item) = (target.Incident?.Id, target.Request?.Id);
        return Grants
            .Where(g => g.IncidentId == incident && g.UserId == me && g.SubjectId == item && g.Reason == GrantReason.BreakGlass && g.RevokedAt > now)
            .MaxAsync(g => g.RevokedAt, cancellationToken);
    }

    public async Task<IReadOnlySet<Guid>> OnlyReadAsync(IEnumerable<(Guid? IncidentId, Tlp Tlp)> items, CancellationToken cancellationToken)
    {
        if (!viewer.Required.Holds(Permission.BreakGlass))
        {
            return None;
        }

        var red = items.Where(i => i is { Tlp: Tlp.Red, IncidentId: not null }).Select(i => i.IncidentId!.Value).Distinct().ToList();
        if (red.Count == 0)
        {
            return None;
        }

        var (me, now) = (viewer.Required.UserId, time.GetUtcNow());
        var held = await Grants
            .Where(g => g.IncidentId != null && red.Contains(g.IncidentId.Value) && g.UserId == me && (g.RevokedAt > now || (g.RevokedAt == null && g.SubjectType == null)))
            .Select(g => new { IncidentId = g.IncidentId!.Value, Ends = g.RevokedAt != null }).ToListAsync(cancellationToken);
        return held.GroupBy(g => g.IncidentId).Where(g => g.All(h => h.Ends)).Select(g => g.Key).ToHashSet();
    }

    public async Task<IReadOnlySet<Guid>> OnlyReadRequestsAsync(IReadOnlyCollection<(Guid Id, Guid? IncidentId)> requests, CancellationToken cancellationToken)
    {
        if (requests.Count == 0 || !viewer.Required.Holds(Permission.BreakGlass))
        {
            return None;
        }

        var (me, now) = (viewer.Required.UserId, time.GetUtcNow());
        var ids = requests.Select(r => r.Id).ToList();
        var held = await Grants
            .Where(g => g.SubjectType == SubjectType.Request && g.SubjectId != null && ids.Contains(g.SubjectId.Value) && g.UserId == me
                && (g.RevokedAt == null || g.RevokedAt > now))
            .Select(g => new { RequestId = g.SubjectId!.Value, Ends = g.RevokedAt != null }).ToListAsync(cancellationToken);
        var glass = held.GroupBy(g => g.RequestId).Where(g => g.All(h => h.Ends)).Select(g => g.Key).ToHashSet();
        List<Guid> cases = [.. requests.Where(r => r.IncidentId is not null && glass.Contains(r.Id)).Select(r => r.IncidentId!.Value).Distinct()];
        if (cases.Count > 0)
        {
            // Who is named for the case meanwhile reads it by that.
            var named = await Grants
                .Where(g => g.IncidentId != null && cases.Contains(g.IncidentId.Value) && g.UserId == me && g.SubjectType == null && g.RevokedAt == null)
                .Select(g => g.IncidentId).ToListAsync(cancellationToken);
            glass.ExceptWith(requests.Where(r => named.Contains(r.IncidentId)).Select(r => r.Id));
        }

        return glass;
    }
}
