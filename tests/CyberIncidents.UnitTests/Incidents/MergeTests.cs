using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.Incidents.IncidentStatus;

namespace CyberIncidents.UnitTests.Incidents;

public sealed class MergeTests
{
    [TestCase(Reported)]
    [TestCase(Triaged)]
    [TestCase(Active)]
    [TestCase(OnHold)]
    public void A_merge_is_undone_exactly(IncidentStatus status)
    {
        var incident = Given.Incident(status);
        var before = StateOf(incident);
        incident.Merge(Given.CaseId, Given.Now);
        using var all = Assert.EnterMultipleScope();
        Assert.That((incident.Status, incident.DuplicateOfId, incident.IsMerged), Is.EqualTo((Duplicate, (Guid?)Given.CaseId, true)));
        Assert.That(incident.AllowedMoves, Is.Empty);
        Assert.That(() => incident.Reopen("again", Given.Now), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("incident-merged"));
        Assert.That(incident.EnsureTakesMore, Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("incident-closed"));
        incident.Unmerge(Given.Now);
        Assert.That(StateOf(incident), Is.EqualTo(before));
        Assert.That(() => incident.Unmerge(Given.Now), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("not-merged"));
    }

    [TestCase(Resolved)]
    [TestCase(Closed)]
    [TestCase(Rejected)]
    [TestCase(Duplicate)]
    public void What_is_not_open_is_not_merged(IncidentStatus status) =>
        Assert.That(() => Given.Incident(status).Merge(Given.CaseId, Given.Now), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("illegal-move"));

    [Test]
    public void A_link_reads_the_other_way_round_in_the_other_case()
    {
        var (one, other) = (Given.Incident(), new Incident("CI-2026-000043", Given.Facts(), Tlp.Red, Given.Analyst, Given.Now));
        var pair = IncidentLink.Pair(one, other, LinkKind.Parent, Given.Analyst, Given.Now);
        using var all = Assert.EnterMultipleScope();
        Assert.That(pair.Select(l => (l.IncidentId, l.OtherId, l.Kind, l.Tlp, l.OtherTlp)), Is.EqualTo(new[]
        {
            (one.Id, other.Id, LinkKind.Parent, Tlp.Amber, Tlp.Red), (other.Id, one.Id, LinkKind.Child, Tlp.Red, Tlp.Amber),
        }));
        Assert.That(pair[0].PairId, Is.EqualTo(pair[1].PairId));
        Assert.That(Enum.GetValues<LinkKind>().Select(k => IncidentLink.Opposite(IncidentLink.Opposite(k))), Is.EqualTo(Enum.GetValues<LinkKind>()));
        pair[0].Withdraw(Given.Now);
        Assert.That(() => pair[0].Withdraw(Given.Now), Throws.TypeOf<RuleBrokenException>());
    }

    private static object StateOf(Incident incident) =>
        (incident.Status, incident.HoldUntil, incident.StatusReason, incident.DuplicateOfId, incident.ClosedAt, incident.Outcome, incident.OwnerId, incident.IsMerged);
}
