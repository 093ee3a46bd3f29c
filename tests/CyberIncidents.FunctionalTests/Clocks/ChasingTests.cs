using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Clocks;

/// <summary>The ladder of a request: whom it turns to, when, and that each step is taken once.</summary>
public sealed class ChasingTests
{
    [Test]
    public async Task Each_step_of_the_ladder_is_taken_once_and_logged()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        var planned = await app.PlannedAsync(request);
        Assert.That(planned.Take(3).Select(p => p.Split(' ')[0]), Is.EqualTo(new[] { "50", "80", "100" }));

        await app.FireAtAsync(TestApp.Start.AddHours(37));
        Assert.That(await app.ChasingNoticesAsync(request), Is.EqualTo(new[] { "RequestReminder liaison.nl" }));
        await app.FireDueAlarmsAsync();
        Assert.That(await app.ChasingNoticesAsync(request), Has.Count.EqualTo(1), "fired twice");

        await app.FireAtAsync(TestApp.Start.AddDays(30));
        Assert.That(await app.PlannedAsync(request), Is.Empty);
        var log = await app.ChasedAsync(request);
        Assert.That(log, Has.Some.StartWith("100 Liaison InApp Noticed Noor"));
        Assert.That(log, Has.Some.Contains("Deputy").And.Some.Contains("Nobody"), "no deputy is known");
        Assert.That(log, Has.Some.Contains("Owner InApp Noticed Ayu"));
        Assert.That(log, Has.Some.Contains("Manager InApp Noticed Made"));
        Assert.That(log, Has.Some.Contains("Mail MailOff"), "mail is off, and the log says so");
        Assert.That(await app.ChasingNoticesAsync(request), Has.Some.EqualTo("RequestOverdue manager").And.Some.EqualTo("RequestOverdue analyst"));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task After_a_day_without_a_server_each_missed_step_is_taken_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Emergency");
        var steps = (await app.PlannedAsync(request)).Count;
        app.Clock.Advance(TimeSpan.FromDays(1));
        await using var neighbour = app.Neighbour();
        neighbour.CreateClient().Dispose();
        var fired = await Task.WhenAll(app.FireDueAlarmsAsync(), neighbour.FireDueAlarmsAsync());
        Assert.That(fired.Sum() + (await app.PlannedAsync(request)).Count, Is.EqualTo(steps));
        var log = await app.ChasedAsync(request);
        Assert.That(log.Distinct().Count(), Is.EqualTo(log.Count));
    }

    [Test]
    public async Task An_answer_ends_the_chasing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        await liaison.ActAsync($"requests/{request}", "answer", new { outcome = "NothingFound", note = "We looked." });
        await app.FireAtAsync(TestApp.Start.AddDays(30));
        Assert.That(await app.ChasedAsync(request), Is.Empty);
    }

    [Test]
    public async Task A_request_of_a_closed_case_is_not_chased()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        await analyst.ActAsync($"incidents/{incident}", "resolve", new { outcome = "Mitigated", @override = true, reason = "No answer needed" });
        await analyst.ActAsync($"incidents/{incident}", "close", new { summary = "Done." });
        await app.FireAtAsync(TestApp.Start.AddDays(30));
        Assert.That(await app.ChasedAsync(request), Is.Empty);
    }

    [Test]
    public async Task A_step_that_fires_after_the_answer_tells_nobody()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        app.Break("UPDATE Requests SET State = 'Answered'");
        Assert.That(await app.FireAtAsync(TestApp.Start.AddDays(30)), Is.Positive);
        Assert.That(await app.ChasedAsync(request), Is.Empty);
    }

    [Test]
    public async Task Neither_partner_nor_its_neighbour_sees_the_chasing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        await app.FireAtAsync(TestApp.Start.AddDays(4));
        using var liaison = await app.AsAsync("liaison.nl");
        using var other = await app.AsAsync("liaison.sg");
        var seen = (await liaison.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        Assert.That(seen.Body, Does.Not.Contain("chasing").And.Not.Contain("nextSteps").And.Not.Contain("deadlineRule").And.Not.Contain("Ayu"));
        (await liaison.GetAsync($"/api/v1/incidents/{incident}/clocks")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await other.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.NotFound);
        Assert.That((await liaison.GetAsync("/api/v1/notifications")).Body, Does.Contain("RequestOverdue"));
        Assert.That((await other.GetAsync("/api/v1/notifications")).Items, Is.Empty);
    }
}
