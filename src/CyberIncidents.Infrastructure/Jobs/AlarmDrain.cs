using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>
/// Fires whatever is due and unfired, by the ordinary command; the one method behind job and sweep. A batch shares scope, save and
/// commit; between batches another process gets the file.
/// </summary>
internal sealed partial class AlarmDrain(
    ContextFactory contexts, IServiceScopeFactory scopes, JobsMetrics metrics, TimeProvider time, ILogger<AlarmDrain> logger) : IDisposable
{
    private const int Batch = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
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

    /// <summary>The next that are due, one of each follow-up, request and clock: the rest of it comes with a later batch, in its order.</summary>
    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = contexts.Lease(Viewer.System);
        var due = await db.Set<Alarm>().AsNoTracking()
            .Where(Alarm.Waiting).Where(a => a.FireAt <= now && (a.RetryAt == null || a.RetryAt <= now))
            .OrderBy(a => a.FireAt).Take(Batch).ToListAsync(cancellationToken);
        return [.. due.DistinctBy(a => ((IPartOf)a).Aggregate).Select(a => a.Id)];
    }

    /// <summary>Fires the batch; where one breaks it, it is found by firing them one by one.</summary>
    private async Task<int> FireAsync(List<Guid> due, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(new FireAlarmsCommand(due), cancellationToken);
        }
        catch (Exception error) when (due.Count > 1 && IsFailure(error))
        {
            BatchBroken(logger, due.Count, error.GetType().Name);
        }
        catch (Exception error) when (IsFailure(error))
        {
            return await NoteAsync(due[0], error, cancellationToken);
        }

        var fired = 0;
        foreach (var id in due)
        {
            fired += await FireAsync([id], cancellationToken);
        }

        return fired;
    }

    private async Task<int> NoteAsync(Guid id, Exception error, CancellationToken cancellationToken)
    {
        Failed(logger, id, error.GetType().Name);
        return await SendAsync(new AlarmFailedCommand(id, error.GetType().Name), cancellationToken);
    }

    private async Task<int> SendAsync(ICommand<AlarmsFired> command, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return (await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(command, cancellationToken)).Count;
    }

    private static bool IsFailure(Exception error) => error is not (OperationCanceledException or OutOfMemoryException);

    [LoggerMessage(Level = LogLevel.Error, Message = "Alarm {AlarmId} failed with {Error}; it will be tried again")]
    private static partial void Failed(ILogger logger, Guid alarmId, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} alarms broke with {Error}; they are fired one by one")]
    private static partial void BatchBroken(ILogger logger, int count, string error);
}
