using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CyberIncidents.Infrastructure.Persistence.Interceptors;

/// <summary>
/// Keeps the prepared statements of one SQLite connection that stays open. EF makes a new command for every call, and SQLite
/// spends more time on reading the text of one than on running it.
/// </summary>
internal sealed class PreparedStatements : DbCommandInterceptor
{
    private const int Most = 100;
    private readonly OrderedDictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        if (result is not SqliteCommand { Connection: { } connection } fresh)
        {
            return result;
        }

        // A statement that runs already is not in the dictionary; a second one is prepared beside it.
        if (!_idle.Remove(fresh.CommandText, out var kept))
        {
            kept = connection.CreateCommand();
            kept.CommandText = fresh.CommandText;
        }

        return new Lent(this, fresh, kept);
    }

    private void GiveBack(SqliteCommand kept)
    {
        kept.Parameters.Clear();
        kept.Transaction = null;
        if (!_idle.TryAdd(kept.CommandText, kept))
        {
            kept.Dispose();
        }
        else if (_idle.Count > Most)
        {
            // The first is the one that was not used for longest: one that is used is taken out and comes back last.
            _idle.GetAt(0).Value.Dispose();
            _idle.RemoveAt(0);
        }
    }

    /// <summary>Shows the fresh command, runs the kept one.</summary>
    private sealed class Lent(PreparedStatements owner, SqliteCommand fresh, SqliteCommand kept) : DbCommand
    {
        private bool _over;

        [AllowNull]
        public override string CommandText
        {
            get => fresh.CommandText;
            set => throw new NotSupportedException();
        }

        public override int CommandTimeout
        {
            get => fresh.CommandTimeout;
            set => fresh.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => fresh.CommandType;
            set => fresh.CommandType = value;
        }

        public override bool DesignTimeVisible
        {
            get => fresh.DesignTimeVisible;
            set => fresh.DesignTimeVisible = value;
        }

        public override UpdateRowSource UpdatedRowSource
        {
            get => fresh.UpdatedRowSource;
            set => fresh.UpdatedRowSource = value;
        }

        protected override DbConnection? DbConnection
        {
            get => fresh.Connection;
            set => throw new NotSupportedException();
        }

        protected override DbParameterCollection DbParameterCollection => fresh.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => fresh.Transaction;
            set => fresh.Transaction = (SqliteTransaction?)value;
        }

        public override void Cancel() => kept.Cancel();

        public override int ExecuteNonQuery() => Ready().ExecuteNonQuery();

        public override object? ExecuteScalar() => Ready().ExecuteScalar();

        public override void Prepare() => Ready().Prepare();

        protected override DbParameter CreateDbParameter() => fresh.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Ready().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_over)
            {
                _over = true;
                fresh.Dispose();
                owner.GiveBack(kept);
            }

            base.Dispose(disposing);
        }

        private SqliteCommand Ready()
        {
            kept.Transaction = fresh.Transaction;
            kept.CommandTimeout = fresh.CommandTimeout;
            kept.Parameters.Clear();
            foreach (SqliteParameter parameter in fresh.Parameters)
            {
                kept.Parameters.Add(parameter);
            }

            return kept;
        }
    }
}
