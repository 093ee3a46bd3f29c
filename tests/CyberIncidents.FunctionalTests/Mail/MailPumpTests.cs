using CyberIncidents.Application.Mails;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Mail;

/// <summary>What happens to a mail when the mail server is down, refuses it, or the program dies.</summary>
public sealed class MailPumpTests
{
    [Test]
    public async Task A_request_is_delivered_when_the_mail_server_took_it_and_not_before()
    {
        await using var scene = await MailScene.BuildAsync();
        scene.Server.Stop();
        var (_, request) = await scene.SendAsync();
        Assert.That(await scene.PumpAsync(), Is.Zero);
        Assert.That((await scene.RequestAsync(request)).DeliveredAt, Is.Null);
        await scene.Server.StartAsync();
        scene.App.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await scene.PumpAsync(), Is.EqualTo(2));
        Assert.That((await scene.RequestAsync(request)).DeliveredAt, Is.EqualTo(scene.App.Clock.GetUtcNow()).Within(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task A_server_that_is_down_is_asked_again_within_30_seconds_then_ever_more_rarely()
    {
        await using var scene = await MailScene.BuildAsync();
        scene.Server.Stop();
        await scene.SendAsync();
        var waits = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            await scene.PumpAsync();
            var rows = await scene.OutboxAsync();
            Assert.That(rows.Select(m => m.Attempts), Is.All.EqualTo(i + 1), "Every mail keeps its place and counts the attempt.");
            var next = rows.Max(m => m.NextAt)!.Value;
            waits.Add(Math.Round((next - scene.App.Clock.GetUtcNow()).TotalSeconds));
            scene.App.Clock.SetUtcNow(next.AddSeconds(1));
        }

        Assert.That(waits, Is.EqualTo(new double[] { 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600 }).Within(1.0));
        Assert.That((await scene.OutboxAsync()).Select(m => m.LastError), Is.All.EqualTo("SocketException"));
        await scene.Server.StartAsync();
        Assert.That(await scene.PumpAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task After_48_hours_a_mail_is_dead()
    {
        await using var scene = await MailScene.BuildAsync();
        var (incident, request) = await scene.SendAsync();
        var mail = (await scene.OutboxAsync()).Single(m => m.Notice == NoticeKind.RequestReceived);
        await LogStepAsync(scene, request, mail.Id);
        scene.Server.Stop();
        scene.App.Clock.Advance(TimeSpan.FromHours(48) - TimeSpan.FromMinutes(5));
        await scene.PumpAsync();
        Assert.That((await scene.OutboxAsync()).Select(m => m.DeadAt), Is.All.Null);
        scene.App.Clock.Advance(TimeSpan.FromMinutes(6));
        await scene.PumpAsync();
        Assert.That((await scene.OutboxAsync()).Select(m => m.DeadAt), Is.All.Not.Null);
        Assert.That(await StepAsync(scene), Is.EqualTo(ChaseOutcome.Failed));
        await scene.Server.StartAsync();
        Assert.That(await scene.PumpAsync(), Is.Zero);
        Assert.That((await scene.RequestAsync(request)).DeliveredAt, Is.Null);
        Assert.That(incident, Is.Not.Empty);
    }

    [Test]
    public async Task A_recipient_that_is_refused_for_good_is_marked()
    {
        await using var scene = await MailScene.BuildAsync();
        var point = await scene.ContactPointAsync("MY", "desk@my.test");
        var (_, request) = await scene.SendAsync("MY");
        var mail = (await scene.OutboxAsync()).Single(m => m.Notice == NoticeKind.RequestReceived);
        await LogStepAsync(scene, request, mail.Id);
        scene.Server.Refuse("desk@my.test");
        Assert.That(await scene.PumpAsync(), Is.Zero);
        var rows = await scene.OutboxAsync();
        Assert.That(rows.Select(m => m.BouncedAt), Is.All.Not.Null);
        Assert.That(rows.Select(m => m.LastError), Is.All.EqualTo("Smtp550"));
        Assert.That(await StepAsync(scene), Is.EqualTo(ChaseOutcome.Bounced));
        await using var db = scene.Database();
        Assert.That((await db.Set<ContactPoint>().SingleAsync(c => c.Id == point)).BouncedAt, Is.Not.Null);
        Assert.That((await scene.RequestAsync(request)).DeliveredAt, Is.Null);
    }

    [Test]
    public async Task One_that_is_tried_again_and_refused_again_is_marked_again_and_its_owner_told_again()
    {
        await using var scene = await MailScene.BuildAsync();
        using var admin = await scene.App.AsAsync("admin");
        scene.Server.Refuse("liaison.nl@demo.test");
        await scene.SendAsync();
        await scene.PumpAsync();
        foreach (var mail in await scene.OutboxAsync())
        {
            (await admin.PostAsync($"/api/v1/jobs/mails/{mail.Id}/actions/retry", new { })).Expect(System.Net.HttpStatusCode.OK);
        }

        await scene.PumpAsync();
        var rows = await scene.OutboxAsync();
        Assert.That(rows.Select(m => (m.BouncedAt is not null, m.LastError)), Is.All.EqualTo((true, "Smtp550")));
        await using var db = scene.Database();
        Assert.That(await db.Set<Notice>().CountAsync(n => n.Kind == NoticeKind.MailUndelivered), Is.EqualTo(2 * rows.Count));
    }

    [Test]
    public async Task One_refused_recipient_does_not_keep_the_mails_of_others()
    {
        await using var scene = await MailScene.BuildAsync();
        scene.Server.Refuse("liaison.nl@demo.test");
        await scene.SendAsync();
        await scene.SendAsync("SG");
        Assert.That(await scene.PumpAsync(), Is.EqualTo(2));
        Assert.That(scene.Server.Mails.SelectMany(m => m.To), Is.All.EqualTo("liaison.sg@demo.test"));
    }

    [Test]
    public async Task A_recipient_that_is_refused_for_now_is_tried_again()
    {
        await using var scene = await MailScene.BuildAsync();
        scene.Server.Refuse("liaison.nl@demo.test", 450);
        await scene.SendAsync();
        await scene.PumpAsync();
        Assert.That((await scene.OutboxAsync()).Select(m => m.BouncedAt), Is.All.Null);
        scene.Server.Refuse("nobody@demo.test");
        scene.App.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await scene.PumpAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_mail_that_was_sent_marks_the_step_that_it_carried()
    {
        await using var scene = await MailScene.BuildAsync();
        var (_, request) = await scene.SendAsync();
        await LogStepAsync(scene, request, (await scene.OutboxAsync()).Single(m => m.Notice == NoticeKind.RequestReceived).Id);
        await scene.PumpAsync();
        Assert.That(await StepAsync(scene), Is.EqualTo(ChaseOutcome.Sent));
    }

    [Test]
    public async Task A_process_that_died_after_the_server_took_a_mail_has_it_sent_again_under_the_same_id()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync();
        // Claimed, handed over, killed: the result was never noted.
        var claims = scene.App.Services.GetRequiredService<MailClaims>();
        Assert.That(await claims.ClaimAsync(CancellationToken.None), Has.Count.EqualTo(2));
        Assert.That(await scene.PumpAsync(), Is.Zero, "Another process leaves them alone while the lease lasts.");
        scene.App.Clock.Advance(MailClaims.Lease + TimeSpan.FromSeconds(1));
        Assert.That(await scene.PumpAsync(), Is.EqualTo(2));
        var ids = (await scene.OutboxAsync()).Select(m => $"{m.Id:N}@csirt.test");
        Assert.That(scene.Server.Mails.Select(m => m.Message.MessageId), Is.EquivalentTo(ids));
    }

    [Test]
    [RequiresSqlite]
    public async Task A_result_that_cannot_be_noted_counts_as_an_attempt()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync();
        scene.App.Break("CREATE TRIGGER broken BEFORE UPDATE OF SentAt ON OutboxMails WHEN NEW.SentAt IS NOT NULL BEGIN SELECT RAISE(ABORT, 'broken'); END");
        await scene.PumpAsync();
        Assert.That((await scene.OutboxAsync()).Select(m => (m.Attempts, m.LastError)), Is.All.EqualTo((1, "DbUpdateException")));
        Assert.That(await scene.PumpAsync(), Is.Zero, "It waits as after any failure.");
        scene.App.Break("DROP TRIGGER broken");
        scene.App.Clock.Advance(TimeSpan.FromSeconds(30));
        await scene.PumpAsync();
        Assert.That((await scene.OutboxAsync()).Select(m => m.SentAt), Is.All.Not.Null);
        Assert.That(scene.Server.Mails.Select(m => m.Message.MessageId).Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    [RequiresSqlite]
    public async Task Two_processes_send_each_mail_once()
    {
        await using var scene = await MailScene.BuildAsync();
        for (var i = 0; i < 4; i++)
        {
            await scene.SendAsync();
        }

        await using var neighbour = scene.App.Neighbour([.. MailScene.Settings(scene.Server).Select(s => (s.Key, s.Value!))]);
        neighbour.CreateClient().Dispose();
        var other = neighbour.Services.GetRequiredService<MailDelivery>();
        var sent = await Task.WhenAll(scene.PumpAsync(), other.DrainAsync(CancellationToken.None));
        Assert.That(sent.Sum(), Is.EqualTo(8));
        Assert.That(scene.Server.Mails, Has.Count.EqualTo(8));
        Assert.That(scene.Server.Mails.Select(m => m.Message.MessageId), Is.Unique);
    }

    [Test]
    public async Task What_another_process_has_ended_stays_ended()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync();
        await scene.PumpAsync();
        var mail = (await scene.OutboxAsync())[0];
        await scene.ConcludeAsync(mail.Id, MailVerdict.Failed);
        var after = (await scene.OutboxAsync())[0];
        Assert.That((after.SentAt, after.NextAt, after.Attempts), Is.EqualTo((mail.SentAt, (DateTimeOffset?)null, 1)));
    }

    [Test]
    public async Task Nothing_goes_in_clear_to_a_server_that_does_not_offer_what_was_asked_of_it()
    {
        await using var scene = await MailScene.BuildAsync(("Mail:Security", "StartTls"));
        await scene.SendAsync();
        Assert.That(await scene.PumpAsync(), Is.Zero);
        Assert.That(scene.Server.Mails, Is.Empty);
        Assert.That((await scene.OutboxAsync()).Select(m => (m.Attempts, m.LastError)), Is.All.EqualTo((1, "NotSupportedException")));
    }

    [Test]
    public async Task Logs_hold_no_address_and_no_content()
    {
        await using var scene = await MailScene.BuildAsync(true, ("Logging:LogLevel:Microsoft.EntityFrameworkCore", "None"));
        await scene.ContactPointAsync("MY", "desk@my.test");
        scene.App.LogLines.Clear();
        await scene.SendAsync("MY", "GREEN");
        scene.Server.Refuse("desk@my.test");
        await scene.PumpAsync();
        scene.Server.Stop();
        await scene.SendAsync("MY", "GREEN");
        await scene.PumpAsync();
        Assert.That(scene.App.LogLines, Has.Some.Contains("was not taken: Smtp550"));
        Assert.That(scene.App.LogLines.Where(l => l.Contains("desk@my.test", StringComparison.Ordinal) || l.Contains(MailScene.Canary, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Without_a_mail_server_a_request_is_delivered_when_its_notice_is_written()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, request) = await analyst.SentRequestAsync();
        await using var db = app.Database();
        Assert.That((await db.Set<Request>().SingleAsync(r => r.Reference == request)).DeliveredAt, Is.Not.Null);
        Assert.That(await db.Set<OutboxMail>().CountAsync(), Is.Zero);
    }

    [TestCase("Mail:Port", "70000", "Mail:Port")]
    [TestCase("Mail:Port", "smtp", "Mail:Port")]
    [TestCase("Mail:Security", "Ssl", "Mail:Security")]
    [TestCase("Mail:Security", "2", "Mail:Security")]
    [TestCase("Mail:From", "nobody", "Mail:From")]
    [TestCase("Mail:From", "", "Mail:From")]
    [TestCase("Mail:User", "somebody", "Mail:Password")]
    [TestCase("Mail:BounceAddress", "@csirt.test", "Mail:BounceAddress")]
    [TestCase("Site:Url", "incidents", "Site:Url")]
    public async Task Settings_that_make_no_sense_stop_the_start(string key, string value, string named)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = "2525", ["Mail:From"] = "no-reply@csirt.test", [key] = value,
        };
        await using var app = new TestApp(settings);
        Assert.That(() => app.CreateClient(), Throws.InvalidOperationException.With.Message.Contains(named));
    }

    /// <summary>A step of a ladder whose mail is that one.</summary>
    private static Task LogStepAsync(MailScene scene, string request, Guid mailId) => scene.WriteAsync(async db =>
    {
        var asked = await db.Set<Request>().SingleAsync(r => r.Reference == request);
        var alarm = new Alarm(asked, new LadderStep(50, null, ChaseWhom.Liaison, ChaseMeans.Mail), scene.App.Clock.GetUtcNow(), scene.App.Clock.GetUtcNow());
        db.Add(alarm);
        db.Add(new ChasingEntry(alarm, ChaseMeans.Mail, "Somebody", mailId, ChaseOutcome.Queued, scene.App.Clock.GetUtcNow()));
    });

    private static async Task<ChaseOutcome> StepAsync(MailScene scene)
    {
        await using var db = scene.Database();
        return (await db.Set<ChasingEntry>().SingleAsync()).Outcome;
    }
}
