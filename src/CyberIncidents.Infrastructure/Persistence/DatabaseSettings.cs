using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

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

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="paths">Where relative paths begin.</param>
    /// <returns>The settings; the path of a file is absolute.</returns>
    /// <exception cref="InvalidOperationException">A server is wanted and none is named.</exception>
    public static DatabaseSettings From(IConfiguration configuration, AppPaths paths)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(paths);
        var provider = configuration.GetValue<DatabaseProvider?>("Database:Provider") ?? DatabaseProvider.Sqlite;
        var configured = configuration.GetConnectionString("Default");
        var batch = configuration.GetValue<int?>("Database:MaxBatchSize");
        if (provider == DatabaseProvider.SqlServer)
        {
            var server = configured ?? throw new InvalidOperationException("Database:Provider is SqlServer and ConnectionStrings:Default is not set.");
            return new DatabaseSettings(provider, server, batch);
        }

        var builder = new SqliteConnectionStringBuilder(configured ?? "Data Source=data/cyberincidents.db") { ForeignKeys = true };
        builder.DataSource = Path.GetFullPath(builder.DataSource, paths.Data);
        return new DatabaseSettings(provider, builder.ToString(), batch);
    }

    /// <summary>The same for reading and writing what is there: a file that is not there is not made.</summary>
    /// <returns>The settings.</returns>
    public DatabaseSettings WithoutMaking() => Provider == DatabaseProvider.SqlServer
        ? this
        : this with { ConnectionString = new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString() };

    /// <summary>A new connection, not yet open.</summary>
    /// <returns>The caller's to dispose of.</returns>
    public DbConnection NewConnection() =>
        Provider == DatabaseProvider.Sqlite ? new SqliteConnection(ConnectionString) : new SqlConnection(ConnectionString);
}
