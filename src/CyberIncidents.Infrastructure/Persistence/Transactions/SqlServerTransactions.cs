using System.Data;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Notices;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Transactions;

/// <summary>
/// The runner on SQL Server: an ordinary transaction. What the server certainly rolled back is run again from the start:
/// a deadlock's victim, a row that another changed first, a row that another claimed first, a stage of law that another started, a reading that another noted.
/// </summary>
internal sealed class SqlServerTransactions(DatabaseSettings settings, ContextFactory contexts, ScopedWork scoped, IViewerAccessor viewer)
    : ITransactionRunner
{
    private const int Attempts = 5;

    public async Task<T> RunAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var who = viewer.Required;
        if (AmbientTransaction.Current is { } outer)
        {
            return (await scoped.RunAsync(outer.Write, who, work, outer.AfterCommit, cancellationToken)).Answer;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(who, work, cancellationToken);
            }
            catch (Exception error) when (attempt < Attempts && MayRunAgain(error))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), cancellationToken);
            }
        }
    }

    private static bool MayRunAgain(Exception error) => error switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: SqlException inner } update =>
            inner.Number == 1205 || (inner.Number is 2601 or 2627 && update.Entries.Any(e => e.Entity is IdempotencyRecord or SeedHistory or DigestRun or OutboxMail or LegalClock or AuditChain or ReadEntry)),
        SqlException { Number: 1205 } => true,
        // Another server began the same series of references.
        SqlException { Number: 2601 or 2627 } first => first.Message.Contains("ReferenceCounters", StringComparison.Ordinal),
        // EF wraps what it takes for transient; the runner wraps what broke under a savepoint.
        InvalidOperationException { InnerException: { } inner } => MayRunAgain(inner),
        BrokenTransactionException { InnerException: { } first } => MayRunAgain(first),
        _ => false,
    };

    private async Task<T> OnceAsync<T>(Viewer who, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = new SqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var write = new WriteTransaction(transaction, contexts.On(connection, pooled: false));
        var (answer, after) = await scoped.RunAsync(write, who, work, null, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        after.Run();
        return answer;
    }
}
