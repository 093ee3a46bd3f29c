using System.Net;
using CyberIncidents.Domain.People;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.UnitTests.Exchange;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Calendars;

/// <summary>Calendars by a secret address, read by a parser that is not ours: what they tell, to whom, and until when.</summary>
public sealed class CalendarTests
{
    private const string Canary = "WALDKAUZ";
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddDays(3);

    [OneTimeTearDown]
    public static void Remove_the_reader() => IcalCheck.Remove();

    [TestCase("CLEAR", true)]
    [TestCase("GREEN", true)]
    [TestCase("AMBER", false)]
    [TestCase("AMBER+STRICT", false)]
    [TestCase("RED", false)]
    public async Task Titles_leave_the_house_only_of_what_is_CLEAR_or_GREEN(string tlp, bool told)
    {
        await using var app = App();
        using var owner = await app.AsAsync("manager");
        var reference = await owner.ActiveCaseAsync(Cases.NewIncident($"{Canary} case", tlp));
        var id = await ScheduleAsync(owner, reference);
        var feed = await ReadAsync(app, await AddressAsync(owner));
        var entry = IcalCheck.Read(feed).Events.Single();
        Assert.That(entry.Title, Is.EqualTo(told ? $"{reference} [TLP:{tlp}] {Canary} call" : $"{reference} [TLP:{tlp}] follow-up"));
        Assert.That(entry.Description, Is.EqualTo(told ? $"{Canary} case" : null));
        Assert.That(feed.Contains(Canary, StringComparison.Ordinal), Is.EqualTo(told));
        Assert.That((entry.Uid, entry.At, entry.Zone), Is.EqualTo(($"{id}@incidents.csirt.test", DueAt, "Asia/Jakarta")));
        Assert.That(entry.Link, Is.EqualTo($"https://incidents.csirt.test/follow-ups?open={id}"));
        Assert.That(entry.Reminders, Is.EqualTo(new[] { -86_400, -3_600 }));
    }

    [Test]
    public async Task A_RED_request_in_a_laxer_case_hides_the_title()
    {
        await using var app = App();
        using var manager = await app.AsAsync("manager");
        var reference = await manager.ActiveCaseAsync(Cases.NewIncident($"{Canary} case", "GREEN"));
        var participation = (await manager.ParticipationAsync(reference, "NL"))["id"]!.ToString();
        await ScheduleAsync(manager, reference, request: await manager.DraftAsync(reference, participation, tlp: "RED"));
        var feed = await ReadAsync(app, await AddressAsync(manager));
        Assert.That(IcalCheck.Read(feed).Events.Single().Title, Is.EqualTo($"{reference} [TLP:RED] follow-up"));
        Assert.That(feed, Does.Not.Contain(Canary));
    }

    [Test]
    public async Task What_became_RED_leaves_the_calendar_of_whoever_is_not_named()
    {
        await using var app = App();
        using var manager = await app.AsAsync("manager");
        using var analyst = await app.AsAsync("analyst");
        var reference = await manager.ActiveCaseAsync(Cases.NewIncident($"{Canary} case", "GREEN"));
        await ScheduleAsync(manager, reference, assignee: await analyst.MyIdAsync());
        var address = await AddressAsync(analyst);
        Assert.That(await ReadAsync(app, address), Does.Contain(Canary));
        (await manager.EditCaseAsync(reference, new { tlp = "RED" })).Expect(HttpStatusCode.OK);
        Assert.That(await ReadAsync(app, address), Does.Not.Contain(Canary).And.Not.Contain(reference));
    }

