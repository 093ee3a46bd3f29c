using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Timeline;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>When something happened, in words that are no more exact than what is known.</summary>
/// <param name="here">The reader's clock.</param>
/// <param name="at">When; of an hour or a day its beginning.</param>
/// <param name="lastAt">The last instant at which it may have been.</param>
/// <param name="precision">How well it is known.</param>
/// <param name="zone">The zone in which it was given.</param>
internal sealed class TimelineSaying(Here here, DateTimeOffset? at, DateTimeOffset? lastAt, TimePrecision precision, string zone)
{
    /// <summary>The day under which it stands, in the reader's zone.</summary>
    public string Day => at is { } known ? here.Day(known) : Words.Get("Timeline.NoInstant");

    /// <summary>The time of day on the reader's clock.</summary>
    public string Time => at is { } known
        ? precision switch
        {
            TimePrecision.Exact => here.Time(known),
            TimePrecision.Hour => Words.Get("Timeline.Range", here.Time(known), here.Time(lastAt!.Value.AddTicks(1))),
            TimePrecision.Day => Words.Get("Timeline.SomeTime"),
            _ => Words.Get("Timeline.About", here.Time(known)),
        }
        : Words.Get("Timeline.NoTime");

    /// <summary>The same on the clock of the zone in which it was given; null where the reader's shows the same.</summary>
    public string? There => at is not { } known || here.SameClock(known, zone)
        ? null
        : Words.Get("Timeline.There", precision == TimePrecision.Day ? here.Day(known, zone) : here.Moment(known, zone), Here.City(zone));

    /// <summary>In one word how well it is known.</summary>
    public string Precision => Words.Get($"Terms.TimePrecision.{precision}");

    /// <summary>The class that draws its mark on the line.</summary>
    public string Mark => $"mark-{precision.ToString().ToLowerInvariant()}";
}
