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