    [Test]
    public async Task Only_the_own_follow_ups_stand_in_it_whoever_else_is_signed_in()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var reference = await analyst.ActiveCaseAsync();
        var mine = await ScheduleAsync(analyst, reference);
        await ScheduleAsync(analyst, reference, assignee: await manager.MyIdAsync());
        var address = await AddressAsync(analyst);
        var answer = (await manager.GetAsync(address)).Expect(HttpStatusCode.OK);
        Assert.That(IcalCheck.Read(answer.Body).Events.Select(e => e.Uid), Is.EqualTo(new[] { $"{mine}@incidents.csirt.test" }));
        Assert.That(answer.Headers["Content-Type"], Is.EqualTo("text/calendar; charset=utf-8"));
        Assert.That(answer.Headers["Cache-Control"], Does.Contain("no-store"));
    }

    [Test]
    public async Task A_change_raises_the_sequence_and_keeps_the_name()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        var id = await ScheduleAsync(analyst, await analyst.ActiveCaseAsync());
        var address = await AddressAsync(analyst);
        var before = IcalCheck.Read(await ReadAsync(app, address)).Events.Single();
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await analyst.ActAsync($"follow-ups/{id}", "snooze", new { until = DueAt.AddDays(1), reason = "Holiday there" });
        var moved = IcalCheck.Read(await ReadAsync(app, address)).Events.Single();
        Assert.That((moved.Uid, moved.At), Is.EqualTo((before.Uid, DueAt.AddDays(1))));
        Assert.That(moved.Sequence, Is.GreaterThan(before.Sequence));
        Assert.That(moved.Modified, Is.GreaterThan(before.Modified));
        await analyst.ActAsync($"follow-ups/{id}", "cancel");
        var cancelled = IcalCheck.Read(await ReadAsync(app, address)).Events.Single();
        Assert.That((cancelled.Uid, cancelled.Status, cancelled.Reminders.Length), Is.EqualTo((before.Uid, "CANCELLED", 0)));
        Assert.That(cancelled.Sequence, Is.GreaterThan(moved.Sequence));
        app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.That(IcalCheck.Read(await ReadAsync(app, address)).Events, Is.Empty);
    }

    [Test]
    public async Task One_that_recurs_shows_the_occurrences_that_follow()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        var first = new DateTimeOffset(2026, 3, 23, 8, 0, 0, TimeSpan.Zero);
        var id = await ScheduleAsync(analyst, await analyst.ActiveCaseAsync(), recurrence: "FREQ=WEEKLY;BYDAY=MO;COUNT=4", dueAt: first, timeZone: "Europe/Amsterdam");
        await analyst.ActAsync($"follow-ups/{id}", "snooze", new { until = first.AddHours(30), reason = "Holiday there" });
        var events = IcalCheck.Read(await ReadAsync(app, await AddressAsync(analyst))).Events;
        Assert.That(events.Select(e => e.Uid), Is.EqualTo(new[] { $"{id}@incidents.csirt.test", $"next-{id}@incidents.csirt.test" }));
        Assert.That(events[0].At, Is.EqualTo(first.AddHours(30)));
        // 09:00 there, also once the clocks have changed on the 29th.
        Assert.That(events[1].Occurrences, Is.EqualTo(new[] { 30, 37, 44 }.Select(d => new DateTimeOffset(2026, 2, 28, 7, 0, 0, TimeSpan.Zero).AddDays(d))));
    }

    [Test]
    public async Task A_new_address_ends_the_old_one_and_only_its_hash_is_kept()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        Assert.That((await analyst.GetAsync("/api/v1/me/calendar")).Text("exists"), Is.EqualTo("false"));
        var first = await AddressAsync(analyst);
        var second = await AddressAsync(analyst);
        Assert.That((await analyst.GetAsync("/api/v1/me/calendar")).Text("exists"), Is.EqualTo("true"));
        Assert.That(second, Does.Match("^https://incidents.csirt.test/calendar/[A-Za-z0-9_-]{43}\\.ics$"));
        await ReadAsync(app, second);
        await ExpectNothingAsync(app, first);
        await using var db = app.Database();
        var keys = await db.Set<CalendarKey>().AsNoTracking().ToListAsync();
        Assert.That(keys.Select(k => k.Hash), Has.All.Match("^[0-9a-f]{64}$"));
        var token = second[^47..^4];
        Assert.That(await File.ReadAllTextAsync(app.DatabaseFile, System.Text.Encoding.Latin1), Does.Not.Contain(token));
    }

    [Test]
    public async Task A_repeated_call_makes_one_address_and_tells_it_once()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        var first = (await analyst.PostAsync("/api/v1/me/calendar", null, ("Idempotency-Key", "one"))).Expect(HttpStatusCode.Created).Text("url");
        var again = (await analyst.PostAsync("/api/v1/me/calendar", null, ("Idempotency-Key", "one"))).Expect(HttpStatusCode.Created);
        Assert.That(again.At("url"), Is.Null);
        await ReadAsync(app, first);
    }

    [Test]
    public async Task An_address_that_was_taken_back_of_a_shut_account_or_unknown_opens_nothing_and_all_answer_alike()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        using var admin = await app.AsAsync("admin");
        var revoked = await AddressAsync(analyst);
        (await analyst.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/me/calendar"))).Expect(HttpStatusCode.NoContent);
        (await analyst.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/me/calendar"))).Expect(HttpStatusCode.NoContent);
        var shut = await AddressAsync(liaison);
        var user = await admin.GetAsync($"/api/v1/users/{await liaison.MyIdAsync()}");
        (await admin.PatchAsync($"/api/v1/users/{user.Text("id")}", new { disabled = true }, user.ETag)).Expect(HttpStatusCode.OK);
        var unknown = $"/calendar/{new string('A', 43)}.ics";
        var answers = new[] { await ExpectNothingAsync(app, revoked), await ExpectNothingAsync(app, shut), await ExpectNothingAsync(app, unknown), await ExpectNothingAsync(app, "/calendar/x.ics") };
        Assert.That(answers.Select(a => a.Body).Distinct(), Has.Exactly(1).Items);
    }

    [TestCase("GREEN", true)]
    [TestCase("AMBER", false)]
    public async Task A_liaison_officer_gets_the_requests_that_wait_for_the_own_organisation(string tlp, bool told)
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var reference = await analyst.ActiveCaseAsync(Cases.NewIncident($"{Canary} case", "GREEN"));
        var ours = await SendAsync(analyst, reference, "NL", tlp);
        var theirs = await SendAsync(analyst, reference, "SG", tlp);
        var address = await AddressAsync(liaison);
        var feed = await ReadAsync(app, address);
        var entry = IcalCheck.Read(feed).Events.Single();
        Assert.That(entry.Title, Is.EqualTo($"{ours} [TLP:{tlp}] {(told ? "Who runs the channel" : "request waits for an answer")}"));
        Assert.That((entry.At, entry.Link), Is.EqualTo((DueAt, $"https://incidents.csirt.test/requests/{ours}")));
        Assert.That(feed, Does.Not.Contain(Canary).And.Not.Contain(theirs).And.Not.Contain(reference));
        await liaison.ActAsync($"requests/{ours}", "acknowledge");
        Assert.That(IcalCheck.Read(await ReadAsync(app, address)).Events.Single().Sequence, Is.GreaterThan(entry.Sequence));
        await liaison.ActAsync($"requests/{ours}", "answer", new { outcome = "NothingFound", note = "Nothing in our logs." });
        Assert.That(IcalCheck.Read(await ReadAsync(app, address)).Events, Is.Empty);
    }

    [Test]
    public async Task It_speaks_the_language_that_the_person_chose()
    {
        await using var app = App();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        await ScheduleAsync(analyst, reference);
        (await analyst.PatchAsync("/api/v1/me", new { language = "id" }, null)).Expect(HttpStatusCode.OK);
        Assert.That(IcalCheck.Read(await ReadAsync(app, await AddressAsync(analyst))).Events.Single().Title, Is.EqualTo($"{reference} [TLP:AMBER] tindak lanjut"));
    }

    private static TestApp App() => new(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Site:Url"] = "https://incidents.csirt.test" });

    private static async Task<string> AddressAsync(ApiClient client) =>
        (await client.PostAsync("/api/v1/me/calendar")).Expect(HttpStatusCode.Created).Text("url");

    private static async Task<Answer> GetAsync(TestApp app, string address)
    {
        using var anybody = app.Anonymous();
        return await anybody.GetAsync(address.Replace("https://incidents.csirt.test", null, StringComparison.Ordinal));
    }

    private static async Task<string> ReadAsync(TestApp app, string address) => (await GetAsync(app, address)).Expect(HttpStatusCode.OK).Body;

    private static async Task<Answer> ExpectNothingAsync(TestApp app, string address) => (await GetAsync(app, address)).Expect(HttpStatusCode.NotFound);

    private static async Task<string> SendAsync(ApiClient analyst, string reference, string country, string tlp)
    {
        var request = await analyst.DraftAsync(reference, await analyst.NotifyAsync(reference, country), tlp: tlp, dueAt: DueAt);
        await analyst.ActAsync($"requests/{request}", "send");
        return request;
    }

    private static async Task<Guid> ScheduleAsync(
        ApiClient client, string reference, Guid? assignee = null, string? request = null, string? recurrence = null, DateTimeOffset? dueAt = null, string timeZone = "Asia/Jakarta") =>
        Guid.Parse((await client.PostAsync($"/api/v1/incidents/{reference}/follow-ups", new
        {
            title = $"{Canary} call",
            dueAt = dueAt ?? DueAt,
            timeZone,
            assignee,
            reminders = new[] { "-P1D", "-PT1H" },
            recurrence,
            requestReference = request,
        })).Expect(HttpStatusCode.Created).Text("id"));
}
