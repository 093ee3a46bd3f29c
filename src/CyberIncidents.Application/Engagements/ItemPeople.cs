using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Engagements;

/// <summary>The persons of something that belongs to no case: they alone see it when it is RED.</summary>
internal sealed class ItemPeople(IAppDb db, IAccessGrants grants, IViewerAccessor viewer, TimeProvider time)
{
    /// <summary>The one who notes it, who sees to it, and those named.</summary>
    public async Task NameAsync((SubjectType Type, Guid Id) item, Guid? responsible, IReadOnlyList<Guid>? named, CancellationToken cancellationToken)
    {
        Add(item, viewer.Required.UserId, GrantReason.Creator);
        await AssignAsync(item, responsible, cancellationToken);
        await ReplaceNamedAsync(item, named, cancellationToken);
    }

    /// <summary>Somebody else sees to it from now on; whoever did before sees it, when it is RED, only for another reason.</summary>
    public Task AssignAsync((SubjectType Type, Guid Id) item, Guid? responsible, CancellationToken cancellationToken) =>
        ReplaceAsync(item, GrantReason.Owner, responsible is { } person ? [person] : [], cancellationToken);

    /// <summary>Makes exactly these the named persons; null leaves them.</summary>
    /// <exception cref="InvalidInputException">Somebody who is not of the national team.</exception>
    public async Task ReplaceNamedAsync((SubjectType Type, Guid Id) item, IReadOnlyList<Guid>? named, CancellationToken cancellationToken)
    {
        if (named is null)
        {
            return;
        }

        foreach (var person in named.Distinct())
        {
            await db.NationalAsync(person, "namedPersons", cancellationToken);
        }

        await ReplaceAsync(item, GrantReason.NamedPerson, named, cancellationToken);
    }

    /// <summary>Whoever marks it RED goes on seeing it.</summary>
    public async Task KeepInSightAsync((SubjectType Type, Guid Id) item, Tlp tlp, CancellationToken cancellationToken)
    {
        var me = viewer.Required.UserId;
        if (ReleasePolicy.NeedsNamedPersons(tlp) && (await grants.PersonsOfItemAsync(item.Id, cancellationToken)).All(g => g.UserId != me))
        {
            Add(item, me, GrantReason.NamedPerson);
        }
    }

    /// <summary>Makes exactly these see it for one reason.</summary>
    public async Task ReplaceAsync((SubjectType Type, Guid Id) item, GrantReason reason, IReadOnlyCollection<Guid> wanted, CancellationToken cancellationToken)
    {
        var given = (await grants.PersonsOfItemAsync(item.Id, cancellationToken)).Where(g => g.Reason == reason).ToList();
        foreach (var grant in given.Where(g => !wanted.Contains(g.UserId!.Value)))
        {
            grant.Revoke(time.GetUtcNow());
        }

        foreach (var person in wanted.Distinct().Where(p => given.TrueForAll(g => g.UserId != p)))
        {
            Add(item, person, reason);
        }
    }

    private void Add((SubjectType Type, Guid Id) item, Guid person, GrantReason reason) =>
        grants.Add(AccessGrant.ToPerson(item, person, reason, time.GetUtcNow()));
}
