using System.Globalization;
using System.Text.Encodings.Web;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>Writes the small parts that all pages share.</summary>
/// <param name="assets">Where the icons are.</param>
public abstract class PartTagHelper(AssetManifest assets) : TagHelper
{
    private protected static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? string.Empty);

    private protected string Icon(string name) => $"<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{assets.Icons}#{name}\"/></svg>";

    private protected static void AddClass(TagHelperOutput output, string name) =>
        output.Attributes.SetAttribute("class", $"{name} {output.Attributes["class"]?.Value}".TrimEnd());

    private protected static void Tag(TagHelperOutput output, string name)
    {
        output.TagName = name;
        output.TagMode = TagMode.StartTagAndEndTag;
    }
}

/// <summary><c>&lt;icon name="send" /&gt;</c>: an icon of the sprite, as decoration.</summary>
/// <param name="assets">Where the icons are.</param>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(AssetManifest assets) : PartTagHelper(assets)
{
    private readonly AssetManifest _assets = assets;

    /// <summary>Its name, one of <c>Assets/icons.txt</c>.</summary>
    public string Name { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Tag(output, "svg");
        AddClass(output, "icon");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"{_assets.Icons}#{Encode(Name)}\"/>");
    }
}

/// <summary><c>&lt;tlp value="@tlp" /&gt;</c>: the label of FIRST TLP 2.0 in its colours; never translated.</summary>
/// <param name="assets">Where the icons are.</param>
[HtmlTargetElement("tlp", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TlpTagHelper(AssetManifest assets) : PartTagHelper(assets)
{
    /// <summary>The marking.</summary>
    public Tlp Value { get; set; }

    /// <summary>The class that colours a marking.</summary>
    public static string ClassOf(Tlp tlp) => tlp switch
    {
        Tlp.Clear => "tlp-clear",
        Tlp.Green => "tlp-green",
        Tlp.Amber => "tlp-amber",
        Tlp.AmberStrict => "tlp-amber-strict",
        _ => "tlp-red",
    };

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Tag(output, "span");
        AddClass(output, $"tlp {ClassOf(Value)}");
        output.Attributes.SetAttribute("translate", "no");
        output.Content.SetContent($"TLP:{TlpLabel.Of(Value)}");
    }
}

/// <summary>
/// <c>&lt;flag country="NL" named linked /&gt;</c>: a flag with the country's name, which is never left out: shown, or in words for a reader and
/// on hover. Linked, it leads whoever may go there to the country's page.
/// </summary>
/// <param name="assets">Where the icons are.</param>
/// <param name="shell">Names of countries.</param>
[HtmlTargetElement("flag", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FlagTagHelper(AssetManifest assets, Shell shell) : PartTagHelper(assets)
{
    /// <summary>ISO 3166-1 alpha-2; null for an international body.</summary>
    public string? Country { get; set; }

    /// <summary>Shows the name beside it.</summary>
    public bool Named { get; set; }

    /// <summary>Leads to the country's page; only with the name, since a flag alone is too small to touch.</summary>
    public bool Linked { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        var none = string.IsNullOrEmpty(Country);
        var name = Encode(none ? Words.Get("Shell.International") : shell.Names.Country(Country!));
        var image = none
            ? Icon("world")
            : $"<img class=\"flag\" src=\"/assets/flags/{Encode(Country!.ToLowerInvariant())}.svg\" width=\"18\" height=\"13\" alt=\"{(Named ? string.Empty : name)}\" title=\"{name}\">";
        var shown = Named ? $"{image} <span class=\"country\">{name}</span>" : image;
        output.Content.SetHtmlContent(Linked && Named && !none && shell.Holds(Permission.ReadCases)
            ? $"<a class=\"country-link\" href=\"/countries/{Encode(Country!)}\">{shown}</a>"
            : shown);
    }
}

/// <summary><c>&lt;severity value="@s" /&gt;</c>: four bars and the word.</summary>
/// <param name="assets">Where the icons are.</param>
[HtmlTargetElement("severity", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SeverityTagHelper(AssetManifest assets) : PartTagHelper(assets)
{
    /// <summary>How bad it is.</summary>
    public Severity Value { get; set; }

    /// <summary>Shows the bars only; the word is on hover and for a reader.</summary>
    public bool Bars { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Tag(output, "span");
        AddClass(output, Value == Severity.Critical ? "severity severity-critical" : "severity");
        var word = Encode(Words.Get($"Terms.Severity.{Value}"));
        var bars = string.Concat(Enumerable.Range(0, 4).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"<rect x=\"{i * 4}\" y=\"{9 - (i * 3)}\" width=\"3\" height=\"{5 + (i * 3)}\" rx=\"1\" fill=\"currentColor\"{(i > (int)Value ? " class=\"off\"" : string.Empty)}/>")));
        output.Attributes.SetAttribute("title", Words.Get($"Terms.Severity.{Value}"));
        output.Content.SetHtmlContent(
            $"<svg viewBox=\"0 0 16 14\" aria-hidden=\"true\">{bars}</svg><span class=\"{(Bars ? "hidden-label" : "word")}\">{word}</span>");
    }
}

/// <summary><c>&lt;when at="@instant" /&gt;</c>: a relative time with the exact instant on hover.</summary>
/// <param name="assets">Where the icons are.</param>
/// <param name="shell">The reader's clock.</param>
[HtmlTargetElement("when", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhenTagHelper(AssetManifest assets, Shell shell) : PartTagHelper(assets)
{
    /// <summary>The instant; nothing is written for null.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary><c>relative</c> (as when left out), <c>age</c>, <c>left</c>, <c>moment</c>, <c>day</c>, <c>time</c>, <c>both</c> or <c>both-short</c>.</summary>
    public string As { get; set; } = "relative";

    /// <summary>Another zone, IANA: for <c>both</c> beside the reader's, else instead of it.</summary>
    public string? Zone { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (At is not { } at)
        {
            output.SuppressOutput();
            return;
        }

        var here = shell.Here;
        Tag(output, "time");
        output.Attributes.SetAttribute("datetime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("title", here.Exact(at));
        output.Content.SetContent(As switch
        {
            "age" => Here.Age(here.Now - at),
            "left" => here.Left(at),
            "moment" => here.Moment(at, Zone),
            "day" => here.Day(at, Zone),
            "time" => here.Time(at, Zone),
            "both" => here.Both(at, Zone),
            "both-short" => here.BothShort(at, Zone),
            _ => here.Relative(at),
        });
    }
}

/// <summary><c>&lt;clock due="@due" zone="@theirs" /&gt;</c>: what is left, or how late it is, and the instant in both zones.</summary>
/// <param name="assets">Where the icons are.</param>
/// <param name="shell">The reader's clock.</param>
[HtmlTargetElement("clock", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ClockTagHelper(AssetManifest assets, Shell shell) : PartTagHelper(assets)
{
    /// <summary>When it is due; null for no clock.</summary>
    public DateTimeOffset? Due { get; set; }

    /// <summary>The other side's zone, IANA; null for the reader's alone.</summary>
    public string? Zone { get; set; }

    /// <summary>Waits for us: shown without a running figure.</summary>
    public bool Stopped { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Tag(output, "span");
        AddClass(output, "clock");
        if (Due is not { } due)
        {
            output.Content.SetHtmlContent($"<span class=\"muted\">{Encode(Words.Get("Shell.NoClock"))}</span>");
            return;
        }

        var here = shell.Here;
        var (kind, icon, text) = Stopped ? (" clock-stopped", "player-pause", Words.Get("Shell.Stopped"))
            : due < here.Now ? (" late", "clock-exclamation", here.Left(due))
            : (string.Empty, string.Empty, here.Left(due));
        var utc = due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        output.Content.SetHtmlContent(
            $"<span class=\"clock-left{kind}\">{(icon.Length > 0 ? Icon(icon) : string.Empty)}<span>{Encode(text)}</span></span>"
            + $"<time class=\"zones\" datetime=\"{utc}\" title=\"{Encode(here.Exact(due))}\">{Encode(here.Both(due, Zone))}</time>");
    }
}

/// <summary><c>&lt;avatar name="@person" /&gt;</c>: initials; a dashed ring for nobody.</summary>
/// <param name="assets">Where the icons are.</param>
[HtmlTargetElement("avatar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AvatarTagHelper(AssetManifest assets) : PartTagHelper(assets)
{
    /// <summary>The person's name; null for nobody.</summary>
    public string? Name { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Tag(output, "span");
        var nobody = string.IsNullOrEmpty(Name);
        AddClass(output, nobody ? "avatar avatar-none" : "avatar");
        var label = nobody ? Words.Get("Shell.Nobody") : Name!;
        output.Attributes.SetAttribute("title", label);
        var initials = string.Concat((Name ?? string.Empty).Split([' ', ',', '('], StringSplitOptions.RemoveEmptyEntries).Take(2).Select(w => char.ToUpperInvariant(w[0])));
        output.Content.SetHtmlContent(
            (nobody ? Icon("user-off") : $"<span aria-hidden=\"true\">{Encode(initials)}</span>") + $"<span class=\"hidden-label\">{Encode(label)}</span>");
    }
}
