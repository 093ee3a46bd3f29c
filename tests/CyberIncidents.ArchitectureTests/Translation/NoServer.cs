using System.Data;
using System.Data.Common;
using CyberIncidents.ArchitectureTests.Support;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CyberIncidents.ArchitectureTests.Translation;

/// <summary>Opens nothing, sends nothing, keeps what would have been sent and answers with one row.</summary>
internal sealed class NoServer(Func<string, string> textOf) : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    /// <summary>The commands, in order.</summary>
    public List<string> Commands { get; } = [];

    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        InterceptionResult.Suppress();

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult<DbTransaction>.SuppressWithResult(new NoTransaction(connection, eventData.IsolationLevel)));

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Answer(command);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Answer(command));

    private InterceptionResult<DbDataReader> Answer(DbCommand command)
    {
        Commands.Add(command.CommandText);
        return InterceptionResult<DbDataReader>.SuppressWithResult(new PlausibleRow(TSql.Columns(command.CommandText), textOf));
    }

    private sealed class NoTransaction(DbConnection connection, IsolationLevel level) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => level;

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }
}
