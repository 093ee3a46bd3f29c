using System.Collections.Concurrent;
using CyberIncidents.Infrastructure.Persistence.Interceptors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>
/// Contexts for reading a SQLite file, each on a connection that stays open, so that settings are made and statements are
/// prepared once. As many are kept as were used at once, up to a few for each core.
/// </summary>
internal sealed class SqliteReaders(DatabaseSettings settings, AuditInterceptor audit, SqliteConnectionSetup setup) : IDisposable
{
    private static readonly int Most = Math.Max(8, 4 * Environment.ProcessorCount);
    private readonly ConcurrentQueue<Reader> _idle = new();
    private volatile bool _ended;

    public AppDbContext Lease()
    {
        var reader = _idle.TryDequeue(out var kept) ? kept : Open();
        try
        {
            var context = reader.Contexts.CreateDbContext();
            context.GivenBack = () => GiveBack(reader);
            return context;
        }
        catch
        {
            GiveBack(reader);
            throw;
        }
    }

    public void Dispose()
    {
        _ended = true;
        while (_idle.TryDequeue(out var reader))
        {
            reader.Connection.Dispose();
        }
    }

    private Reader Open()
    {
        var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        SqliteConnectionSetup.Apply(connection);
        return new Reader(connection, new PooledDbContextFactory<AppDbContext>(ContextFactory.Options(settings, connection, audit, setup), poolSize: 1));
    }

    private void GiveBack(Reader reader)
    {
        if (_ended || _idle.Count >= Most || reader.Connection.State != System.Data.ConnectionState.Open)
        {
            reader.Connection.Dispose();
        }
        else
        {
            _idle.Enqueue(reader);
        }
    }

    private sealed record Reader(SqliteConnection Connection, PooledDbContextFactory<AppDbContext> Contexts);
}
