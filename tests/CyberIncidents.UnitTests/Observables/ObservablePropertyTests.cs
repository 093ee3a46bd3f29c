using System.Globalization;
using CyberIncidents.Domain.Observables;
using FsCheck;
using FsCheck.Fluent;

namespace CyberIncidents.UnitTests.Observables;

public sealed class ObservablePropertyTests
{
    private static readonly string[] Bits =
    [
        "evil", ".", "[.]", "(dot)", " [at] ", "@", "hxxp", "hxxps://", "http://", "[:]", "://", "/", ":", "::", "192", "0", "2001:db8", "+62", " ", "\n", "\t", ",",
        "(", ")", "[", "]", "{", "}", "<", ">", "\"", "'", "example", "exe", "com", "T1566", ".001", "CVE-2024-", "3094", "deadbeef", "0x", "bc1", "1A1z", "-", "_", "#",
        "%", "?", "=", "ü", "рф", "。", "\ud83d\ude00", "\ud800", "\udc00", "\0", "\u200d", "telegram:", "(0)", "xn--", "T", "…", "\uFFFE",
    ];

    private static Arbitrary<string> Texts =>
        (from count in Gen.Choose(0, 30)
         from bits in Gen.ArrayOf(Gen.Elements(Bits), count)
         select string.Concat(bits)).ToArbitrary();

    private static Arbitrary<(ObservableType Type, string Value)> Values =>
        Gen.OneOf(
            from a in Gen.ArrayOf(Gen.Choose(0, 255), 4) select (ObservableType.IPv4, string.Join('.', a)),
            from a in Gen.ArrayOf(Gen.Choose(1, 255), 16)
            select (ObservableType.IPv6, new System.Net.IPAddress([.. a.Select(b => (byte)b)]).ToString()),
            from a in Gen.ArrayOf(Gen.Elements("abcdefghijklmnopqrstuvwxyz".ToCharArray()), 12) select (ObservableType.Domain, $"{new string(a)}.example"),
            from a in Gen.ArrayOf(Gen.Elements("abcdefghijklmnopqrstuvwxyz".ToCharArray()), 9) select (ObservableType.Email, $"{new string(a)}@mail.example"),
            from a in Gen.Choose(1000, 9_999_999) select (ObservableType.Cve, string.Create(CultureInfo.InvariantCulture, $"CVE-2025-{a}")),
            from a in Gen.Choose(0, 9_999_999) select (ObservableType.Url, string.Create(CultureInfo.InvariantCulture, $"https://evil.example/p{a}?q=1")),
            from a in Gen.Choose(100, 999) select (ObservableType.AttackTechnique, string.Create(CultureInfo.InvariantCulture, $"T1{a}.001"))).ToArbitrary();

    [Test]
    public void Any_text_is_read_without_fault_and_what_is_found_is_in_normal_form_and_stands_in_it() => Prop
        .ForAll(Texts, text =>
        {
            var found = ObservableRecogniser.Find(text).Found;
            return found.All(f => ObservableValue.Normalise(f.Type, f.Original) == f.Value
                    && ObservableValue.Normalise(f.Type, f.Value) == f.Value
                    && f.Value.Length is > 0 and <= ObservableValue.MaxLength
                    && text.Contains(f.Original, StringComparison.Ordinal))
                && found.DistinctBy(f => (f.Type, f.Value)).Count() == found.Count;
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Test]
    public void Any_text_is_normalised_or_refused_without_fault() => Prop
        .ForAll(Texts, text => Enum.GetValues<ObservableType>().All(t =>
            ObservableValue.Normalise(t, text) is not { } value || ObservableValue.Normalise(t, value) == value))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Test]
    public void What_is_written_into_a_sentence_is_found_as_it_is_and_defanged() => Prop
        .ForAll(Values, v =>
        {
            var defanged = v.Type is ObservableType.Cve or ObservableType.AttackTechnique
                ? v.Value
                : v.Value.Replace("https", "hxxps", StringComparison.Ordinal).Replace(".", "[.]", StringComparison.Ordinal).Replace("@", "[at]", StringComparison.Ordinal);
            return new[] { v.Value, defanged }.All(written =>
                ObservableRecogniser.Find($"They used ({written}), and then went on.").Found is [{ } one] && (one.Type, one.Value) == v && one.Original == written);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
