using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using Periods = CyberIncidents.Domain.Calendars.Deadlines;

namespace CyberIncidents.Application.Deadlines;

/// <summary>Shares of a clock's time, in its own counting; time in which it stood still is no part of it.</summary>
internal sealed class ClockTime(LegalClock clock, WorkCalendar calendar)
{
    /// <summary>When it ends.</summary>
    public DateTimeOffset DueAt => clock.DueAt;

    /// <summary>From its beginning to its end by the calendar on the wall.</summary>
    public TimeSpan Whole => clock.DueAt - clock.StartedAt;

    /// <summary>
    /// When a share of its time is gone: 0.5 is half of it, 1 the due instant, 2 as long again. A share that was gone before it
    /// stood still last lies at that stop.
    /// </summary>
    public DateTimeOffset InstantOf(double share)
    {
        if (share is 1)
        {
            return clock.DueAt;
        }

        var last = clock.Stops.Where(s => s.StartedAt >= clock.StartedAt).MaxBy(s => s.StartedAt);
        if (last is null)
        {
            return Periods.At(clock.StartedAt, clock.DueAt, share, clock.Counting, calendar);
        }

        var from = last.EndedAt ?? last.StartedAt;
        var left = Periods.Remaining(from, clock.DueAt, clock.Counting, calendar);
        var whole = left + Gone();
        var wanted = (whole * share) - Gone();
        return wanted <= TimeSpan.Zero ? last.StartedAt : Periods.Resume(from, wanted, clock.Counting, calendar);
    }

    /// <summary>
    /// A share beyond its end, counted from an instant after it instead of from the end: 1 is that instant, 2 as long after it as the
    /// clock is long.
    /// </summary>
    public DateTimeOffset BeyondFrom(DateTimeOffset from, double share) =>
        share <= 1 ? from : Periods.Resume(from, Length() * (share - 1), clock.Counting, calendar);

    /// <summary>All its time up to its end, without that in which it stood still.</summary>
    private TimeSpan Length()
    {
        var length = TimeSpan.Zero;
        var from = clock.StartedAt;
        foreach (var stop in clock.Stops.Where(s => s.StartedAt >= clock.StartedAt).OrderBy(s => s.StartedAt))
        {
            length += Periods.Remaining(from, stop.StartedAt < clock.DueAt ? stop.StartedAt : clock.DueAt, clock.Counting, calendar);
            from = stop.EndedAt ?? stop.StartedAt;
        }

        return length + Periods.Remaining(from, clock.DueAt, clock.Counting, calendar);
    }

    /// <summary>How much of its time had gone when it stood still last.</summary>
    private TimeSpan Gone()
    {
        var gone = TimeSpan.Zero;
        var from = clock.StartedAt;
        foreach (var stop in clock.Stops.Where(s => s.StartedAt >= clock.StartedAt).OrderBy(s => s.StartedAt))
        {
            gone += Periods.Remaining(from, stop.StartedAt, clock.Counting, calendar);
            from = stop.EndedAt ?? stop.StartedAt;
        }

        return gone;
    }
}
