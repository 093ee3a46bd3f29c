using System.Net;
using CyberIncidents.FunctionalTests.AtHome;
using CyberIncidents.FunctionalTests.Audit;
using CyberIncidents.FunctionalTests.Requests;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Retention;

public sealed class DisposalTests
{
    private const string Canary = "Zaunkoenig";

    private static readonly string[] Staying = ["Incidents", "Tombstones", "AccessGrants", "ReadEntries"];

    [Test]
    public async Task A_case_whose_term_has_run_out_is_disposed_of_and_a_tombstone_stays()
    {
        await using var app = new TestApp();
        var incident = await ClosedCaseAsync(app);
        await RuleAsync(app);
        using (var early = await app.AsAsync("manager"))
        {
            Assert.That((await early.GetAsync("/api/v1/retention/preview")).Items, Is.Empty, "its term runs");
            Assert.That((await early.GetAsync("/api/v1/retention/preview?on=2027-05-01")).Items, Has.Count.EqualTo(1), "looking ahead");
            (await early.PostAsync(Of(incident, "dispose"))).ExpectProblem(HttpStatusCode.Conflict, "not-due");
        }

        app.Clock.Advance(TimeSpan.FromDays(400));
        using var manager = await app.AsAsync("manager");
        var row = (await manager.GetAsync("/api/v1/retention/preview")).Items.Single()!;
        Assert.That((row["reference"]!.ToString(), row["rule"]!.ToString(), row["blocks"]?.ToString()), Is.EqualTo((incident, "A year", (string?)null)));

        (await manager.PostAsync(Of(incident, "hold"), new { })).ExpectInvalid("reason");
        (await manager.PostAsync(Of(incident, "hold"), new { reason = "A trial is on" })).Expect(HttpStatusCode.OK);
        (await manager.PostAsync(Of(incident, "hold"), new { reason = "Twice" })).ExpectProblem(HttpStatusCode.Conflict, "legal-hold");
        (await manager.PostAsync(Of(incident, "dispose"))).ExpectProblem(HttpStatusCode.Conflict, "legal-hold");
        Assert.That((await manager.GetAsync("/api/v1/retention/preview")).Items.Single()!["blocks"]!.ToString(), Is.EqualTo("legal-hold"));
        (await manager.PostAsync(Of(incident, "lift"))).Expect(HttpStatusCode.OK);

        var gone = (await manager.PostAsync(Of(incident, "dispose"), new { reason = "The year is over" })).Expect(HttpStatusCode.OK);
        Assert.That((gone.Text("title"), gone.Text("summary"), gone.At("disposedAt") is not null), Is.EqualTo((incident, string.Empty, true)));
        Assert.That(gone.Json["allowedActions"]!.AsArray(), Is.Empty);
        (await manager.PostAsync(Of(incident, "dispose"))).ExpectProblem(HttpStatusCode.Conflict, "disposed");
        await ExpectNothingLeftAsync(app, incident);

        var stone = (await manager.GetAsync($"/api/v1/retention/tombstones?incident={incident}")).Items.Single()!;
        Assert.That((stone["rule"]!.ToString(), stone["reason"]!.ToString()), Is.EqualTo(("A year", "The year is over")));
        Assert.That(stone["parts"]!.AsArray().Select(p => p!["kind"]!.ToString()), Is.SupersetOf(new[] { "Request", "Comment", "Observable", "Release", "Participation" }));
    }

    [Test]
    public async Task Nothing_can_be_done_with_what_was_disposed_of()
    {
        await using var app = new TestApp();
        var incident = await DisposedCaseAsync(app);
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var all = Assert.EnterMultipleScope();
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/comments", new { text = "More" })).ExpectProblem(HttpStatusCode.Conflict, "disposed");
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/actions/reopen", new { reason = "More" })).ExpectProblem(HttpStatusCode.Conflict, "disposed");
        (await manager.PostAsync(Of(incident, "hold"), new { reason = "Too late" })).ExpectProblem(HttpStatusCode.Conflict, "disposed");
        using var browser = new Browser(app);
        await browser.SignInAsync("manager");
        var page = (await browser.OpenAsync($"/incidents/{incident}", "en")).Page;
        Assert.That(page.QuerySelector(".case-disposed")?.TextContent, Does.Contain("A year"));
        Assert.That((await browser.OpenAsync("/retention", "en")).Page.Body!.TextContent, Does.Contain(incident));
        foreach (var tab in new[] { "partners", "follow-ups", "clocks", "observables", "sharing", "history" })
        {
            Assert.That((await browser.OpenAsync($"/incidents/{incident}/{tab}")).Answer.Status, Is.EqualTo(HttpStatusCode.OK), tab);
        }
    }

