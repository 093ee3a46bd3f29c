using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Mail;

/// <summary>The daily mails: at 08:00 there, once, on working days. It is Monday, 2 March 2026, 04:00 in Amsterdam and 10:00 in Jakarta.</summary>
public sealed class DigestTests
{
    // 08:00 in Amsterdam, in winter time.
    private static readonly DateTimeOffset Eight = new(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);

    // 08:00 in Jakarta, the next day.
    private static readonly DateTimeOffset EightInJakarta = new(2026, 3, 3, 1, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_partner_gets_one_at_08_00_of_its_day_for_all_its_liaison_officers()
    {
        await using var scene = await MailScene.BuildAsync();
        using var second = await scene.App.HireAsync("liaison2.nl", "LiaisonOfficer", "NL");
        var (incident, first) = await scene.SendAsync(dueAt: Eight.AddHours(30));
        var participation = (await scene.Analyst.ParticipationAsync(incident, "NL"))["id"]!.ToString();
        var sooner = await MailScene.AskAsync(incident, participation, "AMBER", Eight.AddHours(20), scene.Analyst);
        await scene.PumpAsync();
        var before = scene.Server.Mails.Count;
        scene.App.Clock.SetUtcNow(Eight.AddMinutes(-1));
        Assert.That(await scene.MakeDigestsAsync(), Is.Zero);
        scene.App.Clock.SetUtcNow(Eight);
        Assert.That(await scene.MakeDigestsAsync(), Is.EqualTo(1));
        Assert.That(await scene.MakeDigestsAsync(), Is.Zero);
        await scene.PumpAsync();
        var mail = scene.Server.Mails.Skip(before).Single();
        Assert.Multiple(() =>
        {
            Assert.That(mail.To, Is.EquivalentTo(new[] { "liaison.nl@demo.test", "liaison2.nl@demo.test" }));
            Assert.That(mail.Subject, Is.EqualTo("[TLP:AMBER] What is due, 2 March 2026"));
            Assert.That(mail.Text.IndexOf(sooner, StringComparison.Ordinal), Is.Positive.And.LessThan(mail.Text.IndexOf(first, StringComparison.Ordinal)));
            Assert.That(mail.Text, Does.Contain($"[TLP:AMBER] {sooner} – due Tue 3 Mar 2026, 04:00 (Europe/Amsterdam) = Tue 3 Mar 2026, 10:00 (Asia/Jakarta)"));
            Assert.That(mail.Everything, Does.Not.Contain(MailScene.Canary));
        });
    }

    [Test]
    public async Task What_is_overdue_stands_first_and_may_be_named_when_it_is_green()
    {
        await using var scene = await MailScene.BuildAsync();
        var (_, late) = await scene.SendAsync(tlp: "GREEN", dueAt: TestApp.Start.AddHours(1));
        await scene.PumpAsync();
        scene.App.Clock.SetUtcNow(Eight);
        await scene.MakeDigestsAsync();
        await scene.PumpAsync();
        Assert.That(scene.Server.Mails[^1].Text, Does.Contain($"[TLP:GREEN] {late}: {MailScene.Canary} subject – overdue since Mon 2 Mar 2026, 05:00 (Europe/Amsterdam)"));
    }

    [Test]
    public async Task None_is_made_on_holidays_and_weekends_and_a_day_that_was_missed_stays_missed()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.WriteAsync(db =>
        {
            db.Add(new Holiday("NL", new DateOnly(2026, 3, 3), "Day off", "Hari libur", scene.App.Clock.GetUtcNow()));
            return Task.CompletedTask;
        });
        await scene.SendAsync(dueAt: TestApp.Start.AddHours(1));
        var made = new List<int>();
        foreach (var day in new[] { 0, 1, 2, 5, 6, 7 })
        {
            // Later in the day: the server was off at 08:00, and on Thursday and Friday.
            scene.App.Clock.SetUtcNow(Eight.AddDays(day).AddHours(3));
            made.Add(await scene.MakeDigestsAsync());
        }

        Assert.That(made, Is.EqualTo(new[] { 1, 0, 1, 0, 0, 1 }));
    }

