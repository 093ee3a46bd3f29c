using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Mail;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Recalls;

/// <summary>What is recalled is hidden from its receiver, which keeps a notice of it and answers it.</summary>
public sealed class RecallTests
{
    [Test]
    public async Task After_a_recall_no_surface_of_the_receiver_has_it()
    {
        await using var scene = await MailScene.BuildAsync();
        var app = scene.App;
        using var manager = await app.AsAsync("manager");
        using var nl = await app.AsAsync("liaison.nl");
        using var sg = await app.AsAsync("liaison.sg");
        var (incident, _, comment, release) = await scene.Analyst.ReleasedAsync();
        (await nl.GetAsync($"/api/v1/incidents/{incident}/comments/{comment}")).Expect(HttpStatusCode.OK);
        var recall = await manager.RecallAsync(release);
        await nl.EnsureAbsentAsync($"incidents/{incident}/comments/{comment}");
        await scene.PumpAsync();
        string[] surfaces =
        [
            $"incidents/{incident}", $"incidents/{incident}/comments", "incidents", "requests", "notifications", "me/calendar.ics", "recalls", $"recalls/{recall}", "navigation",
        ];
        foreach (var path in surfaces)
        {
            var answer = (await nl.GetAsync($"/api/v1/{path}")).Expect(HttpStatusCode.OK);
            Assert.That(answer.Body, Does.Not.Contain("Steinadler").And.Not.Contain("Wrong receiver"), path);
        }

        Assert.That(scene.Server.Mails.Select(m => m.Text), Has.None.Contain("Steinadler").And.None.Contain("Wrong receiver"));
        Assert.That(scene.Server.Mails.Select(m => m.Subject), Has.Some.EndWith("Release recalled"));
        await sg.EnsureAbsentAsync($"recalls/{recall}");
        Assert.That(await sg.RowsAsync("/api/v1/recalls"), Is.Zero);
        (await sg.PostAsync($"/api/v1/releases/{release}/actions/confirm-destroyed")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        await app.EnsureAuditIntactAsync();
    }

    [TestCase("withdraw")]
    [TestCase("decline")]
    public async Task The_notice_outlives_the_receivers_part_and_then_says_nothing_of_the_case(string move)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, participation, _, release) = await analyst.ReleasedAsync();
        var recall = await analyst.RecallAsync(release);
        var before = (await nl.GetAsync($"/api/v1/recalls/{recall}")).Expect(HttpStatusCode.OK);
        Assert.That(before.Text("incidentReference"), Is.EqualTo(incident));
        Assert.That(before.Text("sha256.0"), Has.Length.EqualTo(64));
        await (move == "decline" ? nl : analyst).ActAsync($"incidents/{incident}/participations/{participation}", move, new { reason = "No part any more" });
        var after = (await nl.GetAsync($"/api/v1/recalls/{recall}")).Expect(HttpStatusCode.OK);
        Assert.That(after.Body, Does.Not.Contain(incident));
        Assert.That(after.Text("releaseNumber"), Is.EqualTo(before.Text("releaseNumber")));
        Assert.That(await nl.RowsAsync("/api/v1/recalls?state=Open"), Is.EqualTo(1));
        Assert.That((await nl.GetAsync("/api/v1/notifications")).Items.Select(n => n!["kind"]!.ToString()), Is.EqualTo(new[] { "RecallReceived" }));
        // The case may become RED and the release be looked for again: the receiver still has to answer.
        (await analyst.EditCaseAsync(incident, new { tlp = "RED" })).Expect(HttpStatusCode.OK);
        var answered = await nl.ActAsync($"releases/{release}", "keep", new { ground = "LegalObligation", note = "Archive act" });
        Assert.That((answered.Text("state"), answered.Text("ground")), Is.EqualTo(("Kept", "LegalObligation")));
        var ours = (await analyst.GetAsync($"/api/v1/incidents/{incident}/recalls")).Items.Single()!;
        Assert.That((ours["state"]!.ToString(), ours["groundText"]!.ToString()), Is.EqualTo(("Kept", "Archive act")));
        Assert.That((await analyst.GetAsync("/api/v1/notifications")).Items.Select(n => n!["kind"]!.ToString()), Has.Some.EqualTo("RecallAnswered"));
    }

    [Test]
    public async Task Who_may_recall_what_and_how_often()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var other = await app.HireAsync("other");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, _, comment, release) = await analyst.ReleasedAsync();
        var told = (await analyst.GetAsync($"/api/v1/incidents/{incident}/releases")).Items.Single(r => r!["reason"]!.ToString() == "Notify")!["id"]!.ToString();
        var path = $"/api/v1/releases/{release}/actions/recall";
        (await nl.PostAsync(path, new { reason = "x" })).Expect(HttpStatusCode.Forbidden);
        (await other.PostAsync(path, new { reason = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await analyst.PostAsync($"/api/v1/releases/{Guid.NewGuid()}/actions/recall", new { reason = "x" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await analyst.PostAsync(path, new { reason = " " })).ExpectInvalid("reason");
        (await analyst.PostAsync($"/api/v1/releases/{told}/actions/recall", new { reason = "x" })).ExpectProblem(HttpStatusCode.Conflict, "not-recallable");
        (await nl.GetAsync($"/api/v1/incidents/{incident}/comments/{comment}")).Expect(HttpStatusCode.OK);
        (await analyst.PostAsync(path, new { reason = "x" }, ("If-Match", "\"99\""))).Expect(HttpStatusCode.PreconditionFailed);
        await analyst.RecallAsync(release);
        (await analyst.PostAsync(path, new { reason = "x" })).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
    }

    [Test]
    public async Task A_receiver_answers_once_and_may_later_destroy_what_it_kept()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        using var second = await app.HireAsync("second.nl", "LiaisonOfficer", "NL");
        var (_, _, _, release) = await analyst.ReleasedAsync();
        var recall = await analyst.RecallAsync(release);
        var path = $"/api/v1/releases/{release}/actions";
        (await nl.PostAsync($"{path}/keep", new { ground = "Because", note = "x" })).ExpectInvalid("ground");
        (await nl.PostAsync($"{path}/keep", new { ground = "OwnProceedings" })).ExpectInvalid("note");
        (await analyst.PostAsync($"{path}/confirm-destroyed")).Expect(HttpStatusCode.Forbidden);
        var read = (await nl.GetAsync($"/api/v1/recalls/{recall}")).Expect(HttpStatusCode.OK);
        var both = await Task.WhenAll(
            nl.PostAsync($"{path}/keep", new { ground = "BackupUntilExpiry", note = "Until May" }, ("If-Match", read.ETag!)),
            second.PostAsync($"{path}/keep", new { ground = "OwnProceedings", note = "Court" }, ("If-Match", read.ETag!)));
        Assert.That(both.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That((int)both.Single(a => a.Status != HttpStatusCode.OK).Status, Is.EqualTo(409).Or.EqualTo(412));
        (await nl.PostAsync($"{path}/keep", new { ground = "OwnProceedings", note = "Court" })).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That((await nl.ActAsync($"releases/{release}", "confirm-destroyed")).Text("state"), Is.EqualTo("Destroyed"));
        (await nl.PostAsync($"{path}/confirm-destroyed")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
    }

    [Test]
    public async Task What_left_as_RED_is_recalled_from_its_persons_only()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var nl = await app.AsAsync("liaison.nl");
        using var second = await app.HireAsync("second.nl", "LiaisonOfficer", "NL");
        using var deputy = await app.HireAsync("deputy", "Manager");
        var (incident, comment, release) = await manager.ReleasedAsRedAsync(deputy, nl);
        (await nl.GetAsync($"/api/v1/incidents/{incident}/comments/{comment}")).Expect(HttpStatusCode.OK);
        var recall = await manager.RecallAsync(release);
        await nl.EnsureAbsentAsync($"incidents/{incident}/comments/{comment}");
        (await nl.GetAsync($"/api/v1/recalls/{recall}")).Expect(HttpStatusCode.OK);
        await second.EnsureAbsentAsync($"recalls/{recall}");
        (await manager.EditCaseAsync(incident, new { namedPersons = Array.Empty<Guid>() })).Expect(HttpStatusCode.OK);
        (await nl.GetAsync($"/api/v1/recalls/{recall}")).Expect(HttpStatusCode.OK);
        await nl.ActAsync($"releases/{release}", "confirm-destroyed");
    }
}
