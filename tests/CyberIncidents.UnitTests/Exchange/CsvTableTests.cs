using CyberIncidents.Exchange.Csv;

namespace CyberIncidents.UnitTests.Exchange;

public sealed class CsvTableTests
{
    [TestCase("plain", "plain")]
    [TestCase(null, "")]
    [TestCase("", "")]
    [TestCase("say \"so\"", "\"say \"\"so\"\"\"")]
    [TestCase("  =1", "'  =1")]
    [TestCase("a=1", "a=1")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("say \"no\"", "\"say \"\"no\"\"\"")]
    [TestCase("two\nlines", "\"two\nlines\"")]
    [TestCase("=1+1", "'=1+1")]
    [TestCase("+62 21", "'+62 21")]
    [TestCase("-1", "'-1")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("  =1+1", "'  =1+1")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("＝1", "'＝1")]
    [TestCase("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    public void A_cell_is_text_and_never_a_formula(string? text, string written)
    {
        var table = new CsvTable();
        table.Add([text, "z"]);
        Assert.That(table.ToString(), Is.EqualTo($"{written},z\r\n"));
    }

    [Test]
    public void Lines_end_by_CR_LF()
    {
        var table = new CsvTable();
        table.Add(["a", "b"]);
        table.Add(["1", null]);
        table.Add(["x,y", "2"]);
        Assert.That(table.ToString(), Is.EqualTo("a,b\r\n1,\r\n\"x,y\",2\r\n"));
    }
}
