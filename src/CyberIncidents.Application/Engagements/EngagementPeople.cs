using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Engagements;

/// <summary>
/// The persons of a RED engagement see all that belongs to it, by a grant on each item, which goes when they or the marking go. What is RED
/// of a laxer engagement is seen by its own persons alone.
/// </summary>
internal sealed class EngagementPeople(
    ItemPeople people, IEngagementMarkings markings, IEngagementParts parts, AboutFollowUps followUps)
{
    /// <summary>An item comes to the engagement.</summary>
    public async Task OpenAsync(Engagement engagement, (SubjectType Type, Guid Id) item, CancellationToken cancellationToken) =>
        await MatchAsync(item, await WantedAsync(engagement, cancellationToken), cancellationToken);

    /// <summary>What an edit made of who sees it, and of what belongs to it.</summary>
    /// <param name="engagement">The engagement, edited.</param>
    /// <param name="before">How it was marked, and who answered for it.</param>
    /// <param name="named">All named persons; null leaves them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ChangeAsync(
        Engagement engagement, (Tlp Tlp, Guid? ResponsibleId) before, IReadOnlyList<Guid>? named, CancellationToken cancellationToken)
    {
        var item = (SubjectType.Engagement, engagement.Id);
        var persons = await followUps.PersonsAsync(engagement.Id, cancellationToken);
        if (engagement.ResponsibleId != before.ResponsibleId)
        {
            await people.AssignAsync(item, engagement.ResponsibleId, cancellationToken);
        }

        await people.ReplaceNamedAsync(item, named, cancellationToken);
        if (engagement.Tlp != before.Tlp)
        {
            await people.KeepInSightAsync(item, engagement.Tlp, cancellationToken);
            await markings.SpreadAsync(engagement, cancellationToken);
        }

        await FollowAsync(engagement, cancellationToken);
        await followUps.LeaveAsync(engagement.Id, engagement.Tlp, persons, engagement.ResponsibleId, cancellationToken);
    }

    private async Task FollowAsync(Engagement engagement, CancellationToken cancellationToken)
    {
        var wanted = await WantedAsync(engagement, cancellationToken);
        foreach (var document in await parts.DocumentsOfAsync(engagement.Id, cancellationToken))
        {
            await MatchAsync((SubjectType.EngagementDocument, document), wanted, cancellationToken);
        }

        foreach (var commitment in await parts.CommitmentsOfAsync(engagement.Id, cancellationToken))
        {
            var before = await followUps.PersonsAsync(commitment.Id, cancellationToken);
            await MatchAsync((SubjectType.Commitment, commitment.Id), wanted, cancellationToken);
            await followUps.LeaveAsync(commitment.Id, commitment.Tlp, before, commitment.ResponsibleId, cancellationToken);
        }
    }

    private async Task<IReadOnlyCollection<Guid>> WantedAsync(Engagement engagement, CancellationToken cancellationToken) =>
        ReleasePolicy.NeedsNamedPersons(engagement.Tlp) ? await followUps.PersonsAsync(engagement.Id, cancellationToken) : [];

    private Task MatchAsync((SubjectType Type, Guid Id) item, IReadOnlyCollection<Guid> wanted, CancellationToken cancellationToken) =>
        people.ReplaceAsync(item, GrantReason.Engagement, wanted, cancellationToken);
}
