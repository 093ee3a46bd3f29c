using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>A folder with a database file and keys, for processes that are started on it; gone afterwards.</summary>
internal sealed class CaseFile : IDisposable
{
    public CaseFile() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "ci-kill-" + Guid.NewGuid().ToString("N"));

    public string Database => Path.Combine(Folder, "cases.db");

    public string Keys => Path.Combine(Folder, "keys");

    public IReadOnlyList<string> Copies => Directory.GetFiles(Folder, "*.bak");

    public long Count(string sql) => Convert.ToInt64(Rows(sql)[0][0], CultureInfo.InvariantCulture);

    /// <summary>Rows as text; opened anew each time, so that it reads what has been committed.</summary>
    public List<string[]> Rows(string sql) => Rows(Database, sql);

    public static List<string[]> Rows(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!)]);
        }

        return rows;
    }

    public void EnsureSound()
    {
        Assert.That(Rows("PRAGMA integrity_check")[0][0], Is.EqualTo("ok"));
        Assert.That(Rows("PRAGMA foreign_key_check"), Is.Empty);
    }

    /// <summary>Each follow-up whose instant has come is Due, fired once, told once to one person, and audited once.</summary>
    public void EnsureEachFiredOnce(long followUps)
    {
        Assert.That(Count("SELECT COUNT(*) FROM FollowUps"), Is.EqualTo(followUps));
        Assert.That(Count("SELECT COUNT(*) FROM FollowUps WHERE State = 'Due'"), Is.EqualTo(followUps), "Follow-ups that are Due");
        Assert.That(
            Count("SELECT COUNT(*) FROM Alarms WHERE Kind = 'FollowUpDue' AND FiredAt IS NOT NULL AND CancelledAt IS NULL AND DeadAt IS NULL"),
            Is.EqualTo(followUps), "Alarms that fired");
        Assert.That(Count("SELECT COUNT(*) FROM Alarms WHERE Kind = 'FollowUpDue'"), Is.EqualTo(followUps));
        Assert.That(Count("SELECT COUNT(*) FROM Alarms WHERE Kind = 'FollowUpOverdue' AND FiredAt IS NOT NULL"), Is.Zero);
        Assert.That(Count("SELECT COUNT(*) FROM Notices WHERE Kind = 'FollowUpDue'"), Is.EqualTo(followUps), "Notices");
        Assert.That(Rows("SELECT CauseId FROM Notices GROUP BY CauseId, RecipientId, Kind HAVING COUNT(*) > 1"), Is.Empty);
        Assert.That(Count("SELECT COUNT(DISTINCT SubjectId) FROM Notices WHERE Kind = 'FollowUpDue'"), Is.EqualTo(followUps));
        const string Fired = "FROM AuditEntries WHERE SubjectType = 'FollowUp' AND (',' || Action || ',') LIKE '%,fall-due,%'";
        Assert.That(Count($"SELECT COUNT(*) {Fired}"), Is.EqualTo(followUps), "Audit rows");
        Assert.That(Count($"SELECT COUNT(DISTINCT SubjectId) {Fired}"), Is.EqualTo(followUps), "Follow-ups with an audit row");
    }

    /// <summary>Keeps one step of each ladder and copies it until there are so many; writing them one by one would take minutes.</summary>
    public void MultiplySteps(int wanted)
    {
        const string Kept = "Kind = 'ChasingStep' AND Share = 50 AND Whom = 'Liaison'";
        Rows($"DELETE FROM Alarms WHERE Kind = 'ChasingStep' AND NOT ({Kept})");
        var columns = Rows("SELECT name FROM pragma_table_info('Alarms') WHERE name <> 'Id'").ConvertAll(r => r[0]);
        var names = string.Join(", ", columns);
        var times = wanted / Count($"SELECT COUNT(*) FROM Alarms WHERE {Kept}");
        Rows($"""
            WITH RECURSIVE Copy(N) AS (SELECT 2 UNION ALL SELECT N + 1 FROM Copy WHERE N < {times})
            INSERT INTO Alarms (Id, {names})
            SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4) || '-' || substr(h, 21), {names}
            FROM (SELECT hex(randomblob(16)) AS h, a.* FROM Alarms a JOIN Copy WHERE {Kept})
            """);
        Assert.That(Count("SELECT COUNT(*) FROM Alarms WHERE Kind = 'ChasingStep'"), Is.EqualTo(wanted));
    }

    /// <summary>Each step has fired, told its one person once, is logged once for each means, and audited once.</summary>
    public void EnsureEachStepTakenOnce(long steps)
    {
        Assert.That(Count("SELECT COUNT(*) FROM Alarms WHERE Kind = 'ChasingStep' AND FiredAt IS NOT NULL AND DeadAt IS NULL"), Is.EqualTo(steps), "Steps that fired");
        Assert.That(Count("SELECT COUNT(*) FROM Notices WHERE Kind = 'RequestReminder'"), Is.EqualTo(steps), "Notices of steps");
        Assert.That(Count("SELECT COUNT(DISTINCT AlarmId) FROM ChasingEntries"), Is.EqualTo(steps), "Steps in the log");
        Assert.That(Rows("SELECT AlarmId FROM ChasingEntries GROUP BY AlarmId, Means HAVING COUNT(*) > 1"), Is.Empty, "Logged twice");
        Assert.That(
            Count("SELECT COUNT(*) FROM AuditEntries WHERE SubjectType = 'Request' AND (',' || Action || ',') LIKE '%,chase,%'"), Is.EqualTo(steps), "Audit rows of steps");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        for (var attempt = 0; Directory.Exists(Folder); attempt++)
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                // A process that was just killed may still be letting go.
                Thread.Sleep(100);
            }
        }
    }
}
