using System.Net;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Engagements;

/// <summary>Follow-ups about engagements and commitments go with what they are about: its marking, its end.</summary>
public sealed class AboutFollowUpsTests
{
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddHours(48);

    [Test]
    public async Task A_commitment_that_is_raised_and_moved_in_one_save_leaves_no_laxer_alarm()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var made = (await analyst.PromiseAsync()).Expect(HttpStatusCode.Created);
        (await analyst.PatchAsync($"/api/v1/commitments/{made.Text("reference")}", new { tlp = "RED", dueOn = "2030-07-01" }, "*")).Expect(HttpStatusCode.OK);
        var chase = await app.FollowUpAsync(Guid.Parse(made.Text("followUpId")));
        Assert.That(chase.Alarms, Has.Count.EqualTo(8), "four called off, four anew");
        Assert.That(chase.Alarms.Select(a => a.Tlp).Append(chase.Tlp), Is.All.EqualTo(Tlp.Red));
    }

    [Test]
    public async Task What_people_scheduled_about_a_commitment_ends_with_it_only_when_that_is_said()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var made = (await analyst.PromiseAsync()).Expect(HttpStatusCode.Created);
        var place = $"/api/v1/commitments/{made.Text("reference")}/actions";
        var asked = (await analyst.PostAsync("/api/v1/follow-ups", Plan("Commitment", made.Text("id")))).Expect(HttpStatusCode.Created).Text("id");
        (await analyst.PostAsync($"{place}/fulfil")).ExpectProblem(HttpStatusCode.Conflict, "open-follow-ups");
        var refused = (await analyst.PostAsync($"{place}/drop", new { reason = "Not needed" })).ExpectProblem(HttpStatusCode.Conflict, "open-follow-ups");
        Assert.That(refused.Body, Does.Contain(asked).And.Not.Contain(made.Text("followUpId")));
        Assert.That((await app.FollowUpAsync(Guid.Parse(asked))).State, Is.EqualTo(FollowUpState.Scheduled));
        await analyst.ActAsync($"commitments/{made.Text("reference")}", "fulfil", new { note = "It came", cancelFollowUps = true });
        Assert.That((await app.FollowUpAsync(Guid.Parse(asked))).State, Is.EqualTo(FollowUpState.Cancelled));
        Assert.That((await app.FollowUpAsync(Guid.Parse(made.Text("followUpId")))).State, Is.EqualTo(FollowUpState.Done));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task An_engagement_is_concluded_with_open_follow_ups_only_when_that_is_said()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var made = (await analyst.EngageAsync(new { from = "2020-04-16", to = "2020-04-17" })).Expect(HttpStatusCode.Created);
        var reference = made.Text("reference");
        var asked = (await analyst.PostAsync("/api/v1/follow-ups", Plan("Engagement", made.Text("id")))).Expect(HttpStatusCode.Created).Text("id");
        await analyst.ActAsync($"engagements/{reference}", "mark-held");
        (await analyst.PostAsync($"/api/v1/engagements/{reference}/actions/conclude")).ExpectProblem(HttpStatusCode.Conflict, "open-follow-ups");
        await analyst.ActAsync($"engagements/{reference}", "conclude", new { cancelFollowUps = true });
        Assert.That((await app.FollowUpAsync(Guid.Parse(asked))).State, Is.EqualTo(FollowUpState.Cancelled));
    }

    [Test]
    public async Task Whoever_acts_on_what_was_raised_does_it_without_seeing_what_it_is_about()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var other = await app.HireAsync("other");
        var her = await other.MyIdAsync();
        var made = (await analyst.EngageAsync()).Expect(HttpStatusCode.Created);
        async Task<string> ScheduleAsync(string? recurrence = null) =>
            (await analyst.PostAsync("/api/v1/follow-ups", Plan("Engagement", made.Text("id"), her, recurrence))).Expect(HttpStatusCode.Created).Text("id");
        var (done, weekly, once) = (await ScheduleAsync(), await ScheduleAsync("FREQ=WEEKLY"), await ScheduleAsync());
        await other.ActAsync($"follow-ups/{done}", "complete");
        (await analyst.PatchAsync($"/api/v1/engagements/{made.Text("reference")}", new { tlp = "RED" }, "*")).Expect(HttpStatusCode.OK);
        (await other.GetAsync($"/api/v1/follow-ups/{done}")).Expect(HttpStatusCode.NotFound);
        var seen = (await other.GetAsync($"/api/v1/follow-ups/{once}")).Expect(HttpStatusCode.OK);
        Assert.That(seen.Json["allowedActions"]!.AsArray().Select(a => a!.ToString()), Is.EquivalentTo(new[] { "complete", "snooze", "cancel" }));
        (await other.PostAsync($"/api/v1/follow-ups/{once}/actions/reassign", new { assignee = await analyst.MyIdAsync() })).Expect(HttpStatusCode.NotFound);
        await other.ActAsync($"follow-ups/{once}", "snooze", new { until = DueAt.AddDays(2), reason = "They asked for time" });
        await other.ActAsync($"follow-ups/{once}", "cancel");
        await other.ActAsync($"follow-ups/{weekly}", "complete");
        Assert.That((await analyst.GetAsync($"/api/v1/follow-ups?about={made.Text("id")}&state=upcoming")).Items, Has.Count.EqualTo(1), "the series goes on");
    }

    private static object Plan(string type, string id, Guid? assignee = null, string? recurrence = null) => new
    {
        title = "Send the list of names", dueAt = DueAt, timeZone = "Asia/Jakarta", about = new { type, id }, assignee, recurrence,
    };
}
