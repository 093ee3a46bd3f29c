using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.UnitTests.Sharing;

public sealed class ReleasePolicyTests
{
    [TestCase(Tlp.Clear, true)]
    [TestCase(Tlp.Green, true)]
    [TestCase(Tlp.Amber, true)]
    [TestCase(Tlp.AmberStrict, false)]
    [TestCase(Tlp.Red, false)]
    public void An_analyst_may_release_up_to_amber(Tlp tlp, bool may) =>
        Assert.That(ReleasePolicy.AnalystMayRelease(tlp), Is.EqualTo(may));

    [TestCase(Tlp.Clear, false)]
    [TestCase(Tlp.Green, false)]
    [TestCase(Tlp.Amber, false)]
    [TestCase(Tlp.AmberStrict, false)]
    [TestCase(Tlp.Red, true)]
    public void Only_red_goes_to_named_persons(Tlp tlp, bool named) =>
        Assert.That(ReleasePolicy.NeedsNamedPersons(tlp), Is.EqualTo(named));

    [TestCase(Tlp.Clear, Tlp.Red, Tlp.Red)]
    [TestCase(Tlp.Amber, Tlp.AmberStrict, Tlp.AmberStrict)]
    [TestCase(Tlp.Green, Tlp.Amber, Tlp.Amber)]
    [TestCase(Tlp.AmberStrict, Tlp.Red, Tlp.Red)]
    [TestCase(Tlp.Green, Tlp.Green, Tlp.Green)]
    public void A_package_carries_the_strictest_marking_of_its_parts(Tlp a, Tlp b, Tlp strictest)
    {
        Assert.That(ReleasePolicy.Strictest(a, b), Is.EqualTo(strictest));
        Assert.That(ReleasePolicy.Strictest(b, a), Is.EqualTo(strictest));
    }
}
