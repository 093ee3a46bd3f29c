using System.Globalization;
using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Clocks;

/// <summary>What is late when the partner's turn begins again is chased anew: from then on, one step after the other, each once.</summary>
public sealed class ChasedAnewTests
{
    // Three days by its basis; then an hour, two, three and six to each that follows.
    private static readonly (string Step, int Hours)[] Overdue =
        [("100 Liaison", 0), ("after Deputy", 1), ("after AroundTheClock", 2), ("after Owner", 3), ("after Manager", 6)];

    private static readonly DateTimeOffset Due = TestApp.Start.AddDays(3);

    [Test]
    public async Task An_answer_that_came_late_and_is_returned_is_chased_again_from_the_return()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        await app.FireAtAsync(Due.AddHours(10));
        await ActAsync(app, "liaison.nl", $"requests/{request}", "answer", new { outcome = "Partly", note = "Half of it." });
        Assert.That(await app.PlannedAsync(request), Is.Empty);
        app.Clock.SetUtcNow(Due.AddHours(30));
        await ActAsync(app, "analyst", $"requests/{request}", "return", new { reason = "The other half, please." });
        EnsureOverdueFrom(await app.PlannedAsync(request), Due.AddHours(30));

        var before = (await app.ChasedAsync(request)).Count;
        Assert.That(await app.FireAtAsync(Due.AddHours(30).AddSeconds(5)), Is.EqualTo(1), "no burst");
        Assert.That(await app.FireAtAsync(Due.AddHours(30).AddMinutes(59)), Is.Zero);
        Assert.That((await app.ChasedAsync(request)).Skip(before), Has.All.StartWith("100 Liaison").And.Some.Contains("InApp Noticed Noor"));
        Assert.That((await app.ChasingNoticesAsync(request)).Count(n => n == "RequestOverdue liaison.nl"), Is.EqualTo(2), "once a turn");
        for (var hour = 31; hour <= 60; hour++)
        {
            await app.FireAtAsync(Due.AddHours(hour).AddMinutes(1));
        }

        Assert.That(await app.PlannedAsync(request), Is.Empty);
        Assert.That((await app.ChasedAsync(request)).Skip(before).Select(s => s.Split(' ')[1]).Distinct(),
            Is.EqualTo(new[] { "Liaison", "Deputy", "AroundTheClock", "Owner", "Manager" }));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task One_returned_in_time_keeps_what_was_left_and_its_ladder()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        await app.FireAtAsync(TestApp.Start.AddDays(2));
        await ActAsync(app, "liaison.nl", $"requests/{request}", "answer", new { outcome = "Partly", note = "Half of it." });
        app.Clock.SetUtcNow(TestApp.Start.AddDays(5));
        await ActAsync(app, "analyst", $"requests/{request}", "return", new { reason = "The other half, please." });
        var planned = await app.PlannedAsync(request);
        Assert.That(planned.Select(Step), Is.EqualTo(Overdue.Select(o => o.Step).Prepend("80 Liaison")));
        Assert.That(At(planned[1]), Is.EqualTo(TestApp.Start.AddDays(6)).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task A_question_that_was_asked_too_late_and_is_answered_is_chased_from_the_answer()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        await app.FireAtAsync(Due.AddHours(4));
        await ActAsync(app, "liaison.nl", $"requests/{request}", "ask", new { note = "Which account?" });
        app.Clock.SetUtcNow(Due.AddHours(20));
        await ActAsync(app, "analyst", $"requests/{request}", "clarify", new { note = "The one in the annex." });
        EnsureOverdueFrom(await app.PlannedAsync(request), Due.AddHours(20));
    }

