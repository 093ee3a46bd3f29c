using NodaTime;

namespace CyberIncidents.Domain.Calendars;

/// <summary>Legal and agreed limits: when they end, what is left of them, and how they go on after a stop. Pure; instants come out in UTC.</summary>
public static class Deadlines
{
    /// <summary>When a limit ends. Zero is at once, on any day.</summary>
    /// <param name="start">The instant of its trigger.</param>
    /// <param name="offset">How long it is; months are calendar months, clamped to the month's end.</param>
    /// <param name="counting">How its time runs. Under <see cref="CountingRule.WorkingTime"/> an end of days or months outside duty hours moves to the next opening.</param>
    /// <param name="calendar">The zone by whose wall clock days are counted, with its days off and duty hours.</param>
    /// <returns>The instant; what is done then is still in time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative, or the unit or rule unknown.</exception>
    /// <exception cref="InvalidOperationException">The calendar has no working day within 400 days.</exception>
    public static DateTimeOffset Due(DateTimeOffset start, Offset offset, CountingRule counting, WorkCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset.Amount, nameof(offset));
        if (offset.Amount == 0)
        {
            return start;
        }

        if (counting == CountingRule.WorkingTime && offset.Unit == OffsetUnit.Hours)
        {
            return calendar.Add(start, TimeSpan.FromHours(offset.Amount));
        }

        return Settle(End(start, offset, calendar), counting, calendar);
    }

    /// <summary>What is left of a limit, in its own time: working time for a working clock, else elapsed time. Kept when the clock stops.</summary>
    /// <param name="at">The instant at which it stops.</param>
    /// <param name="due">When it would have ended.</param>
    /// <param name="counting">How its time runs.</param>
    /// <param name="calendar">Its calendar.</param>
    /// <returns>Zero when it has ended; never negative.</returns>
    public static TimeSpan Remaining(DateTimeOffset at, DateTimeOffset due, CountingRule counting, WorkCalendar calendar)
    {
        if (due <= at)
        {
            return TimeSpan.Zero;
        }

        return counting == CountingRule.WorkingTime ? calendar.Between(at, due) : due - at;
    }

    /// <summary>When a limit ends that goes on after a stop. An end on a day off moves as the rule says, so the rest is never shorter than what was left.</summary>
    /// <param name="at">The instant at which it goes on.</param>
    /// <param name="remaining">What was left, in its own time, zero or more.</param>
    /// <param name="counting">How its time runs.</param>
    /// <param name="calendar">Its calendar.</param>
    /// <returns>The new end. With nothing left: now, or the next opening for a working clock.</returns>
    /// <exception cref="ArgumentOutOfRangeException">What was left is negative, or the rule unknown.</exception>
    /// <exception cref="InvalidOperationException">The calendar has no working day within 400 days.</exception>
    public static DateTimeOffset Resume(DateTimeOffset at, TimeSpan remaining, CountingRule counting, WorkCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(remaining, TimeSpan.Zero);
        if (counting == CountingRule.WorkingTime)
        {
            return Settle(calendar.Add(at, remaining), counting, calendar);
        }

        return remaining == TimeSpan.Zero ? at : Settle((at + remaining).ToUniversalTime(), counting, calendar);
    }

    /// <summary>The instant at which a share of a limit's own time is gone; the rungs of the chasing ladder.</summary>
    /// <param name="start">When it began.</param>
    /// <param name="due">When it ends.</param>
    /// <param name="share">Zero is the start, 1 the end, 1.5 half its length after the end.</param>
    /// <param name="counting">How its time runs.</param>
    /// <param name="calendar">Its calendar.</param>
    /// <returns>The instant. When the limit has no length, its end.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is negative or no number.</exception>
    /// <exception cref="InvalidOperationException">The calendar has no working day within 400 days.</exception>
    public static DateTimeOffset At(DateTimeOffset start, DateTimeOffset due, double share, CountingRule counting, WorkCalendar calendar)
    {
        if (!double.IsFinite(share) || share < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share of a limit is zero or more.");
        }

        if (due <= start || share == 1)
        {
            return due;
        }

        var length = Remaining(start, due, counting, calendar);
        // Beyond its end from the end on: a working clock that is due at an opening has the same working time at the close before.
        var (from, part) = share < 1 ? (start, length * share) : (due, length * (share - 1));
        return counting == CountingRule.WorkingTime ? calendar.Add(from, part) : (from + part).ToUniversalTime();
    }

    private static DateTimeOffset End(DateTimeOffset start, Offset offset, WorkCalendar calendar)
    {
        var local = WallClock.Read(start, calendar.Zone);
        return offset.Unit switch
        {
            OffsetUnit.Hours => start.AddHours(offset.Amount).ToUniversalTime(),
            OffsetUnit.Days => WallClock.Resolve(local.PlusDays(offset.Amount), calendar.Zone).ToDateTimeOffset(),
            OffsetUnit.Months => WallClock.Resolve(local.PlusMonths(offset.Amount), calendar.Zone).ToDateTimeOffset(),
            OffsetUnit.WorkingDays => calendar.AddWorkingDays(start, offset.Amount),
            _ => throw new ArgumentOutOfRangeException(nameof(offset), offset.Unit, "There is no such unit."),
        };
    }

    private static DateTimeOffset Settle(DateTimeOffset end, CountingRule counting, WorkCalendar calendar) => counting switch
    {
        CountingRule.Continuous => end,
        CountingRule.NextWorkingDay => Moved(end, null, calendar),
        CountingRule.NoonNextWorkingDay => Moved(end, LocalTime.Noon, calendar),
        CountingRule.WorkingTime => calendar.IsWithin(end) ? end : calendar.NextOpen(end),
        _ => throw new ArgumentOutOfRangeException(nameof(counting), counting, "There is no such rule."),
    };

    private static DateTimeOffset Moved(DateTimeOffset end, LocalTime? time, WorkCalendar calendar)
    {
        var local = WallClock.Read(end, calendar.Zone);
        return calendar.IsWorkingDay(local.Date)
            ? end
            : WallClock.Resolve(calendar.NextWorkingDay(local.Date).At(time ?? local.TimeOfDay), calendar.Zone).ToDateTimeOffset();
    }
}
