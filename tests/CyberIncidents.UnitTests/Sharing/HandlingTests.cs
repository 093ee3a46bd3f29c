using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.UnitTests.Sharing;

public sealed class HandlingTests
{
    private static readonly Handling? Nothing = Handling.Of(null, [], null);

    [TestCase("", "", "")]
    [TestCase("PAP:GREEN", "", "PAP:GREEN")]
    [TestCase("PAP:GREEN", "PAP:RED", "PAP:RED")]
    [TestCase("PAP:RED", "PAP:CLEAR", "PAP:RED")]
    [TestCase("PAP:CLEAR H0", "PAP:AMBER", "PAP:AMBER H0")]
    [TestCase("H1", "H3", "H1 H3")]
    [TestCase("H0", "H2", "H2")]
    [TestCase("H0", "H0", "H0")]
    [TestCase("H1 H2", "H2 H3", "H1 H2 H3")]
    [TestCase("Admiralty:A1", "FourByFour:X4", "")]
    [TestCase("PAP:AMBER Admiralty:A1", "H1", "PAP:AMBER H1")]
    public void A_package_carries_the_strictest_PAP_and_every_code_and_no_grading(string one, string other, string package)
    {
        foreach (var parts in new[] { new[] { one, other }, [other, one], [one, other, one] })
        {
            Assert.That(Handling.OfPackage(parts.Select(Handling.Parse))?.ToString() ?? string.Empty, Is.EqualTo(package));
        }
    }

    [TestCase("PAP:AMBER H1 H3 Admiralty:B2")]
    [TestCase("FourByFour:X4")]
    [TestCase("PAP:CLEAR")]
    [TestCase("H0")]
    public void What_is_written_reads_the_same(string text)
    {
        var read = Handling.Parse(text)!;
        Assert.That(read.ToString(), Is.EqualTo(text));
        Assert.That(read, Is.EqualTo(Handling.Of(read.Pap, read.Codes.Reverse(), read.Grading)));
    }

    [TestCase("PAP:WHITE")]
    [TestCase("H4")]
    [TestCase("B2")]
    [TestCase("Admiralty:X2")]
    [TestCase("Admiralty:A7")]
    [TestCase("FourByFour:D1")]
    [TestCase("FourByFour:A5")]
    [TestCase("7:A1")]
    [TestCase("0")]
    public void What_is_no_marking_never_reads_as_none(string text) => Assert.That(() => Handling.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void Nothing_said_is_no_value() => Assert.That((Nothing, Handling.Parse(null), Handling.OfPackage([null, null])), Is.EqualTo(((Handling?)null, (Handling?)null, (Handling?)null)));

    [Test]
    public void A_partner_is_told_PAP_and_codes_and_never_the_grading() =>
        Assert.That(
            (Handling.Parse("PAP:RED H2 Admiralty:A1")!.ForPartner?.ToString(), Handling.Parse("Admiralty:A1")!.ForPartner),
            Is.EqualTo(("PAP:RED H2", (Handling?)null)));

    [TestCase(GradingScheme.Admiralty, "ABCDEF", "123456")]
    [TestCase(GradingScheme.FourByFour, "ABCX", "1234")]
    public void Each_scheme_has_its_own_letters_and_figures(GradingScheme scheme, string sources, string figures) =>
        Assert.That((Grading.Sources(scheme), Grading.Figures(scheme)), Is.EqualTo((sources, figures)));
}
