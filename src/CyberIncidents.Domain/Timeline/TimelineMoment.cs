using CyberIncidents.Domain.Calendars;
using NodaTime;

namespace CyberIncidents.Domain.Timeline;

/// <summary>How well it is known when something happened.</summary>
public enum TimePrecision
{
    /// <summary>To the instant.</summary>
    Exact,

    /// <summary>Some time in that hour.</summary>
    Hour,

    /// <summary>Some time on that day.</summary>
    Day,

    /// <summary>Nobody knows how well, or when at all.</summary>
    Unknown,
}

/// <summary>
/// When something happened: an instant, and how well it is known. What is known to the hour or to the day is kept as the beginning of that
/// hour or day in the zone in which it was given, so that nothing looks more exact than it is.
/// </summary>
public sealed record TimelineMoment
{
    private const long TicksOfMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Where a moment without an instant is sorted: after all others.</summary>
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private TimelineMoment(DateTimeOffset? at, DateTimeOffset? lastAt, TimePrecision precision, string zone)
    {
        At = at;
        LastAt = lastAt;
        Precision = precision;
        Zone = zone;
    }

    /// <summary>The earliest that a timeline reaches back to.</summary>
    public static DateTimeOffset Earliest { get; } = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far ahead of now an instant may lie: a day that is given in a zone ahead of ours, a clock that is wrong; no plans.</summary>
    public static TimeSpan Ahead { get; } = TimeSpan.FromDays(1);

    /// <summary>The instant, in UTC; of an hour or a day its beginning; null when nothing is known.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>The last instant at which it may have happened; the same as <see cref="At"/> unless it is an hour or a day.</summary>
    public DateTimeOffset? LastAt { get; }

    /// <summary>How well it is known.</summary>
    public TimePrecision Precision { get; }

    /// <summary>The IANA zone in which it was given.</summary>
    public string Zone { get; }

    /// <summary>
    /// The key by which a timeline is ordered: the beginning; of what begins together the wider first, since it may hold the narrower (the
    /// day, its first hour, an instant), then what nobody knows how well; without an instant last of all.
    /// </summary>
    public DateTimeOffset SortAt => At is { } at ? at.AddTicks(Rank(Precision)) : Never;

    /// <summary>A moment; the beginning of its hour or day where it is known no better.</summary>
    /// <param name="at">An instant in it; null only where the precision is <see cref="TimePrecision.Unknown"/>.</param>
    /// <param name="precision">How well it is known.</param>
    /// <param name="zone">The IANA zone in which it was given: its hours and days count.</param>
    /// <returns>The moment; the same when its own instant is given again.</returns>
    /// <exception cref="ArgumentException">No instant, but a precision.</exception>
    public static TimelineMoment Of(DateTimeOffset? at, TimePrecision precision, string zone)
    {
        if (at is not { } given)
        {
            return precision == TimePrecision.Unknown
                ? new TimelineMoment(null, null, precision, zone)
                : throw new ArgumentException("What is known to some precision has an instant.", nameof(at));
        }

        var (first, end) = precision switch
        {
            TimePrecision.Hour => HourOf(given, zone),
            TimePrecision.Day => DayOf(given, zone),
            _ => (Truncated(given), Truncated(given).AddTicks(1)),
        };
        return new TimelineMoment(first, end.AddTicks(-1), precision, zone);
    }

    /// <summary>Ticks below a microsecond are free for the order.</summary>
    private static DateTimeOffset Truncated(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TicksOfMicrosecond), TimeSpan.Zero);

    private static int Rank(TimePrecision precision) => precision switch
    {
        TimePrecision.Day => 0,
        TimePrecision.Hour => 1,
        TimePrecision.Exact => 2,
        _ => 3,
    };

    /// <summary>The hour that a clock there shows; where clocks are moved within it, the part on this side.</summary>
    private static (DateTimeOffset First, DateTimeOffset End) HourOf(DateTimeOffset at, string zone)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(Zones.Get(zone));
        var interval = local.GetZoneInterval();
        var begin = local.ToInstant() - Duration.FromTicks(local.TimeOfDay.TickOfDay % NodaConstants.TicksPerHour);
        var end = begin + Duration.FromHours(1);
        return (
            (interval.HasStart && interval.Start > begin ? interval.Start : begin).ToDateTimeOffset(),
            (interval.HasEnd && interval.End < end ? interval.End : end).ToDateTimeOffset());
    }

    private static (DateTimeOffset First, DateTimeOffset End) DayOf(DateTimeOffset at, string zone)
    {
        var there = Zones.Get(zone);
        var date = WallClock.Read(at, there).Date;
        // Where clocks go back over midnight, the day ends with the second of the two.
        var midnight = there.MapLocal(date.PlusDays(1).AtMidnight());
        var end = midnight.Count == 0 ? midnight.EarlyInterval.End : midnight.Last().ToInstant();
        return (WallClock.StartOf(date, there).ToDateTimeOffset(), end.ToDateTimeOffset());
    }
}
