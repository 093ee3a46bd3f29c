using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Visibility;

/// <summary>Takes back what was released, whoever looks: it lifts the filter, since other releases and alarms may be hidden from whoever acts.</summary>
internal sealed class Recalls(ContextLease lease) : IRecalls
{
    private DbSet<AccessGrant> Grants => lease.Context.Set<AccessGrant>();

    public async Task<IReadOnlyList<Guid>> TakeBackAsync(Release release, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Whoever marks the case or an item anew meanwhile gives grants that this has to see.
        await new CaseParts(lease).HoldAsync(release.IncidentId!.Value, cancellationToken);
        var ids = release.Items.Select(i => i.SubjectId).ToList();
        var staying = await StayingAsync(release, ids, cancellationToken);
        var persons = await lease.Context.Set<Person>().Where(p => p.OrganisationId == release.OrganisationId).Select(p => p.Id).ToListAsync(cancellationToken);
        var given = (await Grants
            .Where(g => g.IncidentId == release.IncidentId && g.SubjectId != null && ids.Contains(g.SubjectId.Value) && g.Reason == GrantReason.Release)
            .ToListAsync(cancellationToken))
            .FindAll(g => g.OrganisationId == release.OrganisationId || (g.UserId is { } person && persons.Contains(person)));
        // The receiver's sight of the release itself ends with it.
        var shown = (await Grants.Where(g => g.SubjectType == SubjectType.Release && g.SubjectId == release.Id && g.RevokedAt == null).ToListAsync(cancellationToken))
            .FindAll(g => g.OrganisationId == release.OrganisationId || (g.UserId is { } person && persons.Contains(person)));
        shown.ForEach(g => g.Revoke(now));
        foreach (var grant in given.Where(g => !staying.Contains(g.SubjectId!.Value)))
        {
            grant.Revoke(now);
        }

        return [.. given.Where(g => g.UserId is not null).Select(g => g.UserId!.Value).Distinct()];
    }

    public async Task<IReadOnlyDictionary<Guid, int>> StillSeenAsync(IReadOnlyCollection<Guid> releaseIds, CancellationToken cancellationToken) =>
        await (from item in lease.Context.Set<ReleaseItem>()
               where releaseIds.Contains(item.ReleaseId)
               join release in lease.Context.Set<Release>() on item.ReleaseId equals release.Id
               where Grants.Any(g => g.SubjectType == item.SubjectType && g.SubjectId == item.SubjectId && g.RevokedAt == null && g.Reason == GrantReason.Release
                   && ((g.OrganisationId == release.OrganisationId && item.Tlp != Tlp.Red)
                       || lease.Context.Set<Person>().Any(p => p.Id == g.UserId && p.OrganisationId == release.OrganisationId)))
               group item by item.ReleaseId into seen
               select new { seen.Key, Count = seen.Count() }).ToDictionaryAsync(s => s.Key, s => s.Count, cancellationToken);

    public async Task<IReadOnlyList<Alarm>> AlarmsOfAsync(Guid recallId, CancellationToken cancellationToken) =>
        await lease.Context.Set<Alarm>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(a => a.RecallId == recallId && a.FiredAt == null && a.CancelledAt == null).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Guid>> OursAsync(Recall recall, CancellationToken cancellationToken)
    {
        var owner = await lease.Context.Set<Incident>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(i => i.Id == recall.IncidentId).Select(i => i.OwnerId).SingleAsync(cancellationToken);
        return await OpenAsync(owner is { } person ? [person, recall.RecalledById] : [recall.RecalledById], cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> TheirsAsync(Recall recall, CancellationToken cancellationToken)
    {
        var given = await Grants.Where(g => g.SubjectType == SubjectType.Recall && g.SubjectId == recall.Id && g.RevokedAt == null).ToListAsync(cancellationToken);
        given.AddRange(Grants.Local.Where(g => g.SubjectType == SubjectType.Recall && g.SubjectId == recall.Id && !given.Contains(g)));
        return given.Exists(g => g.OrganisationId == recall.OrganisationId)
            ? await lease.Context.Set<Person>()
                .Where(p => p.OrganisationId == recall.OrganisationId && Person.SpeakerRoles.Contains(p.Roles) && p.DisabledAt == null)
                .Select(p => p.Id).ToListAsync(cancellationToken)
            : await OpenAsync([.. given.Where(g => g.UserId is not null && g.Reason == GrantReason.Recall).Select(g => g.UserId!.Value)], cancellationToken);
    }

    /// <summary>Those that another release, which stands, gave to the same receiver.</summary>
    private Task<HashSet<Guid>> StayingAsync(Release release, List<Guid> ids, CancellationToken cancellationToken)
    {
        var items = lease.Context.Set<ReleaseItem>().IgnoreQueryFilters([NeedToKnow.Name]);
        var parts = lease.Context.Set<Participation>().IgnoreQueryFilters([NeedToKnow.Name]).Where(p => p.OrganisationId == release.OrganisationId);
        // What was released before the receiver's part ended was taken back with it, though its record still says that it left.
        var others = lease.Context.Set<Release>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(r => r.Id != release.Id && r.IncidentId == release.IncidentId && r.OrganisationId == release.OrganisationId && r.State == ReleaseState.Released)
            .Where(r => parts.Any(p => p.IncidentId == r.IncidentId && p.NotifiedAt <= r.DecidedAt));
        // To persons only a release for persons gave it.
        others = release.MarkedAs == Tlp.Red ? others.Where(r => r.MarkedAs == Tlp.Red) : others;
        // A text that was changed since is another content under the same key: that one is asked back.
        var digests = release.Items.Select(i => i.Sha256).ToList();
        return items.Where(i => ids.Contains(i.SubjectId) && digests.Contains(i.Sha256) && others.Any(r => r.Id == i.ReleaseId)).Select(i => i.SubjectId).ToHashSetAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Guid>> OpenAsync(List<Guid> ids, CancellationToken cancellationToken) =>
        await lease.Context.Set<Person>().Where(p => ids.Contains(p.Id) && p.DisabledAt == null).Select(p => p.Id).ToListAsync(cancellationToken);
}
