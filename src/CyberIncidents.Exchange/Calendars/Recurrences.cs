using CyberIncidents.Domain.Calendars;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;

namespace CyberIncidents.Exchange.Calendars;

/// <summary>Why a recurrence rule is refused.</summary>
public enum RecurrenceFault
{
    /// <summary>It is no rule of RFC 5545 3.3.10.</summary>
    Broken,

    /// <summary>It occurs more than 500 times in a year, or by the hour, minute or second, or more than 60 times on one day.</summary>
    TooOften,

    /// <summary>It has no occurrence from its start on, such as 30 February, or UNTIL before the start.</summary>
    Never,
}

/// <summary>
/// Recurrence rules of RFC 5545, counted by the wall clock of a named zone: 09:00 stays 09:00 when clocks change. A time that clocks skip is
/// as much later (02:30 becomes 03:30), one that they show twice is the first (3.3.5), as calendar programs do. Occurrences are to the second.
/// The start is an occurrence only when the rule meets it.
/// </summary>
public static class Recurrences
{
    private const int MostInAYear = 500;
    private const int Looked = 4 * MostInAYear;
    private const int LookedYears = 30;
    private const int Patience = 100;

    /// <summary>Looks whether a rule can be used. Quick, whatever the rule.</summary>
    /// <param name="rule">The rule, with or without <c>RRULE:</c>.</param>
    /// <param name="start">The first instant at which it may occur.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <returns>What is wrong with it; null when it is good.</returns>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no zone of that name.</exception>
    public static RecurrenceFault? Check(string rule, DateTimeOffset start, string timeZone)
    {
        var zone = Zones.Get(timeZone);
        if (RecurrenceText.Read(rule, zone) is not { } pattern)
        {
            return RecurrenceFault.Broken;
        }

        if (RecurrenceText.IsTooFine(pattern))
        {
            return RecurrenceFault.TooOften;
        }

        var last = new Queue<Instant>();
        var end = start.Year + LookedYears;
        // A rule may be busy only in some years (each fourth, each of its months), so every stretch is counted, not the first year alone.
        foreach (var at in Occurrences(pattern, start, start, zone).Take(Looked).TakeWhile(at => at.ToDateTimeOffset().Year <= end || last.Count == 0))
        {
            last.Enqueue(at);
            if (last.Count > MostInAYear && at - last.Dequeue() < NodaTime.Duration.FromDays(365))
            {
                return RecurrenceFault.TooOften;
            }
        }

        return last.Count == 0 ? RecurrenceFault.Never : null;
    }

    /// <summary>The first occurrence strictly after an instant.</summary>
    /// <param name="rule">A rule that <see cref="Check"/> found good.</param>
    /// <param name="start">The first instant at which it may occur.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="after">The instant.</param>
    /// <returns>The occurrence, in UTC; null when the rule has ended.</returns>
    /// <exception cref="ArgumentException">The rule is broken or too often.</exception>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no zone of that name.</exception>
    public static DateTimeOffset? Next(string rule, DateTimeOffset start, string timeZone, DateTimeOffset after)
    {
        var zone = Zones.Get(timeZone);
        var than = Instant.FromDateTimeOffset(after);
        foreach (var at in Occurrences(Good(rule, zone), start, after, zone))
        {
            if (at > than)
            {
                return at.ToDateTimeOffset();
            }
        }

        return null;
    }

    /// <summary>The last occurrence of a stretch; what a server that was off has to make up for, once.</summary>
    /// <param name="rule">A rule that <see cref="Check"/> found good.</param>
    /// <param name="start">The first instant at which it may occur.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="upTo">The end of the stretch; an occurrence then counts.</param>
    /// <param name="after">Its beginning; an occurrence then does not count.</param>
    /// <returns>The occurrence, in UTC; null when there is none.</returns>
    /// <exception cref="ArgumentException">The rule is broken or too often.</exception>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no zone of that name.</exception>
    public static DateTimeOffset? LatestUpTo(string rule, DateTimeOffset start, string timeZone, DateTimeOffset upTo, DateTimeOffset after)
    {
        var zone = Zones.Get(timeZone);
        var (from, to) = (Instant.FromDateTimeOffset(after), Instant.FromDateTimeOffset(upTo));
        Instant? latest = null;
        foreach (var at in Occurrences(Good(rule, zone), start, after, zone).TakeWhile(at => at <= to))
        {
            latest = at > from ? at : latest;
        }

        return latest?.ToDateTimeOffset();
    }

