using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.UnitTests.Sharing;

public sealed class RecallTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_recall_holds_number_marking_and_digests_and_that_of_the_file_too()
    {
        var release = Released();
        release.Add(SubjectType.Comment, Guid.NewGuid(), """{"Text":"x"}""", Now);
        release.Add(SubjectType.Evidence, Guid.NewGuid(), """{"FileName":"a.bin","Sha256":"00ff"}""", Now);
        release.Recall();
        var recall = Recalled(release);
        Assert.That(recall.Digests, Is.EqualTo(new[] { release.Items[0].Sha256, release.Items[1].Sha256, "00ff" }));
        Assert.That((recall.ReleaseNumber, recall.MarkedAs, recall.State), Is.EqualTo(("RL-2026-NL-0001", Tlp.Amber, RecallState.Open)));
    }

    [TestCase(GrantReason.Notify)]
    [TestCase(GrantReason.Send)]
    public void What_left_by_a_notification_or_a_request_is_not_recalled(GrantReason reason) =>
        Assert.That(() => Released(reason).Recall(), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("not-recallable"));

    [Test]
    public void A_release_is_recalled_once_and_never_while_it_waits()
    {
        var release = Released();
        release.Recall();
        Assert.That(release.State, Is.EqualTo(ReleaseState.Recalled));
        Assert.That(() => release.Recall(), Throws.TypeOf<RuleBrokenException>());
        var waiting = Release.Ask(new ReleaseHead("RL-2026-NL-0002", Guid.NewGuid(), Guid.NewGuid(), Tlp.Amber, GrantReason.Release), Guid.NewGuid(), Now);
        Assert.That(() => waiting.Recall(), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("illegal-move"));
    }

    [Test]
    public void What_is_kept_may_be_destroyed_later_and_nothing_comes_after()
    {
        var release = Released();
        release.Recall();
        var recall = Recalled(release);
        recall.Keep(Guid.NewGuid(), KeepGround.BackupUntilExpiry, "Until May", Now);
        Assert.That(() => recall.Keep(Guid.NewGuid(), KeepGround.LegalObligation, "x", Now), Throws.TypeOf<RuleBrokenException>());
        recall.ConfirmDestroyed(Guid.NewGuid(), Now);
        Assert.That((recall.State, recall.Ground), Is.EqualTo((RecallState.Destroyed, KeepGround.BackupUntilExpiry)));
        Assert.That(() => recall.ConfirmDestroyed(Guid.NewGuid(), Now), Throws.TypeOf<RuleBrokenException>());
    }

    private static Release Released(GrantReason reason = GrantReason.Release) =>
        Release.LetGo(new ReleaseHead("RL-2026-NL-0001", Guid.NewGuid(), Guid.NewGuid(), Tlp.Amber, reason), Guid.NewGuid(), Now);

    private static Recall Recalled(Release release) =>
        new(release, Guid.NewGuid(), "Wrong receiver", new RecallDates(Now, Now.AddDays(3), Now.AddDays(4)), Now);
}
