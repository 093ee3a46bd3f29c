using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using NodaTime;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>Instants as the reader of a page reads them: in the reader's zone, beside a partner's, and relative to now.</summary>
public sealed class Here(DateTimeOffset now, string zone, IReadOnlyCollection<DayOfWeek>? weekend = null)
{
    /// <summary>The instant of the page.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>The reader's zone, IANA.</summary>
    public string Zone { get; } = zone;

    private static bool Indonesian => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "id";

    private static string TimePattern => Indonesian ? "HH'.'mm" : "HH':'mm";

    /// <summary>The short name of a zone at an instant, for example WIB.</summary>
    public static string ZoneName(DateTimeOffset at, string zone) => Zoned(at, zone).GetZoneInterval().Name;

    /// <summary>The city that a zone is named by, for example Kuala Lumpur; in the reader's language where it has another name there.</summary>
    public static string City(string zone)
    {
        var city = zone[(zone.LastIndexOf('/') + 1)..];
        return Words.Find($"Cities.{city}") ?? city.Replace('_', ' ');
    }

    /// <summary>Day and time in the reader's zone, for example <c>Tue 24 Nov, 15:05</c>.</summary>
    public string Moment(DateTimeOffset at, string? zone = null) => Format(at, Or(zone), $"{DayPattern(at)}', '{TimePattern}");

    /// <summary>The day in the reader's zone, for example <c>Tue 24 Nov</c>.</summary>
    public string Day(DateTimeOffset at, string? zone = null) => Format(at, Or(zone), DayPattern(at));

    /// <summary>The day in the reader's zone, and in a word when it is today or beside it.</summary>
    public string NamedDay(DateTimeOffset at)
    {
        var day = Day(at);
        var word = day == Day(Now) ? "Shell.Today" : day == Day(Now.AddDays(1)) ? "Shell.Tomorrow" : day == Day(Now.AddDays(-1)) ? "Shell.Yesterday" : null;
        return word is null ? day : $"{day}, {Words.Get(word)}";
    }

    /// <summary>The time of day in the reader's zone.</summary>
    public string Time(DateTimeOffset at, string? zone = null) => Format(at, Or(zone), TimePattern);

    /// <summary>The exact instant with its zone in full, as shown on hover.</summary>
    public string Exact(DateTimeOffset at) =>
        $"{Format(at, Zone, $"dddd d MMMM yyyy', '{TimePattern}':ss'")} {ZoneName(at, Zone)} ({Zone})";

    /// <summary>An instant in both zones, theirs first; one zone alone where the clocks agree.</summary>
    public string Both(DateTimeOffset at, string? other)
    {
        if (string.IsNullOrEmpty(other) || SameClock(at, other))
        {
            return $"{Moment(at)} {ZoneName(at, Zone)}";
        }

        var sameDay = Zoned(at, other).Date == Zoned(at, Zone).Date;
        return Words.Get("Shell.ThereAndHere", Moment(at, other), sameDay ? Time(at) : Moment(at));
    }

    /// <summary>As <see cref="Both"/>, in fewer letters: the weekday within a week, else the date.</summary>
    public string BothShort(DateTimeOffset at, string? other)
    {
        var day = (at - Now).Duration() < TimeSpan.FromDays(6) ? "ddd" : "d MMM";
        string Short(string zone) => Format(at, zone, $"{day} {TimePattern}");
        if (string.IsNullOrEmpty(other) || SameClock(at, other))
        {
            return $"{Short(Zone)} {ZoneName(at, Zone)}";
        }

        return Words.Get("Shell.ThereAndHere", Short(other), Zoned(at, other).Date == Zoned(at, Zone).Date ? Time(at) : Short(Zone));
    }

    /// <summary>Whether the two zones show the same time at an instant.</summary>
    public bool SameClock(DateTimeOffset at, string other) => Zoned(at, other).Offset == Zoned(at, Zone).Offset;