    /// <summary>A rule as it counts from a later occurrence on: what a COUNT has used up is taken off.</summary>
    /// <param name="rule">A rule that <see cref="Check"/> found good.</param>
    /// <param name="start">The first instant at which it may occur.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="from">One of its occurrences.</param>
    /// <returns>The rule that has the same occurrences from there on.</returns>
    /// <exception cref="ArgumentException">The rule is broken or too often.</exception>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no zone of that name.</exception>
    public static string Remaining(string rule, DateTimeOffset start, string timeZone, DateTimeOffset from)
    {
        var zone = Zones.Get(timeZone);
        var pattern = Good(rule, zone);
        if (pattern.Count is { } count)
        {
            var end = Instant.FromDateTimeOffset(from);
            pattern.Count = Math.Max(1, count - Occurrences(Good(rule, zone), start, start, zone).TakeWhile(at => at < end).Count());
        }

        return pattern.ToString()!;
    }

    /// <summary>A rule as it goes into a calendar file: UNTIL in UTC, as RFC 5545 wants it beside a start with a zone.</summary>
    /// <returns>The value without <c>RRULE:</c>, or null when the rule is broken or too often.</returns>
    internal static string? ToFile(string rule, DateTimeZone zone) =>
        RecurrenceText.Read(rule, zone) is { } pattern && !RecurrenceText.IsTooFine(pattern) ? pattern.ToString() : null;

    private static RecurrencePattern Good(string rule, DateTimeZone zone) =>
        RecurrenceText.Read(rule, zone) is { } pattern && !RecurrenceText.IsTooFine(pattern)
            ? pattern
            : throw new ArgumentException("The recurrence rule is broken or too often; check it before use.", nameof(rule));

    /// <summary>The occurrences by rising instant, from shortly before an instant on.</summary>
    private static IEnumerable<Instant> Occurrences(RecurrencePattern rule, DateTimeOffset start, DateTimeOffset near, DateTimeZone zone)
    {
        var until = rule.Until is { } end ? Instant.FromDateTimeUtc(end.AsUtc) : Instant.MaxValue;
        var waiting = new SortedSet<Instant>();
        foreach (var local in LocalTimes(rule, Local(start, zone), Local(near, zone)))
        {
            // A time that falls into a gap is moved behind later times of that hour; it waits until no earlier instant can follow.
            var mapping = zone.MapLocal(local);
            var floor = mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant();
            waiting.Add(mapping.Count == 0 ? zone.AtLeniently(local).ToInstant() : floor);
            while (waiting.Count > 0 && waiting.Min <= floor)
            {
                if (waiting.Min > until)
                {
                    yield break;
                }

                yield return waiting.Min;
                waiting.Remove(waiting.Min);
            }
        }

        foreach (var at in waiting.Where(at => at <= until))
        {
            yield return at;
        }
    }

    /// <summary>The local times of a rule. Ical.Net counts them without a zone: with one, it adds hours of the day as hours that pass.</summary>
    private static IEnumerable<LocalDateTime> LocalTimes(RecurrencePattern rule, LocalDateTime start, LocalDateTime near)
    {
        var pattern = new RecurrencePattern();
        pattern.CopyFrom(rule);
        pattern.Until = null;
        var entry = new CalendarEvent { DtStart = Floating(start), RecurrenceRule = pattern };
        // Two days earlier, so that no change of clocks or of the date line hides an occurrence.
        var from = near.PlusDays(-2);
        using var found = entry.GetOccurrences(from > start ? Floating(from) : null, Limits(rule.Frequency)).GetEnumerator();
        while (Moves(found))
        {
            yield return LocalDateTime.FromDateTime(found.Current.Period.StartTime.Value);
        }
    }

    private static bool Moves(IEnumerator<Occurrence> found)
    {
        try
        {
            return found.MoveNext();
        }
        catch (Exception e) when (e is EvaluationException or ArgumentOutOfRangeException or OverflowException)
        {
            // A hundred years without an occurrence, or the end of the calendar in the year 9999: nothing follows.
            return false;
        }
    }

    private static EvaluationOptions Limits(FrequencyType frequency) => new()
    {
        MaxUnmatchedIncrementsLimit = frequency switch
        {
            FrequencyType.Yearly => Patience,
            FrequencyType.Monthly => Patience * 12,
            FrequencyType.Weekly => Patience * 53,
            _ => Patience * 366,
        },
    };

    private static CalDateTime Floating(LocalDateTime local) => new(local.ToDateTimeUnspecified());

    private static LocalDateTime Local(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
}
