using System.Collections.Concurrent;
using System.Globalization;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>Which part of the work this process does (<c>Jobs:Role</c>).</summary>
public enum JobsRole
{
    /// <summary>Serves people and fires alarms.</summary>
    All,

    /// <summary>Serves people; another process fires alarms.</summary>
    Web,

    /// <summary>Fires alarms.</summary>
    Worker,
}

/// <summary>Where the job engine keeps its jobs (<c>Jobs:Storage</c>); the alarms are rows of ours in any case.</summary>
public enum JobsStorage
{
    /// <summary>In this process; gone with it, planned anew at the next start.</summary>
    Memory,

    /// <summary>On the SQL Server, for several web nodes.</summary>
    SqlServer,
}

/// <summary>How the job engine is set up.</summary>
/// <param name="Role">Which part of the work this process does.</param>
/// <param name="Storage">Where jobs are kept.</param>
/// <param name="Horizon">How far ahead alarms become jobs (<c>Jobs:Horizon</c>).</param>
/// <param name="SweepInterval">How often the sweep looks (<c>Jobs:SweepInterval</c>).</param>
public sealed record JobsSettings(JobsRole Role, JobsStorage Storage, TimeSpan Horizon, TimeSpan SweepInterval)
{
    /// <summary>Whether this process runs the job engine.</summary>
    public bool RunsServer => Role != JobsRole.Web;

    /// <summary>Whether jobs planned in this process reach a job engine.</summary>
    public bool Plans => RunsServer || Storage == JobsStorage.SqlServer;
}

/// <summary>The jobs as Hangfire calls them.</summary>
public sealed class AlarmJobs
{
    private readonly AlarmDrain _drain;
    private readonly AlarmPlanner _planner;
    private readonly Housekeeping _housekeeping;

    internal AlarmJobs(AlarmDrain drain, AlarmPlanner planner, Housekeeping housekeeping) =>
        (_drain, _planner, _housekeeping) = (drain, planner, housekeeping);

    /// <summary>Fires an alarm and whatever else is due; ends at once when another has fired it.</summary>
    /// <param name="alarmId">The alarm for which the job was planned.</param>
    /// <param name="name">What the dashboard shows: reference and step, never content.</param>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [JobDisplayName("{1}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task FireAsync(Guid alarmId, string name, CancellationToken cancellationToken)
    {
        if (await _planner.IsDueOrReplanAsync(alarmId, cancellationToken))
        {
            await _drain.DrainAsync(cancellationToken);
        }
    }

    /// <summary>Brings the alarms of the next days into the job engine.</summary>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [JobDisplayName("Plan alarms")]
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(60)]
    public Task PlanAsync(CancellationToken cancellationToken) => _planner.PlanAsync(cancellationToken);

    /// <summary>Renews keys, forgets old idempotency keys, lets the database look at its statistics.</summary>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [JobDisplayName("Daily housekeeping")]
    [AutomaticRetry(Attempts = 3)]
    [DisableConcurrentExecution(600)]
    public Task KeepHouseAsync(CancellationToken cancellationToken) => _housekeeping.RunAsync(cancellationToken);
}

