using System.Text.RegularExpressions;
using System.Xml.Linq;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Mails;
using CyberIncidents.ArchitectureTests.Support;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.ArchitectureTests;

public sealed partial class ResourceTests
{
    private static readonly Dictionary<string, string> English = ReadAll(".resx");
    private static readonly Dictionary<string, string> Indonesian = ReadAll(".id.resx");

    // Enums whose every value a page shows by name: Terms.<enum>.<value>, or the move's name as the API spells it.
    private static readonly Type[] Shown =
    [
        typeof(IncidentStatus), typeof(IncidentOutcome), typeof(Severity), typeof(Tlp), typeof(Pap), typeof(ParticipationState), typeof(ParticipationRole),
        typeof(RequestState), typeof(RequestKind), typeof(Urgency), typeof(AnswerOutcome), typeof(FollowUpState), typeof(OrganisationKind), typeof(ObservableType), typeof(CustodyAct),
    ];

    [Test]
    public void Both_languages_say_the_same_things() => Assert.That(Differences(English, Indonesian), Is.Empty);

    [Test]
    public void Every_word_of_the_domain_has_its_name() => Assert.That(Missing(NamesOfWords(Shown), English), Is.Empty);

    [Test]
    public void Every_move_has_its_name() =>
        Assert.That(
            Missing(
                [
                    .. Enum.GetValues<IncidentMove>().Select(m => $"Terms.IncidentMove.{MoveName.Of(m)}"),
                    .. Enum.GetValues<RequestMove>().Select(m => $"Terms.RequestMove.{MoveName.Of(m)}"),
                    .. Enum.GetValues<RequestMove>().Select(m => $"Terms.RequestDone.{MoveName.Of(m)}"),
                ],
                English),
            Is.Empty);

    [Test]
    public void Every_refusal_of_a_rule_has_its_words()
    {
        var codes = Checkout.Sources(".cs").SelectMany(f => RuleCode().Matches(f.Text)).Select(m => $"Terms.Code.{m.Groups["code"].Value}").ToList();
        Assert.That(codes, Has.Count.GreaterThan(10));
        Assert.That(Missing(codes, English), Is.Empty);
    }

    [Test]
    public void A_word_without_a_name_is_caught() =>
        Assert.That(Missing(NamesOfWords([typeof(DayOfWeek)]), English), Has.Exactly(7).Items);

    [Test]
    public void Every_key_stands_in_the_file_of_its_first_part() =>
        Assert.That(Words.Areas.SelectMany(a => Read($"{a}.resx").Keys.Where(k => !k.StartsWith(a + ".", StringComparison.Ordinal))), Is.Empty);

    [Test]
    public void Every_kind_of_notice_has_its_words() =>
        Assert.That(Missing(Enum.GetNames<NoticeKind>().Select(k => $"Notice.{k}"), English), Is.Empty);

    [Test]
    public void What_is_mailed_has_its_words_for_a_mail_and_nothing_else_has() =>
        Assert.That(
            English.Keys.Where(k => k.StartsWith("Mails.Event.", StringComparison.Ordinal) || k.StartsWith("Mails.Says.", StringComparison.Ordinal)),
            Is.EquivalentTo(MailedKinds.All.SelectMany(k => new[] { $"Mails.Event.{k}", $"Mails.Says.{k}" })));

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

    private static IEnumerable<string> NamesOfWords(IEnumerable<Type> enums) =>
        enums.SelectMany(t => Enum.GetNames(t).Select(n => $"Terms.{t.Name}.{n}"));

    private static Dictionary<string, string> ReadAll(string ending) =>
        Words.Areas.Append("Words").SelectMany(f => Read(f + ending)).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);

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

    [GeneratedRegex("""\bRuleBrokenException\(\s*"(?<code>[a-z-]+)""" + "\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex RuleCode();

    [GeneratedRegex(@"\{(?<index>\d+)[^}]*\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Placeholder();
}