    [Test]
    [RequiresSqlite]
    public async Task The_history_holds_together_and_only_a_tombstone_excuses_a_blank()
    {
        await using var app = new TestApp();
        var incident = await DisposedCaseAsync(app);
        using var analyst = await app.AsAsync("analyst");
        var other = await analyst.ActiveCaseAsync();
        using var file = new AuditFile(app);
        var (chain, last) = (file.ChainOf(incident), file.LastOf(file.ChainOf(incident)));
        Assert.That((await file.CheckAsync()).Intact, Is.True);
        Assert.That(file.Rows($"SELECT COUNT(*) FROM AuditEntries WHERE ChainId = '{chain}' AND Payload IS NOT NULL")[0][0], Is.EqualTo("1"), "the tombstone's own line");
        var blanked = await file.CheckAfterAsync($"UPDATE AuditEntries SET Payload = NULL, Salt = NULL WHERE ChainId = '{file.ChainOf(other)}' AND Sequence = 1");
        Assert.That((blanked.Intact, blanked.FirstBreak?.Sequence), Is.EqualTo((false, 1L)), "a blank in a case that was not disposed of");
        var stone = await file.CheckAfterAsync($"UPDATE AuditEntries SET Payload = NULL, Salt = NULL WHERE ChainId = '{chain}' AND Sequence = {last}");
        Assert.That(stone.Intact, Is.False, "the tombstone itself");
        var forged = await file.CheckAfterAsync(
            $"UPDATE AuditEntries SET Payload = NULL, Salt = NULL WHERE ChainId = '{file.ChainOf(other)}' AND Sequence = 1",
            $"UPDATE AuditEntries SET SubjectType = 'Tombstone', Action = 'dispose' WHERE ChainId = '{file.ChainOf(other)}' AND Sequence = 2");
        Assert.That((forged.Intact, forged.FirstBreak?.Sequence), Is.EqualTo((false, 1L)), "a line that only says it is one");
    }

