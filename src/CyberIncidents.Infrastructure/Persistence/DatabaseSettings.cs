using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>The databases there are.</summary>
public enum DatabaseProvider
{
    /// <summary>One embedded file.</summary>
    Sqlite,

    /// <summary>A server that speaks TDS.</summary>
    SqlServer,
}

/// <summary>Which database, from <c>Database:*</c> and <c>ConnectionStrings:Default</c>.</summary>
/// <param name="Provider">Which kind.</param>
/// <param name="ConnectionString">How to reach it.</param>
/// <param name="MaxBatchSize">Statements per round trip (<c>Database:MaxBatchSize</c>); 1 for servers without MERGE.</param>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, int? MaxBatchSize)
{
    /// <summary>The SQLite file; null on a server.</summary>
    public string? File => Provider == DatabaseProvider.Sqlite ? new SqliteConnectionStringBuilder(ConnectionString).DataSource : null;

    /// <summary>A new connection, not yet open.</summary>
    /// <returns>The caller's to dispose of.</returns>
    public DbConnection NewConnection() =>
        Provider == DatabaseProvider.Sqlite ? new SqliteConnection(ConnectionString) : new SqlConnection(ConnectionString);
}
