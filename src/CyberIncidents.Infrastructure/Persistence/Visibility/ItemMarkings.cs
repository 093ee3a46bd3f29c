using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Visibility;

/// <summary>Reads and marks items with all that hangs on them, whoever looks: it lifts the filter.</summary>
internal sealed class ItemMarkings(AppDbContext db)
{
    // What hangs on an item names it in one of these; keys are never used twice, so the kind need not be asked.
    private static readonly string[] Links = ["RequestId", "SubjectId", "FollowUpId", "ConsentId", "EvidenceId"];

    private static readonly System.Reflection.MethodInfo OfType =
        typeof(ItemMarkings).GetMethod(nameof(PartsAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;

    /// <summary>One line for each kind that has a marking of its own.</summary>
    public async Task<IMarked?> FindAsync(SubjectType type, Guid id, CancellationToken cancellationToken) => type switch
    {
        SubjectType.Comment => await OneAsync<Comment>(id, cancellationToken),
        SubjectType.Observable => await OneAsync<Observable>(id, cancellationToken),
        SubjectType.Evidence => await OneAsync<EvidenceFile>(id, cancellationToken),
        SubjectType.TimelineEntry => await OneAsync<TimelineEntry>(id, cancellationToken),
        SubjectType.Request => await OneAsync<Request>(id, cancellationToken),
        _ => null,
    };

    public async Task SpreadAsync(SubjectType type, IMarked item, Tlp? before, CancellationToken cancellationToken)
    {
        var keys = new HashSet<Guid> { item.Id };
        if (type == SubjectType.Request)
        {
            keys.UnionWith(await db.Set<FollowUp>().IgnoreQueryFilters([NeedToKnow.Name]).Where(f => f.RequestId == item.Id).Select(f => f.Id).ToListAsync(cancellationToken));
        }

        keys.UnionWith(await db.Set<Consent>().IgnoreQueryFilters([NeedToKnow.Name]).Where(c => c.SubjectId == item.Id).Select(c => c.Id).ToListAsync(cancellationToken));
        await RaiseReleasesAsync(item, cancellationToken);
        foreach (var entity in db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(ISecured))))
        {
            foreach (var link in Links.Where(l => entity.FindProperty(l) is not null))
            {
                foreach (var part in await (Task<IReadOnlyList<ISecured>>)OfType.MakeGenericMethod(entity.ClrType).Invoke(this, [link, keys, cancellationToken])!)
                {
                    Mark(part, item, before);
                }
            }
        }
    }

    /// <summary>The record as a whole goes with its strictest item: its history holds the content of all.</summary>
    private async Task RaiseReleasesAsync(IMarked item, CancellationToken cancellationToken)
    {
        var left = db.Set<ReleaseItem>().IgnoreQueryFilters([NeedToKnow.Name]).Where(i => i.SubjectId == item.Id).Select(i => i.ReleaseId);
        foreach (var release in await db.Set<Release>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(r => left.Contains(r.Id)).ToListAsync(cancellationToken))
        {
            release.Raise(item.Tlp);
        }
    }

    public async Task<IReadOnlyList<Guid>> ReadersAsync(SubjectType type, Guid id, CancellationToken cancellationToken)
    {
        var grants = db.Set<AccessGrant>().Where(g => g.SubjectType == type && g.SubjectId == id && g.RevokedAt == null);
        var organisations = await grants.Where(g => g.OrganisationId != null).Select(g => g.OrganisationId!.Value).ToListAsync(cancellationToken);
        var persons = await db.Set<Person>().Where(p => Person.SpeakerRoles.Contains(p.Roles) && grants.Any(g => g.UserId == p.Id))
            .Select(p => p.OrganisationId).ToListAsync(cancellationToken);
        return [.. organisations.Union(persons)];
    }

    private async Task<IMarked?> OneAsync<T>(Guid id, CancellationToken cancellationToken)
        where T : Entity, IMarked =>
        await db.Set<T>().IgnoreQueryFilters([NeedToKnow.Name]).SingleOrDefaultAsync(i => i.Id == id, cancellationToken);

    private async Task<IReadOnlyList<ISecured>> PartsAsync<T>(string link, HashSet<Guid> keys, CancellationToken cancellationToken)
        where T : Entity, ISecured =>
        await db.Set<T>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(p => EF.Property<Guid?>(p, link) != null && keys.Contains(EF.Property<Guid?>(p, link)!.Value)).ToListAsync<ISecured>(cancellationToken);

    private void Mark(ISecured part, IMarked item, Tlp? before)
    {
        if (part is ReleaseItem left)
        {
            left.Raise(item.Tlp);
        }
        else if (part.Tlp < item.Tlp || part.OwnTlp == before)
        {
            db.Entry(part).Property(nameof(ISecured.OwnTlp)).CurrentValue = item.OwnTlp;
            if (part.Tlp != item.Tlp)
            {
                part.Remark(item.Tlp);
            }
        }
    }
}