    [Test]
    [RequiresSqlite]
    public async Task An_organisation_has_its_own_days_off()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync(dueAt: TestApp.Start.AddHours(1));
        scene.App.Break("UPDATE Organisations SET Weekend = '[\"Monday\"]' WHERE Country = 'NL'");
        scene.App.Clock.SetUtcNow(Eight);
        Assert.That(await scene.MakeDigestsAsync(), Is.Zero);
        scene.App.Clock.SetUtcNow(Eight.AddDays(5));
        Assert.That(await scene.MakeDigestsAsync(), Is.EqualTo(1), "Saturday is a working day there.");
    }

    [Test]
    public async Task A_country_may_have_days_off_of_its_own_until_they_are_taken_back()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync(dueAt: TestApp.Start.AddHours(1));
        await scene.WriteAsync(db =>
        {
            db.Add(new WeekendOverride("NL", string.Empty, [DayOfWeek.Monday], "A law", TestApp.Start));
            db.Add(new WeekendOverride("NL", "Friesland", [DayOfWeek.Tuesday], "A law", TestApp.Start));
            return Task.CompletedTask;
        });
        scene.App.Clock.SetUtcNow(Eight);
        Assert.That(await scene.MakeDigestsAsync(), Is.Zero);
        scene.App.Clock.SetUtcNow(Eight.AddDays(1));
        Assert.That(await scene.MakeDigestsAsync(), Is.EqualTo(1), "That of a province is not that of the country.");
        await scene.WriteAsync(async db => (await db.Set<WeekendOverride>().SingleAsync(o => o.Country == "NL" && o.Area == string.Empty))
            .Edit([DayOfWeek.Monday], "A law", retired: true, scene.App.Clock.GetUtcNow()));
        scene.App.Clock.SetUtcNow(Eight.AddDays(7));
        Assert.That(await scene.MakeDigestsAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Where_nothing_is_due_no_mail_is_made_and_the_day_is_noted()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync(dueAt: TestApp.Start.AddDays(10));
        scene.App.Clock.SetUtcNow(Eight);
        Assert.That(await scene.MakeDigestsAsync(), Is.Zero);
        await using var db = scene.Database();
        var nl = await scene.OrganisationAsync("NL");
        var run = await db.Set<DigestRun>().SingleAsync(r => r.RecipientKey == nl);
        Assert.That((run.Day, run.MailId), Is.EqualTo((new DateOnly(2026, 3, 2), (Guid?)null)));
    }

    [Test]
    public async Task Steps_of_ladders_go_into_it_and_what_is_red_never_does()
    {
        await using var scene = await MailScene.BuildAsync();
        using var manager = await scene.App.AsAsync("manager");
        var liaison = (await scene.PersonAsync("liaison.nl")).Id;
        var (_, red) = await scene.SendAsync(tlp: "RED", dueAt: TestApp.Start.AddHours(1), by: manager, named: [liaison]);
        var (_, amber) = await scene.SendAsync(dueAt: TestApp.Start.AddDays(10));
        await scene.WriteAsync(async db =>
        {
            foreach (var request in await db.Set<Request>().ToListAsync())
            {
                var alarm = new Alarm(request, new LadderStep(50, null, ChaseWhom.Liaison, ChaseMeans.Mail), TestApp.Start, TestApp.Start);
                db.AddRange(alarm, new ChasingEntry(alarm, ChaseMeans.Mail, "Somebody", null, ChaseOutcome.InDigest, TestApp.Start));
            }
        });
        await scene.PumpAsync();
        scene.App.Clock.SetUtcNow(Eight);
        Assert.That(await scene.MakeDigestsAsync(), Is.EqualTo(1));
        await scene.PumpAsync();
        var digest = scene.Server.Mails.Single(m => m.Subject == "[TLP:AMBER] What is due, 2 March 2026");
        Assert.That(digest.Text, Does.Contain(amber));
        Assert.That(digest.Everything, Does.Not.Contain(red));
        await using var db = scene.Database();
        var entries = await db.Set<ChasingEntry>().ToListAsync();
        Assert.That(entries.Select(e => $"{e.Tlp} {e.Outcome}"), Is.EquivalentTo(new[] { "Red Dropped", "Red Sent", "Amber Sent" }), "Somebody is not named; the liaison officer is");
    }

    [Test]
    public async Task One_of_ours_gets_what_is_due_when_they_asked_for_it_in_their_language()
    {
        await using var scene = await MailScene.BuildAsync();
        (await scene.Analyst.PatchAsync("/api/v1/me", new { digest = true, language = "id" }, null)).Expect(System.Net.HttpStatusCode.OK);
        var (incident, request) = await scene.SendAsync(dueAt: TestApp.Start.AddHours(2));
        await scene.Analyst.ScheduleAsync(incident, EightInJakarta.AddHours(20));
        await scene.Analyst.ScheduleAsync(incident, EightInJakarta.AddHours(30));
        await scene.PumpAsync();
        scene.App.Clock.SetUtcNow(EightInJakarta.AddMinutes(-1));
        await scene.MakeDigestsAsync();
        scene.App.Clock.SetUtcNow(EightInJakarta);
        await scene.MakeDigestsAsync();
        await scene.PumpAsync();
        var mail = scene.Server.Mails.Single(m => m.To.Contains("analyst@demo.test"));
        Assert.Multiple(() =>
        {
            Assert.That(mail.Subject, Is.EqualTo("[TLP:AMBER] Yang jatuh tempo, 3 Maret 2026"));
            Assert.That(mail.Text, Does.Contain($"{incident} – batas waktu Rab 4 Mar 2026, 04.00 (Asia/Jakarta)"));
            Assert.That(mail.Text, Does.Contain($"{request} – terlambat sejak Sen 2 Mar 2026, 12.00 (Asia/Jakarta), belum ada tanggapan"));
            Assert.That(mail.Text.Split("- [TLP").Length - 1, Is.EqualTo(2), "The follow-up after the day is not in it.");
            Assert.That(mail.Everything, Does.Not.Contain("duty officer").And.Not.Contain(MailScene.Canary));
        });
    }

    [Test]
    public async Task Who_did_not_ask_gets_none_and_whoever_asked_can_end_it()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync("SG", dueAt: TestApp.Start.AddDays(20));
        await scene.Analyst.ScheduleAsync((await scene.OutboxAsync()).Count > 0 ? await scene.Analyst.ActiveCaseAsync() : string.Empty, TestApp.Start.AddHours(1));
        var answer = (await scene.Analyst.PatchAsync("/api/v1/me", new { digest = true }, null)).Expect(System.Net.HttpStatusCode.OK);
        Assert.That(answer.Text("digest"), Is.EqualTo("true"));
        (await scene.Analyst.PatchAsync("/api/v1/me", new { digest = (bool?)null }, null)).ExpectInvalid("digest");
        answer = (await scene.Analyst.PatchAsync("/api/v1/me", new { digest = false }, null)).Expect(System.Net.HttpStatusCode.OK);
        Assert.That(answer.Text("digest"), Is.EqualTo("false"));
        scene.App.Clock.SetUtcNow(EightInJakarta);
        Assert.That(await scene.MakeDigestsAsync(), Is.Zero);
    }

    [Test]
    [RequiresSqlite]
    public async Task Two_servers_make_one()
    {
        await using var scene = await MailScene.BuildAsync();
        await scene.SendAsync(dueAt: TestApp.Start.AddHours(1));
        scene.App.Clock.SetUtcNow(Eight);
        await using var neighbour = scene.App.Neighbour([.. MailScene.Settings(scene.Server).Select(s => (s.Key, s.Value!))]);
        neighbour.CreateClient().Dispose();
        var other = (Infrastructure.Jobs.DigestMaker)neighbour.Services.GetService(typeof(Infrastructure.Jobs.DigestMaker))!;
        var made = await Task.WhenAll(scene.MakeDigestsAsync(), other.RunAsync(CancellationToken.None));
        Assert.That(made.Sum(), Is.EqualTo(1));
        Assert.That((await scene.OutboxAsync()).Count(m => m.Kind == MailKind.OrganisationDigest), Is.EqualTo(1));
    }
}
