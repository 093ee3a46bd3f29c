using System.Globalization;
using System.Net;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.People;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Mail;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberIncidents.FunctionalTests.Clocks;

/// <summary>
/// The story with legal clocks, driven through nine days by the test's clock, with the server off on Wednesday: a preservation by the
/// Dutch 24/7 point, an information request with a question in between, and a removal order to a platform where nobody has an account.
/// Every mail and notice that comes out is looked at.
/// </summary>
public sealed class WeekTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);
    private static readonly DateTimeOffset Off = ClockSteps.Utc(3, 4, 0);
    private static readonly DateTimeOffset On = ClockSteps.Utc(3, 5, 0);
    private readonly List<Sent> _sent = [];

    private sealed record Sent(DateTimeOffset At, TakenMail Mail);

    [Test]
    public async Task Everything_that_comes_out_is_right_in_language_hour_and_number()
    {
        await using var scene = await MailScene.BuildAsync();
        var story = new WeekStory(scene);
        await story.BeginAsync();
        for (var at = TestApp.Start; at < TestApp.Start.AddDays(9); at += Step)
        {
            if (at >= Off && at < On)
            {
                continue;
            }

            if (at > TestApp.Start)
            {
                scene.App.Clock.SetUtcNow(at);
            }

            await story.ActAsync(at);
            await TurnAsync(scene, at);
        }

        // What leaves in one turn leaves in any order.
        var mails = _sent.Select(s => (s.At, Line: Line(s, story))).OrderBy(s => s.At).ThenBy(s => s.Line, StringComparer.Ordinal).Select(s => s.Line).ToList();
        var notices = await NoticesAsync(scene, story);
        var chased = await scene.App.ChasedAsync(story.Information);
        await TestContext.Out.WriteLineAsync(string.Join('\n', [.. mails, string.Empty, .. notices, string.Empty, .. chased]));
        // One of each, to be read.
        foreach (var (_, mail) in _sent.DistinctBy(s => s.Mail.Subject.Split(' ')[^1] + s.Mail.To[0]))
        {
            await TestContext.Out.WriteLineAsync($"\n--- {mail.To[0]}: {mail.Subject}\n{mail.Text}");
        }

        Assert.Multiple(() =>
        {
            Assert.That(mails, Is.EqualTo(WeekStory.Mails));
            Assert.That(_sent.Select(s => s.Mail.Message.MessageId), Is.Unique);
        });
        EnsureDigestsCameInTheMorning();
        EnsureNothingLeaks(story);
        Assert.That(notices, Is.EqualTo(WeekStory.Notices));
        Assert.That(chased, Is.EquivalentTo(WeekStory.Chased));
        await EnsureOnceAsync(scene);
        await story.RenewAsync();
        await scene.App.EnsureAuditIntactAsync();
    }

    /// <summary>One turn of sweep, digest job and pump.</summary>
    private async Task TurnAsync(MailScene scene, DateTimeOffset at)
    {
        await scene.App.FireDueAlarmsAsync();
        await scene.MakeDigestsAsync();
        await scene.PumpAsync();
        var all = scene.Server.Mails;
        _sent.AddRange(all.Skip(_sent.Count).Select(m => new Sent(at, m)));
    }

    /// <summary>The hour where its reader is, whom it goes to, and its subject, with references by name.</summary>
    private static string Line(Sent sent, WeekStory story)
    {
        var zone = WeekStory.ZoneOf(sent.Mail.To[0]);
        var there = Instant.FromDateTimeOffset(sent.At).InZone(Zones.Get(zone));
        var to = string.Join('+', sent.Mail.To.Select(t => t.Split('@')[0]).Order(StringComparer.Ordinal));
        return story.Named(string.Create(CultureInfo.InvariantCulture, $"{there:ddd HH:mm} {to} | {sent.Mail.Subject}"));
    }

    private void EnsureDigestsCameInTheMorning()
    {
        foreach (var (at, mail) in _sent.Where(s => s.Mail.Subject.Contains("What is due", StringComparison.Ordinal) || s.Mail.Subject.Contains("jatuh tempo", StringComparison.Ordinal)))
        {
            var there = Instant.FromDateTimeOffset(at).InZone(Zones.Get(mail.To[0].Contains("liaison.nl", StringComparison.Ordinal) || mail.To[0].Contains("deputy", StringComparison.Ordinal) ? "Europe/Amsterdam" : "Asia/Jakarta"));
            Assert.That(there.TimeOfDay, Is.EqualTo(new LocalTime(8, 0)).Or.EqualTo(new LocalTime(10, 0)), mail.Subject);
            Assert.That(there.DayOfWeek, Is.Not.EqualTo(IsoDayOfWeek.Saturday).And.Not.EqualTo(IsoDayOfWeek.Sunday), mail.Subject);
        }
    }

    private void EnsureNothingLeaks(WeekStory story)
    {
        foreach (var (_, mail) in _sent)
        {
            Assert.That(mail.Everything, Does.Not.Contain(MailScene.Canary), mail.Subject);
            Assert.That(mail.Text, Does.StartWith("TLP:"), mail.Subject);
            foreach (var foreign in story.NotFor(mail.To[0]))
            {
                Assert.That(mail.Everything, Does.Not.Contain(foreign), mail.Subject);
            }
        }
    }

    private static async Task<List<string>> NoticesAsync(MailScene scene, WeekStory story)
    {
        await using var db = scene.Database();
        NoticeKind[] kinds = [NoticeKind.RequestReminder, NoticeKind.RequestOverdue, NoticeKind.ClockReminder, NoticeKind.ClockDue];
        var rows = await (
            from n in db.Set<Notice>()
            where kinds.Contains(n.Kind)
            join p in db.Set<Person>() on n.RecipientId equals p.Id
            orderby n.CreatedAt, p.Email
            select new { n.Kind, n.SubjectId, n.CreatedAt, p.Email }).ToListAsync();
        return rows.ConvertAll(n => string.Create(CultureInfo.InvariantCulture, $"{n.CreatedAt:ddd HH:mm}Z {n.Kind} {n.Email.Split('@')[0]} {story.NameOf(n.SubjectId)}"));
    }

    private static async Task EnsureOnceAsync(MailScene scene)
    {
        await using var db = scene.Database();
        Assert.That(await db.Set<Alarm>().CountAsync(a => a.FiredAt == null && a.CancelledAt == null && a.FireAt <= scene.App.Clock.GetUtcNow()), Is.Zero, "alarms that were forgotten");
        Assert.That(await db.Set<OutboxMail>().CountAsync(m => m.SentAt == null && m.DroppedAt == null), Is.Zero, "mails that were forgotten");
    }
}
