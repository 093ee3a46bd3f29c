using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.FollowUps;

/// <summary>An alarm whose effects the database refuses: a trigger stands for whatever may go wrong.</summary>
[RequiresSqlite]
public sealed class FailingAlarmsTests
{
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddMinutes(20);

    [Test]
    public async Task A_failing_alarm_stops_no_other_and_leaves_nothing_but_its_count()
    {
        await using var app = new TestApp();
        var (poisoned, others) = await PrepareAsync(app, 70);
        Assert.That(await app.FireAtAsync(DueAt), Is.EqualTo(70));
        foreach (var other in others)
        {
            Assert.That(await app.NoticesAsync(other), Is.EqualTo(new[] { "FollowUpDue analyst" }));
        }

        var alarm = await app.AlarmAsync(poisoned, AlarmKind.FollowUpDue);
        Assert.That((alarm.FiredAt, alarm.Attempts, alarm.DeadAt), Is.EqualTo(((DateTimeOffset?)null, 1, (DateTimeOffset?)null)));
        Assert.That(alarm.LastError, Is.Not.Empty.And.Not.Contain("poison"));
        Assert.That(await app.NoticesAsync(poisoned), Is.Empty);
        Assert.That((await app.FollowUpAsync(poisoned)).State, Is.EqualTo(FollowUpState.Scheduled));
        Assert.That(await app.ActsAsync(poisoned), Has.None.Contains("fall-due"));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task It_backs_off_and_is_dead_after_ten_attempts()
    {
        await using var app = new TestApp();
        var (poisoned, _) = await PrepareAsync(app, 0);
        var at = DueAt;
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await app.FireAtAsync(at);
            await app.FireDueAlarmsAsync();
            var alarm = await app.AlarmAsync(poisoned, AlarmKind.FollowUpDue);
            Assert.That(alarm.Attempts, Is.EqualTo(attempt));
            Assert.That(alarm.DeadAt is not null, Is.EqualTo(attempt == 10));
            var pause = TimeSpan.FromMinutes(Math.Min(60, 1 << (attempt - 1)));
            Assert.That(alarm.RetryAt, Is.EqualTo(at + pause).Within(TimeSpan.FromSeconds(10)));
            at = alarm.RetryAt!.Value;
        }

        app.Break("DROP TRIGGER Poison");
        await app.FireAtAsync(at.AddHours(5));
        Assert.That((await app.AlarmAsync(poisoned, AlarmKind.FollowUpDue)).FiredAt, Is.Null, "A dead alarm fired.");
        Assert.That((await app.AlarmAsync(poisoned, AlarmKind.FollowUpDue)).Attempts, Is.EqualTo(10));
    }

    [Test]
    public async Task Once_the_cause_is_gone_it_fires_at_its_next_turn_and_once()
    {
        await using var app = new TestApp();
        var (poisoned, _) = await PrepareAsync(app, 3);
        await app.FireAtAsync(DueAt);
        app.Break("DROP TRIGGER Poison");
        Assert.That(await app.FireDueAlarmsAsync(), Is.Zero, "It did not wait for its next turn.");
        Assert.That(await app.FireAtAsync(DueAt.AddMinutes(2)), Is.EqualTo(1));
        Assert.That(await app.FireDueAlarmsAsync(), Is.Zero);
        Assert.That(await app.NoticesAsync(poisoned), Is.EqualTo(new[] { "FollowUpDue analyst" }));
        Assert.That((await app.ActsAsync(poisoned)).Count(a => a.Contains("fall-due", StringComparison.Ordinal)), Is.EqualTo(1));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task A_failing_notice_takes_the_claim_and_the_move_back()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt);
        app.Break("CREATE TRIGGER Poison BEFORE INSERT ON Notices BEGIN SELECT RAISE(ABORT, 'poison'); END");
        Assert.That(await app.FireAtAsync(DueAt), Is.Zero);
        Assert.That((await app.AlarmAsync(id, AlarmKind.FollowUpDue)).FiredAt, Is.Null);
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Scheduled));
        app.Break("DROP TRIGGER Poison");
        Assert.That(await app.FireAtAsync(DueAt.AddMinutes(2)), Is.EqualTo(1));
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpDue analyst" }));
    }

    private static async Task<(Guid Poisoned, List<Guid> Others)> PrepareAsync(TestApp app, int others)
    {
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        var poisoned = await analyst.ScheduleAsync(reference, DueAt);
        var rest = new List<Guid>();
        for (var i = 0; i < others; i++)
        {
            rest.Add(await analyst.ScheduleAsync(reference, DueAt));
        }

        app.Break($"""
            CREATE TRIGGER Poison BEFORE UPDATE OF State ON FollowUps WHEN upper(NEW.Id) = '{poisoned.ToString().ToUpperInvariant()}'
            BEGIN SELECT RAISE(ABORT, 'poison'); END
            """);
        return (poisoned, rest);
    }
}
