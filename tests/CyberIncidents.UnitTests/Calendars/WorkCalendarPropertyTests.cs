using CyberIncidents.Domain.Calendars;
using NodaTime;
using static CyberIncidents.UnitTests.Calendars.CalendarSamples;

namespace CyberIncidents.UnitTests.Calendars;

public sealed class WorkCalendarPropertyTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Test]
    public void Adding_zero_moves_nothing() => Always(s =>
        s.Calendar.Add(s.Start, TimeSpan.Zero) == s.Start && s.Calendar.AddWorkingDays(s.Start, 0) == s.Start);

    [Test]
    public void Adding_working_time_ends_within_duty_hours_or_at_their_close() => Always(s =>
        s.Working == TimeSpan.Zero || s.Calendar.IsOpen(s.Calendar.Add(s.Start, s.Working) - Tick));

    [Test]
    public void A_later_start_never_ends_earlier() => Always(s =>
        s.Calendar.Add(s.Start, s.Working) <= s.Calendar.Add(s.Start + s.Later, s.Working));

    [Test]
    public void More_working_time_never_ends_earlier() => Always(s =>
        s.Calendar.Add(s.Start, s.Working) <= s.Calendar.Add(s.Start, s.Working + s.Later));

    [Test]
    public void What_was_added_is_what_lies_between() => Always(s =>
        s.Calendar.Between(s.Start, s.Calendar.Add(s.Start, s.Working)) == s.Working);

    [Test]
    public void Adding_twice_is_adding_the_sum() => Always(s =>
        s.Calendar.Add(s.Calendar.Add(s.Start, s.Working), s.Later) == s.Calendar.Add(s.Start, s.Working + s.Later));

    [Test]
    public void Working_time_is_never_longer_than_the_time_that_passes() => Always(s =>
        s.Calendar.Between(s.Start, s.Start + s.Later) is var working && working >= TimeSpan.Zero && working <= s.Later);

    [Test]
    public void Working_time_adds_up() => Always(s =>
    {
        var (middle, end) = (s.Start + s.Later, s.Start + s.Later + s.Working);
        return s.Calendar.Between(s.Start, middle) + s.Calendar.Between(middle, end) == s.Calendar.Between(s.Start, end);
    });

    [Test]
    public void The_next_opening_is_open_and_nobody_works_before_it() => Always(s =>
        s.Calendar.NextOpen(s.Start) is var next && s.Calendar.IsOpen(next) && next >= s.Start
        && s.Calendar.Between(s.Start, next) == TimeSpan.Zero && (next == s.Start) == s.Calendar.IsOpen(s.Start));

    [Test]
    public void Between_an_instant_and_an_earlier_one_lies_nothing() => Always(s =>
        s.Calendar.Between(s.Start + s.Later, s.Start) == TimeSpan.Zero);

    [Test]
    public void More_working_days_end_later() => Always(s =>
        s.Calendar.AddWorkingDays(s.Start, s.Offset.Amount) <= s.Calendar.AddWorkingDays(s.Start, s.Offset.Amount + 1));

    [Test]
    public void Working_days_from_a_later_wall_clock_never_end_earlier() => Always(s =>
        // In the hour that clocks show twice the later instant has the earlier wall clock, and a wall clock is what days are counted by.
        Local(s.Start, s.Place) > Local(s.Start + s.Later, s.Place)
        || s.Calendar.AddWorkingDays(s.Start, s.Offset.Amount) <= s.Calendar.AddWorkingDays(s.Start + s.Later, s.Offset.Amount));

    [Test]
    public void A_time_within_duty_hours_stays_the_same_some_working_days_later() => Always(s =>
    {
        var (from, to) = (Local(s.Start, s.Place), Local(s.Calendar.AddWorkingDays(s.Start, s.Offset.Amount), s.Place));
        var missing = DateTimeZoneProviders.Tzdb[s.Place].MapLocal(to.Date + from.TimeOfDay).Count == 0;
        return !s.Calendar.IsOpen(s.Start) || Changes(s) || missing || from.TimeOfDay == to.TimeOfDay;
    });

    // Where a gap or an overlap cuts into the duty hours of the first or the last day, the time of day cannot be kept.
    private static bool Changes(CalendarSample s)
    {
        var zone = DateTimeZoneProviders.Tzdb[s.Place];
        return Around(s.Start) || Around(s.Calendar.AddWorkingDays(s.Start, s.Offset.Amount));

        bool Around(DateTimeOffset at) => zone.GetUtcOffset(Instant.FromDateTimeOffset(at.AddDays(-1))) != zone.GetUtcOffset(Instant.FromDateTimeOffset(at.AddDays(1)));
    }

    private static LocalDateTime Local(DateTimeOffset at, string place) => Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[place]).LocalDateTime;
}
