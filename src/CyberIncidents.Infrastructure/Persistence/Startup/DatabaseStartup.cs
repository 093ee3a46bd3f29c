using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Seeding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Persistence.Startup;

/// <summary>What has to be true before the server listens: schema, reference data, our own organisation, keys.</summary>
internal sealed partial class DatabaseStartup(
    DatabaseSettings settings,
    ContextFactory contexts,
    IServiceScopeFactory scopes,
    HomeSettings home,
    HomeName homeName,
    KeyRing keys,
    HeadSeals seals,
    ILogger<DatabaseStartup> logger)
{
    /// <summary>True once all of it is done.</summary>
    public bool Ready { get; private set; }

    public async Task RunAsync(bool demo, CancellationToken cancellationToken)
    {
        if (settings.File is { } file)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            await using var alone = await StartLock.TakeAsync(file + ".migrate.lock", cancellationToken);
            await MigrateSqliteAsync(file, cancellationToken);
            await SeedAsync(demo, cancellationToken);
            keys.EnsureFresh();
        }
        else
        {
            await EnsureMigratedAsync(cancellationToken);
            await SeedAsync(demo, cancellationToken);
            keys.EnsureFresh();
        }

        seals.Remember();
        Ready = true;
    }

    /// <summary>Applies pending migrations; the command for SQL Server, which never migrates by itself.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (settings.File is { } file)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            await using var alone = await StartLock.TakeAsync(file + ".migrate.lock", cancellationToken);
            await MigrateSqliteAsync(file, cancellationToken);
            return;
        }

        await using var db = contexts.ForMigration();
        await db.Database.MigrateAsync(cancellationToken);
    }

    private async Task EnsureMigratedAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.ForMigration();
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            throw new InvalidOperationException(
                $"{pending.Count} migrations are pending ({string.Join(", ", pending)}). Apply them with: "
                + "dotnet run --project src/CyberIncidents.Web -- migrate (published: CyberIncidents.Web migrate).");
        }
    }

    private async Task MigrateSqliteAsync(string file, CancellationToken cancellationToken)
    {
        await using var db = contexts.ForMigration();
        var existed = File.Exists(file) && new FileInfo(file).Length > 0;
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (existed && pending.Count > 0)
        {
            await CopyAsync(db, file, cancellationToken);
            await ForgetAbandonedLockAsync(db, cancellationToken);
        }

        if (pending.Count > 0)
        {
            Migrating(logger, pending.Count);
            await db.Database.MigrateAsync(cancellationToken);
        }

        // Always: a file that was put back from a copy has lost the mode.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
    }

    /// <summary>A table rebuild of SQLite is not atomic: a copy is made first, by the database itself.</summary>
    private static async Task CopyAsync(AppDbContext db, string file, CancellationToken cancellationToken)
    {
        var copy = string.Create(CultureInfo.InvariantCulture, $"{file}.{TimeProvider.System.GetUtcNow():yyyyMMdd'T'HHmmss}-{Guid.NewGuid():N}.bak");
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", cancellationToken);
    }

    /// <summary>We hold the lock of the operating system, so a row that says "somebody migrates" was left by a killed process.</summary>
    private static async Task ForgetAbandonedLockAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var tables = await db.Database.SqlQueryRaw<int>(
            "SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'").SingleAsync(cancellationToken);
        if (tables > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock;", cancellationToken);
        }
    }

    private async Task SeedAsync(bool demo, CancellationToken cancellationToken) =>
        await scopes.AsSystemAsync(
            async (services, token) =>
            {
                var db = services.GetRequiredService<ContextLease>().Context;
                await WaitForOthersAsync(db, services.GetRequiredService<TimeProvider>(), token);
                await seals.SealAsync(db, token);
                var changed = await services.GetRequiredService<ReferenceSeeder>().SeedAsync(db, token);
                await EnsureHomeAsync(db, services.GetRequiredService<TimeProvider>(), token);
                if (demo)
                {
                    await services.GetRequiredService<DemoSeeder>().SeedAsync(db, token);
                }

                await IndexAsync(db, token);
                await WelcomeAsync(db, services.GetRequiredService<TimeProvider>(), token);
                await AdoptAsync(db, services, token);
                await NumberAsync(db, services, token);
                if (changed && settings.Provider == DatabaseProvider.Sqlite)
                {
                    await db.Database.ExecuteSqlRawAsync("ANALYZE;", token);
                }

                return changed;
            },
            cancellationToken);

    /// <summary>Nodes that start at once seed one after the other: each takes the lock of this row first.</summary>
    private static async Task WaitForOthersAsync(AppDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        const string Name = "start";
        var now = time.GetUtcNow();
        if (await db.Set<SeedHistory>().Where(s => s.Name == Name).ExecuteUpdateAsync(s => s.SetProperty(h => h.LoadedAt, now), cancellationToken) == 0)
        {
            db.Add(new SeedHistory { Name = Name, Hash = string.Empty, LoadedAt = now });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Once: what an earlier version sent without a clock gets one. It comes after the reference data, which hold the ladders.</summary>
    private static async Task AdoptAsync(AppDbContext db, IServiceProvider services, CancellationToken cancellationToken)
    {
        const string Name = "clocks";
        if (!await db.Set<SeedHistory>().AnyAsync(s => s.Name == Name, cancellationToken))
        {
            await services.GetRequiredService<IDispatcher>().SendAsync(new AdoptRequestsCommand(), cancellationToken);
            db.Add(new SeedHistory { Name = Name, Hash = string.Empty, LoadedAt = services.GetRequiredService<TimeProvider>().GetUtcNow() });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Once: what left under an earlier version gets its number and digests.</summary>
    private static async Task NumberAsync(AppDbContext db, IServiceProvider services, CancellationToken cancellationToken)
    {
        const string Name = "release-numbers";
        if (await db.Set<SeedHistory>().AnyAsync(s => s.Name == Name, cancellationToken))
        {
            return;
        }

        var dispatcher = services.GetRequiredService<IDispatcher>();
        while ((await dispatcher.SendAsync(new AdoptReleasesCommand(), cancellationToken)).Releases > 0)
        {
        }

        db.Add(new SeedHistory { Name = Name, Hash = string.Empty, LoadedAt = services.GetRequiredService<TimeProvider>().GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Who speaks for an authority at home was a liaison officer in an earlier version.</summary>
    private async Task WelcomeAsync(AppDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var atHome = db.Set<Organisation>().Where(o => o.Country == home.Country && !o.IsHome).Select(o => o.Id);
        foreach (var person in await db.Set<Person>().Where(p => p.Roles == Roles.LiaisonOfficer && atHome.Contains(p.OrganisationId)).ToListAsync(cancellationToken))
        {
            person.Edit(person.DisplayName, Roles.Stakeholder, person.DisabledAt is not null, time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What an earlier version registered can be sought from now on.</summary>
    private static async Task IndexAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        foreach (var organisation in await db.Set<Organisation>().Where(o => o.SearchText == string.Empty).ToListAsync(cancellationToken))
        {
            organisation.Index();
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task EnsureHomeAsync(AppDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var card = new OrganisationCard(homeName.Value, home.Country, OrganisationKind.Csirt, "Government", NationalContact: false, home.TimeZone, ["id", "en"]);
        var own = await db.Set<Organisation>().SingleOrDefaultAsync(o => o.IsHome, cancellationToken);
        if (own is null)
        {
            db.Add(new Organisation(card, isHome: true, time.GetUtcNow()));
        }
        else if ((own.Name, own.Country, own.TimeZone) != (card.Name, card.Country, card.TimeZone))
        {
            own.Edit(card with { Duty = own.Duty, Weekend = own.Weekend });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Count} migrations")]
    private static partial void Migrating(ILogger logger, int count);
}

/// <summary>The name of our own organisation (<c>Home:Organisation</c>).</summary>
/// <param name="Value">The name.</param>
internal sealed record HomeName(string Value);

/// <summary>Only one process of a machine starts on a file at a time; the operating system lets go when a process dies.</summary>
internal sealed class StartLock : IAsyncDisposable
{
    private readonly FileStream _file;

    private StartLock(FileStream file) => _file = file;

    public static async Task<StartLock> TakeAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new StartLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