/// <summary>Turns alarms into named jobs at their instants. What it forgets, the sweep finds.</summary>
internal sealed partial class AlarmPlanner(
    ContextFactory contexts, JobStorage storage, JobsSettings settings, TimeProvider time, ILogger<AlarmPlanner> logger)
{
    private const int MaxPlanned = 10_000;
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _planned = new();

    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + settings.Horizon;
        await using var db = contexts.Lease(Viewer.System);
        var alarms = await (
            from a in db.Set<Alarm>()
            where a.FiredAt == null && a.CancelledAt == null && a.DeadAt == null && a.FireAt <= until
            orderby a.FireAt
            select new
            {
                a.Id,
                a.FireAt,
                a.Kind,
                a.Tlp,
                Reference = db.Set<Incident>().Where(i => i.Id == a.IncidentId).Select(i => i.Reference).FirstOrDefault(),
            })
            .Take(MaxPlanned).ToListAsync(cancellationToken);
        foreach (var alarm in alarms)
        {
            Plan(alarm.Id, alarm.FireAt, NameOf(alarm.Kind, alarm.Tlp, alarm.Reference, alarm.Id));
        }

        foreach (var gone in _planned.Where(p => p.Value < time.GetUtcNow().AddDays(-1)).Select(p => p.Key))
        {
            _planned.TryRemove(gone, out _);
        }

        Planned(logger, alarms.Count);
    }

    /// <summary>Plans one alarm; a second time changes nothing, in this process and in a shared storage.</summary>
    public void Plan(Guid alarmId, DateTimeOffset fireAt, string name)
    {
        if (!settings.Plans || fireAt > time.GetUtcNow() + settings.Horizon || _planned.Count >= MaxPlanned || !_planned.TryAdd(alarmId, fireAt))
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

        Schedule(alarmId, fireAt, name);
    }

    /// <summary>
    /// Hangfire reads the machine's clock and we read ours: a job that is early by our clock is planned again.
    /// </summary>
    public async Task<bool> IsDueOrReplanAsync(Guid alarmId, CancellationToken cancellationToken)
    {
        await using var db = contexts.Lease(Viewer.System);
        var alarm = await (
            from a in db.Set<Alarm>()
            where a.Id == alarmId && a.FiredAt == null && a.CancelledAt == null && a.DeadAt == null
            select new
            {
                a.FireAt,
                a.Kind,
                a.Tlp,
                Reference = db.Set<Incident>().Where(i => i.Id == a.IncidentId).Select(i => i.Reference).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (alarm is null)
        {
            return false;
        }

        if (alarm.FireAt <= time.GetUtcNow())
        {
            return true;
        }

        Schedule(alarmId, alarm.FireAt, NameOf(alarm.Kind, alarm.Tlp, alarm.Reference, alarmId));
        return false;
    }

    /// <summary>Reference and step; for RED nothing but the alarm's id.</summary>
    public static string NameOf(AlarmKind kind, Tlp tlp, string? reference, Guid alarmId) =>
        tlp == Tlp.Red || reference is null ? alarmId.ToString("D") : $"{reference}: {kind switch
        {
            AlarmKind.FollowUpReminder => "follow-up reminder",
            AlarmKind.FollowUpDue => "follow-up due",
            _ => "follow-up overdue",
        }}";

    private void Schedule(Guid alarmId, DateTimeOffset fireAt, string name)
    {
        var delay = fireAt - time.GetUtcNow();
        var job = Job.FromExpression<AlarmJobs>(j => j.FireAsync(alarmId, name, CancellationToken.None));
        IState state = delay > TimeSpan.Zero ? new ScheduledState(delay) : new EnqueuedState();
        new BackgroundJobClient(storage).Create(job, state);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} alarms are within the horizon")]
    private static partial void Planned(ILogger logger, int count);
}

/// <summary>The clock port over Hangfire.</summary>
internal sealed class HangfireAlarmClock(AlarmPlanner planner, IAfterCommit afterCommit) : IAlarmClock
{
    public void PlanAfterCommit(FollowUp followUp, string reference)
    {
        foreach (var alarm in followUp.Alarms.Where(a => a.FiredAt is null && a.CancelledAt is null))
        {
            var (id, at, name) = (alarm.Id, alarm.FireAt, AlarmPlanner.NameOf(alarm.Kind, alarm.Tlp, reference, alarm.Id));
            afterCommit.Add(() => planner.Plan(id, at, name));
        }
    }
}

/// <summary>Looks at start and every few seconds for what is due and unfired, whatever the job engine repeats or forgets.</summary>
internal sealed partial class AlarmSweep(AlarmDrain drain, JobsSettings settings, ILogger<AlarmSweep> logger) : IBackgroundProcess
{
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            drain.DrainAsync(context.StoppingToken).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            Failed(logger, error.GetType().Name);
        }

        context.Wait(settings.SweepInterval);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep failed with {Error}; it looks again at its next turn")]
    private static partial void Failed(ILogger logger, string error);
}

/// <summary>What has to be done once a day.</summary>
internal sealed class Housekeeping(IServiceScopeFactory scopes, KeyRing keys, DatabaseSettings settings, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        keys.EnsureFresh();
        var before = time.GetUtcNow() - IdempotencyStore.Kept;
        await scopes.AsSystemAsync(
            async (services, token) =>
            {
                var db = services.GetRequiredService<ContextLease>().Context;
                if (settings.Provider == DatabaseProvider.Sqlite)
                {
                    await db.Database.ExecuteSqlRawAsync("PRAGMA optimize;", token);
                }

                return await db.Set<IdempotencyRecord>().Where(r => r.CreatedAt < before).ExecuteDeleteAsync(token);
            },
            cancellationToken);
    }
}
