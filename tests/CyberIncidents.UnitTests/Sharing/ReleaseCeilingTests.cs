using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Sharing;

/// <summary>What may go to whom, as a table: marking by standing of the receiver, for an analyst and for a manager.</summary>
public sealed class ReleaseCeilingTests
{
    private static readonly Guid Other = Guid.Parse("00000000-0000-0000-0000-0000000000e0");

    // marking, then for an analyst and for a manager: receiver takes part, takes no part any more, has no part, is ourselves.
    [TestCase(Tlp.Clear, "may|SharesNothing|TakesNoPart|Oneself", "may|SharesNothing|TakesNoPart|Oneself")]
    [TestCase(Tlp.Green, "may|SharesNothing|TakesNoPart|Oneself", "may|SharesNothing|TakesNoPart|Oneself")]
    [TestCase(Tlp.Amber, "may|SharesNothing|TakesNoPart|Oneself", "may|SharesNothing|TakesNoPart|Oneself")]
    [TestCase(Tlp.AmberStrict, "NeedsManager|NeedsManager|NeedsManager|NeedsManager", "may|SharesNothing|TakesNoPart|Oneself")]
    [TestCase(Tlp.Red, "NeedsManager|NeedsManager|NeedsManager|NeedsManager", "may|SharesNothing|TakesNoPart|Oneself")]
    public void What_may_go_to_whom(Tlp tlp, string analyst, string manager)
    {
        Assert.That(Row(tlp, byManager: false), Is.EqualTo(analyst));
        Assert.That(Row(tlp, byManager: true), Is.EqualTo(manager));
    }

    [TestCase(Tlp.Red, false, ReleaseHindrance.NoNamedPerson)]
    [TestCase(Tlp.Red, true, null)]
    [TestCase(Tlp.AmberStrict, false, null)]
    public void Red_goes_only_where_somebody_is_named(Tlp tlp, bool named, ReleaseHindrance? hindrance) =>
        Assert.That(ReleaseCeiling.Judge(Way(tlp) with { NamedPerson = named }), Is.EqualTo(hindrance));

    [Test]
    public void What_came_from_a_partner_goes_to_a_third_only_with_its_consent_and_never_back()
    {
        var theirs = Way(Tlp.Amber) with { OriginatorId = Other };
        Assert.That(ReleaseCeiling.Judge(theirs with { Consents = false }), Is.EqualTo(ReleaseHindrance.OriginatorConsent));
        Assert.That(ReleaseCeiling.Judge(theirs with { Consents = true }), Is.Null);
        Assert.That(ReleaseCeiling.Judge(theirs with { OriginatorId = Given.Partner, Consents = true }), Is.EqualTo(ReleaseHindrance.OwnItem));
    }

    [TestCase(Tlp.Clear, false)]
    [TestCase(Tlp.Green, false)]
    [TestCase(Tlp.Amber, false)]
    [TestCase(Tlp.AmberStrict, true)]
    [TestCase(Tlp.Red, true)]
    public void A_second_manager_always_looks_at_what_is_above_amber(Tlp tlp, bool needs) =>
        Assert.That(ReleaseCeiling.NeedsSecondApproval(tlp), Is.EqualTo(needs));

    private static string Row(Tlp tlp, bool byManager) => string.Join('|', Enum.GetValues<ReceiverStanding>()
        .Select(s => ReleaseCeiling.Judge(Way(tlp) with { Standing = s, ByManager = byManager })?.ToString() ?? "may"));

    private static ReleaseWay Way(Tlp tlp) => new(tlp, null, Given.Partner, ReceiverStanding.Shares, Consents: true, NamedPerson: true, ByManager: true);
}
