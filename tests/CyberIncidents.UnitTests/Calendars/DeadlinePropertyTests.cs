using CyberIncidents.Domain.Calendars;
using NodaTime;
using static CyberIncidents.UnitTests.Calendars.CalendarSamples;

namespace CyberIncidents.UnitTests.Calendars;

public sealed class DeadlinePropertyTests
{
    [Test]
    public void A_limit_of_zero_is_due_at_once() => Always(s =>
        Deadlines.Due(s.Start, s.Offset with { Amount = 0 }, s.Counting, s.Calendar) == s.Start);

    [Test]
    public void No_limit_ends_before_it_starts() => Always(s => s.Due >= s.Start);

    [Test]
    public void A_working_clock_is_never_due_outside_duty_hours() => Always(s =>
    {
        var due = Deadlines.Due(s.Start, s.Offset, CountingRule.WorkingTime, s.Calendar);
        return s.Offset.Amount == 0 || s.Calendar.IsOpen(due) || s.Calendar.IsOpen(due.AddTicks(-1));
    });

    [Test]
    public void A_working_clock_that_starts_later_in_hours_never_ends_earlier() => Always(s =>
    {
        var hours = s.Offset with { Unit = OffsetUnit.Hours };
        return Deadlines.Due(s.Start, hours, CountingRule.WorkingTime, s.Calendar) <= Deadlines.Due(s.Start + s.Later, hours, CountingRule.WorkingTime, s.Calendar);
    });

    [Test]
    public void More_of_a_unit_never_ends_earlier_unless_a_day_off_moves_it() => Always(s =>
        s.Counting is CountingRule.NextWorkingDay or CountingRule.NoonNextWorkingDay
        || s.Due <= Deadlines.Due(s.Start, s.Offset with { Amount = s.Offset.Amount + 1 }, s.Counting, s.Calendar));

    [Test]
    public void An_end_that_days_off_move_is_on_a_working_day_and_not_before_its_time() => Always(s =>
    {
        var plain = Deadlines.Due(s.Start, s.Offset, CountingRule.Continuous, s.Calendar);
        return s.Offset.Amount == 0 || s.Offset.Unit == OffsetUnit.WorkingDays || new[] { CountingRule.NextWorkingDay, CountingRule.NoonNextWorkingDay }.All(rule =>
            Deadlines.Due(s.Start, s.Offset, rule, s.Calendar) is var due && due >= plain && s.Calendar.IsWorkingDay(Date(due, s.Place)));
    });

    [Test]
    public void A_clock_that_stops_and_goes_on_keeps_what_was_left() => Always(s =>
    {
        var (stopped, resumed) = (s.Start + s.Working, s.Start + s.Working + s.Later);
        var left = Deadlines.Remaining(stopped, s.Due, s.Counting, s.Calendar);
        var due = Deadlines.Resume(resumed, left, s.Counting, s.Calendar);
        var kept = Deadlines.Remaining(resumed, due, s.Counting, s.Calendar);
        // A day off may move the new end, which only adds; a working clock and one that runs on keep the rest to the tick.
        return s.Counting is CountingRule.Continuous or CountingRule.WorkingTime ? kept == left : kept >= left && due >= resumed + left;
    });

    [Test]
    public void A_clock_that_stops_for_no_time_has_the_same_end() => Always(s =>
    {
        var stopped = s.Start + s.Working;
        var due = Deadlines.Resume(stopped, Deadlines.Remaining(stopped, s.Due, s.Counting, s.Calendar), s.Counting, s.Calendar);
        return stopped >= s.Due || due == s.Due || (s.Counting == CountingRule.WorkingTime && s.Calendar.Between(due, s.Due) == TimeSpan.Zero)
            || (s.Offset.Unit == OffsetUnit.WorkingDays && due >= s.Due);
    });

    [Test]
    public void What_is_left_is_never_negative() => Always(s =>
        Deadlines.Remaining(s.Start + s.Later, s.Due, s.Counting, s.Calendar) >= TimeSpan.Zero);

    [Test]
    public void The_ladder_rises_from_the_start_over_the_end() => Always(s =>
    {
        var rungs = new[] { 0, 0.25, 0.5, 0.8, 1, 1.25, 2 }.Select(share => Deadlines.At(s.Start, s.Due, share, s.Counting, s.Calendar)).ToList();
        return rungs[0] == s.Start && rungs[4] == s.Due && rungs.SequenceEqual(rungs.Order());
    });

    [Test]
    public void At_half_of_its_time_half_is_left() => Always(s =>
    {
        var half = Deadlines.At(s.Start, s.Due, 0.5, s.Counting, s.Calendar);
        var (all, left) = (Deadlines.Remaining(s.Start, s.Due, s.Counting, s.Calendar), Deadlines.Remaining(half, s.Due, s.Counting, s.Calendar));
        return (all / 2 - left).Duration() <= TimeSpan.FromTicks(1);
    });

    private static DateOnly Date(DateTimeOffset at, string place) => Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[place]).Date.ToDateOnly();
}
