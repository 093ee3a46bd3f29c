using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using static CyberIncidents.FunctionalTests.Clocks.ClockSteps;

namespace CyberIncidents.FunctionalTests.Clocks;

/// <summary>The clock of a request: whence its instant comes, and what the moves of both sides do to it.</summary>
public sealed class RequestClockTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Without_a_basis_our_default_counts_in_the_partners_working_days()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync();

        // Monday 04:00 in Amsterdam, before duty hours: five working days end with Friday's.
        var row = await app.RequestAsync(request);
        Assert.That(row.DeadlineRule, Is.EqualTo("default-information-normal"));
        Assert.That(row.DueAt, Is.EqualTo(Utc(3, 9, 8)).Within(Moment), "the sixth working day opens at 09:00 in Amsterdam");
        Assert.That(row.SilentFrom, Is.GreaterThan(Utc(3, 4, 7)).And.LessThan(Utc(3, 5, 16)));
    }

    [Test]
    public async Task An_urgent_police_request_has_three_days_and_an_emergency_eight_hours()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, urgent) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        var nl = (await analyst.ParticipationAsync(incident, "NL"))["id"]!.ToString();
        var emergency = await analyst.AskAgainAsync(incident, nl, "Information", "eu-2023-977-5", "Emergency");
        Assert.That((await app.RequestAsync(urgent)).DueAt, Is.EqualTo(TestApp.Start.AddDays(3)).Within(Moment));
        Assert.That((await app.RequestAsync(emergency)).DueAt, Is.EqualTo(TestApp.Start.AddHours(8)).Within(Moment));
    }

    [Test]
    public async Task A_question_stops_the_clock_and_no_time_is_lost()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (incident, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Emergency");
        var due = (await app.RequestAsync(request)).DueAt!.Value;
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await liaison.ActAsync($"requests/{request}", "ask", new { note = "Which account?" });
        Assert.That(await app.PlannedAsync(request), Is.Empty, "nobody is chased while we owe an answer");
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        var stopped = (await analyst.ClocksAsync(incident))[0]!;
        Assert.That(stopped["word"]!.ToString(), Is.EqualTo("Stopped"));
        Assert.That((double)stopped["remainingHours"]!, Is.EqualTo(7.5).Within(0.01));
        await analyst.ActAsync($"requests/{request}", "clarify", new { note = "The one in the annex." });

        Assert.That((await app.RequestAsync(request)).DueAt, Is.EqualTo(due.AddMinutes(20)).Within(Moment));
        var clock = (await analyst.ClocksAsync(incident))[0]!;
        Assert.That(clock["word"]!.ToString(), Is.EqualTo("Running"));
        Assert.That(clock["stops"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(await app.PlannedAsync(request), Is.Not.Empty, "the chasing goes on");
    }

    [Test]
    public async Task A_removal_order_begins_anew_when_the_question_is_answered()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (_, request) = await analyst.AskAsync("ContentRemoval", "eu-2021-784-3", "Emergency");
        Assert.That((await app.RequestAsync(request)).DueAt, Is.EqualTo(TestApp.Start.AddHours(1)).Within(Moment));
        app.Clock.Advance(TimeSpan.FromMinutes(50));
        await liaison.ActAsync($"requests/{request}", "ask", new { note = "The address is incomplete." });
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await analyst.ActAsync($"requests/{request}", "clarify", new { note = "Here it is in full." });

        // Regulation (EU) 2021/784 Art. 3(8): the hour starts with the clarification.
        Assert.That((await app.RequestAsync(request)).DueAt, Is.EqualTo(TestApp.Start.AddMinutes(115)).Within(Moment));
    }

    [Test]
    public async Task An_answer_meets_the_clock_and_a_returned_one_has_what_was_left()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (incident, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Emergency");
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await liaison.ActAsync($"requests/{request}", "answer", new { outcome = "Fulfilled", note = "See annex." });
        Assert.That((await analyst.ClocksAsync(incident))[0]!["word"]!.ToString(), Is.EqualTo("Met"));
        Assert.That(await app.PlannedAsync(request), Is.Empty);
        app.Clock.Advance(TimeSpan.FromMinutes(15));
        await analyst.ActAsync($"requests/{request}", "return", new { reason = "The annex is empty." });

        // 7 h 30 were left when it answered; the quarter of an hour with us is not its time.
        Assert.That((await app.RequestAsync(request)).DueAt, Is.EqualTo(TestApp.Start.AddHours(8).AddMinutes(15)).Within(Moment));
        Assert.That((await analyst.ClocksAsync(incident))[0]!["word"]!.ToString(), Is.EqualTo("Running"));
    }

    [Test]
    public async Task What_was_agreed_by_hand_goes_before_the_rule_and_moving_it_plans_the_ladder_anew()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, request) = await analyst.SentRequestAsync(dueAt: TestApp.Start.AddDays(10));
        Assert.That((await app.RequestAsync(request)).DeadlineRule, Is.Null);
        Assert.That((await analyst.ClocksAsync(incident))[0]!["agreed"]!.ToString(), Is.EqualTo("true"));
        Assert.That((await app.PlannedAsync(request))[0], Does.Contain("2026-03-07T03:00Z"), "half of ten days");
        var read = await analyst.GetAsync($"/api/v1/requests/{request}");
        (await analyst.PatchAsync($"/api/v1/requests/{request}", new { dueAt = TestApp.Start.AddDays(4) }, read.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await app.PlannedAsync(request))[0], Does.Contain("2026-03-04T03:00Z"), "half of four days");
    }

    [Test]
    public async Task Only_a_clock_that_binds_the_partner_makes_it_overdue()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, request) = await analyst.AskAsync("ForInformation", "eu-2021-784-3");
        var clock = (await analyst.ClocksAsync(incident))[0]!;
        Assert.That((clock["duty"]!.ToString(), clock["rule"]!.ToString()), Is.EqualTo(("Ours", "tco-prior-information")));
        Assert.That((await app.RequestAsync(request)).DueAt, Is.Null);
        Assert.That(await app.PlannedAsync(request), Is.Empty);
    }

    [Test]
    public async Task Withdrawing_the_partner_ends_clocks_and_chasing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, request) = await analyst.AskAsync();
        var nl = (await analyst.ParticipationAsync(incident, "NL"))["id"]!.ToString();
        await analyst.ActAsync($"incidents/{incident}/participations/{nl}", "withdraw", new { reason = "Wrong country" });
        Assert.That((await analyst.ClocksAsync(incident))[0]!["word"]!.ToString(), Is.EqualTo("Cancelled"));
        Assert.That(await app.PlannedAsync(request), Is.Empty);
        await app.EnsureAuditIntactAsync();
    }
}
