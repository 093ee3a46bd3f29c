using System.Globalization;
using CyberIncidents.Domain.Calendars;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace CyberIncidents.Exchange.Calendars;

/// <summary>Writes a zone as VTIMEZONE (RFC 5545 3.6.5): each change of its clocks by itself, since rules cannot say all of them (Morocco's Ramadan).</summary>
internal static class FeedZone
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    internal static void Write(ContentLines lines, string name, DateTimeOffset first, DateTimeOffset last)
    {
        var zone = Zones.Get(name);
        // Some days around: local times near the ends are looked up with the neighbouring offset.
        var (from, to) = (Instant.FromDateTimeOffset(first).Minus(Duration.FromDays(2)), Instant.FromDateTimeOffset(last).Plus(Duration.FromDays(2)));
        lines.Add("BEGIN", "VTIMEZONE");
        lines.Add("TZID", name);
        foreach (var interval in zone.GetZoneIntervals(from, to))
        {
            Write(lines, zone, interval);
        }

        lines.Add("END", "VTIMEZONE");
    }

    /// <summary>A local time as a file says it, without zone.</summary>
    internal static string Local(LocalDateTime local) => Pattern.Format(local);

    private static void Write(ContentLines lines, DateTimeZone zone, ZoneInterval interval)
    {
        var before = interval.HasStart ? zone.GetUtcOffset(interval.Start - Duration.Epsilon) : interval.WallOffset;
        // RFC 5545 3.6.5: the change is told by the clock as it was before it.
        var starts = interval.HasStart ? interval.Start.WithOffset(before).LocalDateTime : new LocalDateTime(1601, 1, 1, 0, 0);
        var kind = interval.Savings > NodaTime.Offset.Zero ? "DAYLIGHT" : "STANDARD";
        lines.Add("BEGIN", kind);
        lines.Add("DTSTART", Local(starts));
        lines.Add("TZOFFSETFROM", Text(before));
        lines.Add("TZOFFSETTO", Text(interval.WallOffset));
        lines.AddText("TZNAME", interval.Name);
        lines.Add("END", kind);
    }

    private static string Text(NodaTime.Offset offset)
    {
        var span = offset.ToTimeSpan();
        return (span < TimeSpan.Zero ? "-" : "+") + span.ToString(span.Seconds == 0 ? "hhmm" : "hhmmss", CultureInfo.InvariantCulture);
    }
}
