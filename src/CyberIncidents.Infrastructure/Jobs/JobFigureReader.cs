using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Infrastructure.Persistence;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>The numbers behind the jobs page, the metrics and the health check, read in one way.</summary>
internal sealed class JobFigureReader(ContextFactory contexts, AlarmDrain drain, JobStorage storage, JobsSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>The numbers.</summary>
    public async Task<JobFigures> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = contexts.Lease(Viewer.System);
        var alarms = db.Set<Alarm>().Where(a => a.FiredAt == null && a.CancelledAt == null);
        var waiting = await alarms.CountAsync(a => a.DeadAt == null, cancellationToken);
        var oldest = await alarms.Where(a => a.DeadAt == null && a.FireAt <= now).MinAsync(a => (DateTimeOffset?)a.FireAt, cancellationToken);
        var failing = await alarms.CountAsync(a => a.DeadAt == null && a.Attempts > 0, cancellationToken);
        var givenUp = await alarms.CountAsync(a => a.DeadAt != null, cancellationToken);
        var queue = db.Set<OutboxMail>().Where(m => m.NextAt != null);
        var mails = await queue.CountAsync(cancellationToken);
        var oldestMail = await queue.MinAsync(m => (DateTimeOffset?)m.CreatedAt, cancellationToken);
        var dead = await db.Set<OutboxMail>().CountAsync(m => m.DeadAt != null, cancellationToken);
        var bounced = await db.Set<OutboxMail>().CountAsync(m => m.BouncedAt != null, cancellationToken);
        return new JobFigures(
            waiting, oldest is { } due ? (now - due).TotalSeconds : 0, failing, givenUp, mails, oldestMail, dead, bounced, storage.GetMonitoringApi().FailedCount());
    }

    /// <summary>When the sweep ran last: by itself in this process, else by what another process fired last.</summary>
    public async Task<SweepState> SweepAsync(CancellationToken cancellationToken)
    {
        if (settings.RunsServer)
        {
            return new SweepState(SweepSource.ThisProcess, drain.LastRun, time.GetUtcNow() - (drain.LastRun ?? _startedAt) > Late);
        }

        await using var db = contexts.Lease(Viewer.System);
        var fired = await db.Set<Alarm>().MaxAsync(a => a.FiredAt, cancellationToken);
        return fired is null ? new SweepState(SweepSource.Elsewhere, null, Late: false) : new SweepState(SweepSource.LastFired, fired, Late: false);
    }
}
