using System.Net;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.FollowUps;

/// <summary>Never for something already done, cancelled or moved.</summary>
public sealed class StoppedFollowUpsTests
{
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddHours(48);

    [TestCase("complete", "Done")]
    [TestCase("cancel", "Cancelled")]
    public async Task What_has_ended_never_fires(string move, string state)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt, ["-P1D"]);
        await analyst.ActAsync($"follow-ups/{id}", move);
        Assert.That(await app.FireAtAsync(DueAt.AddDays(30)), Is.Zero);
        Assert.That(await app.NoticesAsync(id), Is.Empty);
        Assert.That((await app.FollowUpAsync(id)).State.ToString(), Is.EqualTo(state));
        Assert.That(await app.ActsAsync(id), Is.EqualTo(new[] { "schedule", move }));
    }

    [TestCase("complete")]
    [TestCase("cancel")]
    public async Task Ending_it_between_due_and_overdue_stops_overdue(string move)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var dueAt = TestApp.Start.AddMinutes(30);
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), dueAt);
        await app.FireAtAsync(dueAt);
        await analyst.ActAsync($"follow-ups/{id}", move);
        Assert.That(await app.FireAtAsync(dueAt.AddDays(2)), Is.Zero);
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpDue analyst" }));
    }

    [Test]
    public async Task A_snoozed_one_is_silent_at_the_old_instant_and_notifies_at_the_new_one()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt, ["-P1D"]);
        await analyst.ActAsync($"follow-ups/{id}", "snooze", new { until = DueAt.AddDays(5), reason = "Holiday there" });
        Assert.That(await app.FireAtAsync(DueAt.AddDays(4).AddSeconds(-1)), Is.Zero);
        Assert.That(await app.FireAtAsync(DueAt.AddDays(4)), Is.EqualTo(1));
        Assert.That(await app.FireAtAsync(DueAt.AddDays(5)), Is.EqualTo(1));
        Assert.That(await app.FireAtAsync(DueAt.AddDays(6)), Is.EqualTo(1));
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[]
        {
            "FollowUpReminder analyst", "FollowUpDue analyst", "FollowUpOverdue analyst", "FollowUpOverdue manager",
        }));
    }

    [Test]
    public async Task Snoozed_after_it_fell_due_it_notifies_again()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var dueAt = TestApp.Start.AddMinutes(20);
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), dueAt);
        await app.FireAtAsync(dueAt);
        await analyst.ActAsync($"follow-ups/{id}", "snooze", new { until = dueAt.AddDays(2), reason = "They asked for two days" });
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Scheduled));
        Assert.That(await app.FireAtAsync(dueAt.AddDays(1)), Is.Zero, "The overdue alarm of the old instant fired.");
        Assert.That(await app.FireAtAsync(dueAt.AddDays(2)), Is.EqualTo(1));
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpDue analyst", "FollowUpDue analyst" }));
        Assert.That(await app.ActsAsync(id), Is.EqualTo(new[] { "schedule", "fall-due,tell-due", "snooze", "fall-due,tell-due" }));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task After_a_change_of_hands_the_new_assignee_is_told()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var first = await app.ColleagueAsync("first", "Analyst");
        var second = await app.ColleagueAsync("second", "Analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt, assignee: first);
        await analyst.ActAsync($"follow-ups/{id}", "reassign", new { assignee = second });
        await app.FireAtAsync(DueAt);
        Assert.That(await app.NoticesAsync(id), Is.EquivalentTo(new[] { "FollowUpDue analyst", "FollowUpDue second" }));
    }

    [Test]
    public async Task Completing_while_it_fires_ends_in_done_and_tells_nobody_twice()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        var dueAt = TestApp.Start.AddMinutes(20);
        var ids = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await analyst.ScheduleAsync(reference, dueAt));
        }

        app.Clock.SetUtcNow(dueAt);
        var firing = app.FireDueAlarmsAsync();
        var answers = await Task.WhenAll(ids.Select(id => analyst.PostAsync($"/api/v1/follow-ups/{id}/actions/complete")));
        var fired = await firing;
        Assert.That(answers.Select(a => a.Status), Has.All.EqualTo(HttpStatusCode.OK));
        var told = 0;
        foreach (var id in ids)
        {
            var notices = await app.NoticesAsync(id);
            told += notices.Count;
            Assert.That(notices, Has.Count.LessThanOrEqualTo(1));
            Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Done));
        }

        Assert.That(told, Is.EqualTo(fired));
        Assert.That(await app.FireAtAsync(dueAt.AddDays(3)), Is.Zero);
        await app.EnsureAuditIntactAsync();
    }
}
