using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.UnitTests.Sharing;

public sealed class TlpTests
{
    [TestCase(Tlp.Clear, "CLEAR")]
    [TestCase(Tlp.Green, "GREEN")]
    [TestCase(Tlp.Amber, "AMBER")]
    [TestCase(Tlp.AmberStrict, "AMBER+STRICT")]
    [TestCase(Tlp.Red, "RED")]
    public void A_marking_is_written_and_read_as_its_label(Tlp tlp, string label)
    {
        Assert.That(TlpLabel.Of(tlp), Is.EqualTo(label));
        Assert.That(TlpLabel.Parse(label), Is.EqualTo(tlp));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("WHITE")]
    [TestCase("TLP:RED")]
    [TestCase("red")]
    [TestCase("Red")]
    [TestCase(" RED")]
    [TestCase("AMBERSTRICT")]
    [TestCase("AMBER STRICT")]
    [TestCase("AMBER + STRICT")]
    [TestCase("AmberStrict")]
    [TestCase("4")]
    public void What_is_no_label_of_version_two_is_not_read(string? label) => Assert.That(TlpLabel.Parse(label), Is.Null);

    [Test]
    public void The_labels_run_from_the_widest_to_the_narrowest_circle()
    {
        Assert.That(TlpLabel.All, Is.EqualTo(new[] { "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED" }));
        Assert.That(Enum.GetValues<Tlp>().Select(TlpLabel.Of), Is.EqualTo(TlpLabel.All));
    }
}
