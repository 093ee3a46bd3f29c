using System.Security.Claims;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Identity;

/// <summary>
/// Checks a password before the write lane, and writes only the result in it: failures, lockout, audit. Tokens and
/// cookies are made by the caller, after the commit.
/// </summary>
public sealed class SignInService
{
    /// <summary>Failures in a row that lock an account.</summary>
    public const int MaxFailures = 5;

    /// <summary>How long an account stays locked.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private static readonly Account Nobody = new() { Id = Guid.Empty };
    private readonly ContextFactory _contexts;
    private readonly IServiceScopeFactory _scopes;
    private readonly IPasswordHasher<Account> _hasher;
    private readonly ILookupNormalizer _normalizer;
    private readonly TimeProvider _time;
    private readonly string _nobodysHash;

    internal SignInService(
        ContextFactory contexts, IServiceScopeFactory scopes, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer, TimeProvider time)
    {
        (_contexts, _scopes, _hasher, _normalizer, _time) = (contexts, scopes, hasher, normalizer, time);
        _nobodysHash = hasher.HashPassword(Nobody, "nobody has this password");
    }

    /// <summary>Signs in by e-mail and password.</summary>
    /// <param name="email">The address.</param>
    /// <param name="password">The password.</param>
    /// <param name="scheme">The authentication scheme of the principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The principal; null when it failed, was locked or shut, which look alike.</returns>
    public async Task<ClaimsPrincipal?> SignInAsync(string email, string password, string scheme, CancellationToken cancellationToken)
    {
        var account = await FindAsync(email, cancellationToken);
        var verified = _hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? _nobodysHash, password);
        if (account is null)
        {
            return null;
        }

        var accepted = account.PasswordHash is not null && verified != PasswordVerificationResult.Failed;
        var rehashed = accepted && verified == PasswordVerificationResult.SuccessRehashNeeded ? _hasher.HashPassword(account, password) : null;
        var outcome = await WriteAsync(account.Id, account.PasswordHash, accepted, rehashed, cancellationToken);
        return outcome is { } stamp ? Principal(account.Id, stamp, scheme) : null;
    }

    /// <summary>The principal of a person: nothing but id and security stamp.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="stamp">The security stamp.</param>
    /// <param name="scheme">The authentication scheme.</param>
    /// <returns>The principal.</returns>
    public static ClaimsPrincipal Principal(Guid personId, string stamp, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, personId.ToString("D")), new Claim(SignedInPeople.StampClaim, stamp)], scheme));

    private async Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        if (email.Contains('\uFFFE', StringComparison.Ordinal))
        {
            // No character, and normalisation refuses it: nobody has such an address.
            return null;
        }

        await using var db = _contexts.Lease(Viewer.System);
        var normalized = _normalizer.NormalizeEmail(email);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedEmail == normalized, cancellationToken);
    }

    private async Task<string?> WriteAsync(Guid id, string? checkedHash, bool accepted, string? rehashed, CancellationToken cancellationToken) =>
        await _scopes.AsSystemAsync(
            async (services, token) =>
            {
                var db = services.GetRequiredService<ContextLease>().Context;
                var account = await db.Users.SingleAsync(a => a.Id == id, token);
                var person = await db.Set<Person>().SingleAsync(p => p.Id == id, token);
                var now = _time.GetUtcNow();
                var locked = account.LockoutEnd > now || person.DisabledAt is not null;
                var enter = accepted && !locked && account.PasswordHash == checkedHash;
                if (enter)
                {
                    account.AccessFailedCount = 0;
                    account.LockoutEnd = null;
                    account.PasswordHash = rehashed ?? account.PasswordHash;
                    person.Note("sign-in");
                }
                else
                {
                    CountFailure(account, locked, now);
                    person.Note("sign-in-failed");
                }

                // Raised by hand, so that of two failures at once on a server neither is lost.
                account.ConcurrencyStamp = Accounts.NewStamp();
                await db.SaveChangesAsync(token);
                return enter ? account.SecurityStamp : null;
            },
            cancellationToken);

    private static void CountFailure(Account account, bool locked, DateTimeOffset now)
    {
        if (!locked && ++account.AccessFailedCount >= MaxFailures)
        {
            account.AccessFailedCount = 0;
            account.LockoutEnd = now + LockedFor;
        }
    }
}

/// <summary>Running something as the program itself.</summary>
internal static class SystemRuns
{
    public static async Task<T> AsSystemAsync<T>(
        this IServiceScopeFactory scopes, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return await scope.ServiceProvider.GetRequiredService<ITransactionRunner>().RunAsync(work, cancellationToken);
    }
}
