using CyberIncidents.Domain.Observables;

namespace CyberIncidents.UnitTests.Observables;

public sealed class ObservableValueTests
{
    [TestCase(ObservableType.IPv4, "192.0.2.1", "192.0.2.1")]
    [TestCase(ObservableType.IPv4, " 192[.]0[.]2[.]1 ", "192.0.2.1")]
    [TestCase(ObservableType.IPv4, "10.0.0.1", "10.0.0.1")]
    [TestCase(ObservableType.IPv6, "2001:0DB8:0000:0000:0000:0000:0000:0001", "2001:db8::1")]
    [TestCase(ObservableType.IPv6, "2001[:]db8[:][:]1", "2001:db8::1")]
    [TestCase(ObservableType.IPv6, "[fe80::1%eth0]", "fe80::1")]
    [TestCase(ObservableType.IPv6, "::FFFF:192.0.2.1", "::ffff:192.0.2.1")]
    [TestCase(ObservableType.IPv6, "2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [TestCase(ObservableType.Domain, "Evil[.]Example.", "evil.example")]
    [TestCase(ObservableType.Domain, "evil (dot) example", "evil.example")]
    [TestCase(ObservableType.Domain, "müller.example", "xn--mller-kva.example")]
    [TestCase(ObservableType.Domain, "XN--MLLER-KVA.example", "xn--mller-kva.example")]
    [TestCase(ObservableType.Domain, "пример.рф", "xn--e1afmkfd.xn--p1ai")]
    [TestCase(ObservableType.Domain, "_dmarc.example.org", "_dmarc.example.org")]
    [TestCase(ObservableType.Url, "hxxps://Evil[.]Example", "https://evil.example/")]
    [TestCase(ObservableType.Url, "HXXP[:]//evil.example:80/A?b=C#d", "http://evil.example/A?b=C#d")]
    [TestCase(ObservableType.Url, "https://evil.example:8443/%7Ea/../b", "https://evil.example:8443/%7Ea/../b")]
    [TestCase(ObservableType.Url, "https://evil.example?x=1", "https://evil.example/?x=1")]
    [TestCase(ObservableType.Url, "http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x")]
    [TestCase(ObservableType.Url, "ftp://user:word@192.0.2.1/f", "ftp://user:word@192.0.2.1/f")]
    [TestCase(ObservableType.Url, "http://localhost/x", "http://localhost/x")]
    [TestCase(ObservableType.Url, "http://evil.example:0080/x", "http://evil.example/x")]
    [TestCase(ObservableType.Url, "http://evil.example:08080/x", "http://evil.example:8080/x")]
    [TestCase(ObservableType.Url, "http://evil.example:/x", "http://evil.example/x")]
    [TestCase(ObservableType.Url, "http://evil.example/{[.]}", "http://evil.example/.")]
    [TestCase(ObservableType.Email, "Box.Name+tag[at]Example[dot]ORG", "box.name+tag@example.org")]
    [TestCase(ObservableType.Email, "mailto:a@müller.example", "a@xn--mller-kva.example")]
    [TestCase(ObservableType.Account, "@Some_Handle", "@some_handle")]
    [TestCase(ObservableType.Account, "@me@social.example", "@me@social.example")]
    [TestCase(ObservableType.Account, "Telegram: @Channel99", "telegram:channel99")]
    [TestCase(ObservableType.Account, "tg:@Channel99", "telegram:channel99")]
    [TestCase(ObservableType.Account, "Twitter:Person", "x:person")]
    [TestCase(ObservableType.FileHash, "D41D8CD98F00B204E9800998ECF8427E", "d41d8cd98f00b204e9800998ecf8427e")]
    [TestCase(ObservableType.Wallet, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")]
    [TestCase(ObservableType.Wallet, "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy")]
    [TestCase(ObservableType.Wallet, "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")]
    [TestCase(ObservableType.Wallet, "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0")]
    [TestCase(ObservableType.Wallet, "0xDE709F2102306220921060314715629080E2FB77", "0xde709f2102306220921060314715629080e2fb77")]
    [TestCase(ObservableType.Phone, "+44 (0)20 7946 0000", "+442079460000")]
    [TestCase(ObservableType.Phone, "tel:+62-812-3456-7890", "+6281234567890")]
    [TestCase(ObservableType.Phone, "0812 3456 7890", "081234567890")]
    [TestCase(ObservableType.FileName, @"C:\Users\x\Invoice 2026 (1).pdf.exe", "Invoice 2026 (1).pdf.exe")]
    [TestCase(ObservableType.FileName, "README", "README")]
    [TestCase(ObservableType.Cve, "cve-2024-3094", "CVE-2024-3094")]
    [TestCase(ObservableType.AttackTechnique, "t1566.001", "T1566.001")]
    [TestCase(ObservableType.AttackTechnique, "T1059", "T1059")]
    public void What_is_of_its_type_comes_into_its_normal_form(ObservableType type, string text, string value)
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(ObservableValue.Normalise(type, text), Is.EqualTo(value));
        Assert.That(ObservableValue.Normalise(type, value), Is.EqualTo(value), "a normal form is its own");
    }

    [TestCase(ObservableType.IPv4, "192.0.2.256")]
    [TestCase(ObservableType.IPv4, "192.0.2")]
    [TestCase(ObservableType.IPv4, "192.0.2.010")]
    [TestCase(ObservableType.IPv4, "192.0.2.1/24")]
    [TestCase(ObservableType.IPv4, "١.٢.٣.٤")]
    [TestCase(ObservableType.IPv6, "192.0.2.1")]
    [TestCase(ObservableType.IPv6, "00:11:22:33:44:55")]
    [TestCase(ObservableType.IPv6, "2001:db8:::1")]
    [TestCase(ObservableType.IPv6, "2001:db8::/32")]
    [TestCase(ObservableType.Domain, "localhost")]
    [TestCase(ObservableType.Domain, "1.2.3")]
    [TestCase(ObservableType.Domain, "-a.example")]
    [TestCase(ObservableType.Domain, "a..example")]
    [TestCase(ObservableType.Domain, "two words.example")]
    [TestCase(ObservableType.Domain, "192.0.2.1")]
    [TestCase(ObservableType.Url, "evil.example/x")]
    [TestCase(ObservableType.Url, "javascript://x")]
    [TestCase(ObservableType.Url, "http:///x")]
    [TestCase(ObservableType.Url, "http://a.example:99999/")]
    [TestCase(ObservableType.Url, "http://a.example:٨٠/")]
    [TestCase(ObservableType.Url, "http://a.example/[[[[[[.]]]]]]")]
    [TestCase(ObservableType.Url, "http://a.example/with space")]
    [TestCase(ObservableType.Url, "http://[::1/")]
    [TestCase(ObservableType.Email, "nobody")]
    [TestCase(ObservableType.Email, "@example.org")]
    [TestCase(ObservableType.Email, "a@b")]
    [TestCase(ObservableType.Email, "a..b@example.org")]
    [TestCase(ObservableType.Account, "@")]
    [TestCase(ObservableType.Account, "handle")]
    [TestCase(ObservableType.Account, "@two words")]
    [TestCase(ObservableType.Account, "@___")]
    [TestCase(ObservableType.FileHash, "d41d8cd98f00b204e9800998ecf8427")]
    [TestCase(ObservableType.FileHash, "g41d8cd98f00b204e9800998ecf8427e")]
    [TestCase(ObservableType.Wallet, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")]
    [TestCase(ObservableType.Wallet, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")]
    [TestCase(ObservableType.Wallet, "0x12")]
    [TestCase(ObservableType.Phone, "+0812345678")]
    [TestCase(ObservableType.Phone, "+1234")]
    [TestCase(ObservableType.Phone, "+1234567890123456")]
    [TestCase(ObservableType.Phone, "call me")]
    [TestCase(ObservableType.FileName, "..")]
    [TestCase(ObservableType.FileName, "a<b.exe")]
    [TestCase(ObservableType.Cve, "CVE-1998-0001")]
    [TestCase(ObservableType.Cve, "CVE-2024-123")]
    [TestCase(ObservableType.Cve, "2024-3094")]
    [TestCase(ObservableType.AttackTechnique, "T156")]
    [TestCase(ObservableType.AttackTechnique, "T1566.01")]
    [TestCase(ObservableType.AttackTechnique, "TA0001")]
    public void What_is_not_of_its_type_has_no_normal_form(ObservableType type, string text) =>
        Assert.That(ObservableValue.Normalise(type, text), Is.Null);

    [Test]
    public void Nothing_too_long_broken_or_empty_has_a_normal_form()
    {
        using var all = Assert.EnterMultipleScope();
        foreach (var type in Enum.GetValues<ObservableType>())
        {
            foreach (var text in new[] { null, string.Empty, "  ", "a\0b", "\ud800.example", "a\nb.example", new string('a', 2001), $"http://a.example/{new string('x', 1990)}" })
            {
                Assert.That(ObservableValue.Normalise(type, text), Is.Null, $"{type} {text?.Length}");
            }
        }
    }

    [Test]
    public void The_key_tells_type_and_value_apart()
    {
        var key = ObservableValue.KeyOf(ObservableType.Domain, "evil.example");
        using var all = Assert.EnterMultipleScope();
        Assert.That(key, Has.Length.EqualTo(64));
        Assert.That(ObservableValue.KeyOf(ObservableType.FileName, "evil.example"), Is.Not.EqualTo(key));
        Assert.That(ObservableValue.KeyOf(ObservableType.Domain, "evil.examplf"), Is.Not.EqualTo(key));
        Assert.That(new[] { 32, 40, 64, 128, 33 }.Select(n => ObservableValue.HashName(new string('a', n))), Is.EqualTo(new[] { "MD5", "SHA-1", "SHA-256", "SHA-512", null }));
    }
}
