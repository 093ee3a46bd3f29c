using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>What rules, legal bases and ladders say, in words.</summary>
internal static class RuleWords
{
    /// <summary>How well something was checked, best first.</summary>
    public static readonly IReadOnlyList<string> Confidences = ["V", "S", "K"];

    /// <summary>Where a law holds.</summary>
    public static string Jurisdiction(string code, NameBook names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return code switch
        {
            "EU" => Words.Get("Rules.Eu"),
            "INT" => Words.Get("Rules.Int"),
            _ => names.Country(code),
        };
    }

    /// <summary>From when until when something is valid; both days count.</summary>
    public static string Validity(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) => Words.Get("Rules.ValidBetween", Date(first), Date(last)),
        ({ } first, null) => Words.Get("Rules.ValidSince", Date(first)),
        (null, { } last) => Words.Get("Rules.ValidUntil", Date(last)),
        _ => Words.Get("Rules.ValidAlways"),
    };

    /// <summary>A day, such as <c>7 Jun 2022</c>.</summary>
    public static string Date(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary><c>24 hours</c>, <c>1 month</c>.</summary>
    public static string Offset(int amount, OffsetUnit unit) => Words.Get(amount == 1 ? $"Rules.One.{unit}" : $"Rules.Many.{unit}", amount);

    /// <summary>When a step comes: at a part of the time, or after the due instant.</summary>
    public static string When(LadderStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Share is { } share ? Words.Get("Rules.AtShare", share)
            : LadderOffset.Parse(step.Offset) is { } after ? Words.Get("Rules.AfterDue", Length(after))
            : step.Offset ?? string.Empty;
    }

    /// <summary>A day's name in the reader's language.</summary>
    public static string Day(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);

    /// <summary>Days, Monday first.</summary>
    public static IEnumerable<DayOfWeek> Week { get; } = [.. Enum.GetValues<DayOfWeek>().OrderBy(d => ((int)d + 6) % 7)];

    private static string Length(TimeSpan length)
    {
        var (unit, amount) = length.Ticks % TimeSpan.TicksPerDay == 0 ? (OffsetUnit.Days, length.TotalDays) : (OffsetUnit.Hours, length.TotalHours);
        return amount == Math.Floor(amount) ? Offset((int)amount, unit) : Words.Get("Rules.Minutes", (int)length.TotalMinutes);
    }
}
