using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.FollowUps;

/// <summary>Reminder, first notice and overdue: each its own case.</summary>
public sealed class FiringFollowUpsTests
{
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddHours(48);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Test]
    public async Task A_reminder_comes_at_its_instant_and_not_before()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt, ["-P1D", "-PT1H"]);
        Assert.That(await app.FireAtAsync(DueAt.AddDays(-1) - Moment), Is.Zero);
        Assert.That(await app.NoticesAsync(id), Is.Empty);
        Assert.That(await app.FireAtAsync(DueAt.AddDays(-1)), Is.EqualTo(1));
        Assert.That(await app.FireAtAsync(DueAt.AddHours(-1) - Moment), Is.Zero);
        Assert.That(await app.FireAtAsync(DueAt.AddHours(-1)), Is.EqualTo(1));
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpReminder analyst", "FollowUpReminder analyst" }));
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Scheduled));
        Assert.That(await app.ActsAsync(id), Is.EqualTo(new[] { "schedule", "remind", "remind" }));
    }

    [Test]
    public async Task The_first_notice_comes_at_the_instant_and_moves_the_follow_up_to_due()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt);
        Assert.That(await app.FireAtAsync(DueAt - Moment), Is.Zero);
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Scheduled));
        Assert.That(await app.FireAtAsync(DueAt), Is.EqualTo(1));
        Assert.That(await app.FireDueAlarmsAsync(), Is.Zero);
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Due));
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpDue analyst" }));
        Assert.That(await app.ActsAsync(id), Is.EqualTo(new[] { "schedule", "fall-due,tell-due" }));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task Assignee_and_owner_are_told_once_each()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("colleague", "Analyst");
        var reference = await analyst.ActiveCaseAsync();
        var id = await analyst.ScheduleAsync(reference, DueAt, ["-PT1H"], colleague);
        await app.FireAtAsync(DueAt);
        Assert.That(await app.NoticesAsync(id), Is.EquivalentTo(new[]
        {
            "FollowUpReminder analyst", "FollowUpReminder colleague", "FollowUpDue analyst", "FollowUpDue colleague",
        }));
    }

    [Test]
    public async Task A_day_later_it_is_overdue_and_every_manager_is_told_too()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("colleague", "Analyst");
        await app.ColleagueAsync("manager2", "Manager");
        await app.ColleagueAsync("boss", "Manager", "Administrator");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt, assignee: colleague);
        await app.FireAtAsync(DueAt);
        Assert.That(await app.FireAtAsync(DueAt.AddHours(24) - Moment), Is.Zero);
        Assert.That(await app.FireAtAsync(DueAt.AddHours(24)), Is.EqualTo(1));
        var overdue = (await app.NoticesAsync(id)).Where(n => n.StartsWith("FollowUpOverdue", StringComparison.Ordinal)).Select(n => n.Split(' ')[1]);
        Assert.That(overdue, Is.EquivalentTo(new[] { "analyst", "colleague", "manager", "manager2", "boss" }));
        using var later = await app.AsAsync("analyst");
        var read = await later.GetAsync($"/api/v1/follow-ups/{id}");
        Assert.That((read.Text("state"), read.Text("overdue")), Is.EqualTo(("Due", "true")));
        Assert.That(await app.ActsAsync(id), Is.EqualTo(new[] { "schedule", "fall-due,tell-due", "tell-overdue" }));
    }

    [Test]
    public async Task A_manager_who_is_also_the_assignee_gets_one_notice()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        var id = await manager.ScheduleAsync(await manager.ActiveCaseAsync(), DueAt);
        await app.FireAtAsync(DueAt);
        await app.FireAtAsync(DueAt.AddHours(24));
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpDue manager", "FollowUpOverdue manager" }));
    }

    [Test]
    public async Task Of_a_red_case_only_named_managers_hear_that_it_is_overdue()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var named = await app.ColleagueAsync("named", "Manager");
        await app.ColleagueAsync("unnamed", "Manager");
        var reference = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", named: [named]));
        var id = await analyst.ScheduleAsync(reference, DueAt);
        await app.FireAtAsync(DueAt.AddHours(24));
        Assert.That(await app.NoticesAsync(id), Is.EquivalentTo(new[] { "FollowUpDue analyst", "FollowUpOverdue analyst", "FollowUpOverdue named" }));
    }

    [Test]
    public async Task Where_those_who_act_have_left_the_managers_hear_when_it_is_due()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt);
        var gone = (await analyst.GetAsync("/api/v1/me")).Text("id");
        var etag = (await admin.GetAsync($"/api/v1/users/{gone}")).ETag;
        (await admin.PatchAsync($"/api/v1/users/{gone}", new { disabled = true }, etag)).Expect(System.Net.HttpStatusCode.OK);
        await app.FireAtAsync(DueAt);
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpDue manager" }));
    }

    [Test]
    public async Task A_disabled_manager_is_not_told()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var gone = await app.ColleagueAsync("gone", "Manager");
        var etag = (await admin.GetAsync($"/api/v1/users/{gone}")).ETag;
        (await admin.PatchAsync($"/api/v1/users/{gone}", new { disabled = true }, etag)).Expect(System.Net.HttpStatusCode.OK);
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt);
        await app.FireAtAsync(DueAt.AddHours(24));
        Assert.That(await app.NoticesAsync(id), Has.None.EndsWith(" gone").And.Some.EqualTo("FollowUpOverdue manager"));
    }

    [Test]
    public async Task A_reminder_whose_instant_is_past_is_not_planned()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), TestApp.Start.AddHours(2), ["-P1D", "-PT1H"]);
        var reminders = (await app.FollowUpAsync(id)).Alarms.Where(a => a.Kind == AlarmKind.FollowUpReminder).Select(a => a.FireAt);
        Assert.That(reminders, Is.EqualTo(new[] { TestApp.Start.AddHours(1) }));
    }

    [Test]
    public async Task A_day_before_counts_by_the_calendar_of_its_zone_and_24_hours_by_the_clock()
    {
        // Amsterdam changes to summer time in the night to Sunday 29 March 2026.
        var sunday = new DateTimeOffset(2026, 3, 29, 9, 0, 0, TimeSpan.FromHours(2));
        var saturdayByCalendar = new DateTimeOffset(2026, 3, 28, 9, 0, 0, TimeSpan.FromHours(1));
        var saturdayByClock = sunday.AddHours(-24);
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), sunday, ["-P1D", "-PT24H"], timeZone: "Europe/Amsterdam");
        Assert.That(await app.FireAtAsync(saturdayByClock - Moment), Is.Zero);
        Assert.That(await app.FireAtAsync(saturdayByClock), Is.EqualTo(1));
        Assert.That(await app.FireAtAsync(saturdayByCalendar - Moment), Is.Zero);
        Assert.That(await app.FireAtAsync(saturdayByCalendar), Is.EqualTo(1));
        Assert.That(await app.NoticesAsync(id), Has.Count.EqualTo(2));
        Assert.That(await app.FireAtAsync(sunday), Is.EqualTo(1));
    }

    [Test]
    public async Task The_time_of_grace_is_a_setting()
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["FollowUps:OverdueAfter"] = "02:00:00" });
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt);
        await app.FireAtAsync(DueAt.AddHours(2) - Moment);
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpDue analyst" }));
        Assert.That(await app.FireAtAsync(DueAt.AddHours(2)), Is.EqualTo(1));
    }
}
