using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Engagements;

/// <summary>The follow-ups about an engagement or a commitment go with its persons, and end with it.</summary>
internal sealed class AboutFollowUps(IEngagementParts parts, IAccessGrants grants, IViewerAccessor viewer, TimeProvider time)
{
    /// <summary>Who sees an item when it is RED.</summary>
    public async Task<IReadOnlySet<Guid>> PersonsAsync(Guid itemId, CancellationToken cancellationToken) =>
        (await grants.PersonsOfItemAsync(itemId, cancellationToken)).Select(g => g.UserId!.Value).ToHashSet();

    /// <summary>
    /// Whoever was a person of an item and is none any more was given its follow-ups with it, and loses them. Of something RED, what such a
    /// one still had to act on goes to whoever answers for the item, else to the one who takes the person off.
    /// </summary>
    public async Task LeaveAsync(Guid itemId, Tlp tlp, IReadOnlySet<Guid> before, Guid? responsible, CancellationToken cancellationToken)
    {
        var gone = before.Except(await PersonsAsync(itemId, cancellationToken)).ToHashSet();
        if (gone.Count == 0)
        {
            return;
        }

        foreach (var followUp in await parts.FollowUpsOfAsync(itemId, cancellationToken))
        {
            if (followUp.IsOpen && ReleasePolicy.NeedsNamedPersons(tlp) && gone.Contains(followUp.AssigneeId))
            {
                await HandOverAsync(followUp, responsible ?? viewer.Required.UserId, cancellationToken);
            }

            await RevokeAsync(followUp, gone, cancellationToken);
        }
    }

    /// <summary>Somebody else has to act, and sees it by that.</summary>
    public async Task HandOverAsync(FollowUp followUp, Guid assignee, CancellationToken cancellationToken)
    {
        followUp.Reassign(assignee);
        if (!(await PersonsAsync(followUp.Id, cancellationToken)).Contains(assignee))
        {
            FollowUpSeries.NameWhoActs(grants, followUp, null, assignee, time.GetUtcNow());
        }
    }

    /// <summary>The follow-up by which the program reminds of an item, as long as it is open.</summary>
    public async Task<FollowUp?> OpenAsync(Guid itemId, Guid? followUpId, CancellationToken cancellationToken) =>
        (await parts.FollowUpsOfAsync(itemId, cancellationToken)).SingleOrDefault(f => f.Id == followUpId && f.IsOpen);

    /// <summary>These persons were given a follow-up by name, and are no more.</summary>
    public async Task RevokeAsync(FollowUp followUp, IReadOnlySet<Guid> persons, CancellationToken cancellationToken)
    {
        foreach (var grant in (await grants.PersonsOfItemAsync(followUp.Id, cancellationToken)).Where(g => persons.Contains(g.UserId!.Value)))
        {
            grant.Revoke(time.GetUtcNow());
        }
    }

    /// <summary>What ends takes its open follow-ups along, when whoever ends it says so.</summary>
    /// <param name="itemId">What ends.</param>
    /// <param name="but">A follow-up that ends by itself.</param>
    /// <param name="input">What was said.</param>
    /// <param name="allowed">The moves that are legal, for the refusal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RuleBrokenException"><c>open-follow-ups</c>: there are some, and nothing was said of them.</exception>
    public async Task EndAsync(Guid itemId, Guid? but, ActionInput input, IEnumerable<string> allowed, CancellationToken cancellationToken)
    {
        var open = (await parts.FollowUpsOfAsync(itemId, cancellationToken)).Where(f => f.IsOpen && f.Id != but).ToList();
        if (open.Count > 0 && input.CancelFollowUps != true)
        {
            throw new RuleBrokenException(
                "open-follow-ups", "Follow-ups are still open; finish them, or cancel them with cancelFollowUps.", [.. allowed],
                [.. open.Select(f => $"{f.Id}: {FollowUpTitle.Of(f.Purpose, f.Title, null)}")]);
        }

        foreach (var followUp in open)
        {
            followUp.Cancel(input.Said, time.GetUtcNow());
        }
    }
}
