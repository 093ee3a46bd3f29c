using System.Diagnostics;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>Two processes on one file; one dies.</summary>
[NonParallelizable]
public sealed class TwoProcessesTests
{
    private const int FollowUps = 2000;
    private const int Requests = 20;
    private const int Steps = 8000;
    private const string Unfired = "SELECT COUNT(*) FROM Alarms WHERE Kind IN ('FollowUpDue', 'ChasingStep') AND FiredAt IS NULL AND CancelledAt IS NULL";

    /// <summary>Follow-ups and steps of ladders; notice, state, the log on the request and the audit have to agree.</summary>
    [Test]
    public async Task Ten_thousand_due_alarms_fire_once_each_though_one_of_two_processes_is_killed()
    {
        using var file = new CaseFile();
        var watch = Stopwatch.StartNew();

        // The first only serves people, so nothing fires while the rows are written; the other two only fire.
        using var serving = await ServerProcess.StartAsync(file, ("Jobs__Role", "Web"));
        using var dying = await ServerProcess.StartAsync(file, ("Jobs__Role", "Worker"));
        using var living = await ServerProcess.StartAsync(file, ("Jobs__Role", "Worker"));
        await TestContext.Out.WriteLineAsync($"Three processes listen after {watch.Elapsed}");
        await ScheduleAsync(serving);
        serving.Kill();
        file.MultiplySteps(Steps);
        await TestContext.Out.WriteLineAsync($"Scheduled after {watch.Elapsed}");

        // However long the writing took: now all of them are due at once. The row is the truth.
        file.Rows("UPDATE Alarms SET FireAt = strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE Kind IN ('FollowUpDue', 'ChasingStep')");
        await Poll.UntilAsync(() => file.Count(Unfired) <= FollowUps + Steps - 400, "the drain has begun", everyMilliseconds: 1);
        dying.Kill();
        await TestContext.Out.WriteLineAsync($"One was killed after {watch.Elapsed}");
        Assert.That(file.Count(Unfired), Is.Positive, "The kill came after the drain.");
        await Poll.UntilAsync(() => file.Count(Unfired) == 0, "the other has fired the rest", everyMilliseconds: 100);
        await TestContext.Out.WriteLineAsync($"All had fired after {watch.Elapsed}");
        file.EnsureEachFiredOnce(FollowUps);
        file.EnsureEachStepTakenOnce(Steps);
        file.EnsureSound();
        await living.EnsureReadyAndIntactAsync();
    }

    [Test]
    public async Task Two_processes_that_serve_people_give_no_reference_twice()
    {
        using var file = new CaseFile();
        var watch = Stopwatch.StartNew();
        using var one = await ServerProcess.StartAsync(file);
        using var two = await ServerProcess.StartAsync(file);
        using var first = await one.AsAsync("analyst");
        using var second = await two.AsAsync("manager");
        await TestContext.Out.WriteLineAsync($"Signed in to both after {watch.Elapsed}");
        var references = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? first : second).LogAsync()));
        await TestContext.Out.WriteLineAsync($"A hundred cases after {watch.Elapsed}");
        Assert.That(references, Is.Unique);
        Assert.That(file.Count("SELECT COUNT(*) FROM Incidents"), Is.EqualTo(100));
        Assert.That(references.Order(StringComparer.Ordinal).Last(), Does.EndWith("-000100"));
        await two.EnsureReadyAndIntactAsync();
    }

    private static async Task ScheduleAsync(ServerProcess server)
    {
        using var analyst = await server.AsAsync("analyst");
        var cases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => analyst.LogAsync()));
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, FollowUps), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, _) => await analyst.ScheduleAsync(cases[i % cases.Length], tomorrow));
        for (var i = 0; i < Requests; i++)
        {
            await analyst.SentRequestAsync();
        }
    }
}
