using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Visibility;

/// <summary>Reads what belongs to an engagement or a commitment, whoever looks: it lifts the filter.</summary>
internal sealed class EngagementParts(ContextLease lease) : IEngagementParts
{
    public async Task HoldAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!lease.Context.Database.IsSqlite())
        {
            await All<Engagement>().Where(e => e.Id == id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Version, e => e.Version), cancellationToken);
            await All<Commitment>().Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Version, c => c.Version), cancellationToken);
        }
    }

    public async Task<IReadOnlyList<FollowUp>> FollowUpsOfAsync(Guid aboutId, CancellationToken cancellationToken)
    {
        var stored = await All<FollowUp>().Include(f => f.Alarms).Where(f => f.AboutId == aboutId).ToListAsync(cancellationToken);
        return [.. stored.Union(lease.Context.Set<FollowUp>().Local.Where(f => f.AboutId == aboutId)).OrderBy(f => f.DueAt)];
    }

    public async Task<bool?> HasEndedAsync(FollowUpSubject subject, CancellationToken cancellationToken) => subject.Type switch
    {
        FollowUpAbout.Engagement => EngagementLifecycle.IsOver(
            await All<Engagement>().Where(e => e.Id == subject.Id).Select(e => e.State).SingleAsync(cancellationToken)),
        FollowUpAbout.Commitment => await All<Commitment>().Where(c => c.Id == subject.Id).Select(c => c.State).SingleAsync(cancellationToken) != CommitmentState.Open,
        _ => null,
    };

    public async Task<IReadOnlyList<Commitment>> CommitmentsOfAsync(Guid engagementId, CancellationToken cancellationToken) =>
        await All<Commitment>().Where(c => c.EngagementId == engagementId).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Guid>> DocumentsOfAsync(Guid engagementId, CancellationToken cancellationToken) =>
        await All<EngagementDocument>().Where(d => d.EngagementId == engagementId).Select(d => d.Id).ToListAsync(cancellationToken);

    private IQueryable<T> All<T>()
        where T : Entity => lease.Context.Set<T>().IgnoreQueryFilters([NeedToKnow.Name]);
}
