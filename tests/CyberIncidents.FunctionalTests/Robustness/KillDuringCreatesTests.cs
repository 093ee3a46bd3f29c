using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary><c>kill -9</c> while two hundred people log cases.</summary>
[NonParallelizable]
public sealed class KillDuringCreatesTests
{
    private const int Creates = 200;

    [Test]
    public async Task What_was_answered_201_is_there_after_a_kill_and_each_due_alarm_fires_once()
    {
        using var file = new CaseFile();
        var logged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var scheduled = new ConcurrentBag<Guid>();
        using (var server = await ServerProcess.StartAsync(file))
        {
            using var analyst = await server.AsAsync("analyst");
            var creating = Task.WhenAll(Enumerable.Range(0, Creates).Select(i => CreateAsync(analyst, i, logged, scheduled)));
            await Poll.UntilAsync(() => scheduled.Count >= Creates / 4 || creating.IsCompleted, "a quarter answered");
            server.Kill();
            await creating;
        }

        Assert.That(scheduled.Count, Is.InRange(Creates / 4, Creates - 1), "The kill came too early or too late to tell anything.");
        var stored = file.Rows("SELECT Reference, Title FROM Incidents").ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        foreach (var (title, reference) in logged)
        {
            Assert.That(stored.GetValueOrDefault(reference), Is.EqualTo(title), "Answered 201 and lost, or mixed up.");
        }

        Assert.That(stored.Values, Is.Unique);
        var kept = file.Rows("SELECT lower(Id) FROM FollowUps").Select(r => Guid.Parse(r[0])).ToHashSet();
        Assert.That(scheduled.Except(kept), Is.Empty, "Follow-ups that were answered 201 and are lost.");

        // However long the writing took: while the server is off, all of them fall due.
        file.Rows("UPDATE Alarms SET FireAt = strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE Kind = 'FollowUpDue'");
        using var again = await ServerProcess.StartAsync(file);
        await Poll.UntilAsync(
            () => file.Count("SELECT COUNT(*) FROM Alarms WHERE Kind = 'FollowUpDue' AND FiredAt IS NULL") == 0, "all due alarms fired", everyMilliseconds: 200);
        file.EnsureEachFiredOnce(kept.Count);
        file.EnsureSound();
        await again.EnsureReadyAndIntactAsync();

        // A whole case or none: its parts, its grants and the first line of its chain.
        Assert.That(file.Count("SELECT COUNT(*) FROM Incidents i WHERE (SELECT COUNT(*) FROM Participations p WHERE p.IncidentId = i.Id) <> 3"), Is.Zero);
        Assert.That(file.Count("SELECT COUNT(*) FROM Incidents i WHERE (SELECT COUNT(*) FROM AuditEntries a WHERE a.SubjectId = i.Id AND a.Action = 'log') <> 1"), Is.Zero);
        using var later = await again.AsAsync("analyst");
        var next = await later.LogAsync();
        Assert.That(stored.Keys, Has.No.Member(next), "A reference was given twice.");
        Assert.That(next, Is.EqualTo($"{next[..8]}{stored.Count + 1:000000}"), "A gap in the references.");
    }

    private static async Task CreateAsync(ApiClient analyst, int number, ConcurrentDictionary<string, string> logged, ConcurrentBag<Guid> scheduled)
    {
        try
        {
            var title = $"Case {number}";
            var answer = await analyst.PostAsync("/api/v1/incidents", Cases.NewIncident(title));
            if (answer.Status == HttpStatusCode.Created)
            {
                logged[title] = answer.Text("reference");
                scheduled.Add(await analyst.ScheduleAsync(answer.Text("reference"), TimeProvider.System.GetUtcNow().AddDays(1)));
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
        {
            // The server died under this call: nothing was promised.
        }
    }
}
