using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

/// <summary>Bad input to what hangs on a case.</summary>
public sealed class BadWorkInputTests
{
    private const string Nobody = "\"0197f000-0000-7000-8000-000000000000\"";

    [Test]
    public async Task A_bad_follow_up_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var path = $"/api/v1/incidents/{reference}/follow-ups";
        await analyst.EnsureInvalidAsync(path, Sample.FollowUp, path,
            ("title", Sample.Removed, "title"),
            ("title", Sample.Long(201), "title"),
            ("dueAt", Sample.Removed, "dueAt"),
            ("dueAt", "\"2026-03-02T02:00:00Z\"", "dueAt"),
            ("dueAt", "\"2100-01-01T00:00:00Z\"", "dueAt"),
            ("dueAt", "\"2026-03-09T09:00:00\"", "dueAt"),
            ("timeZone", Sample.Removed, "timeZone"),
            ("timeZone", "\"Mars/Olympus\"", "timeZone"),
            ("timeZone", "\"+07:00\"", "timeZone"),
            ("timeZone", "\"asia/jakarta\"", "timeZone"),
            ("reminders", "\"-P1D\"", "reminders"),
            ("reminders", "[\"P1D\"]", "reminders[0]"),
            ("reminders", "[\"-P1D\", \"soon\"]", "reminders[1]"),
            ("reminders", "[\"-P0D\"]", "reminders[0]"),
            ("reminders", "[\"-P\"]", "reminders[0]"),
            ("reminders", "[\"-P-1D\"]", "reminders[0]"),
            ("reminders", "[\"-P2Y\"]", "reminders[0]"),
            ("reminders", "[\"-PT2147483648H\"]", "reminders[0]"),
            ("reminders", "[null]", "reminders[0]"),
            ("reminders", "[\"-P1D\",\"-P2D\",\"-P3D\",\"-P4D\",\"-P5D\",\"-P6D\",\"-P7D\",\"-P8D\",\"-P9D\",\"-P10D\",\"-P11D\"]", "reminders"),
            ("assignee", Nobody, "assignee"),
            ("assignee", await IdAsync(app, "liaison.nl"), "assignee"),
            ("assignee", await IdAsync(app, "admin"), "assignee"),
            ("requestReference", "\"RQ-2026-NL-0099\"", "requestReference"),
            ("recurrence", "\"daily\"", "recurrence"),
            ("recurrence", "\"FREQ=HOURLY\"", "recurrence"),
            ("recurrence", "\"FREQ=DAILY;UNTIL=20200101\"", "recurrence"),
            ("recurrence", $"\"FREQ=DAILY;BYMONTHDAY={string.Join(',', Enumerable.Repeat("1", 300))}\"", "recurrence"),
            ("recurs", "\"FREQ=DAILY\"", "recurs"));
    }

    [Test]
    public async Task A_follow_up_without_case_needs_a_request()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.EnsureInvalidAsync("/api/v1/follow-ups", Sample.FollowUp, "/api/v1/follow-ups",
            ("title", "\"No request\"", "requestReference"),
            ("requestReference", "\"RQ-2026-NL-0099\"", "requestReference"));
    }

    [Test]
    public async Task A_follow_up_on_a_closed_incident_is_a_conflict()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        await analyst.ActAsync($"incidents/{reference}", "reject", new { reason = "A false alarm." });
        (await analyst.PostAsync($"/api/v1/incidents/{reference}/follow-ups", Sample.FollowUp())).Expect(HttpStatusCode.Conflict);
        Assert.That(await analyst.CountAsync("/api/v1/follow-ups"), Is.Zero);
    }

    [Test]
    public async Task A_bad_request_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var participation = (await analyst.ParticipationAsync(reference, "NL"))["id"]!.ToString();
        await analyst.EnsureInvalidAsync($"/api/v1/incidents/{reference}/requests", () => Sample.Request(participation), "/api/v1/requests",
            ("participationId", Sample.Removed, "participationId"),
            ("participationId", Nobody, "participationId"),
            ("participationId", "\"NL\"", "participationId"),
            ("kind", Sample.Removed, "kind"),
            ("kind", "1", "kind"),
            ("kind", "\"Gossip\"", "kind"),
            ("legalBasis", "\"because\"", "legalBasis"),
            ("subject", "\" \"", "subject"),
            ("subject", Sample.Long(201), "subject"),
            ("body", Sample.Long(20_001), "body"),
            ("urgency", "\"Yesterday\"", "urgency"),
            ("dueAt", "\"2026-03-02T02:59:59Z\"", "dueAt"),
            ("dueAt", "\"2026-03-12T09:00:00\"", "dueAt"),
            ("tlp", Sample.Removed, "tlp"),
            ("tlp", "\"GREEN\"", "tlp"),
            ("theirReference", Sample.Long(101), "theirReference"),
            ("state", "\"Sent\"", "state"));
    }

    [Test]
    public async Task Bad_participations_are_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync(Cases.NewIncident(countries: ["NL"]));
        var path = $"/api/v1/incidents/{reference}/participations";
        using (Assert.EnterMultipleScope())
        {
            foreach (var (json, field) in new[]
            {
                ("{}", "country"),
                ("{\"country\":\"SG\"}", "roles"),
                ("{\"country\":\"SG\",\"roles\":[]}", "roles"),
                ("{\"country\":\"QQ\",\"roles\":[\"Transit\"]}", "country"),
                ("{\"country\":\"ID\",\"roles\":[\"Transit\"]}", "country"),
                ($"{{\"organisationId\":{Nobody},\"roles\":[\"Transit\"]}}", "organisationId"),
                ("{\"items\":[]}", "items"),
                ("{\"items\":[null]}", "items[0]"),
                ("{\"items\":[{\"country\":\"SG\",\"roles\":[\"Transit\"]}],\"country\":\"AU\"}", "country"),
                ("{\"items\":[{\"country\":\"SG\",\"roles\":[\"Transit\"]},{\"country\":\"ZZ\",\"roles\":[\"Transit\"]}]}", "items[1].country"),
                ("{\"items\":[{\"country\":\"SG\",\"roles\":[\"Transit\"],\"x\":1}],\"y\":2}", "items[0].x"),
            })
            {
                var answer = await analyst.PostRawAsync(path, json);
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{json}: {answer.Body}");
                Assert.That(Sample.Fields(answer), Does.Contain(field), $"{json}: {answer.Body}");
            }
        }

        Assert.That((await analyst.GetAsync(path)).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Bad_comments_are_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var path = $"/api/v1/incidents/{reference}/comments";
        static JsonObject Comment() => new() { ["text"] = "Seen.", ["audience"] = "National", ["tlp"] = "AMBER" };
        await analyst.EnsureInvalidAsync(path, Comment, path,
            ("text", Sample.Removed, "text"),
            ("text", "\" \"", "text"),
            ("text", Sample.Long(20_001), "text"),
            ("audience", "\"Everybody\"", "audience"),
            ("audience", "1", "audience"),
            ("audience", "[]", "audience"),
            ("audience", "{}", "audience"),
            ("audience", "{\"organisations\":[]}", "audience"),
            ("audience", $"{{\"organisations\":[{Nobody}]}}", "audience"),
            ("tlp", "\"GREEN\"", "tlp"));
    }

    [Test]
    public async Task An_action_that_lacks_what_it_needs_names_it_and_moves_nothing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (incident, _, request) = await analyst.SentRequestAsync();
        async Task Refuse(ApiClient client, string path, object? body, string field) =>
            (await client.PostAsync($"/api/v1/{path}", body)).ExpectInvalid(field);

        await Refuse(analyst, $"incidents/{incident}/actions/hold", new { until = TestApp.Start.AddDays(3) }, "reason");
        await Refuse(analyst, $"incidents/{incident}/actions/hold", new { reason = "Waiting", until = TestApp.Start.AddDays(-3) }, "until");
        await Refuse(analyst, $"incidents/{incident}/actions/hold", new { reason = "Waiting", until = "2026-03-20T09:00:00" }, "until");
        await Refuse(analyst, $"incidents/{incident}/actions/resolve", new { @override = true, reason = "They are gone", outcome = "Magic" }, "outcome");
        await Refuse(analyst, $"incidents/{incident}/actions/resolve", new { @override = true, outcome = "Mitigated" }, "reason");
        await Refuse(analyst, $"incidents/{incident}/actions/mark-duplicate", new { duplicateOf = "CI-2026-000099" }, "duplicateOf");
        await Refuse(analyst, $"incidents/{incident}/actions/mark-duplicate", new { duplicateOf = incident }, "duplicateOf");
        await Refuse(liaison, $"requests/{request}/actions/decline", null, "ground");
        await Refuse(liaison, $"requests/{request}/actions/decline", new { ground = "no-such-ground" }, "ground");
        await Refuse(liaison, $"requests/{request}/actions/answer", new { outcome = "Maybe" }, "outcome");
        await Refuse(liaison, $"requests/{request}/actions/answer", new { outcome = "fulfilled" }, "outcome");
        await Refuse(liaison, $"requests/{request}/actions/ask", new { note = " " }, "note");
        await Refuse(liaison, $"requests/{request}/actions/set-reference", null, "theirReference");
        await Refuse(analyst, $"requests/{request}/actions/withdraw", null, "reason");
        await Refuse(analyst, $"incidents/{incident}/actions/activate", new { unknown = 1, other = 2 }, "other");
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{incident}")).Text("status"), Is.EqualTo("Active"));
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{request}")).Text("state"), Is.EqualTo("Sent"));
    }

    private static async Task<string> IdAsync(TestApp app, string name)
    {
        using var client = await app.AsAsync(name);
        return $"\"{await client.MyIdAsync()}\"";
    }
}
