using CyberIncidents.Benchmarks.Load;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Benchmarks.Alarms;

/// <summary>Writes follow-ups and steps of ladders with their alarms into a database that the program made.</summary>
internal sealed class AlarmRows(string file)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Follow-ups of open cases that fall due at an instant; each has two alarms.</summary>
    public void AddFollowUps(int count, Func<int, DateTimeOffset> dueAt, DateTimeOffset now)
    {
        using var db = Context();
        var cases = db.Set<Incident>().Where(i => i.OwnerId != null && i.Tlp != Tlp.Red).Take(500).ToList();
        Write(db, writer =>
        {
            for (var i = 0; i < count; i++)
            {
                var incident = cases[i % cases.Count];
                var followUp = new FollowUp(
                    new FollowUpPlan(incident.Id, null, incident.Tlp, null, "Call the duty officer", dueAt(i), "Asia/Jakarta", [], Day),
                    incident.OwnerId!.Value, incident.OwnerId.Value, now);
                writer.Add(followUp);
                foreach (var alarm in followUp.Alarms)
                {
                    writer.Add(alarm);
                }
            }
        });
    }

    /// <summary>Steps of the ladders of requests that wait for an answer.</summary>
    public int AddSteps(int count, DateTimeOffset at, DateTimeOffset now)
    {
        using var db = Context();
        var requests = db.Set<Request>().Where(RequestStanding.Waiting).Where(r => r.Tlp != Tlp.Red).Take(500).ToList();
        var step = new LadderStep(80, null, ChaseWhom.Liaison, ChaseMeans.Both);
        Write(db, writer =>
        {
            for (var i = 0; i < count; i++)
            {
                writer.Add(new Alarm(requests[i % requests.Count], step, at, now));
            }
        });
        return requests.Count;
    }

    /// <summary>One number of the database.</summary>
    public double Number(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToDouble(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>How many commits of one row the disk makes in a second, each synced.</summary>
    public static double CommitsPerSecond(string folder)
    {
        var path = Path.Combine(folder, "commits.db");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS T (N INTEGER)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO T VALUES (1)";
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var commits = 0;
        while (System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(3))
        {
            command.ExecuteNonQuery();
            commits++;
        }

        return commits / System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private AppDbContext Context() =>
        new(ContextFactory.Options(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={file};Pooling=False", null), null, null, null))
        {
            Viewer = Application.Common.Security.Viewer.System,
        };

    private void Write(AppDbContext db, Action<RowWriter> write)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        using (var writer = new RowWriter(connection, db.Model))
        {
            write(writer);
        }

        transaction.Commit();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }
}
