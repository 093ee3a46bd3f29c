using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary><c>&lt;handling value="@item.Handling" /&gt;</c>: PAP, handling codes and grading as chips beside the TLP; nothing where none is said.</summary>
/// <param name="assets">Where the icons are.</param>
[HtmlTargetElement("handling", TagStructure = TagStructure.WithoutEndTag)]
public sealed class HandlingTagHelper(AssetManifest assets) : PartTagHelper(assets)
{
    /// <summary>The value; null for none.</summary>
    public HandlingValue? Value { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Value is null ? string.Empty : string.Join(' ', Chips(Value).Select(c =>
            $"<span class=\"mark\" translate=\"no\" title=\"{Encode(c.Title)}\">{Encode(c.Text)}</span>")));
    }

    private static IEnumerable<(string Text, string Title)> Chips(HandlingValue value)
    {
        if (value.Pap is { } pap)
        {
            yield return ($"PAP:{Handling.LabelOf(pap)}", Words.Get($"Terms.Pap.{pap}"));
        }

        foreach (var code in value.Codes ?? [])
        {
            yield return (code.ToString(), Words.Get($"Terms.HandlingCode.{code}"));
        }

        if (value.Grading is { } grading)
        {
            yield return (
                $"{grading.Source}{grading.Information}",
                Words.Get("Markings.GradingSays", grading.Source, grading.Information, Words.Get($"Terms.GradingScheme.{grading.Scheme}")));
        }
    }
}
