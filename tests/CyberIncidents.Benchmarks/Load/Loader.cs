using System.Diagnostics;
using System.Globalization;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CyberIncidents.Benchmarks.Load;

/// <summary>Fills a database that the program itself made (schema, reference data, accounts) with cases.</summary>
internal static class Loader
{
    public static void Load(string file, string keys, int count)
    {
        var started = Stopwatch.GetTimestamp();
        var settings = new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={file};Pooling=False", null);
        using var db = new AppDbContext(ContextFactory.Options(settings, null, null, null)) { Viewer = Viewer.System };
        var cast = Cast.Read(db);
        // Read before anything is written: once the writer's cache has spilled, nobody else may read.
        var rest = db.Set<AuditChain>().AsNoTracking().Single(c => c.ChainId == AuditChain.Rest);
        using var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        Run(connection, "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-800000; PRAGMA foreign_keys=OFF;");
        // Sorting each index once at the end is several times faster than keeping it row by row.
        var indexes = Texts(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL");
        var chain = new AuditHash(new SecretKeys(new ConfigurationBuilder().Build(), keys).AuditKey);
        long rows;
        using (var transaction = connection.BeginTransaction())
        {
            indexes.ForEach(i => Run(connection, $"DROP INDEX \"{i.Name}\""));
            var maker = new CaseMaker(cast, count, TimeProvider.System.GetUtcNow());
            using (var writer = new RowWriter(connection, db.Model))
            {
                Write(writer, maker, chain, count);
                rows = writer.Rows;
            }

            CountChains(connection, rest, chain, count);
            foreach (var (series, number) in maker.Numbers)
            {
                Run(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT OR REPLACE INTO ReferenceCounters (Series, Value) VALUES ('{series}', {number})"));
            }

            indexes.ForEach(i => Run(connection, i.Sql));
            transaction.Commit();
        }

        Run(connection, "ANALYZE; PRAGMA journal_mode=WAL;");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {count:N0} cases, {rows:N0} rows, {new FileInfo(file).Length / 1048576:N0} MB in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"));
    }

    private static void Write(RowWriter writer, CaseMaker maker, AuditHash hash, int count)
    {
        var done = 0;
        foreach (var made in maker.All())
        {
            foreach (var row in made.Rows)
            {
                writer.Add(row);
                if (row is FollowUp followUp)
                {
                    foreach (var alarm in followUp.Alarms)
                    {
                        writer.Add(alarm);
                    }
                }
            }

            Chain(writer, made, hash);
            if (++done % 20_000 == 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {done:N0} of {count:N0} cases"));
            }
        }
    }

    /// <summary>The chain of a case: one valid line, and its head.</summary>
    private static void Chain(RowWriter writer, MadeCase made, AuditHash hash)
    {
        var incident = made.Incident;
        var head = new AuditChain(incident.Id);
        const string Payload = "[]";
        var salt = incident.Id.ToString("N");
        var line = new AuditLine(
            incident.CreatedAt, "User", incident.CreatedById, "log", nameof(Domain.Incidents.Incident), incident.Id, salt, incident.Tlp, Payload, salt);
        var entry = new AuditEntry(line, incident.Id, 1, string.Empty, AuditHash.OfPayload(salt, Payload));
        entry.Seal(hash.Of(entry));
        head.Advance(entry);
        head.SealAs(hash.Of(head));
        writer.Add(entry);
        writer.Add(head);
    }

    /// <summary>The chain of the rest counts those of cases.</summary>
    private static void CountChains(SqliteConnection connection, AuditChain rest, AuditHash hash, int count)
    {
        rest.Count(count);
        Run(connection, string.Create(
            CultureInfo.InvariantCulture, $"UPDATE AuditChains SET Begun = {rest.Begun}, Seal = '{hash.Of(rest)}' WHERE ChainId = '{AuditChain.Rest}'"));
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<(string Name, string Sql)> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<(string Name, string Sql)>();
        while (reader.Read())
        {
            found.Add((reader.GetString(0), reader.GetString(1)));
        }

        return found;
    }
}
