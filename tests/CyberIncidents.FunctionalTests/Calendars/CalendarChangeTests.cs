using System.Net;
using CyberIncidents.FunctionalTests.Clocks;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.UnitTests.Exchange;

namespace CyberIncidents.FunctionalTests.Calendars;

/// <summary>What a subscriber notices: the sequence of an entry rises with what it shows, and for a partner with nothing else.</summary>
public sealed class CalendarChangeTests
{
    private static readonly string[] Report = ["id-iiv-report"];

    [Test]
    public async Task A_partner_notices_that_only_the_due_instant_moved()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (_, _, request) = await analyst.SentRequestAsync(dueAt: TestApp.Start.AddDays(3));
        var before = await OnlyAsync(liaison);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        var read = (await analyst.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync($"/api/v1/requests/{request}", new { dueAt = TestApp.Start.AddDays(5) }, read.ETag)).Expect(HttpStatusCode.OK);
        var moved = await OnlyAsync(liaison);
        Assert.That((moved.Uid, moved.At), Is.EqualTo((before.Uid, TestApp.Start.AddDays(5))));
        Assert.That(moved.Sequence, Is.GreaterThan(before.Sequence));
        Assert.That(moved.Modified, Is.GreaterThan(before.Modified));
    }

    [Test]
    public async Task A_partner_notices_another_marking_and_nothing_of_what_it_does_not_see()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "GREEN"));
        var request = await analyst.DraftAsync(incident, await analyst.NotifyAsync(incident, "NL"), tlp: "GREEN", dueAt: TestApp.Start.AddDays(3));
        await analyst.ActAsync($"requests/{request}", "send");
        var before = await OnlyAsync(liaison);
        (await analyst.EditCaseAsync(incident, new { title = "Another title of ours", severity = "Critical" })).Expect(HttpStatusCode.OK);
        await analyst.CommentAsync(incident, "For ourselves");
        await app.FireAtAsync(TestApp.Start.AddDays(2));
        Assert.That(await app.ChasedAsync(request), Is.Not.Empty);
        using var later = await app.AsAsync("liaison.nl");
        using var again = await app.AsAsync("analyst");
        Assert.That(await OnlyAsync(later), Is.EqualTo(before).Using<IcalCheck.Event>((a, b) => a.Sequence == b.Sequence && a.Modified == b.Modified));

        (await again.EditCaseAsync(incident, new { tlp = "AMBER" })).Expect(HttpStatusCode.OK);
        var raised = await OnlyAsync(later);
        Assert.That(raised.Title, Does.Contain("TLP:AMBER").And.Not.Contain("channel"));
        Assert.That(raised.Sequence, Is.GreaterThan(before.Sequence));
    }

    [Test]
    public async Task We_notice_another_title_of_the_case_of_a_follow_up()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "GREEN"));
        await analyst.ScheduleAsync(incident, TestApp.Start.AddDays(3));
        var before = await OnlyAsync(analyst);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        (await analyst.EditCaseAsync(incident, new { title = "Another title" })).Expect(HttpStatusCode.OK);
        var after = await OnlyAsync(analyst);
        Assert.That((after.Uid, after.Description), Is.EqualTo((before.Uid, "Another title")));
        Assert.That(after.Sequence, Is.GreaterThan(before.Sequence));
        Assert.That(after.Modified, Is.GreaterThan(before.Modified));
    }

    [TestCase("GREEN", true)]
    [TestCase("AMBER", false)]
    public async Task The_owner_finds_the_legal_clocks_of_the_case_and_a_partner_none(string tlp, bool told)
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.nl");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: tlp));
        await analyst.NotifyAsync(incident, "NL");
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/clocks", new { rules = Report })).Expect(HttpStatusCode.Created);
        var clock = (await analyst.ClocksAsync(incident)).Single()!;
        var entry = await OnlyAsync(analyst);
        Assert.That(entry.Uid, Is.EqualTo($"clock-{clock["id"]}@incidents.csirt.test"));
        Assert.That(entry.Title, Is.EqualTo($"{incident} [TLP:{tlp}] {(told ? $"{clock["regime"]}, {clock["stage"]}" : "legal clock runs out")}"));
        Assert.That((entry.At, entry.Zone), Is.EqualTo((TestApp.Start.AddHours(24), "Asia/Jakarta")).Using<(DateTimeOffset, string)>(
            (a, b) => (a.Item1 - b.Item1).Duration() < TimeSpan.FromMinutes(1) && a.Item2 == b.Item2));
        Assert.That(entry.Link, Is.EqualTo($"https://incidents.csirt.test/incidents/{incident}/clocks"));
        Assert.That(await EventsAsync(manager), Is.Empty, "another owns the case");
        Assert.That(await EventsAsync(liaison), Is.Empty);

        await analyst.ActAsync($"incidents/{incident}/clocks/{clock["id"]}", "submit");
        var done = (await EventsAsync(analyst)).Single(e => e.Uid == entry.Uid);
        Assert.That(done.Title, Does.StartWith($"{incident} [TLP:{tlp}] Done: "));
        Assert.That(done.Sequence, Is.GreaterThan(entry.Sequence));
    }

    [Test]
    public async Task A_clock_that_was_called_off_is_struck_out_and_leaves_after_a_month()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/clocks", new { rules = Report })).Expect(HttpStatusCode.Created);
        var before = await OnlyAsync(analyst);
        await analyst.ActAsync($"incidents/{incident}/clocks/{(await analyst.ClocksAsync(incident)).Single()!["id"]}", "cancel");
        var cancelled = await OnlyAsync(analyst);
        Assert.That((cancelled.Uid, cancelled.Status), Is.EqualTo((before.Uid, "CANCELLED")));
        Assert.That(cancelled.Sequence, Is.GreaterThan(before.Sequence));
        app.Clock.Advance(TimeSpan.FromDays(31));
        using var later = await app.AsAsync("analyst");
        Assert.That(await EventsAsync(later), Is.Empty);
    }

    private static TestApp App() => new(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Site:Url"] = "https://incidents.csirt.test" });

    private static async Task<IcalCheck.Event[]> EventsAsync(ApiClient client) =>
        IcalCheck.Read((await client.GetAsync("/api/v1/me/calendar.ics")).Expect(HttpStatusCode.OK).Body).Events;

    private static async Task<IcalCheck.Event> OnlyAsync(ApiClient client) => (await EventsAsync(client)).Single();
}
