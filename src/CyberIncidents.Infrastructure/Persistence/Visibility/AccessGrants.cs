using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Visibility;

internal sealed class AccessGrants(ContextLease lease) : IAccessGrants
{
    private static readonly Func<AppDbContext, Guid, IAsyncEnumerable<AccessGrant>> Persons = EF.CompileAsyncQuery(
        (AppDbContext db, Guid incidentId) => db.Set<AccessGrant>().Where(g => g.IncidentId == incidentId && g.SubjectType == null && g.RevokedAt == null));

    private DbSet<AccessGrant> Grants => lease.Context.Set<AccessGrant>();

    public void Add(AccessGrant grant) => Grants.Add(grant);

    public async Task<IReadOnlyList<AccessGrant>> PersonsOfAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        var stored = await Persons(lease.Context, incidentId).ToListAsync(cancellationToken);
        var unsaved = Grants.Local.Where(g => g.IncidentId == incidentId && g.SubjectType is null && g.RevokedAt is null);
        return [.. stored.Where(g => g.RevokedAt is null).Union(unsaved)];
    }

    public async Task<IReadOnlyList<AccessGrant>> PersonsOfItemAsync(Guid itemId, CancellationToken cancellationToken)
    {
        var stored = await Grants.Where(g => g.SubjectId == itemId && g.UserId != null && g.RevokedAt == null).ToListAsync(cancellationToken);
        var unsaved = Grants.Local.Where(g => g.SubjectId == itemId && g.UserId is not null && g.RevokedAt is null);
        return [.. stored.Where(g => g.RevokedAt is null).Union(unsaved)];
    }

    public async Task UnnameAsync(Guid incidentId, Guid personId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var given = await Grants
            .Where(g => g.IncidentId == incidentId && g.UserId == personId && g.RevokedAt == null
                && (g.Reason == GrantReason.NamedPerson || g.Reason == GrantReason.Notify || g.Reason == GrantReason.Send || g.Reason == GrantReason.Release || g.Reason == GrantReason.Ask))
            .ToListAsync(cancellationToken);
        given.ForEach(g => g.Revoke(now));
    }

    public async Task CarryOverAsync(Guid incidentId, IReadOnlyCollection<Guid> personIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var liaisons = await lease.Context.Set<Person>().Where(p => personIds.Contains(p.Id) && Person.SpeakerRoles.Contains(p.Roles)).ToListAsync(cancellationToken);
        // What a joint case showed of other partners is not carried over: in a RED case they do not see one another.
        var live = await Grants.Where(g => g.IncidentId == incidentId && g.SubjectType != null && g.RevokedAt == null && g.Reason != GrantReason.Joint)
            .ToListAsync(cancellationToken);
        foreach (var liaison in liaisons)
        {
            foreach (var grant in live.Where(g => g.OrganisationId == liaison.OrganisationId
                && !live.Exists(l => l.UserId == liaison.Id && l.SubjectId == g.SubjectId)))
            {
                Add(AccessGrant.ToPerson((grant.SubjectType!.Value, grant.SubjectId!.Value), incidentId, liaison.Id, grant.Reason, now));
            }
        }
    }

    public Task<bool> IsSharedAsync((SubjectType Type, Guid Id) item, CancellationToken cancellationToken) => Grants.AnyAsync(
        g => g.SubjectType == item.Type && g.SubjectId == item.Id && g.RevokedAt == null
            && g.Reason != GrantReason.Creator && g.Reason != GrantReason.NamedPerson && g.Reason != GrantReason.BreakGlass, cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> GivenAsync(SubjectType type, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var (organisation, user) = (lease.Context.ViewerOrganisation, lease.Context.ViewerUser);
        var given = await Grants
            .Where(g => g.SubjectType == type && ids.Contains(g.SubjectId!.Value) && g.RevokedAt == null && (g.OrganisationId == organisation || g.UserId == user))
            .Select(g => new { Id = g.SubjectId!.Value, g.CreatedAt }).ToListAsync(cancellationToken);
        return given.GroupBy(g => g.Id).ToDictionary(g => g.Key, g => g.Max(x => x.CreatedAt));
    }

    public async Task RevokeAsync(
        Guid incidentId, Guid organisationId, IReadOnlyCollection<Guid> except, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var persons = lease.Context.Set<Person>().Where(p => p.OrganisationId == organisationId).Select(p => (Guid?)p.Id);
        var given = await Grants
            // The notice of a recall stays with its receiver, whatever becomes of its part.
            .Where(g => g.IncidentId == incidentId && g.SubjectType != null && g.RevokedAt == null && g.Reason != GrantReason.Recall
                && (g.OrganisationId == organisationId || persons.Contains(g.UserId)))
            .ToListAsync(cancellationToken);
        foreach (var grant in given.Where(g => !except.Contains(g.SubjectId!.Value)))
        {
            grant.Revoke(now);
        }

        var parts = lease.Context.Set<Domain.Incidents.Participation>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(p => p.IncidentId == incidentId && p.OrganisationId == organisationId).Select(p => (Guid?)p.Id);
        var shown = await Grants
            .Where(g => g.IncidentId == incidentId && g.Reason == GrantReason.Joint && g.RevokedAt == null && parts.Contains(g.SubjectId))
            .ToListAsync(cancellationToken);
        shown.ForEach(g => g.Revoke(now));
    }

    public async Task RevokeJointAsync(Guid incidentId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var given = await Grants.Where(g => g.IncidentId == incidentId && g.Reason == GrantReason.Joint && g.RevokedAt == null).ToListAsync(cancellationToken);
        given.ForEach(g => g.Revoke(now));
    }
}

