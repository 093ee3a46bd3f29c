using System.Collections.Concurrent;

namespace CyberIncidents.Benchmarks.Baseline;

/// <summary>Group commit by hand: one thread writes, and what has queued while the disk syncs shares the next commit.</summary>
internal sealed class CommitLane : IDisposable
{
    private readonly BlockingCollection<(Func<Session, object> Work, TaskCompletionSource<object> Answer)> _queue = [];
    private readonly Session _session;
    private readonly Thread _thread;

    public CommitLane(string connectionString)
    {
        _session = new Session(connectionString);
        _thread = new Thread(Loop) { IsBackground = true };
        _thread.Start();
    }

    public async Task<T> RunAsync<T>(Func<Session, T> work)
        where T : class
    {
        var answer = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add((work, answer));
        return (T)await answer.Task;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _session.Dispose();
        _queue.Dispose();
    }

    private void Loop()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            var shared = new List<(TaskCompletionSource<object> Answer, object Result)>();
            var answers = new List<TaskCompletionSource<object>>();
            try
            {
                _session.Run("BEGIN IMMEDIATE");
                for (var job = first; ;)
                {
                    answers.Add(job.Answer);
                    shared.Add((job.Answer, job.Work(_session)));
                    if (shared.Count >= 128 || !_queue.TryTake(out job))
                    {
                        break;
                    }
                }

                _session.Run("COMMIT");
                shared.ForEach(s => s.Answer.SetResult(s.Result));
            }
            catch (Exception error) when (error is Microsoft.Data.Sqlite.SqliteException or InvalidOperationException or FormatException)
            {
                _session.Run("ROLLBACK");
                answers.ForEach(a => a.SetException(error));
            }
        }
    }
}
