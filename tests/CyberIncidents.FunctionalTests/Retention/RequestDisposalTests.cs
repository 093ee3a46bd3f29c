using System.Net;
using CyberIncidents.Application.Audit;
using CyberIncidents.FunctionalTests.AtHome;
using CyberIncidents.FunctionalTests.Audit;
using CyberIncidents.FunctionalTests.Requests;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Retention;

/// <summary>What partners asked outside any case is kept by the same rules as cases.</summary>
public sealed class RequestDisposalTests
{
    private const string Canary = "Zaunkoenig";
    private const string Preview = "/api/v1/retention/requests/preview";

    private static readonly string[] Staying = ["Requests", "RequestTombstones", "AccessGrants", "ReadEntries", "AuditEntries"];

    [Test]
    public async Task What_a_partner_asked_outside_any_case_is_disposed_of_and_its_row_stays_without_words()
    {
        await using var app = new TestApp();
        var asked = await AnsweredAsync(app);
        await RuleAsync(app);
        using (var early = await app.AsAsync("manager"))
        {
            Assert.That((await early.GetAsync(Preview)).Items, Is.Empty, "its term runs");
            Assert.That((await early.GetAsync($"{Preview}?on=2028-05-01")).Items, Has.Count.EqualTo(1), "looking ahead");
            (await early.PostAsync(Of(asked))).ExpectProblem(HttpStatusCode.Conflict, "not-due");
        }

        app.Clock.Advance(TimeSpan.FromDays(400));
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.sg");
        var running = await liaison.FileAsync();
        (await manager.PostAsync(Of(running))).ExpectProblem(HttpStatusCode.Conflict, "request-open");
        var row = (await manager.GetAsync(Preview)).Items.Single()!;
        Assert.That((row["reference"]!.ToString(), row["rule"]!.ToString(), row["blocks"]?.ToString()), Is.EqualTo((asked, "A year", (string?)null)));
        await ExpectPageAsync(app, asked);

        var gone = (await manager.PostAsync(Of(asked), new { reason = "The year is over" })).Expect(HttpStatusCode.OK);
        Assert.That((gone.Text("subject"), gone.Text("body"), gone.Text("state"), gone.At("disposedAt") is not null), Is.EqualTo((asked, string.Empty, "Closed", true)));
        Assert.That((gone.Json["allowedActions"]!.AsArray(), gone.Text("may.makeIncident")), Is.EqualTo((Array.Empty<object>(), "false")));
        (await manager.PostAsync(Of(asked))).ExpectProblem(HttpStatusCode.Conflict, "disposed");
        var theirs = (await liaison.GetAsync($"/api/v1/requests/{asked}")).Expect(HttpStatusCode.OK);
        Assert.That((theirs.Text("subject"), theirs.Json["allowedActions"]!.AsArray().Count, theirs.At("disposedAt") is not null), Is.EqualTo((asked, 0, true)));
        (await liaison.PostAsync($"/api/v1/requests/{asked}/actions/return", new { reason = "More" })).ExpectProblem(HttpStatusCode.Conflict, "disposed");
        var stone = (await manager.GetAsync($"/api/v1/retention/requests/tombstones?request={asked}")).Items.Single()!;
        Assert.That((stone["rule"]!.ToString(), stone["reason"]!.ToString()), Is.EqualTo(("A year", "The year is over")));
        Assert.That(stone["parts"]!.AsArray().Select(p => p!["kind"]!.ToString()), Is.SupersetOf(new[] { "Request", "RequestEntry", "Release", "LegalClock", "Notice" }));
        await ExpectNothingLeftAsync(app, asked);
    }

