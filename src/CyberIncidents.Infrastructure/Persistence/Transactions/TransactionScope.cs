using System.Data.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Persistence.Transactions;

/// <summary>What has to follow a commit; collected by one transaction, also over nested runs.</summary>
internal sealed partial class AfterCommit(ILogger<AfterCommit> logger) : IAfterCommit
{
    private readonly List<Action> _actions = [];

    /// <summary>The one of the outer run, when this scope is nested.</summary>
    public AfterCommit? Outer { get; set; }

    public void Add(Action action)
    {
        if (Outer is { } outer)
        {
            outer.Add(action);
            return;
        }

        _actions.Add(action);
    }

    public void Run()
    {
        foreach (var action in _actions)
        {
            try
            {
                action();
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A hint that was lost costs punctuality, not truth: the sweep finds the row.
                Lost(logger, error.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What should follow a commit failed with {Error}; the sweep will find the row")]
    private static partial void Lost(ILogger logger, string error);
}

/// <summary>The transaction that the current flow of control is in.</summary>
internal sealed record AmbientTransaction(WriteTransaction Write, AfterCommit AfterCommit)
{
    private static readonly AsyncLocal<AmbientTransaction?> Slot = new();

    public static AmbientTransaction? Current
    {
        get => Slot.Value;
        set => Slot.Value = value;
    }
}

/// <summary>A savepoint could not be rolled back, so nothing of the whole transaction may be committed.</summary>
/// <param name="failed">What failed first.</param>
internal sealed class BrokenTransactionException(Exception failed) : Exception("The transaction is broken.", failed);

/// <summary>Runs one piece of work in a scope of its own, under a savepoint, inside an open transaction.</summary>
internal sealed class ScopedWork(IServiceScopeFactory scopes)
{
    public async Task<(T Answer, AfterCommit AfterCommit)> RunAsync<T>(
        WriteTransaction write, Viewer viewer, Func<IServiceProvider, CancellationToken, Task<T>> work, AfterCommit? outer, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = viewer;
        scope.ServiceProvider.GetRequiredService<ContextLease>().Write = write;
        var after = scope.ServiceProvider.GetRequiredService<AfterCommit>();
        after.Outer = outer;
        var before = AmbientTransaction.Current;
        AmbientTransaction.Current = new AmbientTransaction(write, outer ?? after);
        try
        {
            // On a server the outermost work is the whole transaction and needs no savepoint.
            return write.Transaction is SqliteTransaction || outer is not null
                ? (await UnderSavepointAsync(write, work, scope.ServiceProvider, cancellationToken), after)
                : (await work(scope.ServiceProvider, cancellationToken), after);
        }
        finally
        {
            AmbientTransaction.Current = before;
        }
    }

    private static async Task<T> UnderSavepointAsync<T>(
        WriteTransaction write, Func<IServiceProvider, CancellationToken, Task<T>> work, IServiceProvider services, CancellationToken cancellationToken)
    {
        var savepoint = "s" + Guid.NewGuid().ToString("N")[..24];
        await write.Transaction.SaveAsync(savepoint, cancellationToken);
        try
        {
            var answer = await work(services, cancellationToken);
            if (write.Transaction is SqliteTransaction)
            {
                await write.Transaction.ReleaseAsync(savepoint, CancellationToken.None);
            }

            return answer;
        }
        catch (Exception failed)
        {
            await RollBackAsync(write, savepoint, failed);
            throw;
        }
    }

    private static async Task RollBackAsync(WriteTransaction write, string savepoint, Exception failed)
    {
        try
        {
            await write.Transaction.RollbackAsync(savepoint, CancellationToken.None);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            throw new BrokenTransactionException(failed);
        }
    }
}
