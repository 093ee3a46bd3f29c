using System.Net;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.FunctionalTests.Audit;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Requests;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Retention;

/// <summary>Whoever has the database, but not the key, cannot have the program blank and excuse what it should not; nor does it overtake another who was first.</summary>
public sealed class DisposalGuardTests
{
    private const string Canary = "Zaunkoenig";

    [Test]
    [RequiresSqlite]
    public async Task A_planted_row_has_no_line_blanked_but_those_of_the_request()
    {
        await using var app = new TestApp();
        var asked = await DueAsync(app);
        using var manager = await app.AsAsync("manager");
        using var file = new AuditFile(app);
        var person = file.Rows($"SELECT SubjectId, COUNT(*) FROM AuditEntries WHERE ChainId = '{AuditFile.Rest}' AND SubjectType = 'Person' AND Payload IS NOT NULL GROUP BY SubjectId LIMIT 1")[0];
        var id = file.Rows($"SELECT Id FROM Requests WHERE Reference = '{asked}'")[0][0]!;
        var columns = file.ColumnsOf("OutboxMails").Where(c => !c.Nullable || c.Name == "SubjectId").ToList();
        file.Run($"INSERT INTO OutboxMails ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ({string.Join(", ", columns.Select(Planted))})");
        (await manager.PostAsync($"/api/v1/requests/{asked}/retention/dispose")).Expect(HttpStatusCode.OK);
        Assert.That(file.Rows("SELECT 1 FROM OutboxMails WHERE Id = $value", person[0]), Is.Empty, "it was taken for one of the request");
        Assert.That(file.Rows("SELECT COUNT(*) FROM AuditEntries WHERE SubjectId = $value AND Payload IS NOT NULL", person[0])[0][0], Is.EqualTo(person[1]));
        Assert.That((await file.CheckAsync()).Intact, Is.True);

        string Planted((string Name, string Type, bool Nullable) column) =>
            column.Name == "Id" ? $"'{person[0]}'" : column.Name == "SubjectId" ? $"'{id}'" : column.Type == "INTEGER" ? "0"
            : column.Name.EndsWith("Id", StringComparison.Ordinal) || column.Name == "RecipientKey" ? $"'{id}'"
            : column.Name.EndsWith("At", StringComparison.Ordinal) ? "'2030-01-01 00:00:00'" : "'Partner'";
    }

    [TestCase("UPDATE AuditEntries SET Payload = Payload || ' ' WHERE SubjectId = $value")]
    [TestCase("UPDATE Requests SET AnswersRequestId = $value WHERE Id <> $value")]
    [TestCase("UPDATE LegalClocks SET RequestId = $value WHERE RequestId <> $value")]
    [RequiresSqlite]
    public async Task What_is_not_as_it_was_written_or_not_of_it_is_not_excused_by_being_blanked(string edit)
    {
        await using var app = new TestApp();
        using (var liaison = await app.AsAsync("liaison.sg"))
        {
            await liaison.ActAsync($"requests/{await liaison.FileAsync()}", "withdraw", new { reason = "No more" });
        }

        var asked = await DueAsync(app);
        using var manager = await app.AsAsync("manager");
        using var file = new AuditFile(app);
        file.Run(edit, file.Rows($"SELECT Id FROM Requests WHERE Reference = '{asked}'")[0][0]);
        (await manager.PostAsync($"/api/v1/requests/{asked}/retention/dispose")).ExpectProblem(HttpStatusCode.Conflict, "history-broken");
        Assert.That((await manager.ReadAsync(asked)).Text("subject"), Is.EqualTo("Which addresses the account used"));
    }

    [TestCase(nameof(Request), null)]
    [TestCase("Person", 1L)]
    public void A_tombstone_in_the_chain_that_all_share_excuses_requests_alone(string blanked, long? broken)
    {
        var hash = new AuditHash(new byte[32]);
        var head = new AuditChain(AuditChain.Rest);
        var line = Line(blanked, "change", "[]");
        var stone = Line(nameof(RequestTombstone), "dispose", "[{\"entity\":\"RequestTombstone\",\"values\":{\"Lines\":[null,[1]]}}]");
        head.SealAs(hash.Of(head));
        typeof(AuditEntry).GetProperty(nameof(AuditEntry.Payload))!.SetValue(line, null);
        typeof(AuditEntry).GetProperty(nameof(AuditEntry.Salt))!.SetValue(line, null);
        var walk = new AuditWalk(new() { [AuditChain.Rest] = head }, hash);
        walk.Next(line);
        walk.Next(stone);
        walk.End();
        Assert.That((walk.FirstBreak?.Sequence, walk.FirstBreak?.Reason), Is.EqualTo((broken, broken is null ? null : "payload")));

        AuditEntry Line(string type, string action, string payload)
        {
            var salt = AuditHash.NewSalt();
            var told = new AuditLine(TestApp.Start, "System", null, action, type, Guid.CreateVersion7(), "x", Tlp.Amber, payload, salt);
            var entry = new AuditEntry(told, head.ChainId, head.LastSequence + 1, head.LastHash, AuditHash.OfPayload(salt, payload));
            entry.Seal(hash.Of(entry));
            head.Advance(entry);
            return entry;
        }
    }