    [Test]
    [RequiresSqlite]
    public async Task Its_tombstone_excuses_the_lines_that_it_names_and_no_others()
    {
        await using var app = new TestApp();
        var (asked, other) = (await AnsweredAsync(app), await AnsweredAsync(app));
        await DisposeAsync(app, asked);
        using var file = new AuditFile(app);
        Assert.That((await file.CheckAsync()).Intact, Is.True);
        var line = file.Rows($"SELECT MIN(a.Sequence) FROM AuditEntries a JOIN Requests r ON r.Id = a.SubjectId WHERE r.Reference = '{other}'")[0][0];
        var blanked = await file.CheckAfterAsync($"UPDATE AuditEntries SET Payload = NULL, Salt = NULL WHERE ChainId = '{AuditFile.Rest}' AND Sequence = {line}");
        Assert.That((blanked.Intact, blanked.FirstBreak?.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo((false, line)), "it stands before the tombstone, which does not name it");
        // The first of the lines that it names: of a tombstone that was touched none is excused any more.
        var first = long.Parse(file.Rows($"SELECT MIN(Sequence) FROM AuditEntries WHERE ChainId = '{AuditFile.Rest}' AND Payload IS NULL")[0][0]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(file.Rows("SELECT 1 FROM AuditEntries WHERE SubjectType = 'RequestTombstone' AND instr(Payload, '\"Lines\":[null,[') > 0"), Has.Count.EqualTo(1));
        var named = await file.CheckAfterAsync(
            $"UPDATE AuditEntries SET Payload = NULL, Salt = NULL WHERE ChainId = '{AuditFile.Rest}' AND Sequence = {line}",
            $"UPDATE AuditEntries SET Payload = replace(Payload, '\"Lines\":[null,[', '\"Lines\":[null,[{line},') WHERE SubjectType = 'RequestTombstone'");
        Assert.That((named.Intact, named.FirstBreak), Is.EqualTo((false, new AuditBreak(Guid.Empty, first, "payload"))), "what it names is sealed with it");
        var stone = await file.CheckAfterAsync("UPDATE AuditEntries SET Payload = NULL, Salt = NULL WHERE SubjectType = 'RequestTombstone'");
        Assert.That(stone.Intact, Is.False, "the tombstone itself");
    }

    [Test]
    [RequiresSqlite]
    public async Task What_came_into_a_case_goes_with_it_and_so_does_its_history_from_before()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var asked = await AskAsync(app, liaison, analyst);
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident($"{Canary} case", "AMBER", ["SG"]));
        await analyst.ActAsync($"requests/{asked}", "link", new { incident });
        await liaison.ActAsync($"requests/{asked}", "withdraw", new { reason = $"{Canary} no more" });
        await analyst.ActAsync($"incidents/{incident}", "resolve", new { outcome = "Mitigated" });
        await analyst.ActAsync($"incidents/{incident}", "close", new { summary = "Over" });
        await RuleAsync(app, classification: "abusive-content");
        app.Clock.Advance(TimeSpan.FromDays(400));
        using var manager = await app.AsAsync("manager");
        (await manager.PostAsync($"/api/v1/incidents/{incident}/retention/dispose")).Expect(HttpStatusCode.OK);
        using var file = new AuditFile(app);
        Assert.That((await file.CheckAsync()).Intact, Is.True);
        ExpectNoWord(file);
        Assert.That((await manager.GetAsync("/api/v1/retention/requests/tombstones")).Items, Is.Empty, "that of the case says it");
    }

