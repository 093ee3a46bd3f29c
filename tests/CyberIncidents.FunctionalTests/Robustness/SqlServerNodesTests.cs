using System.Diagnostics;
using System.Globalization;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.Data.SqlClient;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>Several nodes on one SQL Server, with the job engine's tables there too; one of them dies.</summary>
[NonParallelizable]
[RequiresSqlServer]
public sealed class SqlServerNodesTests
{
    private const int FollowUps = 200;
    private const int Requests = 10;
    private const int Steps = 9_800;
    private const string Unfired = "SELECT COUNT(*) FROM Alarms WHERE Kind IN ('FollowUpDue', 'ChasingStep') AND FiredAt IS NULL AND CancelledAt IS NULL";

    private readonly string _database = "ci_nodes_" + Guid.NewGuid().ToString("N");
    private string _connection = string.Empty;

    [OneTimeSetUp]
    public void Create()
    {
        _connection = new SqlConnectionStringBuilder(TestDatabase.SqlServer) { InitialCatalog = _database }.ConnectionString;
        Run(TestDatabase.SqlServer!, $"CREATE DATABASE [{_database}]");
    }

    [OneTimeTearDown]
    public void Drop()
    {
        SqlConnection.ClearAllPools();
        Run(TestDatabase.SqlServer!, $"ALTER DATABASE [{_database}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_database}]");
    }

    [Test]
    public async Task Ten_thousand_due_alarms_fire_once_each_though_one_of_two_workers_is_killed()
    {
        using var folder = new CaseFile();
        await MigrateAsync(folder);
        using var serving = await StartAsync(folder, "Web");
        await ScheduleAsync(serving);
        Multiply();
        using var dying = await StartAsync(folder, "Worker");
        using var living = await StartAsync(folder, "Worker");
        Run(_connection, "UPDATE Alarms SET FireAt = SYSUTCDATETIME() WHERE Kind IN ('FollowUpDue', 'ChasingStep')");
        await Poll.UntilAsync(() => Count(Unfired) <= FollowUps + Steps - 400, "the drain has begun", everyMilliseconds: 5);
        dying.Kill();
        Assert.That(Count(Unfired), Is.Positive, "The kill came after the drain.");
        await Poll.UntilAsync(() => Count(Unfired) == 0, "the other has fired the rest", seconds: 240, everyMilliseconds: 200);
        Assert.Multiple(() =>
        {
            Assert.That(Count("SELECT COUNT(*) FROM FollowUps WHERE State = 'Due'"), Is.EqualTo(FollowUps));
            Assert.That(Count("SELECT COUNT(*) FROM Notices WHERE Kind = 'FollowUpDue'"), Is.EqualTo(FollowUps));
            Assert.That(Count("SELECT COUNT(*) FROM Notices WHERE Kind = 'RequestReminder'"), Is.EqualTo(Steps));
            Assert.That(Count("SELECT COUNT(DISTINCT AlarmId) FROM ChasingEntries"), Is.EqualTo(Steps));
            Assert.That(Count("SELECT COUNT(*) FROM (SELECT AlarmId FROM ChasingEntries GROUP BY AlarmId, Means HAVING COUNT(*) > 1) x"), Is.Zero);
            Assert.That(Count("SELECT COUNT(*) FROM AuditEntries WHERE SubjectType = 'Request' AND Action LIKE '%chase%'"), Is.EqualTo(Steps));
        });
        await living.EnsureReadyAndIntactAsync();
    }

    private static async Task ScheduleAsync(ServerProcess server)
    {
        using var analyst = await server.AsAsync("analyst");
        var cases = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => analyst.LogAsync()));
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        for (var i = 0; i < FollowUps; i++)
        {
            await analyst.ScheduleAsync(cases[i % cases.Length], tomorrow);
        }

        for (var i = 0; i < Requests; i++)
        {
            await analyst.SentRequestAsync();
        }
    }

    /// <summary>Keeps one step of each ladder and copies it until there are so many.</summary>
    private void Multiply()
    {
        const string Kept = "Kind = 'ChasingStep' AND Share = 50 AND Whom = 'Liaison'";
        const string Digits = "(VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9))";
        const string Columns = "CreatedAt, Version, FollowUpId, RequestId, LegalClockId, Share, Whom, Means, IncidentId, Tlp, OwnTlp, Kind, FireAt, Attempts";
        Run(_connection, $"DELETE FROM Alarms WHERE Kind = 'ChasingStep' AND NOT ({Kept})");
        Run(_connection, $"""
            INSERT INTO Alarms (Id, {Columns})
            SELECT NEWID(), {Columns} FROM Alarms
            CROSS JOIN {Digits} a(n) CROSS JOIN {Digits} b(n) CROSS JOIN {Digits} c(n)
            WHERE {Kept} AND a.n * 100 + b.n * 10 + c.n < {((Steps / Requests) - 1).ToString(CultureInfo.InvariantCulture)}
            """);
        Assert.That(Count("SELECT COUNT(*) FROM Alarms WHERE Kind = 'ChasingStep'"), Is.EqualTo(Steps));
    }

    private (string Key, string Value)[] Settings(string role) =>
        [("Database__Provider", "SqlServer"), ("ConnectionStrings__Default", _connection), ("Jobs__Storage", "SqlServer"), ("Jobs__Role", role)];

    private Task<ServerProcess> StartAsync(CaseFile folder, string role) => ServerProcess.StartAsync(folder, Settings(role));

    /// <summary>The command that the README names: it makes our tables and those of the job engine.</summary>
    private async Task MigrateAsync(CaseFile folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CyberIncidents.Web.dll"), "migrate"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Folder,
        };
        foreach (var (key, value) in Settings("Web"))
        {
            start.Environment[key] = value;
        }

        using var migrate = Process.Start(start)!;
        await migrate.WaitForExitAsync();
        Assert.That(migrate.ExitCode, Is.Zero);
        Assert.That(Count("SELECT COUNT(*) FROM HangFire.[Schema]"), Is.EqualTo(1));
    }

    private long Count(string sql)
    {
        using var connection = new SqlConnection(_connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Run(string connectionString, string sql)
    {
        using var connection = new SqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandTimeout = 120;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
