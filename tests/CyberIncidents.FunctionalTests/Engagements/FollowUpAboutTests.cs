using System.Net;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Engagements;

/// <summary>Follow-ups about something that is no case.</summary>
public sealed class FollowUpAboutTests
{
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddHours(48);

    private static object Plan(Answer engagement, object? assignee = null, string? recurrence = null) => new
    {
        title = "Send the list of names", dueAt = DueAt, timeZone = "Asia/Jakarta", about = new { type = "Engagement", id = engagement.Text("id") }, assignee, recurrence,
    };

    [Test]
    public async Task It_is_named_wherever_it_stands()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var engagement = (await analyst.EngageAsync()).Expect(HttpStatusCode.Created);
        var made = (await analyst.PostAsync("/api/v1/follow-ups", Plan(engagement))).Expect(HttpStatusCode.Created);
        Assert.That((made.Text("about.reference"), made.Text("about.title"), made.Text("about.page")), Is.EqualTo(("EN-2030-0001", "A meeting", "engagements/EN-2030-0001")));
        Assert.That(made.At("incidentReference"), Is.Null);
        Assert.That((await analyst.GetAsync($"/api/v1/follow-ups?about={engagement.Text("id")}")).Items, Has.Count.EqualTo(1));
        Assert.That((await analyst.GetAsync("/api/v1/desk/due")).Text("items.0.about.reference"), Is.EqualTo("EN-2030-0001"));
        Assert.That((await analyst.GetAsync("/api/v1/me/calendar.ics")).Body.Replace("\r\n ", string.Empty, StringComparison.Ordinal), Does.Contain("EN-2030-0001 [TLP:GREEN] Send the list of names"));
        await app.FireAtAsync(DueAt);
        using var later = await app.AsAsync("analyst");
        Assert.That((await later.GetAsync("/api/v1/notifications")).Text("items.0.text"), Does.StartWith("EN-2030-0001: follow-up"));
        await later.ActAsync($"follow-ups/{made.Text("id")}", "snooze", new { until = DueAt.AddDays(2), reason = "They asked for time" });
        await later.ActAsync($"follow-ups/{made.Text("id")}", "complete");
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task One_that_recurs_goes_on_until_its_engagement_is_over()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var engagement = (await analyst.EngageAsync()).Expect(HttpStatusCode.Created);
        var first = (await analyst.PostAsync("/api/v1/follow-ups", Plan(engagement, recurrence: "FREQ=WEEKLY"))).Expect(HttpStatusCode.Created);
        await analyst.ActAsync($"follow-ups/{first.Text("id")}", "complete");
        var list = await analyst.GetAsync($"/api/v1/follow-ups?about={engagement.Text("id")}&state=upcoming");
        Assert.That(list.Items, Has.Count.EqualTo(1));
        var refused = await analyst.PostAsync($"/api/v1/engagements/{engagement.Text("reference")}/actions/cancel", new { reason = "Not this year" });
        Assert.That(refused.ExpectProblem(HttpStatusCode.Conflict, "open-follow-ups").Body, Does.Contain(list.Text("items.0.id")));
        await analyst.ActAsync($"engagements/{engagement.Text("reference")}", "cancel", new { reason = "Not this year", cancelFollowUps = true });
        Assert.That((await app.FollowUpAsync(Guid.Parse(list.Text("items.0.id")))).State, Is.EqualTo(FollowUpState.Cancelled));
        Assert.That((await analyst.GetAsync($"/api/v1/follow-ups?about={engagement.Text("id")}&state=upcoming")).Items, Is.Empty);
        (await analyst.PostAsync("/api/v1/follow-ups", Plan(engagement))).ExpectProblem(HttpStatusCode.Conflict, "ended");
    }

    [Test]
    public async Task What_is_not_seen_or_is_said_twice_is_refused()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var red = (await analyst.EngageAsync(new { tlp = "RED" })).Expect(HttpStatusCode.Created);
        (await manager.PostAsync("/api/v1/follow-ups", Plan(red))).ExpectInvalid("about");
        (await analyst.PostAsync("/api/v1/follow-ups", Plan(red, await manager.MyIdAsync()))).ExpectInvalid("assignee");
        var made = (await analyst.PostAsync("/api/v1/follow-ups", Plan(red))).Expect(HttpStatusCode.Created);
        Assert.That(made.Text("tlp"), Is.EqualTo("RED"));
        (await manager.GetAsync($"/api/v1/follow-ups/{made.Text("id")}")).Expect(HttpStatusCode.NotFound);
        await app.FireAtAsync(DueAt);
        await app.FireAtAsync(DueAt.AddHours(24));
        Assert.That(await app.NoticesAsync(Guid.Parse(made.Text("id"))), Is.EqualTo(new[] { "FollowUpDue analyst", "FollowUpOverdue analyst" }));
        using var again = await app.AsAsync("analyst");
        var reference = await again.ActiveCaseAsync();
        (await again.PostAsync($"/api/v1/incidents/{reference}/follow-ups", new
        {
            title = "Both", dueAt = DueAt.AddDays(9), timeZone = "Asia/Jakarta", about = new { type = "Engagement", id = red.Text("id") },
        })).ExpectInvalid("about");
        (await again.PostAsync("/api/v1/follow-ups", new
        {
            title = "Nothing", dueAt = DueAt.AddDays(9), timeZone = "Asia/Jakarta", about = new { type = "Agreement", id = Guid.NewGuid() },
        })).ExpectInvalid("about");
    }
}
