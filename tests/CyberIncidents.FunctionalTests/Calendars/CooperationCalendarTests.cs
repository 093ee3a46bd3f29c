using System.Net;
using CyberIncidents.FunctionalTests.Engagements;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Calendars;

/// <summary>The days of engagements and the last days of commitments, in the calendar of whoever answers for them.</summary>
public sealed class CooperationCalendarTests
{
    [Test]
    public async Task An_engagement_stands_on_its_days_with_its_place_and_follows_its_state()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.EngagedAsync();
        var planned = await FeedAsync(analyst);
        Assert.That(planned, Does.Contain("DTSTART;VALUE=DATE:20300416\r\nDTEND;VALUE=DATE:20300418\r\n"));
        Assert.That(planned, Does.Contain($"SUMMARY:{reference} [TLP:GREEN] A meeting\r\nLOCATION:The Hague\\, Netherlands\r\n").And.Contain("STATUS:TENTATIVE").And.Contain("SEQUENCE:1\r\n"));
        await analyst.ActAsync($"engagements/{reference}", "confirm");
        Assert.That(await FeedAsync(analyst), Does.Contain("STATUS:CONFIRMED").And.Contain("SEQUENCE:2\r\n").And.Not.Contain("TENTATIVE"));
        await analyst.ActAsync($"engagements/{reference}", "cancel", new { reason = "Not this year" });
        Assert.That(await FeedAsync(analyst), Does.Contain("STATUS:CANCELLED").And.Contain("SEQUENCE:3\r\n"));
        using var manager = await app.AsAsync("manager");
        Assert.That(await FeedAsync(manager), Does.Not.Contain(reference), "it is in the calendar of whoever answers for it");
    }

    [TestCase("GREEN", true)]
    [TestCase("AMBER", false)]
    [TestCase("RED", false)]
    public async Task What_is_stricter_than_GREEN_says_only_its_reference(string tlp, bool told)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var engagement = await analyst.EngagedAsync(new { title = "WALDKAUZ meeting", place = "WALDKAUZ house", tlp });
        var commitment = await analyst.PromisedAsync(new { title = "WALDKAUZ list", dueOn = "2026-06-01", tlp });
        var feed = await FeedAsync(analyst);
        Assert.That(feed, Does.Contain($"{engagement} [TLP:{tlp}]").And.Contain($"{commitment} [TLP:{tlp}]").And.Contain("DTSTART;VALUE=DATE:20260601"));
        Assert.That(feed.Contains("WALDKAUZ", StringComparison.Ordinal), Is.EqualTo(told));
    }

    [Test]
    public async Task A_commitment_that_was_kept_says_so_and_one_that_was_dropped_is_struck_out()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (kept, dropped) = (await analyst.PromisedAsync(), await analyst.PromisedAsync(new { title = "Another" }));
        await analyst.ActAsync($"commitments/{kept}", "fulfil");
        await analyst.ActAsync($"commitments/{dropped}", "drop", new { reason = "Nobody expects it" });
        var feed = await FeedAsync(analyst);
        Assert.That(feed, Does.Contain($"SUMMARY:{kept} [TLP:GREEN] Done: A contact list").And.Contain($"SUMMARY:{dropped} [TLP:GREEN] Another"));
        Assert.That(feed.Split("BEGIN:VEVENT").Single(e => e.Contains($"SUMMARY:{dropped}", StringComparison.Ordinal) && e.Contains("VALUE=DATE", StringComparison.Ordinal)), Does.Contain("STATUS:CANCELLED"));
    }

    private static async Task<string> FeedAsync(ApiClient client) =>
        (await client.GetAsync("/api/v1/me/calendar.ics")).Expect(HttpStatusCode.OK).Body.Replace("\r\n ", string.Empty, StringComparison.Ordinal);
}
