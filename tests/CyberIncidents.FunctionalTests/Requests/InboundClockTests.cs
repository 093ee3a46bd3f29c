using System.Globalization;
using System.Net;
using CyberIncidents.FunctionalTests.Clocks;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

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
        var between = (await analyst.GetAsync("/api/v1/reciprocity/NL")).Expect(HttpStatusCode.OK);
        Assert.That(between.Text("theirs.asked"), Is.EqualTo("1"));
        Assert.That(between.Text("theirs.declined"), Is.EqualTo("1"));
        Assert.That(between.Text("ours.asked"), Is.EqualTo("2"));
        Assert.That(between.Text("ours.open"), Is.EqualTo("1"));
        Assert.That(between.Text("ours.answered"), Is.EqualTo("1"));
        Assert.That(TimeSpan.Parse(between.Text("ours.toFirstAct"), CultureInfo.InvariantCulture), Is.EqualTo(TimeSpan.FromMinutes(20)).Within(TimeSpan.FromMinutes(1)));
        Assert.That(TimeSpan.Parse(between.Text("ours.toAnswer"), CultureInfo.InvariantCulture), Is.EqualTo(TimeSpan.FromMinutes(40)).Within(TimeSpan.FromMinutes(1)));
        Assert.That(between.Text("ours.onTime"), Is.EqualTo("1"));
        Assert.That((await analyst.GetAsync("/api/v1/reciprocity")).Expect(HttpStatusCode.OK).Items, Has.Count.EqualTo(1));
        (await analyst.GetAsync("/api/v1/reciprocity/QQ")).Expect(HttpStatusCode.NotFound);
        (await liaison.GetAsync("/api/v1/reciprocity/NL")).Expect(HttpStatusCode.Forbidden);
    }
}
