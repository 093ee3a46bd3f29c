using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Engagements;

/// <summary>Who sees a commitment when it is RED, and who is reminded of it.</summary>
internal sealed class CommitmentPeople(
    ItemPeople people, EngagementPeople engagements, CommitmentChase chase, IEngagementMarkings markings, AboutFollowUps followUps)
{
    /// <summary>A commitment is made, of an engagement or of none.</summary>
    public async Task NameAsync(Commitment commitment, Engagement? engagement, IReadOnlyList<Guid>? named, CancellationToken cancellationToken)
    {
        var item = (SubjectType.Commitment, commitment.Id);
        await people.NameAsync(item, commitment.ResponsibleId, named, cancellationToken);
        if (engagement is not null)
        {
            await engagements.OpenAsync(engagement, item, cancellationToken);
        }

        chase.Begin(commitment);
    }

    /// <summary>What an edit made of who sees it, and of what is about it.</summary>
    /// <param name="commitment">The commitment, edited.</param>
    /// <param name="before">How it was marked, who saw to it, and its day.</param>
    /// <param name="named">All named persons; null leaves them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ChangeAsync(
        Commitment commitment, (Tlp Tlp, Guid ResponsibleId, DateOnly DueOn) before, IReadOnlyList<Guid>? named, CancellationToken cancellationToken)
    {
        var item = (SubjectType.Commitment, commitment.Id);
        var persons = await followUps.PersonsAsync(commitment.Id, cancellationToken);
        if (commitment.ResponsibleId != before.ResponsibleId)
        {
            await people.AssignAsync(item, commitment.ResponsibleId, cancellationToken);
        }

        await people.ReplaceNamedAsync(item, named, cancellationToken);
        await chase.FollowAsync(commitment, (before.DueOn, before.ResponsibleId), cancellationToken);
        if (commitment.Tlp != before.Tlp)
        {
            await people.KeepInSightAsync(item, commitment.Tlp, cancellationToken);
            await markings.SpreadAsync(commitment, cancellationToken);
        }

        await followUps.LeaveAsync(commitment.Id, commitment.Tlp, persons, commitment.ResponsibleId, cancellationToken);
    }
}
