using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>
/// Fires whatever is due and unfired, by the ordinary command; the one method behind job and sweep. On SQLite the
/// commands of a batch share one commit in the write lane; between batches another process gets the file.
/// </summary>
internal sealed partial class AlarmDrain(
    ContextFactory contexts, IServiceScopeFactory scopes, DatabaseSettings settings, JobsMetrics metrics, TimeProvider time, ILogger<AlarmDrain> logger) : IDisposable
{
    private const int Batch = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>When a drain ended last in this process; null before the first.</summary>
    public DateTimeOffset? LastRun { get; private set; }

    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var fired = 0;
            while (await DueAsync(cancellationToken) is { Count: > 0 } due)
            {
                fired += await FireAsync(due, cancellationToken);
                await Task.Delay(Pause, cancellationToken);
            }

            LastRun = time.GetUtcNow();
            metrics.Fired(fired);
            return fired;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = contexts.Lease(Viewer.System);
        return await db.Set<Alarm>()
            .Where(a => a.FiredAt == null && a.CancelledAt == null && a.DeadAt == null && a.FireAt <= now && (a.RetryAt == null || a.RetryAt <= now))
            .OrderBy(a => a.FireAt).ThenBy(a => a.Id).Take(Batch).Select(a => a.Id).ToListAsync(cancellationToken);
    }

    /// <summary>On SQLite the batch shares a commit; one that breaks the whole commit is found by firing them one by one.</summary>
    private async Task<int> FireAsync(List<Guid> due, CancellationToken cancellationToken)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            try
            {
                return (await Task.WhenAll(due.Select(id => FireAsync(id, alone: false, cancellationToken)))).Sum();
            }
            catch (IOException)
            {
                BatchBroken(logger, due.Count);
            }
        }

        var fired = 0;
        foreach (var id in due)
        {
            fired += await FireAsync(id, alone: true, cancellationToken);
        }

        return fired;
    }

    private async Task<int> FireAsync(Guid id, bool alone, CancellationToken cancellationToken)
    {
        try
        {
            return (await SendAsync(new FireAlarmCommand(id), cancellationToken)).Fired ? 1 : 0;
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException) && (alone || error is not IOException))
        {
            Failed(logger, id, error.GetType().Name);
            await SendAsync(new AlarmFailedCommand(id, error.GetType().Name), cancellationToken);
            return 0;
        }
    }

    private async Task<AlarmFired> SendAsync(ICommand<AlarmFired> command, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(command, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Alarm {AlarmId} failed with {Error}; it will be tried again")]
    private static partial void Failed(ILogger logger, Guid alarmId, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A commit of {Count} alarms broke; they are fired one by one")]
    private static partial void BatchBroken(ILogger logger, int count);
}
