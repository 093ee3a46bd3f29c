using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Follow-ups about engagements.</summary>
internal sealed class EngagementSubject(IAppDb db) : IFollowUpSubject
{
    public FollowUpAbout Type => FollowUpAbout.Engagement;

    public async Task<IReadOnlyList<FollowUpAboutDetail>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        [.. (await db.Engagements.Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, e.Reference, e.Title, e.Tlp, e.State, e.Version }).ToListAsync(cancellationToken))
            .Select(e => new FollowUpAboutDetail(Type, e.Id, e.Reference, e.Title, e.Tlp, $"engagements/{e.Reference}")
            {
                Ended = EngagementLifecycle.IsOver(e.State),
                Version = e.Version,
            })];
}

/// <summary>Follow-ups about commitments.</summary>
internal sealed class CommitmentSubject(IAppDb db) : IFollowUpSubject
{
    public FollowUpAbout Type => FollowUpAbout.Commitment;

    public async Task<IReadOnlyList<FollowUpAboutDetail>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        [.. (await db.Commitments.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Reference, c.Title, c.Tlp, c.State, c.Version }).ToListAsync(cancellationToken))
            .Select(c => new FollowUpAboutDetail(Type, c.Id, c.Reference, c.Title, c.Tlp, $"commitments/{c.Reference}")
            {
                Ended = c.State != CommitmentState.Open,
                Version = c.Version,
            })];
}
