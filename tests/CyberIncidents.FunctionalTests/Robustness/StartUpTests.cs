using System.Net;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>Starting on nothing, on something old, next to another, and after a start that was cut off.</summary>
public sealed class StartUpTests
{
    private static readonly (string, string) WithCases = ("Demo__Cases", "true");

    [Test]
    public async Task Two_processes_that_start_together_on_nothing_are_both_ready_and_seed_once()
    {
        using var file = new CaseFile();
        using var one = ServerProcess.Launch(file, WithCases);
        using var two = ServerProcess.Launch(file, WithCases);
        await Task.WhenAll(one.ListeningAsync(), two.ListeningAsync());
        await one.EnsureReadyAndIntactAsync();
        await two.EnsureReadyAndIntactAsync();
        EnsureWholeDemo(file);
        Assert.That(file.Copies, Is.Empty);
        Assert.That(file.Count("SELECT COUNT(*) FROM DataProtectionKeys"), Is.EqualTo(1));
        using var here = await one.AsAsync("analyst");
        using var there = two.WithToken(here.Http.DefaultRequestHeaders.Authorization!);
        (await there.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_lock_that_a_killed_process_left_does_not_hang_the_start_and_a_copy_is_made_first()
    {
        using var file = new CaseFile();
        Execute(file.Database, """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
            CREATE TABLE "Keepsake" ("Text" TEXT NOT NULL);
            INSERT INTO "Keepsake" VALUES ('from before');
            """);
        using (var server = await ServerProcess.StartAsync(file))
        {
            await server.EnsureReadyAndIntactAsync();
            var copy = file.Copies.Single();
            Assert.That(CaseFile.Rows(copy, "SELECT Text FROM Keepsake")[0][0], Is.EqualTo("from before"));
            Assert.That(CaseFile.Rows(copy, "SELECT name FROM sqlite_master WHERE name = 'Incidents'"), Is.Empty);
            Assert.That(file.Rows("SELECT Text FROM Keepsake")[0][0], Is.EqualTo("from before"));
            Assert.That(file.Rows("SELECT Id FROM __EFMigrationsLock"), Is.Empty);
            Assert.That(file.Rows("PRAGMA journal_mode")[0][0], Is.EqualTo("wal"));
            server.Kill();
        }

        using var again = await ServerProcess.StartAsync(file);
        Assert.That(file.Copies, Has.Count.EqualTo(1), "A start without pending migrations made a copy.");
    }

    [Test]
    public async Task A_first_start_that_is_killed_anywhere_is_completed_by_the_next()
    {
        using var file = new CaseFile();
        for (var round = 0; round < 8; round++)
        {
            using var server = ServerProcess.Launch(file, WithCases);
            await Poll.UntilAsync(() => File.Exists(file.Database), "the file is there", everyMilliseconds: 1);
            await Task.Delay(round * 120);
            server.Kill();
        }

        using var last = await ServerProcess.StartAsync(file, WithCases);
        await last.EnsureReadyAndIntactAsync();
        EnsureWholeDemo(file);
        file.EnsureSound();
        foreach (var name in new[] { "analyst", "manager", "admin", "liaison.nl", "liaison.sg", "liaison.au" })
        {
            using var person = await last.AsAsync(name);
            Assert.That((await person.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK).Text("email"), Is.EqualTo($"{name}@demo.test"));
        }
    }

    private static void EnsureWholeDemo(CaseFile file)
    {
        Assert.That(file.Count("SELECT COUNT(*) FROM SeedHistory WHERE Name = 'demo'"), Is.EqualTo(1));
        Assert.That(file.Count("SELECT COUNT(*) FROM People"), Is.EqualTo(18));
        Assert.That(file.Count("SELECT COUNT(*) FROM Countries"), Is.EqualTo(249));
        Assert.That(file.Count("SELECT COUNT(*) FROM Organisations"), Is.EqualTo(file.Count("SELECT COUNT(DISTINCT Name) FROM Organisations")).And.EqualTo(47));
        Assert.That(file.Count("SELECT COUNT(*) FROM Incidents"), Is.GreaterThan(10).And.EqualTo(file.Count("SELECT COUNT(DISTINCT Title) FROM Incidents")));
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