    [Test]
    public async Task Who_was_first_is_not_overtaken()
    {
        await using var app = new TestApp();
        var asked = await DueAsync(app);
        Request read;
        await using (var db = app.Database())
        {
            read = await db.Set<Request>().AsNoTracking().SingleAsync(r => r.Reference == asked);
        }

        Assert.That(() => DisposeAsync(app, read.Id, read.Version - 1), Throws.TypeOf<DbUpdateConcurrencyException>());
        using var liaison = await app.AsAsync("liaison.sg");
        Assert.That((await liaison.ReadAsync(asked)).Text("subject"), Is.EqualTo(read.Subject));
        await DisposeAsync(app, read.Id, read.Version);
        Assert.That(() => DisposeAsync(app, read.Id, read.Version + 2), Throws.TypeOf<DbUpdateConcurrencyException>(), "it is gone already");
    }

    [Test]
    [RequiresSqlite]
    public async Task The_reason_of_a_glass_that_was_broken_before_a_case_took_it_in_goes_with_the_case()
    {
        await using var app = new TestApp();
        using var first = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.sg");
        var asked = await liaison.FileAsync(InboundSteps.Ask(tlp: "RED"));
        using (var chief = await app.HireAsync("chief", "Manager"))
        {
            (await chief.PostAsync("/api/v1/break-glass", new { reference = asked, reason = $"{Canary} cannot wait" })).Expect(HttpStatusCode.OK);
        }

        var incident = (await first.PostAsync($"/api/v1/requests/{asked}/actions/make-incident", InboundSteps.NewCase("RED"))).Expect(HttpStatusCode.Created).Text("reference");
        await liaison.ActAsync($"requests/{asked}", "withdraw", new { reason = "No more" });
        foreach (var (move, body) in new[] { ("triage", (object?)null), ("activate", null), ("resolve", new { outcome = "Mitigated" }), ("close", new { summary = "Over" }) })
        {
            await first.ActAsync($"incidents/{incident}", move, body);
        }

        await RuleAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(400));
        using var manager = await app.AsAsync("manager");
        using var file = new AuditFile(app);
        var id = file.Rows($"SELECT Id FROM Requests WHERE Reference = '{asked}'")[0][0]!;
        Assert.That(file.Rows("SELECT 1 FROM AccessGrants WHERE Note LIKE '%' || $value || '%'", Canary), Has.Count.EqualTo(1));
        (await manager.PostAsync($"/api/v1/incidents/{incident}/retention/dispose")).Expect(HttpStatusCode.OK);
        Assert.That((await file.CheckAsync()).Intact, Is.True);
        RequestDisposalTests.ExpectNoWord(file);
        foreach (var table in new[] { "AccessGrants", "Notices", "OutboxMails" })
        {
            Assert.That(file.Rows($"SELECT 1 FROM {table} WHERE SubjectId = $value", id), Is.Empty, table);
        }
    }

    /// <summary>A request that was withdrawn, and whose term has run out.</summary>
    private static async Task<string> DueAsync(TestApp app)
    {
        using var liaison = await app.AsAsync("liaison.sg");
        var asked = await liaison.FileAsync();
        await liaison.ActAsync($"requests/{asked}", "withdraw", new { reason = "No more" });
        await RuleAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(400));
        return asked;
    }

    private static async Task RuleAsync(TestApp app)
    {
        using var admin = await app.AsAsync("admin");
        (await admin.PostAsync("/api/v1/retention-rules", new { name = "A year", months = 12, source = "Own decision of the house", confidence = "K" })).Expect(HttpStatusCode.Created);
    }

    private static async Task DisposeAsync(TestApp app, Guid id, long version)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        await scope.ServiceProvider.GetRequiredService<ITransactionRunner>().RunAsync(
            (services, token) => services.GetRequiredService<IRequestDisposal>().DisposeAsync(id, version, app.Clock.GetUtcNow(), token), CancellationToken.None);
    }
}
