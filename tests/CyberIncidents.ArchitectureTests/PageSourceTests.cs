using System.Text.RegularExpressions;
using CyberIncidents.ArchitectureTests.Support;

namespace CyberIncidents.ArchitectureTests;

/// <summary>What the pages' sources keep to, so that the content policy holds and no icon is missing.</summary>
public sealed partial class PageSourceTests
{
    private static readonly HashSet<string> Icons =
        [.. File.ReadAllLines(Path.Combine(Checkout.Root, "src", "CyberIncidents.Web", "Assets", "icons.txt")).Where(l => l.Length > 0)];

    [Test]
    public void No_page_has_inline_script_style_or_handler() =>
        Assert.That(Checkout.Sources(".cshtml").SelectMany(f => Inline(f.Text).Select(found => $"{f.Path}: {found}")), Is.Empty);

    [Test]
    public void Every_icon_that_a_page_names_is_in_the_sprite()
    {
        var named = Checkout.Sources(".cshtml").SelectMany(f => Named(f.Text)).ToList();
        Assert.That(named, Has.Count.GreaterThan(10));
        Assert.That(named.Where(n => !Icons.Contains(n)), Is.Empty);
    }

    [Test]
    public void The_list_of_icons_holds_each_once() => Assert.That(Icons, Has.Count.EqualTo(
        File.ReadAllLines(Path.Combine(Checkout.Root, "src", "CyberIncidents.Web", "Assets", "icons.txt")).Count(l => l.Length > 0)));

    [TestCase("<p style=\"color: red\">")]
    [TestCase("<script>alert(1)</script>")]
    [TestCase("<a onclick=\"go()\">")]
    [TestCase("<style>p { }</style>")]
    public void Inline_script_or_style_is_caught(string page) => Assert.That(Inline(page), Is.Not.Empty);

    [TestCase("<icon name=\"no-such-icon\" />")]
    public void A_missing_icon_is_caught(string page) => Assert.That(Named(page).Where(n => !Icons.Contains(n)), Is.Not.Empty);

    private static IEnumerable<string> Inline(string page) => InlinePart().Matches(page).Select(m => m.Value);

    private static IEnumerable<string> Named(string page) => IconName().Matches(page).Select(m => m.Groups["name"].Value);

    [GeneratedRegex("""<script(?![^>]*\ssrc=)[^>]*>|<style[\s>]|\sstyle\s*=\s*["@]|<[a-z][^>]*\son[a-z]+\s*=\s*["@]""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex InlinePart();

    [GeneratedRegex("""<icon\s[^>]*?name="(?<name>[a-z0-9-]+)""" + "\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IconName();
}
