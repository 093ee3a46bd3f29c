using System.Text.RegularExpressions;
using Ical.Net;
using Ical.Net.DataTypes;
using NodaTime;

namespace CyberIncidents.Exchange.Calendars;

/// <summary>Reads a recurrence rule by the grammar of RFC 5545 3.3.10, which Ical.Net takes more loosely.</summary>
internal static partial class RecurrenceText
{
    private const int LongestText = 500;

    // Beyond them the evaluation overflows or builds huge sets for BYSETPOS; no follow-up needs either.
    private const int LongestInterval = 5000;
    private const int MostTimesADay = 60;

    /// <summary>The rule that a text says, or null. An UNTIL is kept in UTC.</summary>
    /// <param name="text">With or without <c>RRULE:</c>.</param>
    /// <param name="zone">The zone of an UNTIL without zone; one that is a date lasts to the end of that day there.</param>
    internal static RecurrencePattern? Read(string text, DateTimeZone zone)
    {
        text = text.Trim().ToUpperInvariant();
        text = text.StartsWith("RRULE:", StringComparison.Ordinal) ? text["RRULE:".Length..] : text;
        if (text.Length > LongestText || !Grammar.IsMatch(text) || PartsTwice(text))
        {
            return null;
        }

        try
        {
            var rule = new RecurrencePattern(text);
            rule.Until = rule.Until is { } until ? InUtc(until, zone) : null;
            return rule.Interval <= LongestInterval && PartsFit(rule) ? rule : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether a rule is refused for its frequency alone, without counting.</summary>
    internal static bool IsTooFine(RecurrencePattern rule) =>
        rule.Frequency < FrequencyType.Daily
        || (long)Math.Max(1, rule.ByHour.Count) * Math.Max(1, rule.ByMinute.Count) * Math.Max(1, rule.BySecond.Count) > MostTimesADay;

    [GeneratedRegex(
        "^(?:(?:FREQ=(?:SECOND|MINUTE|HOUR|DAI|WEEK|MONTH|YEAR)LY|(?:COUNT|INTERVAL)=[0-9]{1,9}|UNTIL=[0-9]{8}(?:T[0-9]{6}Z?)?|WKST=(?:MO|TU|WE|TH|FR|SA|SU)"
        + "|BYDAY=(?:[+-]?[0-9]{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?[0-9]{1,2})?(?:MO|TU|WE|TH|FR|SA|SU))*"
        + "|BY(?:SECOND|MINUTE|HOUR|MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)=[+-]?[0-9]{1,3}(?:,[+-]?[0-9]{1,3})*)(?:;|$))+$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grammar { get; }

    private static bool PartsTwice(string text)
    {
        var names = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p[..p.IndexOf('=', StringComparison.Ordinal)]).ToList();
        return names.Distinct(StringComparer.Ordinal).Count() < names.Count;
    }

    /// <summary>The combinations that RFC 5545 forbids; programs read them differently.</summary>
    private static bool PartsFit(RecurrencePattern rule)
    {
        var yearly = rule.Frequency == FrequencyType.Yearly;
        var others = rule.ByDay.Count + rule.ByMonthDay.Count + rule.ByYearDay.Count + rule.ByWeekNo.Count + rule.ByMonth.Count
            + rule.ByHour.Count + rule.ByMinute.Count + rule.BySecond.Count;
        return !rule.ByDay.Exists(d => d.Offset == 0)
            && (!rule.ByDay.Exists(d => d.Offset is not null) || rule.Frequency == FrequencyType.Monthly || (yearly && rule.ByWeekNo.Count == 0))
            && (rule.ByWeekNo.Count == 0 || yearly)
            && (rule.ByYearDay.Count == 0 || rule.Frequency is FrequencyType.Yearly or < FrequencyType.Daily)
            && (rule.ByMonthDay.Count == 0 || rule.Frequency != FrequencyType.Weekly)
            && (rule.BySetPosition.Count == 0 || others > 0);
    }

    private static CalDateTime InUtc(CalDateTime until, DateTimeZone zone)
    {
        if (until.IsUtc)
        {
            return until;
        }

        // "Until the 10th" is meant with the 10th; as a date it would end at its first second.
        var local = LocalDateTime.FromDateTime(until.HasTime ? until.Value : until.Value.AddDays(1).AddSeconds(-1));
        return new CalDateTime(zone.AtLeniently(local).ToDateTimeUtc(), CalDateTime.UtcTzId);
    }
}
