using System.Globalization;
using CyberIncidents.Domain.Calendars;

namespace CyberIncidents.UnitTests.Calendars;

public sealed class DeadlinesTests
{
    private static readonly WorkCalendar Amsterdam = new(
        "Europe/Amsterdam", [DayOfWeek.Saturday, DayOfWeek.Sunday], [new DateOnly(2026, 4, 6)], new DutyHours(new TimeOnly(9, 0), new TimeOnly(17, 0)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [TestCase("2026-01-31T10:00+01:00", 1, "2026-02-28T10:00+01:00")]
    [TestCase("2028-01-31T10:00+01:00", 1, "2028-02-29T10:00+01:00")]
    [TestCase("2028-02-29T10:00+01:00", 12, "2029-02-28T10:00+01:00")]
    [TestCase("2026-02-28T10:00+01:00", 1, "2026-03-28T10:00+01:00")]
    [TestCase("2026-12-31T23:30+01:00", 2, "2027-02-28T23:30+01:00")]
    [TestCase("2026-03-01T02:30+01:00", 1, "2026-04-01T02:30+02:00")]
    public void A_month_is_a_calendar_month_up_to_its_last_day(string start, int months, string due) =>
        Assert.That(Deadlines.Due(At(start), new Offset(months, OffsetUnit.Months), CountingRule.Continuous, Amsterdam), Is.EqualTo(At(due)));

    [TestCase("2026-03-28T10:00+01:00", 24, "2026-03-29T11:00+02:00")]
    [TestCase("2026-10-24T10:00+02:00", 24, "2026-10-25T09:00+01:00")]
    [TestCase("2026-12-25T10:00+01:00", 72, "2026-12-28T10:00+01:00")]
    public void Hours_are_hours_that_pass(string start, int hours, string due) =>
        Assert.That(Deadlines.Due(At(start), new Offset(hours, OffsetUnit.Hours), CountingRule.Continuous, Amsterdam), Is.EqualTo(At(due)));

    [TestCase("2026-03-28T10:00+01:00", "2026-03-29T10:00+02:00", TestName = "Ten o'clock stays ten o'clock")]
    [TestCase("2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", TestName = "A time that clocks skip is the end of the gap")]
    [TestCase("2026-10-24T02:30+02:00", "2026-10-25T02:30+02:00", TestName = "A time that clocks show twice is the first")]
    public void Days_go_by_the_wall_clock(string start, string due) =>
        Assert.That(Deadlines.Due(At(start), new Offset(1, OffsetUnit.Days), CountingRule.Continuous, Amsterdam), Is.EqualTo(At(due)));

    [TestCase(CountingRule.Continuous, "2026-04-04T15:00+02:00")]
    [TestCase(CountingRule.NextWorkingDay, "2026-04-07T15:00+02:00")]
    [TestCase(CountingRule.NoonNextWorkingDay, "2026-04-07T12:00+02:00")]
    [TestCase(CountingRule.WorkingTime, "2026-04-07T09:00+02:00")]
    public void An_end_on_Easter_Saturday_moves_as_the_rule_says(CountingRule rule, string due) =>
        Assert.That(Deadlines.Due(At("2026-03-04T15:00+01:00"), new Offset(1, OffsetUnit.Months), rule, Amsterdam), Is.EqualTo(At(due)));

    [TestCase(CountingRule.NextWorkingDay)]
    [TestCase(CountingRule.NoonNextWorkingDay)]
    public void An_end_on_a_working_day_is_not_moved_even_at_night(CountingRule rule) =>
        Assert.That(Deadlines.Due(At("2026-06-01T23:00+02:00"), new Offset(72, OffsetUnit.Hours), rule, Amsterdam), Is.EqualTo(At("2026-06-04T23:00+02:00")));

    [Test]
    public void Working_hours_count_only_duty_hours() =>
        Assert.That(
            Deadlines.Due(At("2026-04-03T16:00+02:00"), new Offset(4, OffsetUnit.Hours), CountingRule.WorkingTime, Amsterdam),
            Is.EqualTo(At("2026-04-07T12:00+02:00")));

    [Test]
    public void Working_days_skip_weekend_and_holiday() =>
        Assert.That(
            Deadlines.Due(At("2026-04-03T10:00+02:00"), new Offset(3, OffsetUnit.WorkingDays), CountingRule.Continuous, Amsterdam),
            Is.EqualTo(At("2026-04-09T10:00+02:00")));

    [Test]
    public void A_working_clock_that_stopped_over_the_weekend_has_its_two_hours_on_Monday()
    {
        var left = Deadlines.Remaining(At("2026-06-05T15:00+02:00"), At("2026-06-05T17:00+02:00"), CountingRule.WorkingTime, Amsterdam);
        Assert.That(Deadlines.Resume(At("2026-06-07T20:00+02:00"), left, CountingRule.WorkingTime, Amsterdam), Is.EqualTo(At("2026-06-08T11:00+02:00")));
    }

    [Test]
    public void A_resumed_end_on_Sunday_moves_to_noon_on_Monday() =>
        Assert.That(
            Deadlines.Resume(At("2026-06-06T20:00+02:00"), TimeSpan.FromHours(20), CountingRule.NoonNextWorkingDay, Amsterdam),
            Is.EqualTo(At("2026-06-08T12:00+02:00")));

    [Test]
    public void With_nothing_left_a_working_clock_is_due_at_the_next_opening_and_any_other_now() =>
        Assert.Multiple(() =>
        {
            var sunday = At("2026-06-07T20:00+02:00");
            Assert.That(Deadlines.Resume(sunday, TimeSpan.Zero, CountingRule.WorkingTime, Amsterdam), Is.EqualTo(At("2026-06-08T09:00+02:00")));
            Assert.That(Deadlines.Resume(sunday, TimeSpan.Zero, CountingRule.NextWorkingDay, Amsterdam), Is.EqualTo(sunday));
        });

    [TestCase(0.5, CountingRule.Continuous, "2026-06-07T01:30+02:00")]
    [TestCase(0.5, CountingRule.WorkingTime, "2026-06-08T09:30+02:00")]
    [TestCase(1, CountingRule.WorkingTime, "2026-06-08T12:00+02:00")]
    [TestCase(1.5, CountingRule.WorkingTime, "2026-06-08T14:30+02:00")]
    public void The_chasing_ladder_counts_the_clocks_own_time(double share, CountingRule rule, string at) =>
        // Friday 15:00 to Monday noon: 69 hours that pass, 5 of duty.
        Assert.That(
            Deadlines.At(At("2026-06-05T15:00+02:00"), At("2026-06-08T12:00+02:00"), share, rule, Amsterdam),
            Is.EqualTo(At(at)));

    [Test]
    public void What_makes_no_sense_is_refused() =>
        Assert.Multiple(() =>
        {
            var now = At("2026-06-05T15:00+02:00");
            Assert.Throws<ArgumentOutOfRangeException>(() => Deadlines.Due(now, new Offset(-1, OffsetUnit.Hours), CountingRule.Continuous, Amsterdam));
            Assert.Throws<ArgumentOutOfRangeException>(() => Deadlines.Due(now, new Offset(1, (OffsetUnit)9), CountingRule.Continuous, Amsterdam));
            Assert.Throws<ArgumentOutOfRangeException>(() => Deadlines.Due(now, new Offset(1, OffsetUnit.Hours), (CountingRule)9, Amsterdam));
            Assert.Throws<ArgumentOutOfRangeException>(() => Deadlines.Resume(now, TimeSpan.FromTicks(-1), CountingRule.Continuous, Amsterdam));
            Assert.Throws<ArgumentOutOfRangeException>(() => Deadlines.At(now, now.AddDays(1), double.NaN, CountingRule.Continuous, Amsterdam));
            Assert.Throws<ArgumentOutOfRangeException>(() => Deadlines.At(now, now.AddDays(1), -0.1, CountingRule.Continuous, Amsterdam));
        });
}
