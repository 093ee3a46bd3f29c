using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.FollowUps;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>Counts references: the increment locks the row until the commit.</summary>
internal sealed class References(ContextLease lease) : IReferences
{
    private static readonly Func<AppDbContext, string, CancellationToken, Task<long>> Last = EF.CompileAsyncQuery(
        (AppDbContext db, string series, CancellationToken _) => db.Set<ReferenceCounter>().Where(c => c.Series == series).Select(c => c.Value).Single());

    public async Task<long> NextAsync(string series, CancellationToken cancellationToken)
    {
        var db = lease.Context;
        var counters = db.Set<ReferenceCounter>();
        var counted = await counters.Where(c => c.Series == series)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Value, c => c.Value + 1), cancellationToken);
        if (counted > 0)
        {
            return await Last(db, series, cancellationToken);
        }

        // By itself: a number may be asked for in the middle of a move, and a half-made move is not to be saved.
        await db.Database.ExecuteSqlAsync($"INSERT INTO ReferenceCounters (Series, Value) VALUES ({series}, 1)", cancellationToken);
        return 1;
    }
}

/// <summary>Claims alarms by one conditional update for all of them.</summary>
internal sealed class AlarmClaims(ContextLease lease) : IAlarmClaims
{
    public async Task<bool> TryClaimAsync(IReadOnlyList<Guid> alarmIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (alarmIds.Count == 0)
        {
            return false;
        }

        var claimed = await lease.Context.Set<Alarm>()
            .Where(Alarm.Waiting).Where(a => alarmIds.Contains(a.Id) && a.FireAt <= now)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.FiredAt, now).SetProperty(a => a.Version, a => a.Version + 1), cancellationToken);
        return claimed == alarmIds.Count
            || (claimed == 0 ? false : throw new DbUpdateConcurrencyException("Another process claimed some of the alarms."));
    }
}

/// <summary>Keeps answers of calls with an idempotency key for 24 h.</summary>
internal sealed class IdempotencyStore(ContextLease lease, TimeProvider time) : IIdempotencyStore
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public async Task<string?> ClaimAsync(IdempotencyKey key, CancellationToken cancellationToken)
    {
        var db = lease.Context;
        var now = time.GetUtcNow();
        var record = await db.Set<IdempotencyRecord>().SingleOrDefaultAsync(
            r => r.UserId == key.UserId && r.Key == key.Key && r.Path == key.Path && r.Method == key.Method, cancellationToken);
        if (record is null)
        {
            db.Add(new IdempotencyRecord
            {
                Id = Guid.CreateVersion7(now),
                UserId = key.UserId,
                Method = key.Method,
                Path = key.Path,
                Key = key.Key,
                BodyHash = key.BodyHash,
                CreatedAt = now,
            });
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }

        if (record.CreatedAt + Kept <= now)
        {
            record.BodyHash = key.BodyHash;
            record.Answer = null;
            record.CreatedAt = now;
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }

        return record.BodyHash == key.BodyHash ? record.Answer : throw new IdempotencyConflictException();
    }

    public Task<bool> IsKeptAsync(IdempotencyKey key, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Kept;
        return lease.Context.Set<IdempotencyRecord>().AnyAsync(
            r => r.UserId == key.UserId && r.Key == key.Key && r.Path == key.Path && r.Method == key.Method
                && r.BodyHash == key.BodyHash && r.Answer != null && r.CreatedAt > since,
            cancellationToken);
    }

    public Task CompleteAsync(IdempotencyKey key, string answer, CancellationToken cancellationToken)
    {
        var db = lease.Context;
        var record = db.ChangeTracker.Entries<IdempotencyRecord>().Single(e => e.Entity.Key == key.Key).Entity;
        record.Answer = answer;
        return db.SaveChangesAsync(cancellationToken);
    }
}
