using System.Collections.Concurrent;
using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Requests;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary><c>kill -9</c> while a partner files requests.</summary>
[NonParallelizable]
public sealed class KillDuringFilingTests
{
    private const int Filings = 300;

    [Test]
    public async Task What_a_partner_was_promised_is_there_after_a_kill_and_the_managers_hear_of_it_once()
    {
        using var file = new CaseFile();
        var filed = new ConcurrentBag<string>();
        using (var server = await ServerProcess.StartAsync(file))
        {
            using var liaison = await server.AsAsync("liaison.sg");
            var filing = Task.WhenAll(Enumerable.Range(0, Filings).Select(_ => FileAsync(liaison, filed)));
            await Poll.UntilAsync(() => filed.Count >= Filings / 4 || filing.IsCompleted, "a quarter answered", everyMilliseconds: 10);
            server.Kill();
            await filing;
        }

        Assert.That(filed.Count, Is.InRange(Filings / 4, Filings - 1), "The kill came too early or too late to tell anything.");
        var stored = file.Rows("SELECT Reference FROM Requests").ConvertAll(r => r[0]);
        Assert.That(filed.Except(stored, StringComparer.Ordinal), Is.Empty, "answered 201 and lost");
        var managers = file.Count("SELECT COUNT(*) FROM People WHERE Roles LIKE '%Manager%'");
        Assert.That(managers, Is.Positive);

        // While the server is off, the first step of each falls due: nobody took it, so the managers hear of it.
        file.Rows("UPDATE Alarms SET FireAt = strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE Kind = 'ChasingStep' AND Id IN (SELECT Id FROM (SELECT Id, ROW_NUMBER() OVER (PARTITION BY RequestId ORDER BY FireAt) AS N FROM Alarms WHERE Kind = 'ChasingStep') WHERE N = 1)");
        using var again = await ServerProcess.StartAsync(file);
        await Poll.UntilAsync(
            () => file.Count("SELECT COUNT(DISTINCT RequestId) FROM Alarms WHERE Kind = 'ChasingStep' AND FiredAt IS NOT NULL") == stored.Count, "each was chased", everyMilliseconds: 200);
        Assert.That(
            file.Count("SELECT COUNT(*) FROM Requests r WHERE (SELECT COUNT(*) FROM Notices n WHERE n.SubjectId = r.Id AND n.Kind = 'RequestReceived') <> " + managers),
            Is.Zero, "each manager, of each request, once");
        Assert.That(file.Rows("SELECT CauseId FROM Notices GROUP BY CauseId, RecipientId, Kind HAVING COUNT(*) > 1"), Is.Empty);
        Assert.That(file.Rows("SELECT RequestId FROM Alarms WHERE Kind = 'ChasingStep' AND FiredAt IS NOT NULL GROUP BY RequestId HAVING COUNT(*) > 1"), Is.Empty);
        file.EnsureSound();
        await again.EnsureReadyAndIntactAsync();
    }

    private static async Task FileAsync(ApiClient liaison, ConcurrentBag<string> filed)
    {
        try
        {
            var answer = await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask());
            if (answer.Status == HttpStatusCode.Created)
            {
                filed.Add(answer.Text("reference"));
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
        {
            // The server died under this call: nothing was promised.
        }
    }
}
