using CyberIncidents.Domain.Evidence;

namespace CyberIncidents.UnitTests.Evidence;

public sealed class SafeFileNameTests
{
    [TestCase("report.pdf", "report.pdf")]
    [TestCase("laporan akhir (2).docx", "laporan akhir (2).docx")]
    [TestCase("..\\..\\x", "x")]
    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("C:\\Windows\\evil.exe", "evil.exe")]
    [TestCase("C:", "C_")]
    [TestCase("a:b|c?.txt", "a_b_c_.txt")]
    [TestCase("line\r\nbreak.txt", "line__break.txt")]
    [TestCase("gpj.\u202Eexe", "gpj._exe")]
    [TestCase("CON", "_CON")]
    [TestCase("nul.txt", "_nul.txt")]
    [TestCase("COM1.tar.gz", "_COM1.tar.gz")]
    [TestCase("..", "file")]
    [TestCase("", "file")]
    [TestCase("   ", "file")]
    [TestCase("name. . ", "name")]
    [TestCase(".htaccess", "_.htaccess")]
    [TestCase("-rf", "_-rf")]
    [TestCase("50%2F.txt", "50_2F.txt")]
    public void A_name_is_made_safe(string sent, string kept) => Assert.That(SafeFileName.Of(sent), Is.EqualTo(kept));

    [Test]
    public void A_long_name_keeps_its_ending()
    {
        var kept = SafeFileName.Of(new string('n', 5000) + ".evtx");
        Assert.That(kept, Has.Length.EqualTo(SafeFileName.MaxLength));
        Assert.That(kept, Does.EndWith(".evtx"));
    }

    [Test]
    public void A_safe_name_stays_as_it_is()
    {
        foreach (var name in new[] { "..\\x", "a/b", "CON", new string('x', 400), "\u0000", "naïve.txt", "証拠.zip" })
        {
            var once = SafeFileName.Of(name);
            Assert.That(SafeFileName.Of(once), Is.EqualTo(once));
        }
    }
}
