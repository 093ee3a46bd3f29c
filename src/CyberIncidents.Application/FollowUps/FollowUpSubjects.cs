using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>What a follow-up is about instead of a case, as its reader sees it.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Id">Its key.</param>
/// <param name="Reference">What people call it; null where it has none.</param>
/// <param name="Title">Its title, in the language of the call.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="Page">The page that shows it, without the leading slash.</param>
public sealed record FollowUpAboutDetail(FollowUpAbout Type, Guid Id, string? Reference, string Title, Tlp Tlp, string Page)
{
    /// <summary>Whether it takes no more follow-ups, because it is over or was called off.</summary>
    internal bool Ended { get; init; }

    /// <summary>Its changes, so that a calendar sees that its entry says something else.</summary>
    internal long Version { get; init; }
}

/// <summary>Looks up what follow-ups are about; one for each kind, found by scanning.</summary>
public interface IFollowUpSubject
{
    /// <summary>The kind that it knows.</summary>
    FollowUpAbout Type { get; }

    /// <summary>Reads those that are there and that the viewer may see.</summary>
    /// <param name="ids">Their keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is told of each.</returns>
    Task<IReadOnlyList<FollowUpAboutDetail>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}

/// <summary>Names what follow-ups are about, of whatever kind.</summary>
/// <param name="kinds">Those who know, one for each kind.</param>
public sealed class FollowUpSubjects(IEnumerable<IFollowUpSubject> kinds)
{
    /// <summary>What two columns say; null where they are empty.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="id">The key.</param>
    /// <returns>What a follow-up is about.</returns>
    public static FollowUpSubject? Of(FollowUpAbout? type, Guid? id) => (type, id) is ({ } t, { } i) ? new FollowUpSubject(t, i) : null;

    /// <summary>One that is there and that the viewer may see.</summary>
    /// <param name="subject">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is told of it; null where it is not there.</returns>
    public async Task<FollowUpAboutDetail?> FindAsync(FollowUpSubject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return (await FindAsync([subject], cancellationToken)).GetValueOrDefault(subject.Id);
    }

    /// <summary>Those that are there and that the viewer may see, one query for each kind.</summary>
    /// <param name="subjects">Which; nulls are passed over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is told of each, by its key.</returns>
    public async Task<IReadOnlyDictionary<Guid, FollowUpAboutDetail>> FindAsync(
        IEnumerable<FollowUpSubject?> subjects, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        var found = new Dictionary<Guid, FollowUpAboutDetail>();
        foreach (var group in subjects.OfType<FollowUpSubject>().Distinct().GroupBy(s => s.Type, s => s.Id))
        {
            foreach (var kind in kinds.Where(k => k.Type == group.Key))
            {
                foreach (var one in await kind.FindAsync([.. group], cancellationToken))
                {
                    found[one.Id] = one;
                }
            }
        }

        return found;
    }
}

/// <summary>What a follow-up hangs on: a case, with a request of it or without, or something else; none of them where the viewer does not see that.</summary>
internal sealed record FollowUpPlace(Incident? Incident, Guid? RequestId, Tlp? RequestTlp, FollowUpAboutDetail? About)
{
    public Tlp Tlp => Incident?.Tlp ?? About!.Tlp;

    public FollowUpSubject? Subject => About is null ? null : new FollowUpSubject(About.Type, About.Id);

    /// <summary>Throws when it takes no more.</summary>
    public void EnsureTakesMore()
    {
        Incident?.EnsureTakesMore();
        if (About is { Ended: true })
        {
            throw new RuleBrokenException("ended", "It is over and takes no more follow-ups.");
        }
    }
}

/// <summary>Finds what a follow-up hangs on, and says who may act on it.</summary>
internal sealed class FollowUpPlaces(IAppDb db, FollowUpSubjects subjects, IEngagementParts parts, CasePeople people, IAccessGrants grants)
{
    /// <summary>Something that is no case, held before it is read: nobody marks it anew, or ends it, until this is committed.</summary>
    /// <exception cref="InvalidInputException">It is not there, or the viewer does not see it.</exception>
    public async Task<FollowUpPlace> AboutAsync(FollowUpSubject subject, CancellationToken cancellationToken)
    {
        if (await subjects.FindAsync(subject, cancellationToken) is not null)
        {
            await parts.HoldAsync(subject.Id, cancellationToken);
        }

        var about = await subjects.FindAsync(subject, cancellationToken) ?? throw new InvalidInputException("about", Words.Get("Error.UnknownCode"));
        return new FollowUpPlace(null, null, null, about);
    }

    /// <summary>
    /// What a follow-up hangs on; it may still be seen by its name when that is not. Of what is no case, whoever sees the follow-up does
    /// with it what needs nothing more.
    /// </summary>
    /// <exception cref="NotFoundException">The viewer does not see the case.</exception>
    public async Task<FollowUpPlace> OfAsync(FollowUp followUp, CancellationToken cancellationToken)
    {
        if (followUp.About is { } subject)
        {
            return new FollowUpPlace(null, null, null, await subjects.FindAsync(subject, cancellationToken));
        }

        var incident = await db.Incidents.SingleOrDefaultAsync(i => i.Id == followUp.IncidentId, cancellationToken) ?? throw new NotFoundException();
        return new FollowUpPlace(incident, followUp.RequestId, followUp.OwnTlp, null);
    }

    /// <summary>Somebody of the national team who sees what it hangs on.</summary>
    /// <exception cref="InvalidInputException">Somebody else.</exception>
    /// <exception cref="NotFoundException">The viewer does not see it himself, and so cannot say who does.</exception>
    public async Task EnsureMayActAsync(Guid assignee, FollowUpPlace place, CancellationToken cancellationToken)
    {
        if (place is { Incident: null, About: null })
        {
            throw new NotFoundException();
        }

        await db.NationalAsync(assignee, "assignee", cancellationToken);
        if (!await SeesAsync(assignee, place, cancellationToken))
        {
            throw new InvalidInputException("assignee", Words.Get("Error.UnknownPerson"));
        }
    }

    private async Task<bool> SeesAsync(Guid person, FollowUpPlace place, CancellationToken cancellationToken) =>
        place.Incident is { } incident ? await people.SeesAsync(person, incident, cancellationToken)
        : !ReleasePolicy.NeedsNamedPersons(place.Tlp)
            || (await grants.PersonsOfItemAsync(place.About!.Id, cancellationToken)).Any(g => g.UserId == person);
}
