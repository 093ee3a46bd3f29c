using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.FollowUps;

/// <summary>A clock that jumps and a database that somebody else holds: nothing is lost, nothing fires twice.</summary>
[RequiresSqlite]
public sealed class FaultsTests
{
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddHours(3);

    [Test]
    public async Task A_clock_that_is_set_back_an_hour_fires_nothing_twice_and_forgets_nothing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        var before = await analyst.ScheduleAsync(reference, DueAt);
        var after = await analyst.ScheduleAsync(reference, DueAt.AddMinutes(30));
        Assert.That(await app.FireAtAsync(DueAt.AddMinutes(1)), Is.EqualTo(1));
        app.Clock.AdjustTime(DueAt.AddMinutes(-59));
        Assert.That(await app.FireDueAlarmsAsync(), Is.Zero);
        app.Clock.AdjustTime(DueAt.AddMinutes(31));
        Assert.That(await app.FireDueAlarmsAsync(), Is.EqualTo(1));
        await OnceAsync(app, before, after);
    }

    [Test]
    public async Task A_clock_that_jumps_a_day_forward_and_back_fires_each_alarm_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt);
        app.Clock.AdjustTime(DueAt.AddHours(20));
        Assert.That(await app.FireDueAlarmsAsync(), Is.EqualTo(1));
        app.Clock.AdjustTime(DueAt.AddHours(-2));
        Assert.That(await app.FireDueAlarmsAsync(), Is.Zero);
        app.Clock.AdjustTime(DueAt.AddMinutes(1));
        Assert.That(await app.FireDueAlarmsAsync(), Is.Zero);
        await OnceAsync(app, id);
    }

    /// <summary>The lock outlives the patience of the drain, as thirty seconds outlive that of a default installation.</summary>
    [Test]
    public async Task While_the_database_is_locked_alarms_wait_and_then_fire_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => analyst.ScheduleAsync(reference, DueAt)));
        await using var impatient = app.Neighbour(("ConnectionStrings:Default", $"Data Source={app.DatabaseFile};Default Timeout=1"));
        impatient.Clock.SetUtcNow(DueAt);
        impatient.CreateClient().Dispose();
        using (var other = new SqliteConnection($"Data Source={app.DatabaseFile};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            Assert.That(async () => await impatient.FireDueAlarmsAsync(), Throws.InstanceOf<Exception>(), "the lock held nothing up");
        }

        Assert.That(await impatient.FireDueAlarmsAsync(), Is.EqualTo(20));
        await OnceAsync(app, ids);
        await using var db = app.Database();
        Assert.That(await db.Set<Alarm>().CountAsync(a => a.Attempts > 0), Is.Zero, "a lock is no fault of an alarm");
    }

    private static async Task OnceAsync(TestApp app, params Guid[] ids)
    {
        foreach (var id in ids)
        {
            Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpDue analyst" }));
            Assert.That((await app.ActsAsync(id)).Count(a => a.Contains("fall-due", StringComparison.Ordinal)), Is.EqualTo(1));
        }

        await app.EnsureAuditIntactAsync();
    }
}
