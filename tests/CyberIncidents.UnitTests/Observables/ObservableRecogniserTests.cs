using System.Globalization;
using CyberIncidents.Domain.Observables;

namespace CyberIncidents.UnitTests.Observables;

public sealed class ObservableRecogniserTests
{
    // What is expected stands as Type=value, in the order of the text.
    [TestCase("Beacon to 192.0.2.1, then 10.0.0.7.", "IPv4=192.0.2.1 IPv4=10.0.0.7")]
    [TestCase("192[.]0[.]2[.]1:8080 and (198.51.100.7)", "IPv4=192.0.2.1 IPv4=198.51.100.7")]
    [TestCase("IP:192.0.2.1; ip=192.0.2.2", "IPv4=192.0.2.1 IPv4=192.0.2.2")]
    [TestCase("the network 192.0.2.0/24 but the host 192.0.2.9/32 and 192.0.2.8/index", "IPv4=192.0.2.9 IPv4=192.0.2.8")]
    [TestCase("2001:DB8::1 and [2001:db8::2]:443, 2001[:]db8[:][:]3, fe80::4%eth0.", "IPv6=2001:db8::1 IPv6=2001:db8::2 IPv6=2001:db8::3 IPv6=fe80::4")]
    [TestCase("std::string a::b 12:30:45 00:11:22:33:44:55", "")]
    [TestCase("hxxps://evil[.]example/a?b=c.", "Url=https://evil.example/a?b=c")]
    [TestCase("hXXp[://]evil(.)example/x and HTTP://EVIL.example/X", "Url=http://evil.example/x Url=http://evil.example/X")]
    [TestCase("[link](https://evil.example/a_(b)) <http://b.example>", "Url=https://evil.example/a_(b) Url=http://b.example/")]
    [TestCase("http://a.example/,https://b.example/;http://c.example/?u=http://d.example/", "Url=http://a.example/ Url=https://b.example/ Url=http://c.example/?u=http://d.example/")]
    [TestCase("src=\"https://evil.example/x.js\"", "Url=https://evil.example/x.js")]
    [TestCase("http://[2001:db8::5]/x http://müller.example/", "Url=http://[2001:db8::5]/x Url=http://xn--mller-kva.example/")]
    [TestCase("mail a.b+c@Example.org or user [at] example [dot] org", "Email=a.b+c@example.org Email=user@example.org")]
    [TestCase("From: <X@evil.example>; mailto:y@evil.example", "Email=x@evil.example Email=y@evil.example")]
    [TestCase("x@evil.example:password1", "Email=x@evil.example")]
    [TestCase("evil.example, EVIL.example, c2.evil[.]photography and Bad.Evil.com/path", "Domain=evil.example Domain=c2.evil.photography Domain=bad.evil.com")]
    [TestCase("Nothing here. It is done.Then we left, e.g. at 3.15 p.m. or v1.2.3", "")]
    [TestCase("_dmarc.evil.example. пример.рф", "Domain=_dmarc.evil.example Domain=xn--e1afmkfd.xn--p1ai")]
    [TestCase("@some_handle posted; telegram:@Channel99 and x:person, not @ or @1", "Account=@some_handle Account=telegram:channel99 Account=x:person")]
    [TestCase("@me@social.example", "Account=@me@social.example")]
    [TestCase("MD5: D41D8CD98F00B204E9800998ECF8427E", "FileHash=d41d8cd98f00b204e9800998ecf8427e")]
    [TestCase("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", "FileHash=da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [TestCase("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  invoice.exe", "FileHash=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 FileName=invoice.exe")]
    [TestCase("00000000000000000000000000000000 deadbeef", "")]
    [TestCase("Pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa not 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "Wallet=1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")]
    [TestCase("bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "Wallet=bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 Wallet=TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")]
    [TestCase("0xde709f2102306220921060314715629080e2fb77", "Wallet=0xde709f2102306220921060314715629080e2fb77")]
    [TestCase("Call +62 812-3456-7890 or +44 (0)20 7946 0000.", "Phone=+6281234567890 Phone=+442079460000")]
    [TestCase("+62 812 3456 7890 192.0.2.1", "Phone=+6281234567890 IPv4=192.0.2.1")]
    [TestCase("+1.202.555.0100, 1+1=2, a+12345678, +1234", "Phone=+12025550100")]
    [TestCase(@"C:\Temp\evil.dll, /tmp/run.sh, report.zip", "FileName=evil.dll FileName=run.sh FileName=report.zip")]
    [TestCase("report[.]zip and files.report.zip", "Domain=report.zip Domain=files.report.zip")]
    [TestCase("cve-2024-3094 (CVE-2021-44228)", "Cve=CVE-2024-3094 Cve=CVE-2021-44228")]
    [TestCase("T1566.001 and T1059, not T2000 nor T15", "AttackTechnique=T1566.001 AttackTechnique=T1059")]
    [TestCase("evil.example EVIL[.]EXAMPLE evil(dot)example", "Domain=evil.example")]
    [TestCase("“evil.example” ‘other.example’ «third.example»", "Domain=evil.example Domain=other.example Domain=third.example")]
    [TestCase("evil.example|192.0.2.3|b@evil.example\tevil2.example\r\nlast.example", "Domain=evil.example IPv4=192.0.2.3 Email=b@evil.example Domain=evil2.example Domain=last.example")]
    public void Observables_are_found_in_a_text(string text, string expected) =>
        Assert.That(string.Join(' ', ObservableRecogniser.Find(text).Found.Select(f => $"{f.Type}={f.Value}")), Is.EqualTo(expected));

    [TestCase("see hxxps://evil[.]example/a.", "hxxps://evil[.]example/a")]
    [TestCase("to user [at] example [dot] org today", "user [at] example [dot] org")]
    [TestCase("at +44 (0)20 7946 0000 by day", "+44 (0)20 7946 0000")]
    [TestCase("(192[.]0[.]2[.]1)", "192[.]0[.]2[.]1")]
    public void What_stood_in_the_text_is_kept_beside_the_value(string text, string original) =>
        Assert.That(ObservableRecogniser.Find(text).Found.Single().Original, Is.EqualTo(original));

    [Test]
    public void No_more_than_five_hundred_are_named_and_that_there_are_more_is_said()
    {
        var many = ObservableRecogniser.Find(string.Join(' ', Enumerable.Range(0, 501).Select(i => string.Create(CultureInfo.InvariantCulture, $"host{i}.example"))));
        var all = ObservableRecogniser.Find(string.Join(' ', Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"host{i}.example"))));
        using var scope = Assert.EnterMultipleScope();
        Assert.That(many.Found, Has.Count.EqualTo(500));
        Assert.That(many.More, Is.True);
        Assert.That(many.Found[0].Value, Is.EqualTo("host0.example"));
        Assert.That(all.Found, Has.Count.EqualTo(500));
        Assert.That(all.More, Is.False);
    }

    [Test]
    public void What_comes_after_a_hundred_thousand_characters_is_not_read()
    {
        var text = new string(' ', ObservableRecogniser.MaxText - 12) + "evil.example late.example";
        Assert.That(ObservableRecogniser.Find(text).Found.Select(f => f.Value), Is.EqualTo(new[] { "evil.example" }));
        Assert.That(ObservableRecogniser.Find(null).Found, Is.Empty);
    }

    // Each is a text that makes careless expressions run for minutes.
    [TestCase("a")]
    [TestCase("a.")]
    [TestCase("http://")]
    [TestCase("http://,")]
    [TestCase("http://a.b/)")]
    [TestCase("://")]
    [TestCase("[")]
    [TestCase("[.]")]
    [TestCase("a@")]
    [TestCase("+1")]
    [TestCase("+1 (0)")]
    [TestCase("+12345678 ")]
    [TestCase(":")]
    [TestCase("1:")]
    [TestCase("0123456789abcdef")]
    [TestCase("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ")]
    [TestCase("x [at] ")]
    [TestCase("hxxp")]
    [TestCase("((((")]
    [TestCase("))))")]
    public void The_longest_text_of_one_kind_is_read_at_once(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, ObservableRecogniser.MaxText / part.Length));
        var started = TimeProvider.System.GetTimestamp();
        ObservableRecogniser.Find(text);
        ObservableRecogniser.Find($"http://a.example/{text}");
        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    // Words as long as an address may be, each with many beginnings of one that fail, and an end that is dear to read.
    [TestCase("http://-", "[", "]")]
    [TestCase("http://-", "", ")")]
    [TestCase("http://-;", "[.", "]")]
    [TestCase("hxxp://-", "{[", "]}")]
    [TestCase("http://-", "/a\u0323\u0307", "\u0323\u0307")]
    [TestCase("@-:", "[", "]")]
    public void Many_beginnings_before_a_dear_end_are_read_at_once(string beginning, string open, string close)
    {
        const int Half = ObservableValue.MaxLength / 2;
        var depth = (Half - 1) / (open.Length + close.Length);
        var word = string.Concat(Enumerable.Repeat(beginning, Half / beginning.Length))
            + string.Concat(Enumerable.Repeat(open, depth)) + "." + string.Concat(Enumerable.Repeat(close, depth));
        var text = string.Join(' ', Enumerable.Repeat(word, ObservableRecogniser.MaxText / (word.Length + 1)));
        var started = TimeProvider.System.GetTimestamp();
        ObservableRecogniser.Find(text);
        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(2)));
    }
}