    [Test]
    public async Task A_closed_case_that_is_taken_up_again_chases_whoever_is_late_and_a_resolved_one_repeats_nothing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        await app.FireAtAsync(Due.AddHours(10));
        var taken = await app.ChasedAsync(request);
        await ActAsync(app, "analyst", $"incidents/{incident}", "resolve", new { outcome = "Mitigated", @override = true, reason = "No answer needed" });
        await ActAsync(app, "analyst", $"incidents/{incident}", "reopen", new { reason = "It goes on" });
        Assert.That(await app.PlannedAsync(request), Is.Empty, "all steps of this turn were taken");
        await ActAsync(app, "analyst", $"incidents/{incident}", "resolve", new { outcome = "Mitigated", @override = true, reason = "No answer needed" });
        await ActAsync(app, "analyst", $"incidents/{incident}", "close", new { summary = "Done." });
        await app.FireAtAsync(Due.AddDays(20));
        await ActAsync(app, "analyst", $"incidents/{incident}", "reopen", new { reason = "It goes on" });
        EnsureOverdueFrom(await app.PlannedAsync(request), Due.AddDays(20));
        Assert.That(await app.ChasedAsync(request), Has.Count.EqualTo(taken.Count));
    }

    [Test]
    public async Task A_step_by_share_beyond_the_due_instant_keeps_its_share_of_the_time_that_ran()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var steps = new[] { new { share = 100, whom = "Liaison", by = "InApp" }, new { share = 150, whom = "Owner", by = "InApp" } };
        (await admin.PatchAsync("/api/v1/chasing-ladders/any-urgent", new { steps }, "*")).Expect(HttpStatusCode.OK);
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        await app.FireAtAsync(Due.AddDays(2));
        await ActAsync(app, "liaison.nl", $"requests/{request}", "answer", new { outcome = "Partly", note = "Half of it." });
        app.Clock.SetUtcNow(Due.AddDays(7));
        await ActAsync(app, "analyst", $"requests/{request}", "return", new { reason = "The other half, please." });
        var planned = await app.PlannedAsync(request);
        Assert.That(planned.Select(Step), Is.EqualTo(new[] { "100 Liaison", "150 Owner" }));
        Assert.That(At(planned[1]), Is.EqualTo(Due.AddDays(8.5)).Within(TimeSpan.FromMinutes(1)), "half of three days");
    }

    [Test]
    public async Task A_longer_time_by_an_edited_rule_repeats_nothing_that_was_taken()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        await app.FireAtAsync(Due.AddHours(10));
        var taken = await app.ChasedAsync(request);
        app.Clock.SetUtcNow(Due.AddHours(18));
        await ReapplyAsync(app, request, amount: 73);
        Assert.That(await app.PlannedAsync(request), Is.Empty);
        await app.FireAtAsync(Due.AddHours(40));
        Assert.That(await app.ChasedAsync(request), Is.EqualTo(taken));
    }

    [Test]
    public async Task Steps_that_fell_due_while_the_server_was_off_are_still_taken_when_the_rule_is_applied_again()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        app.Clock.SetUtcNow(Due.AddMinutes(10));
        await ReapplyAsync(app, request, amount: 72);
        Assert.That((await app.PlannedAsync(request)).Select(Step), Is.SupersetOf(new[] { "50 Liaison", "80 Liaison", "100 Liaison" }));
        await app.FireAtAsync(Due.AddMinutes(20));
        Assert.That(await app.ChasedAsync(request), Has.Some.StartWith("50 Liaison").And.Some.StartWith("80 Liaison").And.Some.StartWith("100 Liaison"));
        await app.EnsureAuditIntactAsync();
    }

    private static async Task ReapplyAsync(TestApp app, string request, int amount)
    {
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var rule = (await analyst.GetAsync($"/api/v1/requests/{request}")).Text("deadlineRule");
        (await admin.PatchAsync($"/api/v1/deadline-rules/{rule}", new { amount, unit = "Hours", counting = "Continuous", applyToRunning = true }, "*")).Expect(HttpStatusCode.OK);
    }

    /// <summary>A session does not outlast the days between two acts.</summary>
    private static async Task ActAsync(TestApp app, string who, string path, string action, object input)
    {
        using var client = await app.AsAsync(who);
        await client.ActAsync(path, action, input);
    }

    private static void EnsureOverdueFrom(List<string> planned, DateTimeOffset from)
    {
        Assert.That(planned.Select(Step), Is.EqualTo(Overdue.Select(o => o.Step)));
        for (var i = 0; i < planned.Count; i++)
        {
            Assert.That(At(planned[i]), Is.EqualTo(from.AddHours(Overdue[i].Hours)).Within(TimeSpan.FromMinutes(1)), planned[i]);
        }
    }

    private static string Step(string planned) => planned[..planned.LastIndexOf(' ')];

    private static DateTimeOffset At(string planned) => DateTimeOffset.Parse(planned.Split(' ')[^1], CultureInfo.InvariantCulture);
}
