using System.Security.Cryptography;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Identity;

/// <summary>Whom a set-up link is for.</summary>
/// <param name="PersonId">A registered person; null for the first administrator.</param>
/// <param name="Name">The person's name.</param>
public sealed record SetUpFor(Guid? PersonId, string? Name);

/// <summary>
/// One-time links: for the first administrator while there is none, and for a registered person to choose a password.
/// A link holds a protected token; it dies after a day, and when it is used: then there is an administrator, or the security
/// stamp in it is not the person's any more. A newer link of a person ends the older ones.
/// </summary>
public sealed class SetUpService
{
    /// <summary>The shortest password.</summary>
    public const int MinimumPassword = 12;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private readonly ContextFactory _contexts;
    private readonly IServiceScopeFactory _scopes;
    private readonly IPasswordHasher<Account> _hasher;
    private readonly ILookupNormalizer _normalizer;
    private readonly ITimeLimitedDataProtector _protector;
    private readonly TimeProvider _time;

    internal SetUpService(
        ContextFactory contexts,
        IServiceScopeFactory scopes,
        IPasswordHasher<Account> hasher,
        ILookupNormalizer normalizer,
        IDataProtectionProvider protection,
        TimeProvider time)
    {
        (_contexts, _scopes, _hasher, _normalizer, _time) = (contexts, scopes, hasher, normalizer, time);
        _protector = protection.CreateProtector("CyberIncidents.SetUp").ToTimeLimitedDataProtector();
    }

    /// <summary>The path of a link for the first administrator.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The path; null when there is an administrator.</returns>
    public async Task<string?> ForFirstAdministratorAsync(CancellationToken cancellationToken)
    {
        await using var db = _contexts.Lease(Viewer.System);
        return await HasAdministratorAsync(db, cancellationToken) ? null : Link("administrator");
    }

    /// <summary>The path of a link for a registered person.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The path.</returns>
    public async Task<string> ForPersonAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var db = _contexts.Lease(Viewer.System);
        var stamp = await db.Users.Where(a => a.Id == personId).Select(a => a.SecurityStamp).SingleAsync(cancellationToken);
        return Link($"{personId:N}:{stamp}");
    }

    /// <summary>Whom a token is for.</summary>
    /// <param name="token">The token of a link.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the link is dead.</returns>
    public async Task<SetUpFor?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = _contexts.Lease(Viewer.System);
        return await ReadAsync(db, token, cancellationToken);
    }

    /// <summary>Uses a link.</summary>
    /// <param name="token">The token of the link.</param>
    /// <param name="email">The address; of the first administrator only.</param>
    /// <param name="name">The name; of the first administrator only.</param>
    /// <param name="password">The password that was chosen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the link is dead.</returns>
    public async Task<bool> UseAsync(string token, string? email, string? name, string password, CancellationToken cancellationToken)
    {
        var hash = _hasher.HashPassword(new Account(), password);
        return await _scopes.AsSystemAsync(
            async (services, cancel) =>
            {
                var db = services.GetRequiredService<ContextLease>().Context;
                var target = await ReadAsync(db, token, cancel);
                if (target is null)
                {
                    return false;
                }

                var account = target.PersonId is { } id
                    ? await RenewAsync(db, id, cancel)
                    : await FirstAdministratorAsync(db, email!, name!, cancel);
                account.PasswordHash = hash;
                account.SecurityStamp = Accounts.NewStamp();
                account.AccessFailedCount = 0;
                account.LockoutEnd = null;
                await db.SaveChangesAsync(cancel);
                return true;
            },
            cancellationToken);
    }

    private async Task<SetUpFor?> ReadAsync(AppDbContext db, string token, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = _protector.Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null;
        }

        if (text == "administrator")
        {
            return await HasAdministratorAsync(db, cancellationToken) ? null : new SetUpFor(null, null);
        }

        var parts = text.Split(':');
        var id = Guid.ParseExact(parts[0], "N");
        var stamp = parts[1];
        var name = await (
            from a in db.Users
            where a.Id == id && a.SecurityStamp == stamp
            join p in db.Set<Person>() on a.Id equals p.Id
            where p.DisabledAt == null
            select p.DisplayName).SingleOrDefaultAsync(cancellationToken);
        return name is null ? null : new SetUpFor(id, name);
    }

    private static async Task<Account> RenewAsync(AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var person = await db.Set<Person>().SingleAsync(p => p.Id == id, cancellationToken);
        person.Note("set-password");
        return await db.Users.SingleAsync(a => a.Id == id, cancellationToken);
    }

    private async Task<Account> FirstAdministratorAsync(AppDbContext db, string email, string name, CancellationToken cancellationToken)
    {
        var home = await db.Set<Organisation>().Where(o => o.IsHome).Select(o => o.Id).SingleAsync(cancellationToken);
        var person = new Person(email.Trim().ToLowerInvariant(), name.Trim(), home, Roles.Administrator, _time.GetUtcNow());
        var account = Accounts.NewAccount(person, _normalizer);
        db.AddRange(person, account);
        return account;
    }

    private static async Task<bool> HasAdministratorAsync(AppDbContext db, CancellationToken cancellationToken) =>
        (await db.Set<Person>().Where(p => p.DisabledAt == null).Select(p => p.Roles).ToListAsync(cancellationToken))
            .Exists(r => r.HasFlag(Roles.Administrator));

    private string Link(string text) => "/set-up/" + _protector.Protect(text, Lifetime);
}
