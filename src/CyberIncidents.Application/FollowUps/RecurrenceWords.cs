using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using NodaTime;
using NodaTime.Text;

namespace CyberIncidents.Application.FollowUps;

/// <summary>The rules that forms offer, and how they are said in words.</summary>
public static class RecurrenceWords
{
    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <summary>What forms offer.</summary>
    public static IReadOnlyList<string> Choices { get; } = ["daily", "weekly", "monthly", "yearly"];

    /// <summary>The rule of a choice. A month that has no such day takes its last one.</summary>
    /// <param name="choice">One of <see cref="Choices"/>; anything else stands for once.</param>
    /// <param name="dueAt">The first instant.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="until">The last day in that zone, <c>2027-03-05</c>; null for none.</param>
    /// <returns>RFC 5545 RRULE; null for once.</returns>
    public static string? RuleOf(string? choice, DateTimeOffset dueAt, string timeZone, string? until)
    {
        var day = Instant.FromDateTimeOffset(dueAt).InZone(Zones.Get(timeZone)).Date;
        var rule = choice switch
        {
            "daily" => "FREQ=DAILY",
            "weekly" => $"FREQ=WEEKLY;BYDAY={Days[(int)day.DayOfWeek - 1]}",
            "monthly" => $"FREQ=MONTHLY;{DayOfMonth(day.Day, 28)}",
            "yearly" => string.Create(CultureInfo.InvariantCulture, $"FREQ=YEARLY;BYMONTH={day.Month};{DayOfMonth(day.Day, day.Month == 2 ? 28 : 31)}"),
            _ => null,
        };
        return rule is null || string.IsNullOrWhiteSpace(until) ? rule : $"{rule};UNTIL={until.Trim().Replace("-", null, StringComparison.Ordinal)}";
    }

    /// <summary>A rule in words, in the language of the call.</summary>
    /// <param name="rule">RFC 5545 RRULE.</param>
    /// <returns>Words for what forms offer; any other rule as it is.</returns>
    public static string Of(string rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var parts = rule.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1]);
        string? Part(string name) => parts[name].FirstOrDefault();
        var shape = string.Join(',', parts.Select(p => p.Key).Where(p => p is not ("UNTIL" or "WKST") && !(p == "INTERVAL" && Part(p) == "1")).Order(StringComparer.Ordinal));
        var words = (Part("FREQ"), shape) switch
        {
            ("DAILY", "FREQ") => Words.Get("FollowUps.Every.Daily"),
            ("WEEKLY", "BYDAY,FREQ") when NameOfDay(Part("BYDAY")!) is { } day => Words.Get("FollowUps.Every.Weekly", day),
            ("MONTHLY", "BYMONTHDAY,FREQ") when Number(Part("BYMONTHDAY")) is { } day => Words.Get("FollowUps.Every.Monthly", day),
            ("MONTHLY", "BYMONTHDAY,BYSETPOS,FREQ") when OrLast(Part("BYMONTHDAY"), Part("BYSETPOS")) is { } day => Words.Get("FollowUps.Every.MonthlyOrLast", day),
            ("YEARLY", "BYMONTH,BYMONTHDAY,FREQ") when Date(Part("BYMONTH"), Number(Part("BYMONTHDAY"))) is { } date => Words.Get("FollowUps.Every.Yearly", date),
            ("YEARLY", "BYMONTH,BYMONTHDAY,BYSETPOS,FREQ") when Date(Part("BYMONTH"), OrLast(Part("BYMONTHDAY"), Part("BYSETPOS"))) is { } date =>
                Words.Get("FollowUps.Every.YearlyOrLast", date),
            _ => null,
        };
        return words is null ? rule
            : Part("UNTIL") is not { } until ? words
            : LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(until) is { Success: true } last
                ? Words.Get("FollowUps.Every.Until", words, InWords(last.Value, "d MMM yyyy"))
            : rule;
    }

    private static string DayOfMonth(int day, int always) => day <= always
        ? string.Create(CultureInfo.InvariantCulture, $"BYMONTHDAY={day}")
        : $"BYMONTHDAY={string.Join(',', Enumerable.Range(always, day - always + 1))};BYSETPOS=-1";

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 31 ? number : null;

    /// <summary>The last of <c>28,29,30</c> when the last that a month has is meant.</summary>
    private static int? OrLast(string? days, string? position) =>
        position == "-1" && Number(days?[(days.LastIndexOf(',') + 1)..]) is { } last && days == string.Join(',', Enumerable.Range(28, Math.Max(0, last - 27))) ? last : null;

    private static string? NameOfDay(string day) =>
        Array.IndexOf(Days, day) is var index and >= 0 ? CultureInfo.CurrentCulture.DateTimeFormat.DayNames[(index + 1) % 7] : null;

    private static string? Date(string? month, int? day) =>
        Number(month) is { } m and <= 12 && day is { } d && d <= CalendarSystem.Iso.GetDaysInMonth(2000, m) ? InWords(new LocalDate(2000, m, d), "d MMMM") : null;

    private static string InWords(LocalDate date, string pattern) => date.ToString(pattern, CultureInfo.CurrentCulture);
}
