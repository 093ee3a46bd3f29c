using CyberIncidents.Domain.Calendars;
using FsCheck;
using FsCheck.Fluent;

namespace CyberIncidents.UnitTests.Calendars;

/// <summary>Calendars, instants and limits for properties: all sorts of zones, weekends and duty hours, often close to where clocks change.</summary>
internal static class CalendarSamples
{
    private static readonly string[] Places =
    [
        "Asia/Jakarta", "Europe/Amsterdam", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "America/Havana",
        "Antarctica/Troll", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Kwajalein", "America/Sao_Paulo", "Asia/Beirut", "Asia/Brunei", "Etc/UTC",
    ];

    // Sat-Sun, Fri-Sat, Fri and Sun (Brunei), Friday only, none, all but Wednesday.
    private static readonly DayOfWeek[][] Weekends =
    [
        [DayOfWeek.Saturday, DayOfWeek.Sunday], [DayOfWeek.Friday, DayOfWeek.Saturday], [DayOfWeek.Friday, DayOfWeek.Sunday], [DayOfWeek.Friday], [],
        [DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday],
    ];

    private static readonly DutyHours?[] Duties =
    [
        null, new(new TimeOnly(9, 0), new TimeOnly(17, 0)), new(new TimeOnly(8, 30), new TimeOnly(12, 15)),
        new(new TimeOnly(1, 30), new TimeOnly(2, 45)), new(new TimeOnly(2, 10), new TimeOnly(2, 20)), new(TimeOnly.MinValue, TimeOnly.MaxValue),
    ];

    // Days on which clocks changed or a date was skipped, and ends of months and years, in UTC.
    private static readonly DateOnly[] Days =
    [
        new(2026, 3, 29), new(2026, 10, 25), new(2026, 3, 8), new(2026, 11, 1), new(2026, 4, 4), new(2026, 10, 3), new(2011, 12, 29), new(1993, 8, 20),
        new(2010, 11, 7), new(2018, 11, 4), new(2024, 2, 28), new(2027, 2, 28), new(2026, 12, 31), new(2026, 8, 17),
    ];

    public static Gen<DateTimeOffset> Instants =>
        from day in Gen.Elements(Days)
        // Half of them within the day on which something happens.
        from minutes in Gen.OneOf(Gen.Choose(-3 * 1440, 5 * 1440), Gen.Choose(0, 1440))
        select new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).AddMinutes(minutes);

    public static Arbitrary<CalendarSample> All =>
        (from place in Gen.Elements(Places)
         from weekend in Gen.Elements(Weekends)
         from duty in Gen.Elements(Duties)
         from start in Instants
         from holidays in Gen.ListOf(Gen.Choose(0, 30), 3)
         from counting in Gen.Elements(Enum.GetValues<CountingRule>())
         from unit in Gen.Elements(Enum.GetValues<OffsetUnit>())
         from amount in Gen.Choose(0, 40)
         from seconds in Gen.Choose(0, 60 * 3600)
         from later in Gen.Choose(0, 5 * 86400)
         select new CalendarSample(
             place, weekend, [.. holidays.Select(h => DateOnly.FromDateTime(start.UtcDateTime).AddDays(h))], duty, start, counting,
             new Offset(amount, unit), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(later))).ToArbitrary();

    /// <summary>Runs a property on many samples.</summary>
    public static void Always(Func<CalendarSample, bool> holds) => Prop.ForAll(All, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    internal sealed record CalendarSample(
        string Place, DayOfWeek[] Weekend, DateOnly[] Holidays, DutyHours? Duty, DateTimeOffset Start, CountingRule Counting, Offset Offset,
        TimeSpan Working, TimeSpan Later)
    {
        public WorkCalendar Calendar => new(Place, Weekend, Holidays, Duty);

        public DateTimeOffset Due => Deadlines.Due(Start, Offset, Counting, Calendar);
    }
}
