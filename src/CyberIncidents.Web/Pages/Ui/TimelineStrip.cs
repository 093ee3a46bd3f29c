using System.Globalization;
using CyberIncidents.Domain.Timeline;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>One mark on the strip above a timeline.</summary>
/// <param name="X">Where it begins, as a share of the strip in SVG's words.</param>
/// <param name="Width">How wide it is: an hour or a day has its length.</param>
/// <param name="Mark">The class that draws it.</param>
internal sealed record StripMark(string X, string Width, string Mark);

/// <summary>The entries of a page in true proportion along one line; those without an instant are not on it.</summary>
internal sealed class TimelineStrip
{
    private const double Margin = 2;

    private TimelineStrip(DateTimeOffset first, DateTimeOffset last, IReadOnlyList<StripMark> marks)
    {
        First = first;
        Last = last;
        Marks = marks;
    }

    /// <summary>Its beginning.</summary>
    public DateTimeOffset First { get; }

    /// <summary>Its end.</summary>
    public DateTimeOffset Last { get; }

    /// <summary>The marks.</summary>
    public IReadOnlyList<StripMark> Marks { get; }

    /// <summary>Lays entries out.</summary>
    /// <param name="entries">When each was, and how well it is known.</param>
    /// <returns>Null when fewer than two have an instant, or all have the same.</returns>
    public static TimelineStrip? Of(IEnumerable<(DateTimeOffset? At, DateTimeOffset? LastAt, TimePrecision Precision)> entries)
    {
        var known = entries.Where(e => e.At is not null).Select(e => (At: e.At!.Value, LastAt: e.LastAt ?? e.At.Value, e.Precision)).ToList();
        if (known.Count < 2)
        {
            return null;
        }

        var (first, last) = (known.Min(e => e.At), known.Max(e => e.LastAt));
        var whole = (last - first).TotalSeconds;
        return whole <= 0
            ? null
            : new TimelineStrip(first, last, [.. known.Select(e => new StripMark(
                Share(Margin + (Inner * (e.At - first).TotalSeconds / whole)), Share(Math.Max(0.8, Inner * (e.LastAt - e.At).TotalSeconds / whole)),
                $"strip-{e.Precision.ToString().ToLowerInvariant()}"))]);
    }

    private static double Inner => 100 - (2 * Margin);

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:0.##}%");
}
