using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>A span of time in which nobody had to act.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
public sealed record Pause(DateTimeOffset From, DateTimeOffset To);

/// <summary><c>&lt;time-bar from="@sent" due="@due" until="@now" /&gt;</c>: how much of the time to due is gone; pauses are hatched.</summary>
/// <param name="assets">Where the icons are.</param>
[HtmlTargetElement("time-bar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeBarTagHelper(AssetManifest assets) : PartTagHelper(assets)
{
    /// <summary>When the time began.</summary>
    public DateTimeOffset? From { get; set; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset? Due { get; set; }

    /// <summary>Until when it ran, or runs.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>Spans in which it waited for the side that asks.</summary>
    public IReadOnlyList<Pause> Pauses { get; set; } = [];

    /// <summary>The share that is gone, in whole percent; more than 100 when late.</summary>
    /// <param name="from">When the time began.</param>
    /// <param name="due">When it is due.</param>
    /// <param name="until">Until when it ran.</param>
    /// <returns>Null where there is no span of time.</returns>
    public static int? Percent(DateTimeOffset? from, DateTimeOffset? due, DateTimeOffset until) =>
        from is { } start && due is { } end && end > start ? (int)Math.Clamp((until - start) / (end - start) * 100, 0, 999) : null;

    /// <summary>Whether the time gets short, of which every clock and bar takes its colour: two thirds of it are gone.</summary>
    /// <param name="percent">The share that is gone.</param>
    /// <returns>False where there is no span of time, or it is over.</returns>
    public static bool IsShort(int? percent) => percent is >= 66 and <= 100;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Percent(From, Due, Until) is not { } percent)
        {
            output.SuppressOutput();
            return;
        }

        Tag(output, "svg");
        AddClass(output, percent > 100 ? "spent spent-late" : IsShort(percent) ? "spent spent-soon" : "spent");
        output.Attributes.SetAttribute("viewBox", "0 0 100 6");
        output.Attributes.SetAttribute("preserveAspectRatio", "none");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Words.Get("Requests.PercentUsed", percent));
        var pauses = string.Concat(Pauses.Select(p => Rect("spent-pause", Place(p.From), Place(p.To))));
        output.Content.SetHtmlContent(Rect("spent-track", 0, 100) + Rect("spent-gone", 0, Math.Min(percent, 100)) + pauses);
    }

    private double Place(DateTimeOffset at) => Math.Clamp((at - From!.Value) / (Due!.Value - From.Value) * 100, 0, 100);

    private static string Rect(string name, double from, double to) => string.Create(
        CultureInfo.InvariantCulture, $"<rect class=\"{name}\" x=\"{from:0.##}\" y=\"0\" width=\"{Math.Max(0, to - from):0.##}\" height=\"6\"/>");
}
