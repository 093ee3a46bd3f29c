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

    private static ReleaseHead Head => new("RL-2026-NL-0003", Given.CaseId, Given.Partner, Tlp.Green, GrantReason.Send, "For you", "Names left out");

    private static Release Release() => Domain.Sharing.Release.LetGo(Head, Given.Analyst, Given.Now);
}