/// <summary>
/// Reads all parts of a case, whoever looks: it lifts the filter, for moves that hit parts which the viewer may not see.
/// </summary>
internal sealed class CaseParts(ContextLease lease) : ICaseParts
{
    public async Task<IReadOnlyList<Request>> RequestsOfAsync(Guid participationId, CancellationToken cancellationToken) =>
        await lease.Context.Set<Request>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(r => r.ParticipationId == participationId).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Request>> RunningRequestsAsync(Guid incidentId, CancellationToken cancellationToken) =>
        await lease.Context.Set<Request>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(r => r.IncidentId == incidentId).Where(RequestStanding.Running).OrderBy(r => r.Reference).ToListAsync(cancellationToken);

    public async Task HoldAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        if (!lease.Context.Database.IsSqlite())
        {
            await lease.Context.Set<Domain.Incidents.Incident>().IgnoreQueryFilters([NeedToKnow.Name]).Where(i => i.Id == incidentId)
                .ExecuteUpdateAsync(s => s.SetProperty(i => i.Version, i => i.Version), cancellationToken);
        }
    }

    public async Task<IReadOnlyList<LegalClock>> ClocksOfAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var stored = await lease.Context.Set<LegalClock>().IgnoreQueryFilters([NeedToKnow.Name]).Include(c => c.Stops)
            .Where(c => c.RequestId == requestId).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        return [.. stored.Union(lease.Context.Set<LegalClock>().Local.Where(c => c.RequestId == requestId))];
    }

    public async Task<IReadOnlyList<LegalClock>> RunningClocksAsync(string ruleCode, CancellationToken cancellationToken) =>
        await lease.Context.Set<LegalClock>().IgnoreQueryFilters([NeedToKnow.Name]).Include(c => c.Stops).Include(c => c.Alarms).AsSplitQuery()
            .Where(c => c.RuleCode == ruleCode && c.State == ClockState.Running).ToListAsync(cancellationToken);

    public Task<Request> RequestAsync(Guid requestId, CancellationToken cancellationToken) =>
        lease.Context.Set<Request>().IgnoreQueryFilters([NeedToKnow.Name]).SingleAsync(r => r.Id == requestId, cancellationToken);

    public Task<DateTimeOffset> AwareAtAsync(Guid incidentId, CancellationToken cancellationToken) =>
        lease.Context.Set<Domain.Incidents.Incident>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(i => i.Id == incidentId).Select(i => i.DetectedAt ?? i.CreatedAt).SingleAsync(cancellationToken);

    public async Task<IReadOnlyList<Alarm>> AlarmsOfAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var stored = await lease.Context.Set<Alarm>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(a => a.RequestId == requestId && a.FiredAt == null && a.CancelledAt == null).ToListAsync(cancellationToken);
        return [.. stored.Union(lease.Context.Set<Alarm>().Local.Where(a => a.RequestId == requestId)).Where(a => a.Stands)];
    }

    public async Task<IReadOnlyList<ChasingEntry>> StepsInDigestAsync(Guid requestId, CancellationToken cancellationToken) =>
        await lease.Context.Set<ChasingEntry>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(e => e.RequestId == requestId && e.Outcome == ChaseOutcome.InDigest).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<IncidentLink>> LinksOfPairAsync(Guid incidentId, Guid? pairId, CancellationToken cancellationToken)
    {
        var links = lease.Context.Set<IncidentLink>().IgnoreQueryFilters([NeedToKnow.Name]).Where(l => l.WithdrawnAt == null);
        links = pairId is { } pair
            ? links.Where(l => l.PairId == pair)
            : links.Where(l => (l.IncidentId == incidentId && l.Kind == LinkKind.MergedInto) || (l.OtherId == incidentId && l.Kind == LinkKind.Merged));
        return await links.ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<FollowUp>> FollowUpsOfAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var stored = await lease.Context.Set<FollowUp>().IgnoreQueryFilters([NeedToKnow.Name]).Include(f => f.Alarms)
            .Where(f => f.RequestId == requestId).ToListAsync(cancellationToken);
        return [.. stored.Union(lease.Context.Set<FollowUp>().Local.Where(f => f.RequestId == requestId))];
    }

    public async Task SpreadMarkingAsync(Guid incidentId, Tlp tlp, CancellationToken cancellationToken)
    {
        var spread = typeof(CaseParts).GetMethod(nameof(SpreadAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        var filed = (await lease.Context.Set<Request>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(r => r.IncidentId == incidentId && r.Direction == RequestDirection.Inbound).Select(r => r.Id).ToListAsync(cancellationToken)).ToHashSet();
        var parts = lease.Context.Model.GetEntityTypes().Where(t => t.FindProperty(nameof(ISecured.IncidentId)) is not null).Select(t => t.ClrType);
        foreach (var type in parts.Where(t => t.IsAssignableTo(typeof(ISecured))))
        {
            await (Task)spread.MakeGenericMethod(type).Invoke(this, [incidentId, tlp, filed, cancellationToken])!;
        }

        var links = lease.Context.Set<IncidentLink>().IgnoreQueryFilters([NeedToKnow.Name]).Where(l => l.OtherId == incidentId && l.OtherTlp != tlp);
        foreach (var link in await links.ToListAsync(cancellationToken))
        {
            link.RemarkOther(tlp);
        }
    }

    public Task<IMarked?> MarkedAsync(SubjectType type, Guid id, CancellationToken cancellationToken) =>
        new ItemMarkings(lease.Context).FindAsync(type, id, cancellationToken);

    public Task SpreadItemMarkingAsync(SubjectType type, IMarked item, Tlp? before, CancellationToken cancellationToken) =>
        new ItemMarkings(lease.Context).SpreadAsync(type, item, before, cancellationToken);

    public Task<IReadOnlyList<Guid>> ReadersAsync(SubjectType type, Guid id, CancellationToken cancellationToken) =>
        new ItemMarkings(lease.Context).ReadersAsync(type, id, cancellationToken);

    private async Task SpreadAsync<T>(Guid incidentId, Tlp tlp, HashSet<Guid> filed, CancellationToken cancellationToken)
        where T : Entity, ISecured
    {
        if (typeof(T) == typeof(Domain.Incidents.Incident))
        {
            return;
        }

        var parts = await lease.Context.Set<T>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(p => EF.Property<Guid?>(p, nameof(ISecured.IncidentId)) == incidentId).ToListAsync(cancellationToken);
        foreach (var part in parts.Where(p => !InboundParts.HangsOn(p, filed)))
        {
            var effective = ReleasePolicy.Strictest(part.OwnTlp ?? tlp, tlp);
            if (part.Tlp != effective)
            {
                part.Remark(effective);
            }
        }
    }
}
