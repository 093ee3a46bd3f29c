using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.Infrastructure.Jobs;
using Hangfire;
using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.FollowUps;

/// <summary>What an administrator reads at <c>/hangfire</c>. Alone, since the job engine of a host shares statics with every other host of the process.</summary>
[NonParallelizable]
[RequiresSqlite]
public sealed class NamedJobsTests
{
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddHours(30);
    private static readonly Dictionary<string, string?> WithEngine = new(StringComparer.Ordinal) { ["Jobs:Role"] = "All" };

    [Test]
    public async Task Each_alarm_is_a_job_at_its_instant_with_reference_and_step()
    {
        await using var app = new TestApp(WithEngine);
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        await analyst.ScheduleAsync(reference, DueAt, ["-PT1H"]);
        var jobs = Jobs(app);
        Assert.That(jobs.Select(j => NameOf(app, j)), Is.EquivalentTo(new[]
        {
            "CI-2026-000001: follow-up reminder", "CI-2026-000001: follow-up due", "CI-2026-000001: follow-up overdue",
        }));
        var due = jobs.Single(j => NameOf(app, j).EndsWith("due", StringComparison.Ordinal) && !NameOf(app, j).EndsWith("overdue", StringComparison.Ordinal));
        Assert.That(due.EnqueueAt, Is.EqualTo(DateTime.UtcNow.AddHours(30)).Within(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public async Task A_job_of_a_red_case_shows_only_the_id_of_its_alarm()
    {
        await using var app = new TestApp(WithEngine);
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync(Cases.NewIncident(title: "Canary", tlp: "RED"));
        var id = await analyst.ScheduleAsync(reference, DueAt);
        var alarms = (await app.FollowUpAsync(id)).Alarms.Select(a => a.Id.ToString());
        var jobs = Jobs(app);
        Assert.That(jobs.Select(j => NameOf(app, j)), Is.EquivalentTo(alarms));
        var stored = string.Join('\n', jobs.SelectMany(j => j.Job.Args).Select(a => a?.ToString()));
        Assert.That(stored, Does.Not.Contain(reference).And.Not.Contain("Canary").And.Not.Contain("duty officer"));
    }

    [Test]
    public async Task What_is_raised_to_red_later_loses_its_name()
    {
        await using var app = new TestApp(WithEngine);
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        await analyst.ScheduleAsync(reference, DueAt);
        (await analyst.EditCaseAsync(reference, new { tlp = "RED" })).Expect(System.Net.HttpStatusCode.OK);
        Assert.That(Jobs(app).Select(j => NameOf(app, j)), Has.None.Contains(reference));
    }

    [Test]
    public async Task What_lies_beyond_the_horizon_is_not_planned_yet()
    {
        await using var app = new TestApp(WithEngine);
        using var analyst = await app.AsAsync("analyst");
        await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), TestApp.Start.AddDays(10), ["-P8D"]);
        Assert.That(Jobs(app).Select(j => NameOf(app, j)), Is.EqualTo(new[] { "CI-2026-000001: follow-up reminder" }));
    }

    [Test]
    public async Task At_its_start_a_host_plans_what_an_earlier_one_wrote()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt);
        await using var started = app.Neighbour(("Jobs:Role", "All"));
        using var client = started.CreateClient();
        Assert.That(() => Jobs(started).Count, Is.EqualTo(2).After(30_000, 100));
        Assert.That(Jobs(started).Select(j => NameOf(started, j)), Is.EquivalentTo(new[] { "CI-2026-000001: follow-up due", "CI-2026-000001: follow-up overdue" }));
        Assert.That((await app.AlarmAsync(id, AlarmKind.FollowUpDue)).FiredAt, Is.Null);
    }

    [Test]
    public async Task A_host_that_only_serves_people_plans_no_job_in_its_memory()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt);
        Assert.That(Jobs(app), Is.Empty);
    }

    private static List<ScheduledJobDto> Jobs(TestApp app) =>
        [.. app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().ScheduledJobs(0, 1000).Select(j => j.Value).Where(j => j.Job.Args is [Guid, ..])];

    /// <summary>The name as the dashboard shows it.</summary>
    private static string NameOf(TestApp app, ScheduledJobDto job) => app.Services.GetRequiredService<AlarmNames>().Of((Guid)job.Job.Args[0]);
}