    [Test]
    public async Task What_is_under_way_without_a_rule_or_RED_and_not_ones_own_stays()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var (asked, red) = (await AskAsync(app, liaison, analyst), await liaison.FileAsync(InboundSteps.Ask(tlp: "RED")));
        var task = (await analyst.PostAsync($"/api/v1/requests/{asked}/actions/assign-stakeholder", new { organisationId = await analyst.AuthorityAsync("ForeignMinistry"), task = "Find out" }))
            .Expect(HttpStatusCode.OK);
        Assert.That(task.Text("reference"), Is.EqualTo(asked));
        await liaison.ActAsync($"requests/{asked}", "withdraw", new { reason = "No more" });
        await liaison.ActAsync($"requests/{red}", "withdraw", new { reason = "No more" });
        app.Clock.Advance(TimeSpan.FromDays(400));
        using var manager = await app.AsAsync("manager");
        using var later = await app.HireAsync("later", "Manager");
        using var again = await app.AsAsync("analyst");
        (await manager.PostAsync(Of(asked))).ExpectProblem(HttpStatusCode.Conflict, "no-retention-rule");
        await RuleAsync(app);
        (await manager.PostAsync(Of(asked))).ExpectProblem(HttpStatusCode.Conflict, "under-way");
        (await again.PostAsync(Of(asked))).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await later.PostAsync(Of(red))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That((await later.GetAsync(Preview)).Items.Select(i => i!["reference"]!.ToString()), Is.EqualTo(new[] { asked }), "RED, and not named");
        (await manager.PostAsync(Of(red))).Expect(HttpStatusCode.OK);
        (await later.GetAsync($"/api/v1/requests/{red}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That((await later.GetAsync("/api/v1/retention/requests/tombstones")).Items, Is.Empty);
    }

    [Test]
    public async Task A_task_whose_answer_was_returned_keeps_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        using var police = await app.AsAsync("stakeholder.police");
        var asked = await liaison.FileAsync();
        await analyst.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = await analyst.AuthorityAsync("Police"), task = "Find out" });
        var task = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Text("items.0.reference");
        await police.ActAsync($"requests/{task}", "answer", new { outcome = "Fulfilled", note = "Found" });
        await analyst.ActAsync($"requests/{task}", "return", new { reason = "Since when?" });
        await liaison.ActAsync($"requests/{asked}", "withdraw", new { reason = "No more" });
        await RuleAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(400));
        using var manager = await app.AsAsync("manager");
        using var later = await app.AsAsync("stakeholder.police");
        (await manager.PostAsync(Of(asked))).ExpectProblem(HttpStatusCode.Conflict, "under-way");
        await later.ActAsync($"requests/{task}", "answer", new { outcome = "Fulfilled", note = "Since May" });
        await manager.ActAsync($"requests/{task}", "accept");
        (await manager.PostAsync(Of(asked))).Expect(HttpStatusCode.OK);
    }

    private static string Of(string request) => $"/api/v1/requests/{request}/retention/dispose";

    private static async Task RuleAsync(TestApp app, string? classification = null)
    {
        using var admin = await app.AsAsync("admin");
        (await admin.PostAsync("/api/v1/retention-rules", new { name = "A year", classification, months = 12, source = "Own decision of the house", confidence = "K" }))
            .Expect(HttpStatusCode.Created);
    }

    private static async Task DisposeAsync(TestApp app, string asked)
    {
        await RuleAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(400));
        using var manager = await app.AsAsync("manager");
        (await manager.PostAsync(Of(asked))).Expect(HttpStatusCode.OK);
    }

    /// <summary>A request in which everything that was written holds the canary, with an answered task at home.</summary>
    private static async Task<string> AskAsync(TestApp app, ApiClient liaison, ApiClient analyst)
    {
        var asked = await liaison.FileAsync(new
        {
            kind = "Information", legalBasis = "voluntary", subject = $"{Canary} subject", body = $"{Canary} body", tlp = "AMBER", theirReference = $"{Canary}-1",
        });
        await analyst.ActAsync($"requests/{asked}", "triage", new { ourReference = $"{Canary}-2" });
        await analyst.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = await analyst.AuthorityAsync("Police"), task = $"{Canary} task" });
        var task = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Text("items.0.reference");
        using var police = await app.AsAsync("stakeholder.police");
        await police.ActAsync($"requests/{task}", "answer", new { outcome = "Fulfilled", note = $"{Canary} found" });
        await analyst.ActAsync($"requests/{task}", "accept");
        return asked;
    }

    private static async Task<string> AnsweredAsync(TestApp app)
    {
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var asked = await AskAsync(app, liaison, analyst);
        await analyst.ActAsync($"requests/{asked}", "ask", new { note = $"{Canary} question" });
        await liaison.ActAsync($"requests/{asked}", "clarify", new { note = $"{Canary} clarification" });
        await analyst.ActAsync($"requests/{asked}", "answer", new { outcome = "Fulfilled", note = $"{Canary} answer" });
        await liaison.ActAsync($"requests/{asked}", "accept");
        await liaison.ActAsync($"requests/{asked}", "close");
        return asked;
    }

    private static async Task ExpectPageAsync(TestApp app, string asked)
    {
        using var browser = new Browser(app);
        await browser.SignInAsync("manager");
        Assert.That((await browser.OpenAsync("/retention", "id")).Page.QuerySelector($"#expired-{asked} form[action*='DisposeRequest']"), Is.Not.Null);
    }

    /// <summary>No row of any table holds what was written, and none hangs on the request but those that stay.</summary>
    private static async Task ExpectNothingLeftAsync(TestApp app, string asked)
    {
        using var admin = await app.AsAsync("admin");
        Assert.That((await admin.GetAsync("/api/v1/audit/verify")).Text("intact"), Is.EqualTo("true"));
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        Assert.That((await browser.OpenAsync($"/requests/{asked}", "en")).Page.QuerySelector(".case-disposed")?.TextContent, Does.Contain("A year"));
        if (TestDatabase.SqlServer is not null)
        {
            return;
        }

        using var file = new AuditFile(app);
        ExpectNoWord(file);
        var id = file.Rows($"SELECT Id FROM Requests WHERE Reference = '{asked}'")[0][0];
        foreach (var (table, column) in Columns(file).Where(c => !Staying.Contains(c.Table)))
        {
            Assert.That(file.Rows($"SELECT 1 FROM \"{table}\" WHERE \"{column}\" = '{id}'"), Is.Empty, $"{table}.{column}");
        }
    }

    internal static void ExpectNoWord(AuditFile file)
    {
        foreach (var (table, column) in Columns(file))
        {
            Assert.That(file.Rows($"SELECT 1 FROM \"{table}\" WHERE \"{column}\" LIKE '%{Canary}%'"), Is.Empty, $"{table}.{column}");
        }
    }

    private static IEnumerable<(string Table, string Column)> Columns(AuditFile file) =>
        file.Rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").Select(r => r[0]!)
            .SelectMany(t => file.ColumnsOf(t).Select(c => (t, c.Name)));
}
