using CyberIncidents.Domain.Calendars;
using NodaTime;
using NodaTime.Text;

namespace CyberIncidents.Domain.FollowUps;

/// <summary>How long before its instant a follow-up reminds: an ISO 8601 duration with a minus sign, <c>-P1D</c>.</summary>
public static class Reminder
{
    /// <summary>Whether a text is a usable reminder: before the instant, and at most a year before.</summary>
    /// <param name="text">For example <c>-P1D</c> or <c>-PT1H</c>.</param>
    /// <returns>True when it is.</returns>
    public static bool IsValid(string? text) =>
        Parse(text) is { } period && !period.Equals(Period.Zero) && IsPositive(period) && Days(period) <= 366;

    /// <summary>
    /// The instant of a reminder: days, weeks and months count by the calendar of the zone (a day before 09:00 is 09:00,
    /// also across a change of clocks), hours and less by the clock.
    /// </summary>
    /// <param name="text">A valid reminder.</param>
    /// <param name="dueAt">The instant of the follow-up.</param>
    /// <param name="timeZone">IANA name of the zone.</param>
    /// <returns>The instant, in UTC.</returns>
    public static DateTimeOffset Before(string text, DateTimeOffset dueAt, string timeZone)
    {
        var period = Parse(text) ?? throw new ArgumentException("Not a reminder.", nameof(text));
        var zone = Zones.Get(timeZone);
        var time = new PeriodBuilder(period) { Years = 0, Months = 0, Weeks = 0, Days = 0 }.Build().ToDuration();
        if (!period.HasDateComponent)
        {
            return Instant.FromDateTimeOffset(dueAt).Minus(time).ToDateTimeOffset();
        }

        var dates = new PeriodBuilder { Years = period.Years, Months = period.Months, Weeks = period.Weeks, Days = period.Days }.Build();
        var local = Instant.FromDateTimeOffset(dueAt).InZone(zone).LocalDateTime.Minus(dates);
        return zone.AtLeniently(local).ToInstant().Minus(time).ToDateTimeOffset();
    }

    private static Period? Parse(string? text)
    {
        if (text is not { Length: > 2 and <= 40 } || text[0] != '-')
        {
            return null;
        }

        var result = PeriodPattern.NormalizingIso.Parse(text[1..]);
        return result.Success ? result.Value : null;
    }

    private static bool IsPositive(Period p) =>
        p is { Years: >= 0, Months: >= 0, Weeks: >= 0, Days: >= 0, Hours: >= 0, Minutes: >= 0, Seconds: >= 0, Milliseconds: >= 0, Ticks: >= 0, Nanoseconds: >= 0 };

    private static double Days(Period p) =>
        (p.Years * 366d) + (p.Months * 30.5d) + (p.Weeks * 7d) + p.Days + (p.Hours / 24d) + (p.Minutes / 1440d) + (p.Seconds / 86400d);
}
