using CyberIncidents.Domain.Notices;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Mail;

/// <summary>Who is written to, in which words, and what never stands in a mail.</summary>
public sealed class PartnerMailTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Each_liaison_officer_gets_each_mail_once_in_their_language()
    {
        await using var scene = await MailScene.BuildAsync();
        using var second = await scene.App.HireAsync("liaison2.nl", "LiaisonOfficer", "NL");
        (await second.PatchAsync("/api/v1/me", new { language = "id" }, null)).Expect(System.Net.HttpStatusCode.OK);
        var (incident, request) = await scene.SendAsync(dueAt: Due);
        Assert.That(await scene.PumpAsync(), Is.EqualTo(4));
        Assert.That(await scene.PumpAsync(), Is.Zero);
        Assert.That(scene.Server.Mails.Select(m => $"{m.To.Single()} {m.Subject}"), Is.EquivalentTo(new[]
        {
            $"liaison.nl@demo.test [TLP:AMBER] {incident}: Notification of an incident",
            $"liaison2.nl@demo.test [TLP:AMBER] {incident}: Pemberitahuan insiden",
            $"liaison.nl@demo.test [TLP:AMBER] {request}: New request",
            $"liaison2.nl@demo.test [TLP:AMBER] {request}: Permintaan baru",
        }));
    }

    [Test]
    public async Task Every_mail_is_marked_threaded_and_says_that_a_program_wrote_it()
    {
        await using var scene = await MailScene.BuildAsync();
        var (_, request) = await scene.SendAsync(dueAt: Due);
        await scene.Analyst.ActAsync($"requests/{request}", "withdraw", new { reason = $"{MailScene.Canary} reason" });
        await scene.PumpAsync();
        var row = (await scene.OutboxAsync()).Single(m => m.Notice == NoticeKind.RequestWithdrawn);
        var mail = scene.Server.Mails.Single(m => m.Subject.Contains("withdrawn", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(mail.Message.MessageId, Is.EqualTo($"{row.Id:N}@csirt.test"));
            Assert.That(mail.From, Is.EqualTo($"bounce+{row.Id:N}@csirt.test"));
            Assert.That(mail.Message.From.Mailboxes.Single().Address, Is.EqualTo("no-reply@csirt.test"));
            Assert.That(mail.Message.To.Mailboxes.Select(m => m.Address), Is.EqualTo(new[] { "liaison.nl@demo.test" }));
            Assert.That(mail.Message.Cc, Is.Empty);
            Assert.That(mail.Message.Headers["Auto-Submitted"], Is.EqualTo("auto-generated"));
            Assert.That(mail.Message.Headers["X-Auto-Response-Suppress"], Is.EqualTo("All"));
            Assert.That(mail.Message.InReplyTo, Does.EndWith("@csirt.test"));
            Assert.That(mail.Message.References, Is.EqualTo(new[] { mail.Message.InReplyTo }));
            Assert.That(mail.Message.Body!.ContentType.MimeType, Is.EqualTo("multipart/alternative"));
            Assert.That(mail.Text, Does.StartWith("TLP:AMBER"));
            Assert.That(mail.Message.HtmlBody, Does.Contain("<strong>TLP:AMBER</strong>"));
            Assert.That(mail.Text, Does.Contain($"https://incidents.csirt.test/requests/{request}"));
        });
    }

    [Test]
    public async Task The_deadline_stands_in_the_readers_zone_and_in_ours()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync(dueAt: Due);
        await scene.PumpAsync();
        Assert.That(
            scene.Server.Mails[^1].Text,
            Does.Contain("Deadline: Tue 3 Mar 2026, 09:00 (Europe/Amsterdam) = Tue 3 Mar 2026, 15:00 (Asia/Jakarta)"));
    }

    [Test]
    public async Task Mails_on_one_request_stand_together_and_not_with_those_of_another_partner()
    {
        await using var scene = await MailScene.BuildAsync();
        var (_, first) = await scene.SendAsync();
        var (_, other) = await scene.SendAsync("SG");
        using var liaison = await scene.App.AsAsync("liaison.nl");
        await liaison.ActAsync($"requests/{first}", "ask", new { note = "Which account?" });
        await scene.Analyst.ActAsync($"requests/{first}", "clarify", new { note = $"{MailScene.Canary} note" });
        await scene.PumpAsync();
        string[] Threads(string reference) =>
            [.. scene.Server.Mails.Where(m => m.Subject.Contains(reference, StringComparison.Ordinal)).Select(m => m.Message.InReplyTo!)];
        Assert.That(Threads(first), Has.Length.EqualTo(2));
        Assert.That(Threads(first).Distinct().Single(), Is.Not.EqualTo(Threads(other).Single()));
    }

    [TestCase("AMBER+STRICT", false)]
    [TestCase("AMBER", false)]
    [TestCase("GREEN", true)]
    [TestCase("CLEAR", true)]
    public async Task Titles_and_texts_stand_only_in_what_may_be_told(string tlp, bool told)
    {
        await using var scene = await MailScene.BuildAsync();
        using var manager = await scene.App.AsAsync("manager");
        var (_, request) = await scene.SendAsync(tlp: tlp, by: manager);
        using var liaison = await scene.App.AsAsync("liaison.nl");
        await liaison.ActAsync($"requests/{request}", "ask", new { note = $"{MailScene.Canary} question", theirReference = "NCSC-77" });
        await manager.ActAsync($"requests/{request}", "clarify", new { note = $"{MailScene.Canary} note" });
        await scene.PumpAsync();
        var mails = scene.Server.Mails;
        Assert.That(mails, Has.Count.EqualTo(3));
        Assert.That(mails.All(m => m.Everything.Contains(MailScene.Canary, StringComparison.OrdinalIgnoreCase)), Is.EqualTo(told), string.Join('\n', mails.Select(m => m.Everything)));
        Assert.That(mails.Any(m => m.Everything.Contains(MailScene.Canary, StringComparison.OrdinalIgnoreCase)), Is.EqualTo(told));
        Assert.That(mails.Select(m => m.Subject), Has.Some.EqualTo($"[TLP:{tlp}] {request} / NCSC-77: Answer to your question"));
        Assert.That(mails.SelectMany(m => m.Everything.Split('\n')).Where(l => l.Contains($"{MailScene.Canary} title", StringComparison.Ordinal)), Is.Empty, "Our own title never leaves.");
    }

    [Test]
    public async Task What_is_red_goes_only_to_named_persons_and_to_no_contact_point()
    {
        await using var scene = await MailScene.BuildAsync();
        using var manager = await scene.App.AsAsync("manager");
        using var second = await scene.App.HireAsync("liaison2.nl", "LiaisonOfficer", "NL");
        await scene.ContactPointAsync("NL", "desk@nl.test");
        await scene.SendAsync(tlp: "RED", by: manager, named: [await second.MyIdAsync()]);
        await scene.PumpAsync();
        Assert.That(scene.Server.Mails.SelectMany(m => m.To).Distinct(), Is.EqualTo(new[] { "liaison2.nl@demo.test" }));
        Assert.That(scene.Server.Mails, Has.All.Matches<TakenMail>(m => !m.Everything.Contains(MailScene.Canary, StringComparison.OrdinalIgnoreCase)));
        Assert.That(scene.Server.Mails, Has.All.Matches<TakenMail>(m => m.Subject.StartsWith("[TLP:RED] ", StringComparison.Ordinal)));
    }

    [Test]
    public async Task What_became_red_after_it_was_queued_reaches_no_contact_point()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.ContactPointAsync("MY", "desk@my.test");
        var (incident, _) = await scene.SendAsync("MY");
        (await scene.Analyst.EditCaseAsync(incident, new { tlp = "RED" })).Expect(System.Net.HttpStatusCode.OK);
        await scene.PumpAsync();
        Assert.That(scene.Server.Mails, Is.Empty);
        Assert.That((await scene.OutboxAsync()).Select(m => m.DroppedAt), Has.All.Not.Null);
    }

    [Test]
    public async Task A_partner_learns_nothing_of_another_from_its_mails()
    {
        await using var scene = await MailScene.BuildAsync();
        var incident = await scene.Analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "GREEN", countries: ["NL", "SG"]));
        var requests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var country in new[] { "NL", "SG" })
        {
            var participation = await scene.Analyst.NotifyAsync(incident, country, $"Title for {country}");
            requests[country] = await MailScene.AskAsync(incident, participation, "GREEN", null, scene.Analyst);
        }

        using var liaison = await scene.App.AsAsync("liaison.sg");
        await liaison.ActAsync($"requests/{requests["SG"]}", "acknowledge", new { theirReference = "SINGCERT-1" });
        await scene.PumpAsync();
        string[] ofSingapore = ["liaison.sg", requests["SG"], "Singapore", "SINGCERT-1", "Siti", "Title for SG"];
        var toNl = scene.Server.Mails.Where(m => m.To.Contains("liaison.nl@demo.test")).ToList();
        Assert.That(toNl, Has.Count.EqualTo(2));
        Assert.That(toNl.SelectMany(m => ofSingapore.Where(w => m.Everything.Contains(w, StringComparison.OrdinalIgnoreCase))), Is.Empty);
    }

    [Test]
    public async Task Where_nobody_has_an_account_the_contact_point_is_written_to_in_its_language()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.ContactPointAsync("MY", "round@my.test", Domain.Partners.ContactPurpose.AroundTheClock);
        await scene.ContactPointAsync("MY", "diplomat@my.test", Domain.Partners.ContactPurpose.Diplomatic, "id", "returns@my.test");
        await scene.ContactPointAsync("MY", "press@my.test", Domain.Partners.ContactPurpose.Press);
        var (_, request) = await scene.SendAsync("MY");
        await scene.PumpAsync();
        Assert.That(scene.Server.Mails.SelectMany(m => m.To).Distinct(), Is.EqualTo(new[] { "diplomat@my.test" }));
        var mail = scene.Server.Mails[^1];
        Assert.That(mail.Subject, Is.EqualTo($"[TLP:AMBER] {request}: Permintaan baru"));
        Assert.That(mail.From, Is.EqualTo("returns@my.test"));
        Assert.That((await scene.RequestAsync(request)).DeliveredAt, Is.Not.Null);
    }

    [Test]
    public async Task A_shut_account_gets_nothing()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync();
        using var admin = await scene.App.AsAsync("admin");
        await admin.EditUserAsync((await scene.PersonAsync("liaison.nl")).Id, new { disabled = true });
        await scene.PumpAsync();
        Assert.That(scene.Server.Mails, Is.Empty);
        Assert.That((await scene.OutboxAsync()).Select(m => m.DroppedAt), Has.All.Not.Null);
    }

    [Test]
    public async Task What_was_withdrawn_before_it_was_sent_is_not_told()
    {
        await using var scene = await MailScene.BuildAsync();
        var (_, request) = await scene.SendAsync();
        await scene.Analyst.ActAsync($"requests/{request}", "withdraw", new { reason = "A mistake." });
        await scene.PumpAsync();
        Assert.That(scene.Server.Mails.Select(m => m.Subject), Has.None.Contains("New request"));
        var row = (await scene.OutboxAsync()).Single(m => m.Notice == NoticeKind.RequestReceived);
        Assert.That((row.DroppedAt, row.SentAt), Is.EqualTo((row.DroppedAt, (DateTimeOffset?)null)));
        Assert.That(row.DroppedAt, Is.Not.Null);
        Assert.That((await scene.RequestAsync(request)).DeliveredAt, Is.Null);
    }

    [Test]
    public async Task A_request_that_was_answered_before_a_reminder_went_out_is_not_reminded_of()
    {
        await using var scene = await MailScene.BuildAsync();
        var (_, request) = await scene.SendAsync(dueAt: Due);
        await scene.PumpAsync();
        var asked = await scene.RequestAsync(request);
        var person = (await scene.PersonAsync("liaison.nl")).Id;
        async Task RemindAsync()
        {
            var now = scene.App.Clock.GetUtcNow();
            var mail = new OutboxMail(
                MailKind.Chasing, NoticeKind.RequestReminder, Guid.CreateVersion7(now), new MailRecipient(person, null, null),
                (Domain.Sharing.SubjectType.Request, asked.Id), asked.IncidentId, now);
            await scene.WriteAsync(db =>
            {
                db.Add(mail);
                return Task.CompletedTask;
            });
        }

        await RemindAsync();
        await scene.PumpAsync();
        Assert.That(scene.Server.Mails[^1].Subject, Is.EqualTo($"[TLP:AMBER] {request}: Reminder"));
        await RemindAsync();
        using var liaison = await scene.App.AsAsync("liaison.nl");
        await liaison.ActAsync($"requests/{request}", "answer", new { outcome = "NothingFound" });
        Assert.That(await scene.PumpAsync(), Is.Zero);
        Assert.That((await scene.OutboxAsync())[^1].DroppedAt, Is.Not.Null);
    }

    [Test]
    public async Task Nothing_is_told_of_a_case_that_is_shared_no_more()
    {
        await using var scene = await MailScene.BuildAsync();
        var (incident, _) = await scene.SendAsync();
        var id = (await scene.Analyst.ParticipationAsync(incident, "NL"))["id"]!.ToString();
        await scene.Analyst.ActAsync($"incidents/{incident}/participations/{id}", "withdraw", new { reason = "A mistake." });
        await scene.PumpAsync();
        Assert.That(scene.Server.Mails, Is.Empty);
    }
}
