using System.Net;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.FollowUps;

/// <summary>One occurrence follows another, by the wall clock of its zone, exactly once and never in a pile.</summary>
public sealed class RecurringFollowUpsTests
{
    private const string Weekly = "FREQ=WEEKLY;BYDAY=MO";

    /// <summary>Monday 23 March 2026, 09:00 in Amsterdam; the clocks there change on the 29th.</summary>
    private static readonly DateTimeOffset First = new(2026, 3, 23, 8, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Second = new(2026, 3, 30, 7, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Third = Second.AddDays(7);

    [Test]
    public async Task When_one_is_done_the_next_stands_at_the_same_time_of_day_with_all_that_it_had()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var assignee = await app.ColleagueAsync("assignee", "Analyst");
        var reference = await analyst.ActiveCaseAsync();
        var made = await ScheduleAsync(analyst, reference, Weekly, First, assignee);
        var id = Guid.Parse(made.Text("id"));
        Assert.That(made.Text("recurrence"), Is.EqualTo(Weekly));
        Assert.That(DateTimeOffset.Parse(made.Text("nextAt"), null), Is.EqualTo(Second));
        await analyst.ActAsync($"follow-ups/{id}", "complete");
        var series = await SeriesAsync(app, id);
        Assert.That(series, Has.Count.EqualTo(2));
        var (done, next) = (series[0], series[1]);
        Assert.That((done.State, done.NextAt, done.MissedAt), Is.EqualTo((FollowUpState.Done, (DateTimeOffset?)null, (DateTimeOffset?)null)));
        Assert.That((next.State, next.DueAt, next.NextAt), Is.EqualTo((FollowUpState.Scheduled, Second, (DateTimeOffset?)Third)));
        Assert.That((next.Title, next.AssigneeId, next.CreatorId, next.IncidentId, next.TimeZone), Is.EqualTo((done.Title, assignee, done.CreatorId, done.IncidentId, "Europe/Amsterdam")));
        Assert.That(next.Reminders, Is.EqualTo(new[] { "-P1D" }));
        Assert.That(next.Alarms.Where(a => a.Stands).Select(a => a.Kind), Is.EquivalentTo(new[]
        {
            AlarmKind.FollowUpReminder, AlarmKind.FollowUpDue, AlarmKind.FollowUpOverdue, AlarmKind.FollowUpRecurs,
        }));
        Assert.That(done.Alarms.Where(a => a.Stands), Is.Empty);
    }

    [Test]
    public async Task One_that_is_still_open_when_the_next_comes_is_missed_and_stays_open()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = Guid.Parse((await ScheduleAsync(analyst, await analyst.ActiveCaseAsync(), Weekly, First)).Text("id"));
        await app.FireAtAsync(First);
        Assert.That(await SeriesAsync(app, id), Has.Count.EqualTo(1));
        await app.FireAtAsync(Second);
        var series = await SeriesAsync(app, id);
        Assert.That(series.Select(f => (f.State, f.DueAt, f.NextAt, f.MissedAt)), Is.EqualTo(new[]
        {
            (FollowUpState.Due, First, (DateTimeOffset?)null, (DateTimeOffset?)Second), (FollowUpState.Due, Second, Third, null),
        }));
        Assert.That(await app.NoticesAsync(series[1].Id), Is.EqualTo(new[] { "FollowUpDue analyst" }));
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[]
        {
            "FollowUpReminder analyst", "FollowUpDue analyst", "FollowUpOverdue analyst", "FollowUpOverdue manager",
        }));
        using var again = await app.AsAsync("analyst");
        Assert.That((await again.GetAsync($"/api/v1/follow-ups/{id}")).Text("missedAt"), Does.StartWith("2026-03-30T07:00"));
        await again.ActAsync($"follow-ups/{id}", "complete");
        Assert.That(await SeriesAsync(app, id), Has.Count.EqualTo(2), "The one that was missed brought another.");
        await app.EnsureAuditIntactAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task After_weeks_without_a_server_only_the_latest_stands(bool byHand)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = Guid.Parse((await ScheduleAsync(analyst, await analyst.ActiveCaseAsync(), Weekly, First)).Text("id"));
        app.Clock.SetUtcNow(Second.AddDays(22));
        using var later = await app.AsAsync("analyst");
        if (byHand)
        {
            await later.ActAsync($"follow-ups/{id}", "complete");
        }

        await app.FireDueAlarmsAsync();
        var series = await SeriesAsync(app, id);
        Assert.That(series.Select(f => f.DueAt), Is.EqualTo(new[] { First, Second.AddDays(21) }));
        Assert.That(series[1].State, Is.EqualTo(FollowUpState.Due));
        Assert.That(series[1].NextAt, Is.EqualTo(Second.AddDays(28)));
    }

    [Test]
    public async Task Two_who_complete_it_at_once_while_it_recurs_bring_one_successor()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(Guid.Parse((await ScheduleAsync(analyst, reference, Weekly, First)).Text("id")));
        }

        app.Clock.SetUtcNow(Second);
        using var one = await app.AsAsync("analyst");
        using var other = await app.AsAsync("manager");
        var firing = app.FireDueAlarmsAsync();
        var answers = await Task.WhenAll(ids.SelectMany(id => new[] { one, other }.Select(c => c.PostAsync($"/api/v1/follow-ups/{id}/actions/complete"))));
        await firing;
        await app.FireDueAlarmsAsync();
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(ids.Count));
        Assert.That(answers.Count(a => a.Status is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed), Is.EqualTo(ids.Count));
        foreach (var id in ids)
        {
            Assert.That((await SeriesAsync(app, id)).Select(f => f.DueAt), Is.EqualTo(new[] { First, Second }));
        }
    }

    [Test]
    public async Task A_snooze_moves_one_occurrence_and_not_the_series()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = Guid.Parse((await ScheduleAsync(analyst, await analyst.ActiveCaseAsync(), Weekly, First)).Text("id"));
        await analyst.ActAsync($"follow-ups/{id}", "snooze", new { until = First.AddDays(2).AddHours(3), reason = "Holiday there" });
        await analyst.ActAsync($"follow-ups/{id}", "complete");
        Assert.That((await SeriesAsync(app, id)).Select(f => f.DueAt), Is.EqualTo(new[] { First.AddDays(2).AddHours(3), Second }));
    }

    [Test]
    public async Task Cancelling_one_ends_the_series()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = Guid.Parse((await ScheduleAsync(analyst, await analyst.ActiveCaseAsync(), Weekly, First)).Text("id"));
        await analyst.ActAsync($"follow-ups/{id}", "cancel");
        Assert.That(await app.FireAtAsync(Third), Is.Zero);
        var only = (await SeriesAsync(app, id)).Single();
        Assert.That((only.State, only.NextAt), Is.EqualTo((FollowUpState.Cancelled, (DateTimeOffset?)null)));
        Assert.That(await app.ActsAsync(id), Is.EqualTo(new[] { "schedule", "stop-recurring,cancel" }));
    }

    [TestCase("FREQ=WEEKLY;BYDAY=MO;COUNT=2")]
    [TestCase("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330")]
    [TestCase("RRULE:freq=weekly;byday=mo;until=20260330T070000Z")]
    public async Task A_rule_that_ends_ends_the_series(string rule)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = Guid.Parse((await ScheduleAsync(analyst, await analyst.ActiveCaseAsync(), rule, First)).Text("id"));
        await analyst.ActAsync($"follow-ups/{id}", "complete");
        var last = (await SeriesAsync(app, id))[1];
        Assert.That((last.DueAt, last.NextAt), Is.EqualTo((Second, (DateTimeOffset?)null)));
        await analyst.ActAsync($"follow-ups/{last.Id}", "complete");
        Assert.That(await SeriesAsync(app, id), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_closed_case_has_no_further_occurrence()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var id = Guid.Parse((await ScheduleAsync(analyst, reference, Weekly, First)).Text("id"));
        await analyst.ActAsync($"incidents/{reference}", "reject", new { reason = "No incident" });
        await app.FireAtAsync(Third);
        var only = (await SeriesAsync(app, id)).Single();
        Assert.That((only.State, only.NextAt, only.MissedAt), Is.EqualTo((FollowUpState.Due, (DateTimeOffset?)null, (DateTimeOffset?)Second)));
    }

    [TestCase("every Monday")]
    [TestCase("FREQ=WEEKLY;BYDAY=XX")]
    [TestCase("FREQ=HOURLY")]
    [TestCase("FREQ=DAILY;BYHOUR=9,17")]
    [TestCase("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [TestCase("FREQ=DAILY;UNTIL=20200101")]
    public async Task A_rule_that_cannot_be_used_is_refused(string rule)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        (await PostAsync(analyst, reference, rule, First, null)).ExpectInvalid("recurrence");
    }

    [Test]
    public async Task Who_acts_on_a_RED_request_of_a_laxer_case_sees_the_next_occurrence()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var analyst = await app.AsAsync("analyst");
        var reference = await manager.ActiveCaseAsync();
        var participation = (await manager.ParticipationAsync(reference, "NL"))["id"]!.ToString();
        var request = await manager.DraftAsync(reference, participation, tlp: "RED");
        var id = Guid.Parse((await PostAsync(manager, reference, Weekly, First, null, request)).Expect(HttpStatusCode.Created).Text("id"));
        (await analyst.GetAsync($"/api/v1/follow-ups/{id}")).Expect(HttpStatusCode.NotFound);
        await manager.ActAsync($"follow-ups/{id}", "complete");
        var next = (await SeriesAsync(app, id))[1];
        (await analyst.GetAsync($"/api/v1/follow-ups/{next.Id}")).Expect(HttpStatusCode.NotFound);
        await manager.ActAsync($"follow-ups/{next.Id}", "reassign", new { assignee = await analyst.MyIdAsync() });
        await analyst.ActAsync($"follow-ups/{next.Id}", "complete");
        var afterwards = (await SeriesAsync(app, id))[2];
        (await manager.GetAsync($"/api/v1/follow-ups/{afterwards.Id}")).Expect(HttpStatusCode.OK);
        (await analyst.GetAsync($"/api/v1/follow-ups/{afterwards.Id}")).Expect(HttpStatusCode.OK);
    }

    private static async Task<Answer> ScheduleAsync(ApiClient client, string reference, string rule, DateTimeOffset dueAt, Guid? assignee = null) =>
        (await PostAsync(client, reference, rule, dueAt, assignee)).Expect(HttpStatusCode.Created);

    private static Task<Answer> PostAsync(ApiClient client, string reference, string rule, DateTimeOffset dueAt, Guid? assignee, string? request = null) =>
        client.PostAsync($"/api/v1/incidents/{reference}/follow-ups", new
        {
            title = "Ask the host for its log files",
            dueAt,
            timeZone = "Europe/Amsterdam",
            assignee,
            reminders = new[] { "-P1D" },
            recurrence = rule,
            requestReference = request,
        });

    private static async Task<List<FollowUp>> SeriesAsync(TestApp app, Guid id)
    {
        await using var db = app.Database();
        var series = await db.Set<FollowUp>().Where(f => f.Id == id).Select(f => f.SeriesId).SingleAsync();
        return await db.Set<FollowUp>().AsNoTracking().Include(f => f.Alarms).Where(f => f.SeriesId == series).OrderBy(f => f.CreatedAt).ToListAsync();
    }
}
