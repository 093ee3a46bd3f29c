using System.Collections.Concurrent;
using System.Security.Claims;
using CyberIncidents.Application.Calendars;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Identity;

/// <summary>
/// Who a signed-in call is. Only the id comes from the token; organisation, roles, whether the account is open and the
/// security stamp are read from the database, and kept ten seconds at most.
/// </summary>
public sealed class SignedInPeople
{
    internal const string StampClaim = "stamp";
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, Known> _known = new();
    private readonly ContextFactory _contexts;
    private readonly TimeProvider _time;

    internal SignedInPeople(ContextFactory contexts, TimeProvider time) => (_contexts, _time) = (contexts, time);

    /// <summary>Forgets what is kept of a person, so that a change holds at once in this process.</summary>
    /// <param name="personId">Who.</param>
    internal void Forget(Guid personId) => _known.TryRemove(personId, out _);

    /// <summary>The person of a principal.</summary>
    /// <param name="principal">What the token says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the account is shut or the session was ended.</returns>
    public async Task<Person?> FindAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (!Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        if (!_known.TryGetValue(id, out var known) || _time.GetElapsedTime(known.ReadAt) > Kept)
        {
            known = await ReadAsync(id, cancellationToken);
            _known[id] = known;
            Trim();
        }

        return known.Person is { DisabledAt: null } person && known.Stamp == principal.FindFirstValue(StampClaim) ? person : null;
    }

    /// <summary>Whose calendar an address opens; what is kept for a while is not asked, so that a key that was taken back opens nothing more.</summary>
    /// <param name="token">The secret part of the address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is no such key, it was taken back, or the account is shut.</returns>
    public async Task<Person?> OfCalendarAsync(string token, CancellationToken cancellationToken)
    {
        if (token is not { Length: CalendarToken.Length })
        {
            return null;
        }

        var hash = CalendarToken.HashOf(token);
        await using var db = _contexts.Lease(Viewer.System);
        return await (
            from k in db.Set<CalendarKey>().AsNoTracking()
            where k.Hash == hash && k.RevokedAt == null
            join p in db.Set<Person>().AsNoTracking() on k.PersonId equals p.Id
            where p.DisabledAt == null
            select p).SingleOrDefaultAsync(cancellationToken);
    }

    private async Task<Known> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        var readAt = _time.GetTimestamp();
        await using var db = _contexts.Lease(Viewer.System);
        var row = await (
            from p in db.Set<Person>().AsNoTracking()
            where p.Id == id
            join a in db.Users.AsNoTracking() on p.Id equals a.Id
            select new { Person = p, a.SecurityStamp }).SingleOrDefaultAsync(cancellationToken);
        return new Known(row?.Person, row?.SecurityStamp, readAt);
    }

    private void Trim()
    {
        if (_known.Count > 10_000)
        {
            _known.Clear();
        }
    }

    private sealed record Known(Person? Person, string? Stamp, long ReadAt);
}
