using System.Data.Common;
using System.Diagnostics;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Infrastructure.Persistence.Interceptors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>
/// The only way to a context. Every lease gets its viewer here; a lease without one throws, since contexts are pooled
/// and would otherwise keep the viewer of the lease before.
/// </summary>
internal sealed class ContextFactory(DatabaseSettings settings, AuditInterceptor audit, SqliteConnectionSetup setup, TimeProvider time) : IDisposable
{
    /// <summary>
    /// On SQLite a list is one parameter: with one for each element EF makes the text of the command anew on every call, half the
    /// cost of a page. On SQL Server the values of such a list carry the collation of the database, which cannot be compared with
    /// our columns of codes (error 468), so each element is a parameter there.
    /// </summary>
    private const ParameterTranslationMode SqliteLists = ParameterTranslationMode.Parameter;

    private readonly PooledDbContextFactory<AppDbContext> _readers = new(
        Options(settings, null, audit, setup), poolSize: 128);

    private readonly SqliteReaders? _sqlite = settings.Provider == DatabaseProvider.Sqlite ? new SqliteReaders(settings, audit, setup) : null;

    /// <summary>A context for reading, on a connection of its own.</summary>
    public AppDbContext Lease(Viewer? viewer) => Prepare(_sqlite is null ? _readers.CreateDbContext() : _sqlite.Lease(), viewer, mayWrite: false, viewer is { SeesByBrokenGlass: true } ? time.GetUtcNow() : DateTimeOffset.MaxValue);

    public void Dispose() => _sqlite?.Dispose();

    /// <summary>A context inside a transaction of the runner.</summary>
    public static AppDbContext LeaseIn(WriteTransaction write, Viewer? viewer)
    {
        var context = Prepare(write.Contexts(), viewer, mayWrite: true, DateTimeOffset.MaxValue);
        context.Database.UseTransaction(write.Transaction);
        context.Database.AutoSavepointsEnabled = false;
        return context;
    }

    /// <summary>Contexts on one open connection, pooled where the connection lives long.</summary>
    public Func<AppDbContext> On(DbConnection connection, bool pooled)
    {
        var options = Options(settings, connection, audit, setup);
        return pooled ? new PooledDbContextFactory<AppDbContext>(options, poolSize: 4).CreateDbContext : () => new AppDbContext(options);
    }

    /// <summary>A context that migrates; no viewer, so it shows nothing.</summary>
    public AppDbContext ForMigration() => new(Options(settings, null, audit, setup));

    public static DbContextOptions<AppDbContext> Options(
        DatabaseSettings settings, DbConnection? connection, AuditInterceptor? audit, SqliteConnectionSetup? setup)
    {
        var builder = new DbContextOptionsBuilder<AppDbContext>();
        builder.AddInterceptors(new SaveGuard(), new VersionInterceptor());
        if (audit is not null)
        {
            builder.AddInterceptors(audit);
        }

        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            if (setup is not null && connection is null)
            {
                builder.AddInterceptors(setup);
            }

            if (connection is not null)
            {
                // It stays open, so its statements can stay prepared.
                builder.AddInterceptors(new PreparedStatements());
            }

            void Configure(SqliteDbContextOptionsBuilder o)
            {
                o.MigrationsAssembly("CyberIncidents.Migrations.Sqlite");
                o.CommandTimeout(30);
                o.UseParameterizedCollectionMode(SqliteLists);
            }

            _ = connection is null ? builder.UseSqlite(settings.ConnectionString, Configure) : builder.UseSqlite(connection, Configure);
        }
        else
        {
            void Configure(SqlServerDbContextOptionsBuilder o)
            {
                o.MigrationsAssembly("CyberIncidents.Migrations.SqlServer");
                o.UseParameterizedCollectionMode(ParameterTranslationMode.MultipleParameters);
                if (settings.MaxBatchSize is { } size)
                {
                    o.MaxBatchSize(size);
                }
            }

            _ = connection is null ? builder.UseSqlServer(settings.ConnectionString, Configure) : builder.UseSqlServer(connection, Configure);
        }

        return builder.Options;
    }

    private static AppDbContext Prepare(AppDbContext context, Viewer? viewer, bool mayWrite, DateTimeOffset glassEndsAfter)
    {
        if (viewer is null)
        {
            context.Dispose();
            throw new InvalidOperationException("A context was leased without a viewer.");
        }

        context.Viewer = viewer;
        context.MayWrite = mayWrite;
        context.GlassEndsAfter = glassEndsAfter;
        context.CorrelationId = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
        return context;
    }
}

/// <summary>An open transaction with the contexts that work in it.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="Contexts">Makes contexts on its connection.</param>
internal sealed record WriteTransaction(DbTransaction Transaction, Func<AppDbContext> Contexts);

/// <summary>The context of a scope: leased at first use for the scope's viewer, given back with the scope.</summary>
internal sealed class ContextLease(ContextFactory factory, IViewerAccessor viewer) : IAsyncDisposable, IDisposable
{
    private AppDbContext? _context;

    /// <summary>Set by the runner for the scopes that it opens.</summary>
    public WriteTransaction? Write { get; set; }

    public AppDbContext Context => _context ??= Write is { } write ? ContextFactory.LeaseIn(write, viewer.Current) : factory.Lease(viewer.Current);

    public void Dispose()
    {
        _context?.Dispose();
        _context = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is { } context)
        {
            _context = null;
            await context.DisposeAsync();
        }
    }
}
