using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Identity;

internal sealed class Accounts(ContextLease lease, ILookupNormalizer normalizer, IAfterCommit afterCommit, SignedInPeople people) : IAccounts
{
    public void Add(Person person) => lease.Context.Add(NewAccount(person, normalizer));

    public async Task EndSessionsAsync(Guid personId, CancellationToken cancellationToken)
    {
        var account = await lease.Context.Users.SingleAsync(a => a.Id == personId, cancellationToken);
        account.SecurityStamp = NewStamp();
        Refresh(personId);
    }

    public void Refresh(Guid personId) => afterCommit.Add(() => people.Forget(personId));

    public static string NewStamp() => Guid.NewGuid().ToString("N");

    public static Account NewAccount(Person person, ILookupNormalizer normalizer) => new()
    {
        Id = person.Id,
        UserName = person.Email,
        NormalizedUserName = normalizer.NormalizeName(person.Email),
        Email = person.Email,
        NormalizedEmail = normalizer.NormalizeEmail(person.Email),
        SecurityStamp = NewStamp(),
        LockoutEnabled = true,
    };
}
