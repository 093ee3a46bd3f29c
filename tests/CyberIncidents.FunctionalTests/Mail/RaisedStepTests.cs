using CyberIncidents.Domain.Chasing;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Mail;

/// <summary>Steps of ladders whose mail waits for a digest or goes to a contact point.</summary>
public sealed class RaisedStepTests
{
    private static readonly DateTimeOffset Due = TestApp.Start.AddDays(10);

    [Test]
    public async Task A_step_in_wait_on_a_request_that_became_red_goes_to_the_named_person_at_once()
    {
        await using var scene = await MailScene.BuildAsync();
        using var second = await scene.App.HireAsync("liaison2.nl", "LiaisonOfficer", "NL");
        var named = await second.MyIdAsync();
        var (incident, request) = await scene.SendAsync(dueAt: Due);
        await scene.PumpAsync();
        await scene.App.FireAtAsync(TestApp.Start.AddDays(8.1));
        Assert.That(await OutcomesAsync(scene), Is.EquivalentTo(new[] { "Noor InDigest", "Extra InDigest" }));
        var before = scene.Server.Mails.Count;
        using var manager = await scene.App.AsAsync("manager");
        (await manager.EditCaseAsync(incident, new { tlp = "RED", namedPersons = new[] { named } })).Expect(System.Net.HttpStatusCode.OK);

        // It is the evening there: no digest is due.
        Assert.That(await scene.MakeDigestsAsync(), Is.Zero);
        Assert.That(await OutcomesAsync(scene), Is.EquivalentTo(new[] { "Noor Dropped", "Extra Queued" }));
        await scene.MakeDigestsAsync();
        await scene.PumpAsync();
        var mail = scene.Server.Mails.Skip(before).Single();
        Assert.That((mail.To.Single(), mail.Subject), Is.EqualTo(("liaison2.nl@demo.test", $"[TLP:RED] {request}: Reminder")));
        Assert.That(mail.Everything, Does.Not.Contain(MailScene.Canary));
        Assert.That(await OutcomesAsync(scene), Is.EquivalentTo(new[] { "Noor Dropped", "Extra Sent" }));
    }

    [Test]
    public async Task One_that_a_digest_had_taken_already_leaves_it_and_goes_to_the_named_person()
    {
        await using var scene = await MailScene.BuildAsync();
        var (incident, request) = await scene.SendAsync(dueAt: Due);
        await scene.SendAsync(dueAt: Due);
        await scene.PumpAsync();
        await scene.App.FireAtAsync(TestApp.Start.AddDays(8.1));
        scene.App.Clock.SetUtcNow(TestApp.Start.AddDays(9).AddHours(5));
        await scene.MakeDigestsAsync();
        var before = scene.Server.Mails.Count;
        using var manager = await scene.App.AsAsync("manager");
        using var liaison = await scene.App.AsAsync("liaison.nl");
        var named = await liaison.MyIdAsync();
        (await manager.EditCaseAsync(incident, new { tlp = "RED", namedPersons = new[] { named } })).Expect(System.Net.HttpStatusCode.OK);
        await scene.PumpAsync();
        Assert.That(await OutcomesAsync(scene), Is.EquivalentTo(new[] { "Noor InDigest", "Noor Sent" }), "the digest carried the other one alone");
        await scene.MakeDigestsAsync();
        await scene.PumpAsync();
        Assert.That(await OutcomesAsync(scene), Is.EqualTo(new[] { "Noor Sent", "Noor Sent" }));
        Assert.That(scene.Server.Mails.Skip(before).Select(m => m.Subject), Has.Some.EqualTo($"[TLP:RED] {request}: Reminder"));
    }

    [Test]
    public async Task Where_nobody_is_named_the_log_says_that_it_was_dropped()
    {
        await using var scene = await MailScene.BuildAsync();
        var (incident, _) = await scene.SendAsync(dueAt: Due);
        await scene.App.FireAtAsync(TestApp.Start.AddDays(8.1));
        using var analyst = await scene.App.AsAsync("analyst");
        (await analyst.EditCaseAsync(incident, new { tlp = "RED" })).Expect(System.Net.HttpStatusCode.OK);
        await scene.MakeDigestsAsync();
        Assert.That(await OutcomesAsync(scene), Is.EqualTo(new[] { "Noor Dropped" }));
    }

    [Test]
    public async Task Where_nobody_has_an_account_word_and_reminder_go_to_the_same_contact_point()
    {
        await using var scene = await MailScene.BuildAsync();
        var gone = await scene.ContactPointAsync("MY", "gone@my.test");
        await scene.WriteAsync(async db => (await db.Set<Domain.Partners.ContactPoint>().SingleAsync(c => c.Id == gone)).Bounced(scene.App.Clock.GetUtcNow()));
        await scene.ContactPointAsync("MY", "desk@my.test");
        await scene.ContactPointAsync("MY", "diplomat@my.test", Domain.Partners.ContactPurpose.Diplomatic);
        await scene.SendAsync("MY", dueAt: Due);
        await scene.App.FireAtAsync(TestApp.Start.AddDays(8.1));
        await scene.PumpAsync();
        Assert.That(scene.Server.Mails.Select(m => m.To.Single()), Is.EqualTo(new[] { "desk@my.test", "desk@my.test", "desk@my.test" }),
            "the case, the request, the reminder");
    }

    private static async Task<List<string>> OutcomesAsync(MailScene scene)
    {
        await using var db = scene.Database();
        var entries = await db.Set<ChasingEntry>().Where(e => e.Means == ChaseMeans.Mail).OrderBy(e => e.CreatedAt).ToListAsync();
        return entries.ConvertAll(e => $"{e.Recipient.Split(' ')[0]} {e.Outcome}");
    }
}
