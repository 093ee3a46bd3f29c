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

    private static async Task<IReadOnlyList<Key>> TimedAsync(
        IAppDb db, IQueryable<Incident> cases, (DateTimeOffset At, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        var timed = from clock in Clocks(db)
                    join i in cases on clock.Id equals i.Id
                    select new { clock.At, i.Id };
        if (after is var (at, id))
        {
            timed = timed.Where(t => t.At > at || (t.At == at && t.Id.CompareTo(id) > 0));
        }

        var rows = await timed.OrderBy(t => t.At).ThenBy(t => t.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new Key(r.At, r.Id, Timed: true))];
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

    /// <summary>For each case that has one, when its first clock ends.</summary>
    private static IQueryable<Ending> Clocks(IAppDb db) =>
        db.Requests.Running().Select(r => new Ending { Id = r.IncidentId!.Value, At = r.DueAt!.Value })
            .Concat(db.FollowUps
                .Where(f => f.IncidentId != null && (f.State == FollowUpState.Scheduled || f.State == FollowUpState.Due))
                .Select(f => new Ending { Id = f.IncidentId!.Value, At = f.DueAt }))
            .Concat(db.Incidents.Where(i => i.Status == IncidentStatus.OnHold && i.HoldUntil != null)
                .Select(i => new Ending { Id = i.Id, At = i.HoldUntil!.Value }))
            .GroupBy(e => e.Id)
            .Select(g => new Ending { Id = g.Key, At = g.Min(e => e.At) });

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
