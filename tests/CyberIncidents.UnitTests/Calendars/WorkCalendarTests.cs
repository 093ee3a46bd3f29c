using System.Diagnostics;
using System.Globalization;
using CyberIncidents.Domain.Calendars;
using NodaTime.TimeZones;

namespace CyberIncidents.UnitTests.Calendars;

public sealed class WorkCalendarTests
{
    private static readonly DayOfWeek[] SaturdayAndSunday = [DayOfWeek.Saturday, DayOfWeek.Sunday];
    private static readonly DutyHours NineToFive = new(new TimeOnly(9, 0), new TimeOnly(17, 0));

    private static WorkCalendar Office(string zone = "Europe/Amsterdam", DutyHours? duty = null, params DateOnly[] holidays) =>
        new(zone, SaturdayAndSunday, holidays, duty ?? NineToFive);

    private static WorkCalendar RoundTheClock(string zone, params DayOfWeek[] weekend) => new(zone, weekend, [], null);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Test]
    public void An_afternoon_goes_on_the_next_morning() =>
        Assert.That(Office().Add(At("2026-06-03T15:00+02:00"), TimeSpan.FromHours(4)), Is.EqualTo(At("2026-06-04T11:00+02:00")));

    [Test]
    public void A_day_that_is_used_up_ends_at_its_close_and_not_at_the_next_opening() =>
        Assert.That(Office().Add(At("2026-06-05T15:00+02:00"), TimeSpan.FromHours(2)), Is.EqualTo(At("2026-06-05T17:00+02:00")));

    [Test]
    public void A_weekend_and_a_holiday_are_skipped() =>
        Assert.That(
            Office(holidays: new DateOnly(2026, 4, 6)).Add(At("2026-04-03T16:00+02:00"), TimeSpan.FromHours(2)),
            Is.EqualTo(At("2026-04-07T10:00+02:00")));

    [Test]
    public void The_opening_instant_is_open_and_the_closing_instant_is_not()
    {
        var office = Office();
        Assert.Multiple(() =>
        {
            Assert.That(office.IsOpen(At("2026-06-03T09:00+02:00")), Is.True);
            Assert.That(office.IsOpen(At("2026-06-03T16:59:59+02:00")), Is.True);
            Assert.That(office.IsOpen(At("2026-06-03T17:00+02:00")), Is.False);
            Assert.That(office.NextOpen(At("2026-06-05T17:00+02:00")), Is.EqualTo(At("2026-06-08T09:00+02:00")));
        });
    }

    [TestCase("2026-06-03T10:00+02:00", 2, "2026-06-05T10:00+02:00", TestName = "The same time two working days later")]
    [TestCase("2026-06-03T10:00+02:00", 3, "2026-06-08T10:00+02:00", TestName = "Over the weekend")]
    [TestCase("2026-06-03T07:00+02:00", 1, "2026-06-04T09:00+02:00", TestName = "Early in the morning counts like the opening")]
    [TestCase("2026-06-05T23:00+02:00", 1, "2026-06-08T17:00+02:00", TestName = "Late on Friday counts like the close")]
    [TestCase("2026-06-06T10:00+02:00", 1, "2026-06-08T17:00+02:00", TestName = "Saturday counts like Friday's close")]
    [TestCase("2026-03-27T10:00+01:00", 1, "2026-03-30T10:00+02:00", TestName = "Ten o'clock stays ten o'clock when clocks go forward")]
    public void Working_days_keep_the_local_time(string from, int days, string to) =>
        Assert.That(Office().AddWorkingDays(At(from), days), Is.EqualTo(At(to)));

    [TestCase("Asia/Brunei", new[] { DayOfWeek.Friday, DayOfWeek.Sunday }, "2026-06-04T10:00+08:00", "2026-06-06T10:00+08:00")]
    [TestCase("Asia/Riyadh", new[] { DayOfWeek.Friday, DayOfWeek.Saturday }, "2026-06-04T10:00+03:00", "2026-06-07T10:00+03:00")]
    [TestCase("Asia/Tehran", new[] { DayOfWeek.Friday }, "2026-06-04T10:00+03:30", "2026-06-06T10:00+03:30")]
    public void Weekends_differ_by_country(string zone, DayOfWeek[] weekend, string from, string to) =>
        Assert.Multiple(() =>
        {
            Assert.That(RoundTheClock(zone, weekend).AddWorkingDays(At(from), 1), Is.EqualTo(At(to)));
            Assert.That(RoundTheClock(zone, weekend).Add(At(from), TimeSpan.FromHours(24)), Is.EqualTo(At(to)));
        });

    [TestCase("Europe/Amsterdam", "2026-03-29", 23)]
    [TestCase("Europe/Amsterdam", "2026-10-25", 25)]
    [TestCase("America/New_York", "2026-03-08", 23)]
    [TestCase("America/New_York", "2026-11-01", 25)]
    [TestCase("Australia/Lord_Howe", "2026-10-04", 23.5)]
    [TestCase("Australia/Lord_Howe", "2026-04-05", 24.5)]
    public void A_day_on_which_clocks_change_has_the_hours_that_pass(string zone, string date, double hours)
    {
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);
        var length = RoundTheClock(zone).Between(Zones.StartOf(day, zone), Zones.StartOf(day.AddDays(1), zone));
        Assert.That(length.TotalHours, Is.EqualTo(hours));
    }

    [Test]
    public void Duty_hours_that_fall_into_the_gap_are_empty_and_the_next_day_serves()
    {
        var night = new WorkCalendar("Europe/Amsterdam", [], [], new DutyHours(new TimeOnly(2, 10), new TimeOnly(2, 50)));
        Assert.That(night.Add(At("2026-03-28T02:40+01:00"), TimeSpan.FromMinutes(15)), Is.EqualTo(At("2026-03-30T02:15+02:00")));
    }

    [Test]
    public void Duty_hours_that_clocks_show_twice_begin_at_the_first()
    {
        var night = new WorkCalendar("Europe/Amsterdam", [], [], new DutyHours(new TimeOnly(2, 30), new TimeOnly(4, 0)));
        Assert.That(night.Between(At("2026-10-25T00:00+02:00"), At("2026-10-26T00:00+01:00")), Is.EqualTo(TimeSpan.FromHours(2.5)));
    }

    [Test]
    public void A_day_that_clocks_take_back_over_midnight_has_begun_once()
    {
        // St John's, 7 November 2010, a Sunday: at 00:01 clocks went back to 23:01 on Saturday. Sunday had begun and goes on.
        var calendar = RoundTheClock("America/St_Johns", DayOfWeek.Saturday);
        Assert.Multiple(() =>
        {
            Assert.That(calendar.IsOpen(At("2010-11-06T23:59-02:30")), Is.False);
            Assert.That(calendar.IsOpen(At("2010-11-07T00:00-02:30")), Is.True);
            Assert.That(calendar.IsOpen(At("2010-11-06T23:30-03:30")), Is.True);
            Assert.That(calendar.Between(At("2010-11-06T12:00-02:30"), At("2010-11-06T23:30-03:30")), Is.EqualTo(TimeSpan.FromMinutes(30)));
        });
    }

    [TestCase("Pacific/Apia", "2011-12-30", "2011-12-29T10:00-10:00", "2011-12-31T10:00+14:00")]
    [TestCase("Pacific/Kwajalein", "1993-08-21", "1993-08-20T10:00-12:00", "1993-08-22T10:00+12:00")]
    public void A_date_that_a_zone_skipped_is_no_working_day(string zone, string skipped, string from, string to)
    {
        var calendar = RoundTheClock(zone);
        Assert.Multiple(() =>
        {
            Assert.That(calendar.IsWorkingDay(DateOnly.Parse(skipped, CultureInfo.InvariantCulture)), Is.False);
            Assert.That(calendar.AddWorkingDays(At(from), 1), Is.EqualTo(At(to)));
            Assert.That(calendar.Add(At(from), TimeSpan.FromHours(24)), Is.EqualTo(At(to)));
        });
    }

    [Test]
    public void A_week_without_a_working_day_is_refused() =>
        Assert.Throws<ArgumentException>(() => RoundTheClock("Asia/Jakarta", Enum.GetValues<DayOfWeek>()));

    [Test]
    public void An_unknown_zone_is_refused() => Assert.Throws<DateTimeZoneNotFoundException>(() => RoundTheClock("Asia/Atlantis"));

    [Test]
    public void Years_of_holidays_end_with_an_error_and_not_never()
    {
        var never = Office(holidays: [.. Enumerable.Range(0, 1000).Select(new DateOnly(2026, 1, 1).AddDays)]);
        var at = At("2026-02-01T10:00+01:00");
        Assert.Multiple(() =>
        {
            Assert.Throws<InvalidOperationException>(() => never.NextOpen(at));
            Assert.Throws<InvalidOperationException>(() => never.Add(at, TimeSpan.FromHours(1)));
            Assert.Throws<InvalidOperationException>(() => never.AddWorkingDays(at, 1));
        });
    }

    [Test]
    public void Negative_amounts_are_refused() =>
        Assert.Multiple(() =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Office().Add(At("2026-06-03T10:00+02:00"), TimeSpan.FromTicks(-1)));
            Assert.Throws<ArgumentOutOfRangeException>(() => Office().AddWorkingDays(At("2026-06-03T10:00+02:00"), -1));
        });

    [TestCase("09:00", "17:00", true)]
    [TestCase("09:00", "09:00", false)]
    [TestCase("22:00", "06:00", false)]
    public void Duty_hours_close_after_they_open_on_the_same_day(string from, string to, bool valid)
    {
        var (opens, closes) = (TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture));
        Assert.Multiple(() =>
        {
            Assert.That(DutyHours.IsValid(opens, closes), Is.EqualTo(valid));
            Assert.That(() => new DutyHours(opens, closes), valid ? Throws.Nothing : Throws.ArgumentException);
        });
    }

    [Test]
    public void Ten_years_of_working_time_are_added_at_once()
    {
        var clock = Stopwatch.StartNew();
        var end = Office().Add(At("2026-06-03T10:00+02:00"), TimeSpan.FromHours(8 * 260 * 10));
        Assert.Multiple(() =>
        {
            Assert.That(end.Year, Is.EqualTo(2036));
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        });
    }
}
