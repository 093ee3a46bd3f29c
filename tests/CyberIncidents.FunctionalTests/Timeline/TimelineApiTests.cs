using System.Net;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Timeline;

/// <summary>Timelines by the API.</summary>
public sealed class TimelineApiTests
{
    private static readonly string[] InOrder = ["The day before", "A day", "Its first hour", "Its first instant", "About then", "Who knows when"];

    [Test]
    public async Task Entries_stand_in_the_order_of_what_is_known()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var path = $"/api/v1/incidents/{reference}/timeline";
        var midnight = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(7));
        (await analyst.PostAsync(path, new { precision = "Unknown", text = "Who knows when" })).Expect(HttpStatusCode.Created);
        await analyst.HappenedAsync(reference, "About then", midnight, "Unknown");
        await analyst.HappenedAsync(reference, "Its first instant", midnight);
        await analyst.HappenedAsync(reference, "Its first hour", midnight.AddMinutes(40), "Hour");
        var made = (await analyst.PostAsync(path, new { at = midnight.AddHours(9), precision = "Day", text = "A day", source = "A log", tlp = "RED" })).Expect(HttpStatusCode.Created);
        await analyst.HappenedAsync(reference, "The day before", midnight.AddSeconds(-1), "Day", zone: "Europe/Amsterdam");
        var read = (await analyst.GetAsync(made.Location!.ToString())).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That((read.Body, read.ETag), Is.EqualTo((made.Body, "\"1\"")));
        Assert.That(new[] { "precision", "zone", "source", "tlp" }.Select(read.Text), Is.EqualTo(new[] { "Day", "Asia/Jakarta", "A log", "RED" }));
        Assert.That(DateTimeOffset.Parse(read.Text("at"), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(midnight), "the beginning of the day");
        Assert.That((await analyst.GetAsync(path)).Items.Select(e => e!["text"]!.ToString()), Is.EqualTo(InOrder));
        Assert.That((await analyst.GetAsync($"{path}?sort=-at")).Items.Select(e => e!["text"]!.ToString()), Is.EqualTo(InOrder.Reverse()));
        var first = (await analyst.GetAsync($"{path}?limit=4")).Expect(HttpStatusCode.OK);
        var rest = (await analyst.GetAsync($"{path}?limit=4&after={first.Text("next")}")).Expect(HttpStatusCode.OK);
        Assert.That(first.Items.Concat(rest.Items).Select(e => e!["text"]!.ToString()), Is.EqualTo(InOrder), "by pages too");
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{reference}")).Text("counts.timeline"), Is.EqualTo("6"));

        Assert.That(await TextsAsync("from=2026-03-01T05:00:00%2B07:00"), Is.EqualTo(new[] { "The day before", "A day" }), "what may have been then");
        Assert.That(await TextsAsync("to=2026-03-01T00:00:00%2B07:00"), Is.EqualTo(new[] { "The day before" }));
        Assert.That(await TextsAsync("precision=Hour,Exact"), Is.EqualTo(new[] { "Its first hour", "Its first instant" }));
        Assert.That(await TextsAsync("q=FIRST%20hour"), Is.EqualTo(new[] { "Its first hour" }));
        Assert.That(await TextsAsync("q=a%20log"), Is.EqualTo(new[] { "A day" }), "the source too");
        Assert.That(await TextsAsync("q=%25"), Is.Empty);

        async Task<IEnumerable<string>> TextsAsync(string filter) =>
            (await analyst.GetAsync($"{path}?{filter}")).Expect(HttpStatusCode.OK).Items.Select(e => e!["text"]!.ToString());
    }

    [Test]
    public async Task What_cannot_be_is_a_fault_of_its_field()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var path = $"/api/v1/incidents/{reference}/timeline";
        var at = TestApp.Start;
        using var all = Assert.EnterMultipleScope();
        foreach (var (body, field) in new (object, string)[]
        {
            (new { text = "x" }, "at"), (new { text = "x", precision = "Day" }, "at"), (new { at = "0001-01-01T00:00:00Z", text = "x" }, "at"),
            (new { at = "1989-12-31T23:59:59Z", text = "x" }, "at"), (new { at = at.AddHours(25), text = "x" }, "at"), (new { at = "yesterday", text = "x" }, "at"),
            (new { at, text = "x", precision = "Minute" }, "precision"), (new { at, text = "x", zone = "Mars/Phobos" }, "zone"), (new { at }, "text"), (new { at, text = " " }, "text"),
            (new { at, text = new string('x', 4001) }, "text"), (new { at, text = "x", source = new string('x', 301) }, "source"), (new { at, text = "x", tlp = "GREEN" }, "tlp"),
            (new { at, text = "x", colour = "red" }, "colour"),
        })
        {
            (await analyst.PostAsync(path, body)).ExpectInvalid(field);
        }

        foreach (var (query, field) in new[] { ("from=today", "from"), ("precision=Minute", "precision"), ("colour=red", "colour"), ("sort=text", "sort"), ("includeWithdrawn=1", "includeWithdrawn") })
        {
            (await analyst.GetAsync($"{path}?{query}")).ExpectInvalid(field);
        }

        (await analyst.GetAsync($"{path}/export?limit=1")).ExpectInvalid("limit");
        Assert.That(await analyst.RowsAsync(path), Is.Zero);
        await analyst.HappenedAsync(reference, "Within a day ahead", at.AddHours(20));
    }

    [Test]
    public async Task An_entry_is_corrected_and_withdrawn()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var path = $"/api/v1/incidents/{reference}/timeline";
        var id = await analyst.HappenedAsync(reference, "The first mail", precision: "Day");
        var entry = $"{path}/{id}";
        using var all = Assert.EnterMultipleScope();
        (await analyst.PatchAsync(entry, new { text = "A mail" }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        (await analyst.PatchAsync(entry, new { text = "A mail" }, "\"9\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await analyst.PatchAsync(entry, new { precision = "Exact" }, "\"1\"")).ExpectInvalid("at");
        (await analyst.PatchAsync(entry, new { zone = "Europe/Amsterdam" }, "\"1\"")).ExpectInvalid("at");
        (await analyst.PatchAsync(entry, new { at = (string?)null }, "\"1\"")).ExpectInvalid("at");
        (await analyst.PatchAsync(entry, new { tlp = "RED" }, "\"1\"")).ExpectInvalid("tlp");
        var edited = (await analyst.PatchAsync(entry, new { text = "The second mail", source = "A log" }, "\"1\"")).Expect(HttpStatusCode.OK);
        Assert.That((edited.Text("text"), edited.Text("precision"), edited.ETag), Is.EqualTo(("The second mail", "Day", "\"2\"")));
        edited = (await analyst.PatchAsync(entry, new { at = (string?)null, precision = "Unknown", source = (string?)null }, "\"2\"")).Expect(HttpStatusCode.OK);
        Assert.That((edited.At("at"), edited.At("source")), Is.EqualTo(((object?)null, (object?)null)));

        (await analyst.PostAsync($"{entry}/actions/withdraw", new { reason = "A slip" }, ("If-Match", "\"1\""))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        Assert.That((await analyst.PostAsync($"{entry}/actions/withdraw", new { reason = "A slip" })).Expect(HttpStatusCode.OK).Text("withdrawalReason"), Is.EqualTo("A slip"));
        (await analyst.PostAsync($"{entry}/actions/withdraw")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        (await analyst.PatchAsync(entry, new { text = "x" }, "*")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That((await analyst.RowsAsync(path), await analyst.RowsAsync($"{path}?includeWithdrawn=true")), Is.EqualTo((0, 1)));
        var history = (await analyst.GetAsync($"/api/v1/incidents/{reference}/audit?limit=200")).Items.Where(l => l!["subjectType"]!.ToString() == "TimelineEntry").ToList();
        Assert.That(history.Select(l => l!["action"]!.ToString()), Is.EqualTo(new[] { "add", "edit", "edit", "withdraw" }));
        Assert.That(history.Select(l => l!["subject"]!.ToString()), Is.All.EqualTo("The second mail"));

        var other = await analyst.HappenedAsync(reference, "Another");
        await analyst.ActAsync($"incidents/{reference}", "reject", new { reason = "No case" });
        (await analyst.PostAsync(path, new { at = TestApp.Start, text = "x" })).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
        (await analyst.PatchAsync($"{path}/{other}", new { text = "x" }, "*")).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
        (await analyst.PostAsync($"{path}/{other}/actions/withdraw")).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
    }

    [Test]
    public async Task What_was_released_is_not_changed_under_the_receiver_and_keeps_its_source_here()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        using var sg = await app.AsAsync("liaison.sg");
        var (reference, _, _) = await analyst.SentRequestAsync();
        var path = $"/api/v1/incidents/{reference}/timeline";
        var id = await analyst.HappenedAsync(reference, "The page went up", precision: "Day", zone: "Europe/Amsterdam", source: "WALDKAUZ log");
        await analyst.HappenedAsync(reference, "Kept to ourselves");
        var before = (await nl.GetAsync($"/api/v1/incidents/{reference}")).Whole();
        Assert.That(await nl.RowsAsync(path), Is.Zero);
        await nl.EnsureAbsentAsync($"incidents/{reference}/timeline/{id}");
        await app.GiveAsync(reference, SubjectType.TimelineEntry, id, await analyst.OrganisationAsync("NL"));
        using var all = Assert.EnterMultipleScope();
        var shared = (await nl.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.That(shared.Items.Single()!["text"]!.ToString(), Is.EqualTo("The page went up"));
        Assert.That(shared.Items.Single()!.AsObject().Select(p => p.Key), Is.EquivalentTo(new[] { "id", "at", "lastAt", "precision", "zone", "text", "tlp", "handling" }));
        var one = (await nl.GetAsync($"{path}/{id}")).Expect(HttpStatusCode.OK);
        Assert.That(one.ETag, Does.StartWith("W/"));
        Assert.That(one.Body, Does.Not.Contain("WALDKAUZ"));
        Assert.That((await nl.GetAsync($"/api/v1/incidents/{reference}")).Whole(), Is.EqualTo(before));
        (await nl.GetAsync($"{path}?q=page")).ExpectInvalid("q");
        await sg.EnsureAbsentAsync($"incidents/{reference}/timeline", $"incidents/{reference}/timeline/{id}");
        foreach (var (method, at) in new[] { (HttpMethod.Post, path), (HttpMethod.Patch, $"{path}/{id}"), (HttpMethod.Post, $"{path}/{id}/actions/withdraw"), (HttpMethod.Get, $"{path}/export") })
        {
            (await nl.SendAsync(new HttpRequestMessage(method, at))).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        }

        (await analyst.PatchAsync($"{path}/{id}", new { text = "Another text" }, "*")).ExpectProblem(HttpStatusCode.Conflict, "timeline-released");
        await analyst.ActAsync($"incidents/{reference}/timeline/{id}", "withdraw");
        Assert.That(await nl.RowsAsync(path), Is.Zero);
        await nl.EnsureAbsentAsync($"incidents/{reference}/timeline/{id}");
    }

    [Test]
    public async Task The_file_bears_its_marking_holds_no_formula_and_what_its_reader_sees()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var stranger = await app.HireAsync("stranger");
        var reference = await analyst.LogAsync();
        await analyst.HappenedAsync(reference, "=HYPERLINK(\"x\")", source: "@cmd");
        await analyst.HappenedAsync(reference, "Named only", tlp: "RED");
        var path = $"/api/v1/incidents/{reference}/timeline/export";
        var (mine, theirs) = ((await analyst.GetAsync(path)).Expect(HttpStatusCode.OK), (await stranger.GetAsync(path)).Expect(HttpStatusCode.OK));
        using var all = Assert.EnterMultipleScope();
        Assert.That(mine.Headers["Content-Disposition"], Does.StartWith("attachment").And.Contain($"{reference}-timeline-TLP-RED.csv"));
        Assert.That(mine.Headers["Content-Type"], Is.EqualTo("text/csv; charset=utf-8"));
        Assert.That(mine.Body.TrimStart('\uFEFF'), Does.StartWith($"TLP:RED,{reference},"));
        Assert.That(mine.Body, Does.Contain("\"'=HYPERLINK(\"\"x\"\")\",'@cmd,").And.Contain("Named only"));
        Assert.That(theirs.Headers["Content-Disposition"], Does.Contain("TLP-AMBER.csv"));
        Assert.That(theirs.Body, Does.Not.Contain("Named only").And.Not.Contain("RED"));
        Assert.That(theirs.Body.Split("\r\n"), Has.Length.EqualTo(4));
    }
}
