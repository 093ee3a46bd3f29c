using System.Globalization;
using CyberIncidents.Domain.FollowUps;

namespace CyberIncidents.UnitTests.FollowUps;

public sealed class ReminderTests
{
    private const string Amsterdam = "Europe/Amsterdam";

    [TestCase("-P1D")]
    [TestCase("-PT1H")]
    [TestCase("-PT24H")]
    [TestCase("-PT1M")]
    [TestCase("-PT30S")]
    [TestCase("-P1W")]
    [TestCase("-P52W")]
    [TestCase("-P1M")]
    [TestCase("-P1Y")]
    [TestCase("-P366D")]
    [TestCase("-PT8784H")]
    [TestCase("-P1DT2H30M")]
    public void A_length_before_the_instant_is_a_reminder(string text) => Assert.That(Reminder.IsValid(text), Is.True);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("-")]
    [TestCase("-P")]
    [TestCase("-PT")]
    [TestCase("P1D", Description = "after the instant")]
    [TestCase("+P1D")]
    [TestCase("--P1D")]
    [TestCase("-P-1D")]
    [TestCase("-PT1H-30M", Description = "partly after the instant")]
    [TestCase("-P0D", Description = "no length")]
    [TestCase("-PT0S")]
    [TestCase("-P367D", Description = "more than a year")]
    [TestCase("-P53W")]
    [TestCase("-P1Y1D")]
    [TestCase("-PT8785H")]
    [TestCase("-P2147483647M")]
    [TestCase("-P99999999999D", Description = "more than a number holds")]
    [TestCase("-PT9223372036854775807S")]
    [TestCase("-P1H", Description = "hours stand behind the T")]
    [TestCase("-PT1D")]
    [TestCase("-P1.5D")]
    [TestCase("-p1d")]
    [TestCase(" -P1D")]
    [TestCase("-P1D ")]
    [TestCase("-P1D1D")]
    [TestCase("-1 day")]
    [TestCase("\u2212P1D", Description = "a typographic minus")]
    [TestCase("-PT0000000000000000000000000000000000000001H", Description = "too long a text")]
    public void Anything_else_is_no_reminder(string? text) => Assert.That(Reminder.IsValid(text), Is.False);

    // Clocks in Amsterdam: forward on 29 March 2026 at 01:00 UTC, back on 25 October 2026 at 01:00 UTC.
    [TestCase("-P1D", "2026-03-29T09:00:00+02:00", "2026-03-28T09:00:00+01:00", Description = "23 hours before")]
    [TestCase("-P1D", "2026-10-25T09:00:00+01:00", "2026-10-24T09:00:00+02:00", Description = "25 hours before")]
    [TestCase("-P1W", "2026-04-02T09:00:00+02:00", "2026-03-26T09:00:00+01:00")]
    [TestCase("-P1M", "2026-04-15T09:00:00+02:00", "2026-03-15T09:00:00+01:00")]
    [TestCase("-P1D", "2026-06-10T09:00:00+02:00", "2026-06-09T09:00:00+02:00", Description = "no change between")]
    public void Days_weeks_and_months_keep_the_wall_clock_when_clocks_change(string text, string due, string expected) =>
        Assert.That(Before(text, due), Is.EqualTo(At(expected)));

    [TestCase("-PT24H", "2026-03-29T09:00:00+02:00", "2026-03-28T08:00:00+01:00")]
    [TestCase("-PT24H", "2026-10-25T09:00:00+01:00", "2026-10-24T10:00:00+02:00")]
    [TestCase("-PT1H", "2026-03-29T03:30:00+02:00", "2026-03-29T01:30:00+01:00", Description = "over the hour that does not exist")]
    [TestCase("-PT1440M", "2026-03-29T09:00:00+02:00", "2026-03-28T08:00:00+01:00")]
    public void Hours_and_less_count_by_the_clock_when_clocks_change(string text, string due, string expected) =>
        Assert.That(Before(text, due), Is.EqualTo(At(expected)));

    [Test]
    public void Days_and_hours_together_count_the_days_by_the_calendar_and_then_the_hours_by_the_clock() =>
        Assert.That(Before("-P1DT2H", "2026-03-29T09:00:00+02:00"), Is.EqualTo(At("2026-03-28T07:00:00+01:00")));

    [TestCase("2026-03-30T02:30:00+02:00", "2026-03-29T03:30:00+02:00", Description = "02:30 did not exist: the clock had moved on")]
    [TestCase("2026-10-26T02:30:00+01:00", "2026-10-25T02:30:00+02:00", Description = "02:30 came twice: the first one")]
    public void A_day_before_an_hour_that_is_missing_or_double_is_still_one_instant(string due, string expected) =>
        Assert.That(Before("-P1D", due), Is.EqualTo(At(expected)));

    [TestCase("-P1M", "2026-03-31T09:00:00+02:00", "2026-02-28T09:00:00+01:00")]
    [TestCase("-P1M", "2028-03-31T09:00:00+02:00", "2028-02-29T09:00:00+01:00", Description = "leap year")]
    [TestCase("-P1M", "2026-07-31T09:00:00+02:00", "2026-06-30T09:00:00+02:00")]
    [TestCase("-P1M", "2026-01-31T09:00:00+01:00", "2025-12-31T09:00:00+01:00", Description = "over new year")]
    [TestCase("-P1Y", "2028-02-29T09:00:00+01:00", "2027-02-28T09:00:00+01:00")]
    public void A_month_before_a_day_that_it_does_not_have_is_its_last_day(string text, string due, string expected) =>
        Assert.That(Before(text, due), Is.EqualTo(At(expected)));

    [Test]
    public void The_day_is_that_of_the_zone_and_not_of_the_offset_in_which_the_instant_is_written()
    {
        var inJakarta = Reminder.Before("-P1M", At("2026-03-31T23:30:00+00:00"), "Asia/Jakarta");
        Assert.That(inJakarta, Is.EqualTo(At("2026-03-01T06:30:00+07:00")), "in Jakarta it is the first of April");
    }

    [Test]
    public void The_instant_is_given_in_utc() =>
        Assert.That(Before("-P1D", "2026-06-10T09:00:00+02:00").Offset, Is.EqualTo(TimeSpan.Zero));

    [TestCase("P1D")]
    [TestCase("tomorrow")]
    public void A_text_that_is_no_reminder_has_no_instant(string text) =>
        Assert.Throws<ArgumentException>(() => Before(text, "2026-06-10T09:00:00+02:00"));

    private static DateTimeOffset Before(string text, string due) => Reminder.Before(text, At(due), Amsterdam);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
