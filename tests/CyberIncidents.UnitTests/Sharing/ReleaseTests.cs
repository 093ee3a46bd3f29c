using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Sharing;

public sealed class ReleaseTests
{
    [Test]
    public void It_keeps_exactly_what_left_and_by_whom()
    {
        var release = Release();
        release.Add(SubjectType.Request, Given.CaseId, """{"subject":"Who runs it?"}""", Given.Now);

        Assert.That((release.OrganisationId, release.ReleasedById, release.ApprovedById), Is.EqualTo((Given.Partner, Given.Analyst, (Guid?)Given.Analyst)));
        Assert.That(release.Items, Has.Count.EqualTo(1));
        var item = release.Items[0];
        Assert.That((item.ReleaseId, item.IncidentId, item.SubjectType), Is.EqualTo((release.Id, Given.CaseId, SubjectType.Request)));
        Assert.That(item.Content, Is.EqualTo("""{"subject":"Who runs it?"}"""));
        Assert.That(((IPartOf)item).Aggregate, Is.EqualTo(("Release", release.Id)));
    }

    [Test]
    public void Marking_it_anew_does_not_rewrite_the_marking_under_which_it_left()
    {
        var release = Release();
        ((ISecured)release).Remark(Tlp.Red);
        Assert.That((release.Tlp, release.MarkedAs), Is.EqualTo((Tlp.Red, Tlp.Green)));
    }

    [Test]
    public void What_left_has_its_digest_and_its_number()
    {
        var release = Release();
        release.Add(SubjectType.Comment, Given.CaseId, "abc", Given.Now);
        Assert.That(release.Items[0].Sha256, Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), "the example of FIPS 180");
        Assert.That((release.Number, release.State, release.DecidedAt), Is.EqualTo(("RL-2026-NL-0003", ReleaseState.Released, (DateTimeOffset?)Given.Now)));
        Assert.That((release.Note, release.RedactionNote), Is.EqualTo(("For you", "Names left out")));
    }

    [Test]
    public void One_that_waits_is_decided_by_another_and_once()
    {
        var release = Domain.Sharing.Release.Ask(Head, Given.Manager, Given.Now);
        Assert.That((release.State, release.ApprovedById, release.DecidedAt), Is.EqualTo((ReleaseState.PendingApproval, (Guid?)null, (DateTimeOffset?)null)));
        Assert.That(Assert.Throws<RuleBrokenException>(() => release.Approve(Given.Manager, Given.Now))!.Code, Is.EqualTo("own-release"));
        Assert.That(Assert.Throws<RuleBrokenException>(() => release.Reject(Given.Manager, "Why", Given.Now))!.Code, Is.EqualTo("own-release"));
        release.Approve(Given.Analyst, Given.Now.AddHours(1));
        Assert.That((release.State, release.ApprovedById, release.DecidedAt), Is.EqualTo((ReleaseState.Released, (Guid?)Given.Analyst, (DateTimeOffset?)Given.Now.AddHours(1))));
        Assert.That(Assert.Throws<RuleBrokenException>(() => release.Approve(Given.Analyst, Given.Now))!.Code, Is.EqualTo("illegal-move"));
        Assert.That(Assert.Throws<RuleBrokenException>(() => release.Reject(Given.Analyst, "Why", Given.Now))!.Code, Is.EqualTo("illegal-move"));
    }

    [Test]
    public void A_rejected_one_says_why_and_by_whom()
    {
        var release = Domain.Sharing.Release.Ask(Head, Given.Manager, Given.Now);
        release.Reject(Given.Analyst, "Too much", Given.Now);
        Assert.That((release.State, release.RejectedById, release.RejectionReason), Is.EqualTo((ReleaseState.Rejected, (Guid?)Given.Analyst, "Too much")));
        Assert.That(release.ApprovedById, Is.Null);
    }

    private static ReleaseHead Head => new("RL-2026-NL-0003", Given.CaseId, Given.Partner, Tlp.Green, GrantReason.Send, "For you", "Names left out");

    private static Release Release() => Domain.Sharing.Release.LetGo(Head, Given.Analyst, Given.Now);
}
