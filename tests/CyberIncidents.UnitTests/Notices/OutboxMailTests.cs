using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Notices;

namespace CyberIncidents.UnitTests.Notices;

public sealed class OutboxMailTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    [Test]
    public void The_first_retry_comes_within_30_seconds_and_none_later_than_an_hour()
    {
        var mail = Mail();
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 40; i++)
        {
            mail.Fail("SocketException", Now);
            waits.Add(mail.NextAt!.Value - Now);
        }

        Assert.Multiple(() =>
        {
            Assert.That(waits[0], Is.LessThanOrEqualTo(TimeSpan.FromSeconds(30)));
            Assert.That(waits, Is.Ordered);
            Assert.That(waits[^1], Is.EqualTo(TimeSpan.FromHours(1)));
        });
    }

    [Test]
    public void It_is_given_up_after_48_hours_and_counts_anew_when_it_is_revived()
    {
        var mail = Mail();
        mail.Fail("SocketException", Now + OutboxMail.TriedFor - TimeSpan.FromSeconds(1));
        Assert.That(mail.DeadAt, Is.Null);
        mail.Fail("SocketException", Now + OutboxMail.TriedFor);
        Assert.That((mail.DeadAt, mail.NextAt), Is.EqualTo(((DateTimeOffset?)(Now + OutboxMail.TriedFor), (DateTimeOffset?)null)));
        var later = Now.AddDays(5);
        mail.Revive(later);
        mail.Fail("SocketException", later.AddHours(47));
        Assert.That(mail.DeadAt, Is.Null);
    }

    [Test]
    public void What_is_neither_dead_nor_bounced_is_not_revived() =>
        Assert.That(() => Mail().Revive(Now), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("not-dead"));

    [Test]
    public void What_is_dismissed_stays_failed_and_is_neither_revived_nor_dismissed_again()
    {
        var (dead, bounced) = (Mail(), Mail());
        dead.Fail("SocketException", Now + OutboxMail.TriedFor);
        bounced.Bounce("Smtp550", Now);
        dead.Dismiss(Now.AddDays(3));
        bounced.Dismiss(Now.AddDays(3));
        Assert.Multiple(() =>
        {
            Assert.That((dead.DeadAt, dead.DroppedAt, dead.NextAt, dead.LastError), Is.EqualTo(
                ((DateTimeOffset?)(Now + OutboxMail.TriedFor), (DateTimeOffset?)Now.AddDays(3), (DateTimeOffset?)null, "SocketException")));
            Assert.That((bounced.BouncedAt, bounced.DroppedAt), Is.EqualTo(((DateTimeOffset?)Now, (DateTimeOffset?)Now.AddDays(3))));
            Assert.That(() => dead.Revive(Now), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("not-dead"));
            Assert.That(() => dead.Dismiss(Now), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("not-dead"));
            Assert.That(() => Mail().Dismiss(Now), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("not-dead"));
        });
    }

    [Test]
    public void What_has_ended_waits_no_more()
    {
        var (sent, bounced, dropped) = (Mail(), Mail(), Mail());
        sent.Sent(Now);
        bounced.Bounce("Smtp550", Now);
        dropped.Drop(Now);
        Assert.That(new[] { sent, bounced, dropped }.Select(m => m.NextAt), Is.All.Null);
    }

    private static OutboxMail Mail() => new(
        MailKind.Notice, NoticeKind.RequestReceived, Guid.NewGuid(), new MailRecipient(Guid.NewGuid(), null, null),
        (Domain.Sharing.SubjectType.Request, Guid.NewGuid()), Guid.NewGuid(), Now);
}
