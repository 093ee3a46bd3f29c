using System.Globalization;
using System.Net;
using CyberIncidents.FunctionalTests.Clocks;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Requests;

/// <summary>The clock of what a partner asks is ours: it is we who are reminded, and the partner never is.</summary>
public sealed class InboundClockTests
{
    [Test]
    public async Task Our_own_people_are_reminded_and_nobody_abroad()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync(InboundSteps.Ask(urgency: "Urgent"));
        var read = await analyst.ReadAsync(request);
        Assert.That(read.At("dueAt"), Is.Not.Null, "our default for the kind and urgency");
        Assert.That(read.Text("clocks.0.duty"), Is.EqualTo("Ours"));
        Assert.That(await app.PlannedAsync(request), Has.None.Contains("Liaison").And.None.Contains("Deputy").And.None.Contains("AroundTheClock"));
        var due = DateTimeOffset.Parse(read.Text("dueAt"), CultureInfo.InvariantCulture);
        await app.FireAtAsync(due.AddMinutes(1));
        Assert.That(await app.ChasingNoticesAsync(request), Has.Some.EqualTo("RequestReminder manager").And.Some.EqualTo("RequestOverdue manager"), "nobody has taken it");
        using var next = await app.AsAsync("analyst");
        await next.ActAsync($"requests/{request}", "triage");
        await app.FireAtAsync(due.AddDays(20));
        var told = await app.ChasingNoticesAsync(request);
        Assert.That(told, Has.Some.EqualTo("RequestOverdue analyst"));
        Assert.That(told, Has.None.Contains("liaison"));
        Assert.That((await app.ChasedAsync(request)).Distinct().Count(), Is.GreaterThan(2));
    }

    [Test]
    public async Task A_wish_counts_where_the_law_gives_us_more_time()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var ruled = await analyst.ReadAsync(await liaison.FileAsync());
        var byRule = DateTimeOffset.Parse(ruled.Text("dueAt"), CultureInfo.InvariantCulture);
        var sooner = await analyst.ReadAsync(await liaison.FileAsync(InboundSteps.Ask(dueAt: TestApp.Start.AddHours(5))));
        Assert.That(DateTimeOffset.Parse(sooner.Text("dueAt"), CultureInfo.InvariantCulture), Is.EqualTo(TestApp.Start.AddHours(5)));
        var later = await analyst.ReadAsync(await liaison.FileAsync(InboundSteps.Ask(dueAt: byRule.AddDays(90))));
        Assert.That(DateTimeOffset.Parse(later.Text("dueAt"), CultureInfo.InvariantCulture), Is.EqualTo(byRule).Within(TimeSpan.FromMinutes(1)));
        Assert.That(DateTimeOffset.Parse(later.Text("wishedAt"), CultureInfo.InvariantCulture), Is.EqualTo(byRule.AddDays(90)));
    }

    [Test]
    public async Task Our_question_stops_the_clock_and_their_answer_lets_it_go_on()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync();
        var before = (await analyst.ReadAsync(request)).Text("dueAt");
        await analyst.ActAsync($"requests/{request}", "ask", new { note = "Which week?" });
        Assert.That(await app.PlannedAsync(request), Is.Empty, "it is their turn");
        app.Clock.Advance(TimeSpan.FromDays(3));
        using var officer = await app.AsAsync("liaison.sg");
        using var next = await app.AsAsync("analyst");
        await officer.ActAsync($"requests/{request}", "clarify", new { note = "The first." });
        Assert.That(
            DateTimeOffset.Parse((await next.ReadAsync(request)).Text("dueAt"), CultureInfo.InvariantCulture),
            Is.GreaterThan(DateTimeOffset.Parse(before, CultureInfo.InvariantCulture)));
        Assert.That(await app.PlannedAsync(request), Is.Not.Empty);
        await officer.ActAsync($"requests/{request}", "withdraw", new { reason = "Solved." });
        Assert.That(await app.PlannedAsync(request), Is.Empty);
    }

    [Test]
    public async Task Each_direction_has_its_own_figures()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (_, _, outbound) = await analyst.SentRequestAsync();
        var first = await liaison.FileAsync();
        await liaison.FileAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await analyst.ActAsync($"requests/{first}", "acknowledge");
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await analyst.ActAsync($"requests/{first}", "answer", new { outcome = "Fulfilled" });
        await liaison.ActAsync($"requests/{outbound}", "decline", new { ground = "not-competent" });
        var between = (await analyst.GetAsync("/api/v1/countries/NL")).Expect(HttpStatusCode.OK);
        Assert.That((between.Text("weAsk.sent.count"), between.Text("weAsk.refusals.0.count")), Is.EqualTo(("1", "1")));
        Assert.That((between.Text("theyAsk.sent.count"), between.Text("theyAsk.waiting.count"), between.Text("theyAsk.answered.count")), Is.EqualTo(("2", "1", "1")));
        Assert.That(double.Parse(between.Text("theyAsk.medianToAcknowledge"), CultureInfo.InvariantCulture), Is.EqualTo(1 / 3d).Within(0.02));
        Assert.That(double.Parse(between.Text("theyAsk.medianToAnswer"), CultureInfo.InvariantCulture), Is.EqualTo(2 / 3d).Within(0.02));
        Assert.That(between.Text("theyAsk.onTimeShare"), Is.EqualTo("1"));
    }

    [Test]
    public async Task A_rule_that_is_edited_still_binds_us()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync();
        var rule = (await analyst.ReadAsync(request)).Text("deadlineRule");
        (await admin.PatchAsync($"/api/v1/deadline-rules/{rule}", new { amount = 50, unit = "Hours", counting = "Continuous", applyToRunning = true }, "*")).Expect(HttpStatusCode.OK);
        var read = await analyst.ReadAsync(request);
        Assert.That(read.Text("clocks.0.duty"), Is.EqualTo("Ours"));
        Assert.That(DateTimeOffset.Parse(read.Text("dueAt"), CultureInfo.InvariantCulture), Is.EqualTo(TestApp.Start.AddHours(50)).Within(TimeSpan.FromMinutes(1)));
        Assert.That(await app.PlannedAsync(request), Is.Not.Empty);
    }

    [Test]
    public async Task A_case_that_is_taken_up_again_does_not_remind_us_twice()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync(InboundSteps.Ask(dueAt: TestApp.Start.AddHours(5)));
        await analyst.ActAsync($"requests/{request}", "triage");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: []));
        await analyst.ActAsync($"requests/{request}", "link", new { incident });
        await analyst.ActAsync($"incidents/{incident}", "resolve", new { outcome = "Mitigated", @override = true, reason = "We go on by ourselves" });
        await analyst.ActAsync($"incidents/{incident}", "close", new { summary = "Done." });
        await app.FireAtAsync(TestApp.Start.AddDays(30));
        var taken = await app.ChasedAsync(request);
        using var next = await app.AsAsync("analyst");
        await next.ActAsync($"incidents/{incident}", "reopen", new { reason = "It goes on" });
        Assert.That(taken, Is.Not.Empty);
        Assert.That(await app.PlannedAsync(request), Is.Empty, "we were reminded while it was closed");
    }

    [Test]
    public async Task When_whoever_answers_has_left_the_managers_are_reminded()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync(InboundSteps.Ask(dueAt: TestApp.Start.AddHours(5)));
        await analyst.ActAsync($"requests/{request}", "triage");
        await admin.EditUserAsync(await analyst.MyIdAsync(), new { disabled = true });
        await app.FireAtAsync(TestApp.Start.AddHours(5).AddMinutes(1));
        Assert.That(await app.ChasingNoticesAsync(request), Has.Some.EqualTo("RequestReminder manager").And.None.Contains("analyst"));
        using var officer = await app.AsAsync("liaison.sg");
        await officer.ActAsync($"requests/{request}", "withdraw", new { reason = "Solved." });
        Assert.That(await app.ToldAsync(request), Has.Some.EqualTo("RequestWithdrawn manager"));
    }
}