    /// <summary>A time span in its two largest units: days and hours, hours and minutes.</summary>
    public static string Span(TimeSpan span)
    {
        span = span.Duration();
        if (span.TotalMinutes < 60)
        {
            return Words.Get("Shell.Minutes", (int)span.TotalMinutes);
        }

        if (span.TotalHours < 24)
        {
            var hours = Words.Get("Shell.Hours", (int)span.TotalHours);
            return span.Minutes == 0 ? hours : $"{hours} {Words.Get("Shell.Minutes", span.Minutes)}";
        }

        var days = Words.Get("Shell.Days", (int)span.TotalDays);
        return span.TotalDays >= 10 || span.Hours == 0 ? days : $"{days} {Words.Get("Shell.Hours", span.Hours)}";
    }

    /// <summary>A time span in its largest unit: days, hours or minutes.</summary>
    public static string Age(TimeSpan span) =>
        span.TotalDays >= 1 ? Words.Get("Shell.Days", (int)span.TotalDays)
        : span.TotalHours >= 1 ? Words.Get("Shell.Hours", (int)span.TotalHours)
        : Words.Get("Shell.Minutes", (int)span.TotalMinutes);

    /// <summary>How long ago, or in how long.</summary>
    public string Relative(DateTimeOffset at)
    {
        var span = at - Now;
        return span.Duration() < TimeSpan.FromMinutes(1) ? Words.Get("Shell.Now")
            : Words.Get(span < TimeSpan.Zero ? "Shell.Ago" : "Shell.In", Span(span));
    }

    /// <summary>How much is left until a due instant, or how late it is.</summary>
    public string Left(DateTimeOffset due) => Words.Get(due < Now ? "Shell.Late" : "Shell.Left", Span(due - Now));

    /// <summary>The value for a field of type <c>datetime-local</c>, in the reader's zone.</summary>
    public string Field(DateTimeOffset at) => Format(at, Zone, "yyyy'-'MM'-'dd'T'HH':'mm");

    /// <summary>As <see cref="Field"/>, to the second.</summary>
    public string FieldToTheSecond(DateTimeOffset at) => Format(at, Zone, "yyyy'-'MM'-'dd'T'HH':'mm':'ss");

    /// <summary>Whether a day is of the weekend where the reader works.</summary>
    public bool IsWeekend(DateOnly day) => weekend?.Contains(day.DayOfWeek) == true;

    /// <summary>Nine in the morning of the next day that is no weekend, for a field of type <c>datetime-local</c> in the reader's zone.</summary>
    public string NextMorning()
    {
        var day = Zones.DateOf(Now, Zone).AddDays(1);
        while (IsWeekend(day))
        {
            day = day.AddDays(1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T09:00");
    }

    /// <summary>Reads a field of type <c>datetime-local</c> in the reader's zone; an hour that does not exist is moved on, a doubled one is the first.</summary>
    /// <returns>Null when it is no date and time.</returns>
    public DateTimeOffset? Read(string? field)
    {
        var parsed = DateTime.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        return parsed && local.Year is > 1900 and < 3000
            ? LocalDateTime.FromDateTime(local).InZoneLeniently(Zones.Get(Zone)).ToDateTimeOffset()
            : null;
    }

    /// <summary>Razor hands a zone that is null over as an empty text.</summary>
    private string Or(string? zone) => string.IsNullOrEmpty(zone) ? Zone : zone;

    private static ZonedDateTime Zoned(DateTimeOffset at, string zone) => Instant.FromDateTimeOffset(at).InZone(Zones.Get(zone));

    private static string Format(DateTimeOffset at, string zone, string pattern) =>
        Zoned(at, zone).ToDateTimeUnspecified().ToString(pattern, CultureInfo.CurrentCulture);

    private string DayPattern(DateTimeOffset at) => Zoned(at, Zone).Year == Zoned(Now, Zone).Year ? "ddd d MMM" : "d MMM yyyy";
}
