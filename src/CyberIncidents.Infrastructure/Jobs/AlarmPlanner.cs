using System.Collections.Concurrent;
using System.Globalization;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Infrastructure.Persistence;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>Turns alarms into named jobs at their instants. What it forgets, the sweep finds.</summary>
internal sealed partial class AlarmPlanner(
    ContextFactory contexts, JobStorage storage, JobsSettings settings, TimeProvider time, ILogger<AlarmPlanner> logger)
{
    private const int MaxPlanned = 10_000;
    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _planned = new();

    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + settings.Horizon;
        await using var db = contexts.Lease(Viewer.System);
        var alarms = await (
            from a in db.Set<Alarm>().Where(Alarm.Waiting)
            where a.FireAt <= until
            orderby a.FireAt
            select new { a.Id, a.FireAt })
            .Take(MaxPlanned).ToListAsync(cancellationToken);
        foreach (var alarm in alarms)
        {
            Plan(alarm.Id, alarm.FireAt);
        }

        foreach (var gone in _planned.Where(p => p.Value < time.GetUtcNow().AddDays(-1)).Select(p => p.Key))
        {
            _planned.TryRemove(gone, out _);
        }

        Planned(logger, alarms.Count);
    }

    /// <summary>Plans one alarm; a second time changes nothing, in this process and in a shared storage.</summary>
    public void Plan(Guid alarmId, DateTimeOffset fireAt)
    {
        var now = time.GetUtcNow();
        // What is due soon is planned however many wait for later.
        var full = _planned.Count >= MaxPlanned && fireAt > now + Soon;
        if (!settings.Plans || full || fireAt > now + settings.Horizon || !_planned.TryAdd(alarmId, fireAt))
        {
            return;
        }

        var key = "cyberincidents:alarm:" + alarmId.ToString("N");
        using (var connection = storage.GetConnection())
        {
            if (connection.GetAllEntriesFromHash(key) is { Count: > 0 })
            {
                return;
            }

            using var mark = connection.CreateWriteTransaction();
            mark.SetRangeInHash(key, [new("at", fireAt.UtcTicks.ToString(CultureInfo.InvariantCulture))]);
            (mark as JobStorageTransaction)?.ExpireHash(key, (fireAt - time.GetUtcNow()) + TimeSpan.FromDays(1));
            mark.Commit();
        }

        Schedule(alarmId, fireAt);
    }

    /// <summary>
    /// Hangfire reads the machine's clock and we read ours: a job that is early by our clock is planned again.
    /// </summary>
    public async Task<bool> IsDueOrReplanAsync(Guid alarmId, CancellationToken cancellationToken)
    {
        await using var db = contexts.Lease(Viewer.System);
        var alarm = await (
            from a in db.Set<Alarm>().Where(Alarm.Waiting)
            where a.Id == alarmId
            select new { a.FireAt })
            .SingleOrDefaultAsync(cancellationToken);
        if (alarm is null)
        {
            return false;
        }

        if (alarm.FireAt <= time.GetUtcNow())
        {
            return true;
        }

        Schedule(alarmId, alarm.FireAt);
        return false;
    }

    private void Schedule(Guid alarmId, DateTimeOffset fireAt)
    {
        var delay = fireAt - time.GetUtcNow();
        var job = Job.FromExpression<AlarmJobs>(j => j.FireAsync(alarmId, CancellationToken.None));
        IState state = delay > TimeSpan.Zero ? new ScheduledState(delay) : new EnqueuedState();
        new BackgroundJobClient(storage).Create(job, state);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} alarms are within the horizon")]
    private static partial void Planned(ILogger logger, int count);
}
