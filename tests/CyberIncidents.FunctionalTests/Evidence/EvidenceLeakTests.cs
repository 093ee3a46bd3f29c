using System.Net;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CyberIncidents.FunctionalTests.Evidence.EvidenceSteps;

namespace CyberIncidents.FunctionalTests.Evidence;

/// <summary>Who gets to know of a file, and that its log only grows.</summary>
public sealed class EvidenceLeakTests
{
    [Test]
    public async Task What_a_partner_brings_is_seen_by_us_and_by_it_alone_and_the_owner_is_told()
    {
        await using var app = new TestApp();
        using var owner = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        using var sg = await app.AsAsync("liaison.sg");
        var incident = await owner.ActiveCaseAsync();
        var participation = await owner.NotifyAsync(incident, "NL");
        await owner.NotifyAsync(incident, "SG");
        var made = (await nl.UploadAsync(incident, Bytes(500), "chat.log", ("description", "From the host"))).Expect(HttpStatusCode.Created);
        var id = made.Text("id");
        Assert.That(made.Json.AsObject().Select(p => p.Key), Is.EquivalentTo(new[] { "id", "at", "own", "fileName", "size", "sha256", "tlp", "handling" }));
        Assert.That(made.Text("own"), Is.EqualTo("true"));
        var read = (await owner.GetAsync(PathOf(incident, id))).Expect(HttpStatusCode.OK);
        Assert.That(read.At("originator.id"), Is.Not.Null);
        Assert.That((await owner.GetAsync("/api/v1/notifications")).Text("items.0.kind"), Is.EqualTo("EvidenceReceived"));
        Assert.That((await owner.ParticipationAsync(incident, "NL"))["state"]!.ToString(), Is.EqualTo("Engaged"));

        var absent = await sg.GetAsync(PathOf(incident, Guid.NewGuid().ToString()));
        foreach (var part in new[] { "", "/content", "/content?as=zip" })
        {
            var hidden = await sg.GetAsync(PathOf(incident, id, part));
            hidden.ExpectProblem(HttpStatusCode.NotFound, "not-found");
            Assert.That(hidden.Whole(), Is.EqualTo(absent.Whole()), part);
        }

        Assert.That(await sg.RowsAsync($"/api/v1/incidents/{incident}/evidence"), Is.Zero);
        (await nl.GetAsync(PathOf(incident, id, "/custody"))).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");

        // Ours, given to SG: seen by SG alone from then on, with no word that is ours.
        var ours = (await owner.UploadAsync(incident, Bytes(501), "ours.log", ("description", "WALDKAUZ"))).Expect(HttpStatusCode.Created).Text("id");
        await sg.EnsureAbsentAsync($"incidents/{incident}/evidence/{ours}");
        await GiveAsync(app, Guid.Parse(ours), await sg.MyIdAsync());
        var given = (await sg.GetAsync(PathOf(incident, ours))).Expect(HttpStatusCode.OK);
        Assert.That((given.Text("own"), given.Body.Contains("WALDKAUZ", StringComparison.Ordinal)), Is.EqualTo(("false", false)));
        Assert.That((await sg.TakeAsync(incident, ours)).Bytes, Is.EqualTo(Bytes(501)));
        await nl.EnsureAbsentAsync($"incidents/{incident}/evidence/{ours}", $"incidents/{incident}/evidence/{ours}/content");
        (await owner.PostAsync(PathOf(incident, ours, "/actions/withdraw"))).Expect(HttpStatusCode.OK);
        await sg.EnsureAbsentAsync($"incidents/{incident}/evidence/{ours}", $"incidents/{incident}/evidence/{ours}/content");

        await owner.ActAsync($"incidents/{incident}/participations/{participation}", "withdraw", new { reason = "Not needed" });
        await nl.EnsureAbsentAsync($"incidents/{incident}/evidence/{id}", $"incidents/{incident}/evidence/{id}/content");
        (await nl.UploadAsync(incident, Bytes(9), "more.log")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task Every_relation_uploads_and_verifies_as_far_as_it_may()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "RED");
        var may = Scene.Relations.Zip("201 201 201 404 201 201 404 404 404 403".Split(' '));
        var checks = Scene.Relations.Zip("200 200 200 404 403 403 403 403 403 403".Split(' '));
        using var all = Assert.EnterMultipleScope();
        foreach (var (relation, status) in may)
        {
            var answer = await scene[relation].UploadAsync(scene.Incident, Bytes(relation.Length), $"{relation}.bin");
            Assert.That((int)answer.Status, Is.EqualTo(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)), relation);
        }

        foreach (var (relation, status) in checks)
        {
            var answer = await scene[relation].PostAsync(PathOf(scene.Incident, scene.Evidence, "/actions/verify"));
            Assert.That((int)answer.Status, Is.EqualTo(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)), relation);
        }
    }

    [Test]
    public async Task A_line_of_a_custody_log_is_neither_changed_nor_taken_away()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        await analyst.UploadAsync(incident, Bytes(5), "a.bin", ("receivedFrom", "Bank X"));
        Assert.That(() => SaveAsync(app, (db, line) => db.Remove(line)), Throws.InvalidOperationException);
        Assert.That(() => SaveAsync(app, (db, line) => db.Entry(line).Property(nameof(CustodyEntry.Note)).CurrentValue = "Bank Y"), Throws.InvalidOperationException);
        (await analyst.EditCaseAsync(incident, new { tlp = "RED" })).Expect(HttpStatusCode.OK);
        Assert.That(CaseFileRows(app), Is.EqualTo("Red"), "its marking follows its file's");
    }

    private static string CaseFileRows(TestApp app)
    {
        using var db = app.Services.GetRequiredService<ContextFactory>().Lease(Viewer.System);
        return db.Set<CustodyEntry>().Single().Tlp.ToString();
    }

    private static Task<int> SaveAsync(TestApp app, Action<AppDbContext, CustodyEntry> change) => AsSystemAsync(app, async db =>
    {
        change(db, await db.Set<CustodyEntry>().FirstAsync());
        return await db.SaveChangesAsync();
    });

    private static Task<int> GiveAsync(TestApp app, Guid file, Guid liaison) => AsSystemAsync(app, async db =>
    {
        var incident = await db.Set<EvidenceFile>().Where(e => e.Id == file).Select(e => e.IncidentId).SingleAsync();
        var organisation = await db.Set<Domain.People.Person>().Where(p => p.Id == liaison).Select(p => p.OrganisationId).SingleAsync();
        db.Add(AccessGrant.ToOrganisation((SubjectType.Evidence, file), incident, organisation, GrantReason.Release, app.Clock.GetUtcNow()));
        return await db.SaveChangesAsync();
    });

    private static async Task<int> AsSystemAsync(TestApp app, Func<AppDbContext, Task<int>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return await scope.ServiceProvider.GetRequiredService<ITransactionRunner>()
            .RunAsync((services, _) => work(services.GetRequiredService<ContextLease>().Context), CancellationToken.None);
    }
}