    [Test]
    public async Task What_is_open_under_way_or_without_a_rule_stays()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (open, followed) = (await analyst.ActiveCaseAsync(), await ClosedCaseAsync(app));
        using var manager = await app.AsAsync("manager");
        (await manager.PostAsync(Of(open, "dispose"))).ExpectProblem(HttpStatusCode.Conflict, "incident-open");
        (await manager.PostAsync(Of(followed, "dispose"))).ExpectProblem(HttpStatusCode.Conflict, "no-retention-rule");
        await RuleAsync(app);
        await analyst.ActAsync($"incidents/{followed}", "reopen", new { reason = "Once more" });
        await analyst.PostAsync($"/api/v1/incidents/{followed}/follow-ups", new { title = "Later", dueAt = TestApp.Start.AddYears(3), timeZone = "Asia/Jakarta" });
        await analyst.ActAsync($"incidents/{followed}", "resolve", new { outcome = "Mitigated" });
        (await analyst.PostAsync($"/api/v1/incidents/{followed}/actions/close", new { summary = "Done" })).ExpectProblem(HttpStatusCode.Conflict, "open-follow-ups");
    }

    [Test]
    public async Task Rules_are_an_administrators_and_disposal_is_a_managers()
    {
        await using var app = new TestApp();
        var incident = await ClosedCaseAsync(app, "RED");
        var id = await RuleAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(400));
        using var all = Assert.EnterMultipleScope();
        using var manager = await app.AsAsync("manager");
        Assert.That((await manager.GetAsync("/api/v1/retention/preview")).Items, Is.Empty, "RED, and not named");
        (await manager.PostAsync(Of(incident, "dispose"))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await manager.PostAsync("/api/v1/retention-rules", Rule())).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        foreach (var name in new[] { "analyst", "liaison.nl", "admin" })
        {
            using var client = await app.AsAsync(name);
            (await client.PostAsync(Of(incident, "dispose"))).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
            (await client.GetAsync("/api/v1/retention/preview")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        }

        using var admin = await app.AsAsync("admin");
        (await admin.PostAsync("/api/v1/retention-rules", Rule(classification: "no-such"))).ExpectInvalid("classification");
        (await admin.PostAsync("/api/v1/retention-rules", Rule(months: 0))).ExpectInvalid("months");
        var version = (await admin.GetAsync($"/api/v1/retention-rules/{id}")).ETag;
        var edited = await admin.PatchAsync($"/api/v1/retention-rules/{id}", new { months = 6, retired = true }, version);
        Assert.That((edited.Expect(HttpStatusCode.OK).Text("months"), edited.Text("retired")), Is.EqualTo(("6", "true")));
        (await admin.PatchAsync($"/api/v1/retention-rules/{id}", new { months = 7 }, version)).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        using var browser = new Browser(app);
        await browser.SignInAsync("admin");
        Assert.That((await browser.OpenAsync("/admin/retention", "id")).Page.Body!.TextContent, Does.Contain("A year"));
    }

    [Test]
    [RequiresSqlite]
    public async Task A_task_at_home_for_a_partners_request_keeps_the_case_while_it_runs_and_goes_with_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var asked = await liaison.FileAsync();
        await analyst.ActAsync($"requests/{asked}", "triage");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident("A case", "AMBER", ["NL", "SG"]));
        await analyst.ActAsync($"requests/{asked}", "link", new { incident });
        var police = await analyst.AuthorityAsync("Police");
        await analyst.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = police, task = $"{Canary} task" });
        var task = (await analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Text("items.0.reference");
        await liaison.ActAsync($"requests/{asked}", "withdraw", new { reason = "No more" });
        await analyst.ActAsync($"incidents/{incident}", "resolve", new { outcome = "Mitigated" });
        await analyst.ActAsync($"incidents/{incident}", "close", new { summary = "Over" });
        await RuleAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(400));
        using var manager = await app.AsAsync("manager");
        (await manager.PostAsync(Of(incident, "dispose"))).ExpectProblem(HttpStatusCode.Conflict, "under-way");
        await manager.ActAsync($"requests/{task}", "withdraw", new { reason = "No more" });
        (await manager.PostAsync(Of(incident, "dispose"))).Expect(HttpStatusCode.OK);
        (await manager.GetAsync($"/api/v1/requests/{task}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        using var file = new AuditFile(app);
        foreach (var (table, column) in new[] { ("Requests", "Body"), ("ReleaseItems", "Content") })
        {
            Assert.That(file.Rows($"SELECT 1 FROM \"{table}\" WHERE \"{column}\" LIKE '%{Canary}%'"), Is.Empty, table);
        }
    }

    private static string Of(string incident, string act) => $"/api/v1/incidents/{incident}/retention/{act}";

    private static object Rule(string? classification = "abusive-content", int months = 12) =>
        new { name = "A year", classification, terroristUse = "recruitment", months, source = "Own decision of the house", confidence = "K" };

    private static async Task<string> RuleAsync(TestApp app)
    {
        using var admin = await app.AsAsync("admin");
        return (await admin.PostAsync("/api/v1/retention-rules", Rule())).Expect(HttpStatusCode.Created).Text("id");
    }

    private static async Task<string> DisposedCaseAsync(TestApp app)
    {
        var incident = await ClosedCaseAsync(app);
        await RuleAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(400));
        using var manager = await app.AsAsync("manager");
        (await manager.PostAsync(Of(incident, "dispose"))).Expect(HttpStatusCode.OK);
        return incident;
    }

    /// <summary>A closed case in which everything that was written holds the canary.</summary>
    private static async Task<string> ClosedCaseAsync(TestApp app, string tlp = "AMBER")
    {
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident($"{Canary} title", tlp, ["NL", "SG"]));
        if (tlp != "RED")
        {
            var part = await analyst.NotifyAsync(incident, "NL", $"{Canary} shared");
            var request = await analyst.DraftAsync(incident, part);
            await analyst.ActAsync($"requests/{request}", "send");
            await liaison.ActAsync($"requests/{request}", "answer", new { outcome = "Fulfilled", note = $"{Canary} answer" });
            await analyst.ActAsync($"requests/{request}", "accept");
            await analyst.PostAsync($"/api/v1/incidents/{incident}/comments", new { text = $"{Canary} to all", audience = "Participants" });
        }

        await analyst.PostAsync($"/api/v1/incidents/{incident}/observables", new { type = "Domain", value = $"{Canary}.example" });
        await analyst.ActAsync($"incidents/{incident}", "resolve", new { outcome = "Mitigated" });
        await analyst.ActAsync($"incidents/{incident}", "close", new { summary = $"{Canary} closing" });
        return incident;
    }

    /// <summary>No row of any table holds what was written in the case, and none belongs to it but those that stay.</summary>
    private static async Task ExpectNothingLeftAsync(TestApp app, string incident)
    {
        using var liaison = await app.AsAsync("liaison.nl");
        (await liaison.GetAsync($"/api/v1/incidents/{incident}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That((await liaison.GetAsync("/api/v1/requests")).Items, Is.Empty);
        using var admin = await app.AsAsync("admin");
        Assert.That((await admin.GetAsync("/api/v1/audit/verify")).Text("intact"), Is.EqualTo("true"));
        if (TestDatabase.SqlServer is not null)
        {
            return;
        }

        using var file = new AuditFile(app);
        var id = file.ChainOf(incident);
        foreach (var table in file.Rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").Select(r => r[0]!))
        {
            var columns = file.ColumnsOf(table);
            foreach (var (column, _, _) in columns)
            {
                Assert.That(file.Rows($"SELECT 1 FROM \"{table}\" WHERE \"{column}\" LIKE '%{Canary}%'"), Is.Empty, $"{table}.{column}");
            }

            if (columns.Any(c => c.Name == "IncidentId") && !Staying.Contains(table))
            {
                Assert.That(file.Rows($"SELECT 1 FROM \"{table}\" WHERE IncidentId = '{id}'"), Is.Empty, table);
            }
        }
    }
}
