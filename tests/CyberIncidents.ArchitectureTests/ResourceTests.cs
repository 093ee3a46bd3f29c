using System.Text.RegularExpressions;
using System.Xml.Linq;
using CyberIncidents.ArchitectureTests.Support;
using CyberIncidents.Domain.Notices;

namespace CyberIncidents.ArchitectureTests;

public sealed partial class ResourceTests
{
    private static readonly Dictionary<string, string> English = Read("Words.resx");
    private static readonly Dictionary<string, string> Indonesian = Read("Words.id.resx");

    [Test]
    public void Both_languages_say_the_same_things() => Assert.That(Differences(English, Indonesian), Is.Empty);

    [Test]
    public void Every_kind_of_notice_has_its_words() =>
        Assert.That(Missing(Enum.GetNames<NoticeKind>().Select(k => $"Notice.{k}"), English), Is.Empty);

    [Test]
    public void No_words_are_kept_for_a_notice_that_there_is_not() =>
        Assert.That(
            English.Keys.Where(k => k.StartsWith("Notice.", StringComparison.Ordinal)),
            Is.SubsetOf(Enum.GetNames<NoticeKind>().Select(k => $"Notice.{k}")));

    [Test]
    public void Every_text_that_the_source_asks_for_exists()
    {
        var asked = Checkout.Sources(".cs", ".cshtml").SelectMany(f => KeysIn(f.Text)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(asked, Has.Count.GreaterThan(10));
            Assert.That(Missing(asked, English), Is.Empty);
        });
    }

    [Test]
    public void A_text_that_one_language_lacks_is_caught() =>
        Assert.That(Differences(Texts(("A", "a"), ("B", "b")), Texts(("A", "a"), ("C", "c"))), Is.EquivalentTo(new[] { "B", "C" }));

    [TestCase("{0} by {1}", "{0}")]
    [TestCase("{0}", "{1}")]
    [TestCase("{0:d}", "-")]
    public void Placeholders_that_do_not_agree_are_caught(string english, string indonesian) =>
        Assert.That(Differences(Texts(("A", english)), Texts(("A", indonesian))), Is.EqualTo(new[] { "A" }));

    [Test]
    public void An_empty_text_is_caught() => Assert.That(Differences(Texts(("A", "a")), Texts(("A", " "))), Is.EqualTo(new[] { "A" }));

    [TestCase("Words.Get(\"Error.None\")")]
    [TestCase("Words.Get(\n    \"Error.None\", name)")]
    public void A_text_that_does_not_exist_is_caught(string source) =>
        Assert.That(Missing(KeysIn(source), English), Is.EqualTo(new[] { "Error.None" }));

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Checkout.Root, "src", "CyberIncidents.Application", "Common", "Texts", file)).Root!
            .Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static IEnumerable<string> KeysIn(string source) => Asked().Matches(source).Select(m => m.Groups["key"].Value);

    private static IEnumerable<string> Missing(IEnumerable<string> asked, Dictionary<string, string> texts) =>
        asked.Distinct().Where(k => !texts.ContainsKey(k));

    private static IEnumerable<string> Differences(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Keys.Union(other.Keys, StringComparer.Ordinal).Where(k =>
            !one.TryGetValue(k, out var a) || !other.TryGetValue(k, out var b) || string.IsNullOrWhiteSpace(a) || string.IsNullOrWhiteSpace(b)
            || !Places(a).SetEquals(Places(b)));

    private static HashSet<string> Places(string text) => [.. Placeholder().Matches(text).Select(m => m.Groups["index"].Value)];

    private static Dictionary<string, string> Texts(params (string Key, string Text)[] texts) =>
        texts.ToDictionary(t => t.Key, t => t.Text, StringComparer.Ordinal);

    [GeneratedRegex("""\bWords\.Get\(\s*"(?<key>[^"]+)""" + "\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{(?<index>\d+)[^}]*\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Placeholder();
}
