using CyberIncidents.Exchange.Csv;

namespace CyberIncidents.UnitTests.Exchange;

public sealed class CsvTextTests
{
    [TestCase("plain", "plain")]
    [TestCase("", "")]
    [TestCase(null, "")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("say \"so\"", "\"say \"\"so\"\"\"")]
    [TestCase("two\nlines", "\"two\nlines\"")]
    [TestCase("=1+1", "'=1+1")]
    [TestCase("+62 21", "'+62 21")]
    [TestCase("-1", "'-1")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("  =1", "'  =1")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    [TestCase("＝1", "'＝1")]
    [TestCase("a=1", "a=1")]
    public void A_cell_is_quoted_and_never_a_formula(string? cell, string expected) => Assert.That(CsvText.Cell(cell), Is.EqualTo(expected));

    [Test]
    public void Lines_end_by_CR_LF() =>
        Assert.That(CsvText.Write(["a", "b"], [["1", null], ["x,y", "2"]]), Is.EqualTo("a,b\r\n1,\r\n\"x,y\",2\r\n"));
}
