using System.Globalization;
using CyberIncidents.Domain.Calendars;
using NodaTime;

namespace CyberIncidents.Exchange.Calendars;

/// <summary>One date in a calendar that leaves the house. The caller decides what its title and description may say.</summary>
/// <param name="Uid">Names the entry for ever; a later file with the same name replaces it.</param>
/// <param name="Sequence">Rises with each change that moves or cancels it.</param>
/// <param name="At">Its instant, to the second; with a rule, the first at which it may occur.</param>
/// <param name="TimeZone">IANA name of the zone in which it is shown and recurs.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">Some lines, or null.</param>
/// <param name="Link">Where to read on.</param>
/// <param name="ModifiedAt">When it last changed; null where nobody knows, then its sequence alone tells.</param>
/// <param name="Recurrence">
/// A rule that <see cref="Recurrences.Check"/> found good, or null. One that is broken or never occurs is left out, so that one entry does
/// not take the others with it.
/// </param>
/// <param name="Cancelled">Whether it is called off; programs then strike it out.</param>
/// <param name="RemindersBefore">How long before it programs remind, zero or more. None when cancelled.</param>
public sealed record CalendarEntry(
    string Uid, int Sequence, DateTimeOffset At, string TimeZone, string Title, string? Description, Uri Link, DateTimeOffset? ModifiedAt, string? Recurrence,
    bool Cancelled, IReadOnlyList<TimeSpan> RemindersBefore)
{
    /// <summary>Whole days instead of an instant, the last one included; such an entry has no zone, and does not recur.</summary>
    public (DateOnly From, DateOnly To)? Days { get; init; }

    /// <summary>Where it takes place; null where that is not told.</summary>
    public string? Location { get; init; }

    /// <summary>Whether it is not certain yet.</summary>
    public bool Tentative { get; init; }
}

/// <summary>
/// Calendar files (RFC 5545) to subscribe to or to download. Written here and not by Ical.Net 5.2: its zones depend on the day they are written,
/// and its folding cuts characters beyond the basic plane in two.
/// </summary>
public static class CalendarFeed
{
    /// <summary>Writes a calendar.</summary>
    /// <param name="name">The calendar's name.</param>
    /// <param name="entries">Its entries, in the order in which they are written.</param>
    /// <param name="now">When it is written.</param>
    /// <returns>The text, with CRLF after each line; to be sent as UTF-8, <c>text/calendar</c>.</returns>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">An entry names a zone that does not exist.</exception>
    public static string Write(string name, IReadOnlyList<CalendarEntry> entries, DateTimeOffset now)
    {
        var placed = entries.Select(Place).ToList();
        var lines = new ContentLines();
        lines.Add("BEGIN", "VCALENDAR");
        lines.Add("VERSION", "2.0");
        lines.Add("PRODID", "-//CyberIncidents//Follow-ups//EN");
        lines.Add("CALSCALE", "GREGORIAN");
        lines.Add("METHOD", "PUBLISH");
        lines.AddText("NAME", name);
        lines.AddText("X-WR-CALNAME", name);
        foreach (var ofZone in placed.Where(e => e.Days is null).GroupBy(e => e.TimeZone, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            FeedZone.Write(lines, ofZone.Key, ofZone.Min(e => e.At), Last(ofZone, now));
        }

        foreach (var entry in placed)
        {
            Write(lines, entry, now);
        }

        lines.Add("END", "VCALENDAR");
        return lines.ToString();
    }

    private static void Write(ContentLines lines, CalendarEntry entry, DateTimeOffset now)
    {
        var zone = Zones.Get(entry.TimeZone);
        lines.Add("BEGIN", "VEVENT");
        lines.AddText("UID", entry.Uid);
        lines.Add("SEQUENCE", entry.Sequence.ToString(CultureInfo.InvariantCulture));
        lines.Add("DTSTAMP", Utc(now));
        if (entry.ModifiedAt is { } modified)
        {
            lines.Add("LAST-MODIFIED", Utc(modified));
        }

        WriteTimes(lines, entry, zone);
        lines.AddText("SUMMARY", entry.Title);
        if (!string.IsNullOrEmpty(entry.Description))
        {
            lines.AddText("DESCRIPTION", entry.Description);
        }

        if (!string.IsNullOrEmpty(entry.Location))
        {
            lines.AddText("LOCATION", entry.Location);
        }

        lines.Add("URL", entry.Link.AbsoluteUri);
        lines.Add("CLASS", "PRIVATE");
        lines.Add("STATUS", entry.Cancelled ? "CANCELLED" : entry.Tentative ? "TENTATIVE" : "CONFIRMED");
        // A deadline takes no time of its own; without this it shows its owner as busy.
        lines.Add("TRANSP", "TRANSPARENT");
        foreach (var before in entry.Cancelled ? [] : entry.RemindersBefore.Distinct())
        {
            lines.Add("BEGIN", "VALARM");
            lines.Add("ACTION", "DISPLAY");
            lines.AddText("DESCRIPTION", entry.Title);
            lines.Add("TRIGGER", Before(before));
            lines.Add("END", "VALARM");
        }

        lines.Add("END", "VEVENT");
    }

    /// <summary>The entry from its first occurrence on: programs show the start of an entry whether its rule meets it or not.</summary>
    private static CalendarEntry Place(CalendarEntry entry)
    {
        var rule = entry.Recurrence is null ? null : Recurrences.ToFile(entry.Recurrence, Zones.Get(entry.TimeZone));
        var first = rule is null ? null : Recurrences.Next(rule, entry.At, entry.TimeZone, entry.At.AddSeconds(-1));
        return entry with { At = first ?? entry.At, Recurrence = first is null ? null : rule };
    }

    private static void WriteTimes(ContentLines lines, CalendarEntry entry, DateTimeZone zone)
    {
        if (entry.Days is { } days)
        {
            // The end is the day after the last (3.6.1).
            lines.Add("DTSTART;VALUE=DATE", Day(days.From));
            lines.Add("DTEND;VALUE=DATE", Day(days.To.AddDays(1)));
            return;
        }

        var local = Instant.FromDateTimeOffset(entry.At).InZone(zone).LocalDateTime;
        if (entry.Recurrence is null && zone.MapLocal(local).Count > 1)
        {
            // Clocks show this hour twice. A local time means the first (3.3.5), but not every program knows; UTC is understood by all.
            lines.Add("DTSTART", Utc(entry.At));
            return;
        }

        lines.Add($"DTSTART;TZID={entry.TimeZone}", FeedZone.Local(local));
        if (entry.Recurrence is not null)
        {
            lines.Add("RRULE", entry.Recurrence);
        }
    }

    // A rule without end needs zones for some years; whoever subscribes gets the next years with the next file.
    private static DateTimeOffset Last(IEnumerable<CalendarEntry> entries, DateTimeOffset now) => entries.Max(e =>
        e.Recurrence is null ? e.At : (e.At > now ? e.At : now).AddYears(5));

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A reminder in hours, minutes and seconds: in days it would move by an hour when clocks change.</summary>
    private static string Before(TimeSpan before) => before <= TimeSpan.Zero
        ? "PT0S"
        : string.Create(CultureInfo.InvariantCulture, $"-PT{(long)before.TotalHours}H{before.Minutes}M{before.Seconds}S");
}
