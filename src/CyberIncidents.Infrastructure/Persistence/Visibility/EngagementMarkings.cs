using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Visibility;

/// <summary>Marks what hangs on an engagement or a commitment as it is marked itself, whoever looks: it lifts the filter.</summary>
internal sealed class EngagementMarkings(ContextLease lease, TimeProvider time) : IEngagementMarkings
{
    private DbSet<AccessGrant> Grants => lease.Context.Set<AccessGrant>();

    public async Task SpreadAsync(Engagement engagement, CancellationToken cancellationToken)
    {
        var documents = await All<EngagementDocument>().Where(d => d.EngagementId == engagement.Id).ToDictionaryAsync(d => d.Id, cancellationToken);
        Mark(documents.Values, engagement.Tlp);
        foreach (var line in await All<DocumentEntry>().Where(c => c.EngagementId == engagement.Id).ToListAsync(cancellationToken))
        {
            Mark([line], documents[line.DocumentId].Tlp);
        }

        var ids = documents.Keys.ToList();
        foreach (var notice in await All<Notice>().Where(n => n.SubjectType == SubjectType.EngagementDocument && ids.Contains(n.SubjectId)).ToListAsync(cancellationToken))
        {
            Mark([notice], documents[notice.SubjectId].Tlp);
        }

        // A commitment has a marking of its own, which is only raised.
        foreach (var commitment in await All<Commitment>().Where(c => c.EngagementId == engagement.Id && c.Tlp != engagement.Tlp).ToListAsync(cancellationToken))
        {
            if (commitment.Tlp < engagement.Tlp)
            {
                Mark([commitment], engagement.Tlp);
                await SpreadAsync(commitment, cancellationToken);
            }
        }

        await MarkFollowUpsAsync(engagement.Id, engagement.Tlp, cancellationToken);
    }

    public async Task SpreadAsync(Commitment commitment, CancellationToken cancellationToken)
    {
        await MarkFollowUpsAsync(commitment.Id, commitment.Tlp, cancellationToken);
        if (ReleasePolicy.NeedsNamedPersons(commitment.Tlp))
        {
            await NameAsync((SubjectType.Commitment, commitment.Id), [commitment.CreatedById, commitment.ResponsibleId], cancellationToken);
        }
    }

    private async Task MarkFollowUpsAsync(Guid aboutId, Tlp tlp, CancellationToken cancellationToken)
    {
        // Those that this very save adds carry the marking of before.
        var followUps = (await All<FollowUp>().Where(f => f.AboutId == aboutId).ToListAsync(cancellationToken))
            .Union(lease.Context.Set<FollowUp>().Local.Where(f => f.AboutId == aboutId)).ToList();
        var ids = followUps.Select(f => f.Id).ToList();
        Mark(followUps, tlp);
        Mark(await All<Alarm>().Where(a => a.AboutId == aboutId).ToListAsync(cancellationToken), tlp);
        Mark(lease.Context.Set<Alarm>().Local.Where(a => a.AboutId == aboutId).ToList(), tlp);
        Mark(await All<Notice>().Where(n => ids.Contains(n.SubjectId)).ToListAsync(cancellationToken), tlp);
        if (ReleasePolicy.NeedsNamedPersons(tlp))
        {
            foreach (var followUp in followUps.Where(f => f.IsOpen))
            {
                await NameAsync((SubjectType.FollowUp, followUp.Id), [followUp.CreatorId, followUp.AssigneeId], cancellationToken);
            }
        }
    }

    /// <summary>Those who act have to go on seeing it.</summary>
    private async Task NameAsync((SubjectType Type, Guid Id) item, IEnumerable<Guid> persons, CancellationToken cancellationToken)
    {
        var given = (await Grants.Where(g => g.SubjectId == item.Id && g.RevokedAt == null).ToListAsync(cancellationToken))
            .Union(Grants.Local.Where(g => g.SubjectId == item.Id)).Where(g => g.RevokedAt is null).Select(g => g.UserId).ToHashSet();
        foreach (var person in persons.Distinct().Where(p => !given.Contains(p)))
        {
            Grants.Add(AccessGrant.ToPerson(item, person, GrantReason.Creator, time.GetUtcNow()));
        }
    }

    private static void Mark(IEnumerable<ISecured> parts, Tlp tlp)
    {
        foreach (var part in parts.Where(p => p.Tlp != tlp))
        {
            part.Remark(tlp);
        }
    }

    private IQueryable<T> All<T>()
        where T : Entity => lease.Context.Set<T>().IgnoreQueryFilters([NeedToKnow.Name]);
}
