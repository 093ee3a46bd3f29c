using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>The persons of a case: creator, owner and those named, who alone see it when it is RED.</summary>
internal sealed class CasePeople(IAppDb db, IAccessGrants grants, TimeProvider time)
{
    /// <summary>Adds a person to a case that is being logged.</summary>
    public void Name(Incident incident, Guid personId, GrantReason reason) =>
        grants.Add(AccessGrant.ToPerson(incident.Id, personId, reason, time.GetUtcNow()));

    /// <summary>National users and liaison officers whose account is open may be named.</summary>
    /// <exception cref="InvalidInputException">Somebody else.</exception>
    public async Task EnsureNameableAsync(IReadOnlyList<Guid> persons, CancellationToken cancellationToken)
    {
        var wanted = persons.Distinct().ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var found = await db.People.Where(p => wanted.Contains(p.Id) && p.DisabledAt == null).ToListAsync(cancellationToken);
        if (found.Count != wanted.Count || found.Any(p => Viewer.Of(p) is { IsNational: false, IsPartner: false }))
        {
            throw new InvalidInputException("namedPersons", Words.Get("Error.UnknownPerson"));
        }
    }

    /// <summary>Makes exactly these the named persons; creator and owner keep their own grants.</summary>
    /// <returns>Those who were not named before.</returns>
    public async Task<IReadOnlyList<Guid>> ReplaceNamedAsync(Incident incident, IEnumerable<Guid> persons, CancellationToken cancellationToken)
    {
        var wanted = persons.ToHashSet();
        var named = (await grants.PersonsOfAsync(incident.Id, cancellationToken)).Where(g => g.Reason == GrantReason.NamedPerson).ToList();
        foreach (var person in named.Select(g => g.UserId!.Value).Where(p => !wanted.Contains(p)).Distinct())
        {
            await grants.UnnameAsync(incident.Id, person, time.GetUtcNow(), cancellationToken);
        }

        var added = wanted.Except(named.Select(g => g.UserId!.Value)).ToList();
        added.ForEach(person => Name(incident, person, GrantReason.NamedPerson));
        return added;
    }

    /// <summary>
    /// In a RED case the named liaison officers keep in sight what their organisations were given before. Partners do not see one
    /// another there.
    /// </summary>
    public Task CarryOverAsync(Incident incident, CancellationToken cancellationToken) => CarryOverAsync(incident, incident.Tlp, cancellationToken);

    /// <summary>The same for one item of it that is RED; the case may stay joint.</summary>
    public async Task CarryOverAsync(Incident incident, Tlp tlp, CancellationToken cancellationToken)
    {
        if (ReleasePolicy.NeedsNamedPersons(tlp))
        {
            if (incident.Joint && ReleasePolicy.NeedsNamedPersons(incident.Tlp))
            {
                incident.EndJoint(time.GetUtcNow());
                await grants.RevokeJointAsync(incident.Id, time.GetUtcNow(), cancellationToken);
            }

            var named = (await grants.PersonsOfAsync(incident.Id, cancellationToken)).Select(g => g.UserId!.Value).ToList();
            await grants.CarryOverAsync(incident.Id, named, time.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>Gives a case to an owner; the owner before sees it, when it is RED, only for another reason.</summary>
    public async Task AssignAsync(Incident incident, Guid ownerId, CancellationToken cancellationToken)
    {
        var owners = (await grants.PersonsOfAsync(incident.Id, cancellationToken)).Where(g => g.Reason == GrantReason.Owner).ToList();
        foreach (var grant in owners.Where(g => g.UserId != ownerId))
        {
            grant.Revoke(time.GetUtcNow());
        }

        if (owners.All(g => g.UserId != ownerId))
        {
            Name(incident, ownerId, GrantReason.Owner);
        }
    }

    /// <summary>Whether a person of the national team sees a case.</summary>
    public async Task<bool> SeesAsync(Guid personId, Incident incident, CancellationToken cancellationToken) =>
        !ReleasePolicy.NeedsNamedPersons(incident.Tlp)
        || (await grants.PersonsOfAsync(incident.Id, cancellationToken)).Any(g => g.UserId == personId);
}
