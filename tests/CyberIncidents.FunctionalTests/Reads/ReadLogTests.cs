using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.FunctionalTests.Reads;

/// <summary>Who opened what was released to them, or what is RED, is noted; nothing else is.</summary>
public sealed class ReadLogTests
{
    [Test]
    public async Task What_a_partner_opens_is_noted_once_an_hour_and_told_to_owner_and_manager()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        using var manager = await app.AsAsync("manager");
        using var other = await app.HireAsync("other");
        var (incident, _, request) = await analyst.SentRequestAsync();
        var reads = $"/api/v1/incidents/{incident}/reads";
        foreach (var list in new[] { "incidents", "requests", $"incidents/{incident}/requests", $"incidents/{incident}/comments", "notifications" })
        {
            (await nl.GetAsync($"/api/v1/{list}")).Expect(HttpStatusCode.OK);
        }

        Assert.That(await RowsAsync(analyst, reads), Is.Empty, "a list opens nothing");
        foreach (var path in new[] { $"incidents/{incident}", $"incidents/{incident}", $"requests/{request}", $"requests/{request}" })
        {
            (await nl.GetAsync($"/api/v1/{path}")).Expect(HttpStatusCode.OK);
        }

        (await analyst.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        string[] expected = [$"Request {request} Liaison officer NL 1+0", $"Incident {incident} Liaison officer NL 1+0"];
        Assert.That(await RowsAsync(analyst, reads), Is.EqualTo(expected).Using<string>(SameButForName));
        Assert.That(await RowsAsync(manager, reads), Has.Count.EqualTo(2));
        (await other.GetAsync(reads)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await nl.GetAsync(reads)).Expect(HttpStatusCode.Forbidden);
        var organisation = (await analyst.GetAsync(reads)).Text("items.0.organisation.id");
        Assert.That(await RowsAsync(analyst, $"{reads}?organisation={organisation}"), Has.Count.EqualTo(2));
        Assert.That(await RowsAsync(analyst, $"{reads}?organisation={Guid.NewGuid()}"), Is.Empty);
        var page = (await analyst.GetAsync($"{reads}?limit=1")).Expect(HttpStatusCode.OK);
        Assert.That(await RowsAsync(analyst, $"{reads}?limit=1&after={page.Text("next")}"), Has.Count.EqualTo(1));
        (await analyst.GetAsync($"{reads}?after=x")).ExpectInvalid("after");

        app.Clock.Advance(TimeSpan.FromHours(1));
        using var later = await app.AsAsync("liaison.nl");
        using var owner = await app.AsAsync("analyst");
        (await later.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        var first = (await owner.GetAsync(reads)).Items[0]!;
        Assert.That((first["hours"]!.ToString(), first["subjectType"]!.ToString()), Is.EqualTo(("2", "Incident")));
        Assert.That(DateTimeOffset.Parse(first["last"]!.ToString(), null) - DateTimeOffset.Parse(first["first"]!.ToString(), null), Is.GreaterThan(TimeSpan.FromMinutes(59)));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task What_is_RED_is_noted_whoever_reads_it_also_by_a_broken_glass()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var amber = await analyst.ActiveCaseAsync();
        (await manager.GetAsync($"/api/v1/incidents/{amber}")).Expect(HttpStatusCode.OK);
        Assert.That(await RowsAsync(analyst, $"/api/v1/incidents/{amber}/reads"), Is.Empty);
        var red = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "RED"));
        Assert.That(await RowsAsync(analyst, $"/api/v1/incidents/{red}/reads"), Has.Count.EqualTo(1));
        (await manager.PostAsync("/api/v1/break-glass", new { reference = red, reason = "The owner cannot be reached" })).Expect(HttpStatusCode.OK);
        (await manager.GetAsync($"/api/v1/incidents/{red}")).Expect(HttpStatusCode.OK);
        Assert.That(await RowsAsync(analyst, $"/api/v1/incidents/{red}/reads"), Has.Count.EqualTo(2).And.Some.Contain("anager"));
    }

    [Test]
    public async Task Who_read_a_RED_part_is_told_only_to_those_who_see_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var incident = await analyst.ActiveCaseAsync();
        var observable = await analyst.ObserveAsync(incident, "hidden.example", tlp: "RED");
        (await analyst.GetAsync($"/api/v1/incidents/{incident}/observables/{observable}")).Expect(HttpStatusCode.OK);
        Assert.That(await RowsAsync(analyst, $"/api/v1/incidents/{incident}/reads"), Has.Count.EqualTo(1).And.Some.Contain("hidden.example"));
        Assert.That(await RowsAsync(manager, $"/api/v1/incidents/{incident}/reads"), Is.Empty);
    }

    [Test]
    public async Task That_something_RED_was_taken_out_is_told_only_to_those_who_see_something_RED()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var incident = await analyst.ActiveCaseAsync();
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/timeline", new { at = TestApp.Start.AddHours(-1), text = "A RED word", tlp = "RED" })).Expect(HttpStatusCode.Created);
        (await analyst.GetAsync($"/api/v1/incidents/{incident}/timeline/export")).Expect(HttpStatusCode.OK);
        Assert.That(await RowsAsync(analyst, $"/api/v1/incidents/{incident}/reads"), Has.Some.StartWith("Incident").And.Some.EndWith("+1"));
        Assert.That(await RowsAsync(manager, $"/api/v1/incidents/{incident}/reads"), Is.Empty);
    }

    [Test]
    public async Task Eight_openings_at_once_are_one_line()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, _, _) = await analyst.SentRequestAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => nl.GetAsync($"/api/v1/incidents/{incident}")));
        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(await RowsAsync(analyst, $"/api/v1/incidents/{incident}/reads"), Has.Count.EqualTo(1).And.Some.EndWith("1+0"));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    [RequiresSqlite]
    public async Task Nothing_is_read_while_the_log_cannot_be_written()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, _, _) = await analyst.SentRequestAsync();
        Execute(app, "CREATE TRIGGER NoRoom BEFORE INSERT ON ReadEntries BEGIN SELECT RAISE(ABORT, 'no room'); END");
        var refused = await nl.GetAsync($"/api/v1/incidents/{incident}");
        Assert.That((int)refused.Status, Is.GreaterThanOrEqualTo(500));
        Assert.That(refused.Body, Does.Not.Contain("Shared title").And.Not.Contain("no room"));
        Execute(app, "DROP TRIGGER NoRoom");
        (await nl.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
    }

    /// <summary>What was read, by whom, and how often.</summary>
    private static async Task<List<string>> RowsAsync(ApiClient client, string path) =>
        [.. (await client.GetAsync(path)).Expect(HttpStatusCode.OK).Items
            .Select(r => $"{r!["subjectType"]} {r["subject"]} {r["person"]!["name"]} {r["hours"]}+{r["downloads"]}")];

    private static bool SameButForName(string expected, string found) =>
        string.Join(' ', expected.Split(' ')[..2]) == string.Join(' ', found.Split(' ')[..2]) && expected.Split(' ')[^1] == found.Split(' ')[^1];

    private static void Execute(TestApp app, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={app.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
