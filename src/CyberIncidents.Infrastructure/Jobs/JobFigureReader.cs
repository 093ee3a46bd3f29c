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
        var alarms = Standing(db);
        var waiting = await alarms.CountAsync(a => a.DeadAt == null, cancellationToken);
        var oldest = await alarms.Where(a => a.DeadAt == null && a.FireAt <= now).MinAsync(a => (DateTimeOffset?)a.FireAt, cancellationToken);
        var failing = await alarms.CountAsync(a => a.DeadAt == null && a.Attempts > 0, cancellationToken);
        var givenUp = await GivenUp(db).CountAsync(cancellationToken);
        var queue = db.Set<OutboxMail>().Where(m => m.NextAt != null);
        var mails = await queue.CountAsync(cancellationToken);
        var oldestMail = await queue.MinAsync(m => (DateTimeOffset?)m.CreatedAt, cancellationToken);
        var dead = await DeadMails(db).CountAsync(cancellationToken);
        var bounced = await db.Set<OutboxMail>().CountAsync(m => m.BouncedAt != null && m.DroppedAt == null, cancellationToken);
        return new JobFigures(
            waiting, oldest is { } due ? (now - due).TotalSeconds : 0, failing, givenUp, mails, oldestMail, dead, bounced, storage.GetMonitoringApi().FailedCount());
    }

    /// <summary>How many alarms were given up and still stand.</summary>
    public async Task<int> GivenUpAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Lease(Viewer.System);
        return await GivenUp(db).CountAsync(cancellationToken);
    }

    /// <summary>How many mails were given up and not dismissed.</summary>
    public async Task<int> DeadMailsAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Lease(Viewer.System);
        return await DeadMails(db).CountAsync(cancellationToken);
    }

    /// <summary>Whether the sweep of this process should have run and has not; false where another process sweeps.</summary>
    public bool SweepIsLate() => settings.RunsServer && time.GetUtcNow() - (drain.LastRun ?? _startedAt) > Late;

    /// <summary>When the sweep ran last: by itself in this process, else by what another process fired last.</summary>
    public async Task<SweepState> SweepAsync(CancellationToken cancellationToken)
    {
        if (settings.RunsServer)
        {
            return new SweepState(SweepSource.ThisProcess, drain.LastRun, SweepIsLate());
        }

        await using var db = contexts.Lease(Viewer.System);
        var fired = await db.Set<Alarm>().MaxAsync(a => a.FiredAt, cancellationToken);
        return fired is null ? new SweepState(SweepSource.Elsewhere, null, Late: false) : new SweepState(SweepSource.LastFired, fired, Late: false);
    }

    private static IQueryable<Alarm> Standing(AppDbContext db) => db.Set<Alarm>().Where(a => a.FiredAt == null && a.CancelledAt == null);

    private static IQueryable<Alarm> GivenUp(AppDbContext db) => Standing(db).Where(a => a.DeadAt != null);

    private static IQueryable<OutboxMail> DeadMails(AppDbContext db) => db.Set<OutboxMail>().Where(m => m.DeadAt != null && m.DroppedAt == null);
}
