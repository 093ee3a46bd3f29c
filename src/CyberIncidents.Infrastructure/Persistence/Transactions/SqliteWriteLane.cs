using System.Data;
using System.Diagnostics;
using System.Threading.Channels;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Infrastructure.Persistence.Interceptors;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.Infrastructure.Persistence.Transactions;

/// <summary>
/// The one writer of a SQLite file in this process. Work queues here; whatever has queued while the disk syncs shares
/// the next commit, each under a savepoint of its own, and every answer leaves after the commit.
/// </summary>
internal sealed class SqliteWriteLane : IAsyncDisposable
{
    private const int MaxShared = 128;
    private static readonly TimeSpan LeastOpen = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan MostOpen = TimeSpan.FromMilliseconds(25);

    private readonly Channel<Job> _queue = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private readonly DatabaseSettings _settings;
    private readonly ContextFactory _contexts;
    private readonly Task _loop;
    private SqliteConnection? _connection;
    private Func<AppDbContext>? _onConnection;
    private TimeSpan _open = LeastOpen;

    public SqliteWriteLane(DatabaseSettings settings, ContextFactory contexts)
    {
        _settings = settings;
        _contexts = contexts;
        _loop = Task.Run(LoopAsync);
    }

    public async Task<T> RunAsync<T>(Func<WriteTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        var job = new Job<T>(work, ExecutionContext.Capture(), cancellationToken);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(job), this);
        return await job.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task LoopAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var shared = new List<Job>();
            try
            {
                var write = Begin();
                await using (write.Transaction)
                {
                    await FillAsync(write, shared);
                    await CommitAsync(write);
                }

                shared.ForEach(job => job.Committed());
            }
            catch (Exception error)
            {
                // Whatever it was, the lane goes on: without it every later write would wait for ever.
                Fail(shared, error);
            }
        }
    }

    private async Task FillAsync(WriteTransaction write, List<Job> shared)
    {
        var opened = Stopwatch.GetTimestamp();
        while (shared.Count < MaxShared && Stopwatch.GetElapsedTime(opened) < _open && _queue.Reader.TryRead(out var job))
        {
            shared.Add(job);
            await job.RunAsync(write);
        }
    }

    /// <summary>
    /// The slower the disk, the more shares the next commit. On a quick one a transaction that stays open makes its first
    /// callers wait for the last without need.
    /// </summary>
    private async Task CommitAsync(WriteTransaction write)
    {
        var started = Stopwatch.GetTimestamp();
        await write.Transaction.CommitAsync();
        _open = TimeSpan.FromTicks(Math.Clamp(4 * Stopwatch.GetElapsedTime(started).Ticks, LeastOpen.Ticks, MostOpen.Ticks));
    }

    /// <summary>The whole commit failed: nobody who waited for it may believe otherwise.</summary>
    private void Fail(List<Job> shared, Exception error)
    {
        if (shared.Count == 0 && _queue.Reader.TryRead(out var next))
        {
            shared.Add(next);
        }

        shared.ForEach(job => job.Failed(error));
        _connection?.Dispose();
        _connection = null;
        _onConnection = null;
    }

    private WriteTransaction Begin()
    {
        if (_connection is null)
        {
            var connection = new SqliteConnection(_settings.ConnectionString);
            connection.Open();
            SqliteConnectionSetup.Apply(connection);
            _onConnection = _contexts.On(connection, pooled: true);
            _connection = connection;
        }

        return new WriteTransaction(_connection.BeginTransaction(IsolationLevel.Serializable, deferred: false), _onConnection!);
    }

    private abstract class Job
    {
        public abstract Task RunAsync(WriteTransaction write);

        public abstract void Committed();

        public abstract void Failed(Exception error);
    }

    private sealed class Job<T>(Func<WriteTransaction, Task<T>> work, ExecutionContext? caller, CancellationToken cancellationToken) : Job
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private bool _worked;

        public Task<T> Answer => _answer.Task;

        public override async Task RunAsync(WriteTransaction write)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                Task<T>? running = null;
                if (caller is null)
                {
                    running = work(write);
                }
                else
                {
                    // The caller's culture, activity and log scopes hold inside the lane too.
                    ExecutionContext.Run(caller, _ => running = work(write), null);
                }

                _result = await running!;
                _worked = true;
            }
            catch (Exception error) when (error is BrokenTransactionException || (error is SqliteException sqlite && IsFatal(sqlite)))
            {
                throw;
            }
            catch (OperationCanceledException)
            {
                _answer.TrySetCanceled(CancellationToken.None);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                _answer.TrySetException(error);
            }
        }

        public override void Committed()
        {
            if (_worked)
            {
                _answer.TrySetResult(_result!);
            }
        }

        public override void Failed(Exception error) => _answer.TrySetException(new IOException("The database did not take the commit.", error));

        /// <summary>After these SQLite may have rolled back the whole transaction: FULL, IOERR, NOMEM, BUSY, INTERRUPT, CORRUPT, READONLY.</summary>
        private static bool IsFatal(SqliteException error) => error.SqliteErrorCode is 5 or 7 or 8 or 9 or 10 or 11 or 13;
    }
}

/// <summary>The runner on SQLite.</summary>
internal sealed class SqliteTransactions(SqliteWriteLane lane, ScopedWork scoped, IViewerAccessor viewer) : ITransactionRunner
{
    public async Task<T> RunAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var who = viewer.Required;
        if (AmbientTransaction.Current is { } outer)
        {
            return (await scoped.RunAsync(outer.Write, who, work, outer.AfterCommit, cancellationToken)).Answer;
        }

        var (answer, after) = await lane.RunAsync(write => scoped.RunAsync(write, who, work, null, cancellationToken), cancellationToken);
        after.Run();
        return answer;
    }
}
