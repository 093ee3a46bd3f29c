using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.FollowUps;

/// <summary>Alone, since the job engine of a host shares statics with every other host of the process.</summary>
[NonParallelizable]
[RequiresSqlite]
public sealed class ServerWasOffTests
{
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddHours(48);

    [Test]
    public async Task What_fell_due_while_the_server_was_off_fires_once_and_in_order_at_its_start()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt, ["-PT1H"]);
        app.Clock.SetUtcNow(DueAt.AddDays(9));
        await using var started = app.Neighbour(("Jobs:Role", "All"), ("Jobs:SweepInterval", "00:00:00.100"));
        using var client = started.CreateClient();
        Assert.That(
            async () => (await app.AlarmAsync(id, AlarmKind.FollowUpOverdue)).FiredAt, Is.Not.Null.After(30_000, 100), "The sweep did not fire it at start.");
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[]
        {
            "FollowUpReminder analyst", "FollowUpDue analyst", "FollowUpOverdue analyst", "FollowUpOverdue manager",
        }));
        Assert.That(await app.ActsAsync(id), Is.EqualTo(new[] { "schedule", "remind", "fall-due,tell-due", "tell-overdue" }));
        Assert.That(await app.FireDueAlarmsAsync(), Is.Zero);
        await app.EnsureAuditIntactAsync();
    }
}
