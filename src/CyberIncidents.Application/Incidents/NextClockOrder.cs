using System.Linq.Expressions;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>
/// Cases by what falls due first. It begins at what is due, which are few, and not at the cases: first those with a
/// clock, the soonest first; then those without, the newest first. What the viewer may not see is no clock.
/// </summary>
internal static class NextClockOrder
{
    public const string Name = "nextClock";
    private const string Without = "nextClock-none";

    public static async Task<(IReadOnlyList<IncidentSummary> Rows, string? Next, int? Count)> ReadAsync(
        IAppDb db,
        IQueryable<Incident> cases,
        PageRequest page,
        Expression<Func<Incident, IncidentSummary>> project,
        CancellationToken cancellationToken)
    {
        var limit = page.EffectiveLimit;
        int? count = page.Count == true ? await cases.CountAsync(cancellationToken) : null;
        var keys = new List<Key>(limit + 1);
        var later = StartsWithout(page.After);
        if (!later)
        {
            keys.AddRange(await TimedAsync(db, cases, Keyset.Decode(page.After, Name), limit + 1, cancellationToken));
        }

        if (keys.Count <= limit)
        {
            var after = later ? Keyset.Decode(page.After, Without) : null;
            keys.AddRange(await UntimedAsync(db, cases, after, limit + 1 - keys.Count, cancellationToken));
        }

        string? next = null;
        if (keys.Count > limit)
        {
            var last = keys[limit - 1];
            next = Keyset.Encode(last.Timed ? Name : Without, last.At, last.Id);
            keys.RemoveRange(limit, keys.Count - limit);
        }

        return (await RowsAsync(db, keys, project, cancellationToken), next, count);
    }

    private static bool StartsWithout(string? after)
    {
        try
        {
            return Keyset.Decode(after, Without) is not null;
        }
        catch (Domain.Common.InvalidInputException)
        {
            return false;
        }
    }

    /// <summary>
    /// Each source is read in the order of its index, some more than wanted; what is sooner than the end of every part that
    /// was read is in its place. A case whose first clock came on a page before is left out.
    /// </summary>
    private static async Task<IReadOnlyList<Key>> TimedAsync(
        IAppDb db, IQueryable<Incident> cases, (DateTimeOffset At, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        for (var take = 2 * limit; ; take *= 4)
        {
            var parts = new List<IReadOnlyList<Ending>>();
            foreach (var source in Sources(db, cases, after?.At))
            {
                parts.Add(await source.OrderBy(e => e.At).ThenBy(e => e.Id).Take(take).ToListAsync(cancellationToken));
            }

            var known = parts.Where(p => p.Count == take).Select(p => p[^1].At).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            var keys = parts.SelectMany(p => p).Where(e => e.At < known).GroupBy(e => e.Id)
                .Select(g => new Key(g.Min(e => e.At), g.Key, Timed: true))
                .Where(k => after is not var (at, id) || k.At > at || (k.At == at && k.Id.CompareTo(id) > 0)).ToList();
            if (after is var (start, _))
            {
                var before = await EarlierAsync(db, [.. keys.Select(k => k.Id)], start, cancellationToken);
                keys.RemoveAll(k => before.Contains(k.Id));
            }

            if (keys.Count >= limit || known == DateTimeOffset.MaxValue)
            {
                return [.. keys.OrderBy(k => k.At).ThenBy(k => k.Id).Take(limit)];
            }
        }
    }

    /// <summary>Those of some cases that have a clock before an instant.</summary>
    private static async Task<HashSet<Guid>> EarlierAsync(IAppDb db, List<Guid> ids, DateTimeOffset start, CancellationToken cancellationToken)
    {
        var found = new HashSet<Guid>();
        foreach (var source in Sources(db, db.Incidents.Where(i => ids.Contains(i.Id)), null))
        {
            found.UnionWith(await source.Where(e => e.At < start).Select(e => e.Id).Distinct().ToListAsync(cancellationToken));
        }

        return found;
    }

    /// <summary>When something ends in one of the cases: requests, follow-ups, pauses.</summary>
    private static IEnumerable<IQueryable<Ending>> Sources(IAppDb db, IQueryable<Incident> cases, DateTimeOffset? from)
    {
        var requests = db.Requests.Running();
        var followUps = db.FollowUps.Where(f => f.State == FollowUpState.Scheduled || f.State == FollowUpState.Due);
        var paused = cases.Where(i => i.Status == IncidentStatus.OnHold && i.HoldUntil != null);
        if (from is { } start)
        {
            requests = requests.Where(r => r.DueAt >= start);
            followUps = followUps.Where(f => f.DueAt >= start);
            paused = paused.Where(i => i.HoldUntil >= start);
        }

        yield return from r in requests join i in cases on r.IncidentId equals (Guid?)i.Id select new Ending { Id = i.Id, At = r.DueAt!.Value };
        yield return from f in followUps join i in cases on f.IncidentId equals (Guid?)i.Id select new Ending { Id = i.Id, At = f.DueAt };
        yield return paused.Select(i => new Ending { Id = i.Id, At = i.HoldUntil!.Value });
    }

    private static async Task<IReadOnlyList<Key>> UntimedAsync(
        IAppDb db, IQueryable<Incident> cases, (DateTimeOffset At, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        var running = db.Requests.Running();
        var followUps = db.FollowUps.Where(f => f.State == FollowUpState.Scheduled || f.State == FollowUpState.Due);
        var untimed = cases.Where(i => !running.Any(r => r.IncidentId == i.Id) && !followUps.Any(f => f.IncidentId == i.Id)
            && !(i.Status == IncidentStatus.OnHold && i.HoldUntil != null));
        if (after is var (at, id))
        {
            untimed = untimed.Where(i => i.CreatedAt < at || (i.CreatedAt == at && i.Id.CompareTo(id) < 0));
        }

        var rows = await untimed.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Take(limit)
            .Select(i => new { i.CreatedAt, i.Id }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new Key(r.CreatedAt, r.Id, Timed: false))];
    }

    private static async Task<IReadOnlyList<IncidentSummary>> RowsAsync(
        IAppDb db, IReadOnlyList<Key> keys, Expression<Func<Incident, IncidentSummary>> project, CancellationToken cancellationToken)
    {
        var ids = keys.Select(k => k.Id).ToList();
        var rows = await db.Incidents.Where(i => ids.Contains(i.Id)).Select(project).ToDictionaryAsync(r => r.Id, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private sealed record Key(DateTimeOffset At, Guid Id, bool Timed);

    private sealed class Ending
    {
        public Guid Id { get; init; }

        public DateTimeOffset At { get; init; }
    }
}
