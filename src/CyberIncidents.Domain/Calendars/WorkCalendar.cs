using System.Collections.Frozen;
using NodaTime;
using NodaTime.Extensions;

namespace CyberIncidents.Domain.Calendars;

/// <summary>When somebody works: a zone, the days off of a week, holidays and duty hours. Instants go in with any offset and come out in UTC.</summary>
public sealed class WorkCalendar
{
    // A year without one working day is a mistake in the holidays; to search on would never end.
    private const int SearchedDays = 400;

    private readonly DateTimeZone _zone;
    private readonly FrozenSet<DayOfWeek> _weekend;
    private readonly FrozenSet<DateOnly> _holidays;
    private readonly LocalTime? _opens;
    private readonly LocalTime? _closes;

    /// <summary>A calendar.</summary>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="weekend">The days off of each week; none to six.</param>
    /// <param name="holidays">Single dates off, by the zone's calendar.</param>
    /// <param name="duty">The hours of a working day, local; null is round the clock.</param>
    /// <exception cref="ArgumentException">Every day of the week is a day off.</exception>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no zone of that name.</exception>
    public WorkCalendar(string timeZone, IReadOnlyCollection<DayOfWeek> weekend, IReadOnlyCollection<DateOnly> holidays, DutyHours? duty)
    {
        _zone = Zones.Get(timeZone);
        _weekend = weekend.ToFrozenSet();
        if (Enum.GetValues<DayOfWeek>().All(_weekend.Contains))
        {
            throw new ArgumentException("A calendar needs at least one working day a week.", nameof(weekend));
        }

        _holidays = holidays.ToFrozenSet();
        _opens = duty is null ? null : LocalTime.FromTimeOnly(duty.From);
        _closes = duty is null ? null : LocalTime.FromTimeOnly(duty.To);
        TimeZone = timeZone;
    }

    /// <summary>IANA name of the zone by whose wall clock days begin and duty hours run.</summary>
    public string TimeZone { get; }

    /// <summary>The zone itself.</summary>
    internal DateTimeZone Zone => _zone;

    /// <summary>Whether people work on a date. A date that the zone skipped (Samoa, 30 December 2011) is no working day.</summary>
    /// <param name="date">By the zone's calendar.</param>
    /// <returns>False on weekends and holidays.</returns>
    public bool IsWorkingDay(DateOnly date) => IsWorkingDay(LocalDate.FromDateOnly(date));

    /// <summary>Whether it is a working day and within duty hours. The opening instant is, the closing instant is not.</summary>
    /// <param name="at">The instant.</param>
    /// <returns>True while somebody works.</returns>
    public bool IsOpen(DateTimeOffset at)
    {
        var instant = Instant.FromDateTimeOffset(at);
        var date = DayOf(instant);
        return IsWorkingDay(date) && instant >= Opening(date) && instant < Closing(date);
    }

    /// <summary>The first instant from then on at which somebody works: the instant itself when open.</summary>
    /// <param name="at">The instant.</param>
    /// <returns>An instant at which the calendar is open.</returns>
    /// <exception cref="InvalidOperationException">No working day follows within 400 days.</exception>
    public DateTimeOffset NextOpen(DateTimeOffset at)
    {
        var instant = Instant.FromDateTimeOffset(at);
        foreach (var shift in ShiftsFrom(instant))
        {
            return shift.Start <= instant ? at : shift.Start.ToDateTimeOffset();
        }

        throw NeverOpen(at);
    }

    /// <summary>The instant by which so much working time has passed. It may be a closing instant. Zero moves nothing, even when closed.</summary>
    /// <param name="from">The start.</param>
    /// <param name="working">Working time, zero or more.</param>
    /// <returns>An instant within duty hours or at their end, in UTC; the start itself for zero.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    /// <exception cref="InvalidOperationException">No working day follows within 400 days.</exception>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan working)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(working, TimeSpan.Zero);
        if (working == TimeSpan.Zero)
        {
            return from;
        }

        var instant = Instant.FromDateTimeOffset(from);
        var left = Duration.FromTimeSpan(working);
        foreach (var shift in ShiftsFrom(instant))
        {
            var start = Instant.Max(shift.Start, instant);
            var there = shift.End - start;
            if (left <= there)
            {
                return (start + left).ToDateTimeOffset();
            }

            left -= there;
        }

        throw NeverOpen(from);
    }

    /// <summary>The working time between two instants.</summary>
    /// <param name="from">The start.</param>
    /// <param name="to">The end.</param>
    /// <returns>Working time; zero when the end is not after the start.</returns>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (start, end) = (Instant.FromDateTimeOffset(from), Instant.FromDateTimeOffset(to));
        var sum = Duration.Zero;
        if (end <= start)
        {
            return TimeSpan.Zero;
        }

        var last = DayOf(end);
        for (var date = DayOf(start); date <= last; date = date.PlusDays(1))
        {
            if (IsWorkingDay(date))
            {
                sum += Duration.Max(Duration.Zero, Instant.Min(Closing(date), end) - Instant.Max(Opening(date), start));
            }
        }

        return sum.ToTimeSpan();
    }

    /// <summary>The same local time so many working days later, drawn into duty hours. Zero moves nothing.</summary>
    /// <remarks>
    /// What starts on a day off counts like the close of the working day before it: one working day after any time on Saturday is Monday's
    /// close, as it is after Friday night. At Saturday's own time of day the later start would have the earlier end.
    /// </remarks>
    /// <param name="from">The start.</param>
    /// <param name="days">Working days, zero or more.</param>
    /// <returns>An instant within duty hours or at their end, in UTC; the start itself for zero.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="InvalidOperationException">Within 400 days there is no further working day.</exception>
    public DateTimeOffset AddWorkingDays(DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        if (days == 0)
        {
            return from;
        }

        var local = WallClock.Read(from, _zone);
        var date = local.Date;
        for (var left = days; left > 0; left--)
        {
            date = NextWorkingDay(date);
        }

        var wanted = IsWorkingDay(local.Date) ? WallClock.Resolve(date.At(local.TimeOfDay), _zone) : Closing(date);
        return Instant.Max(Opening(date), Instant.Min(Closing(date), wanted)).ToDateTimeOffset();
    }

    /// <summary>Whether an instant is within duty hours; unlike <see cref="IsOpen"/> with the closing instant.</summary>
    internal bool IsWithin(DateTimeOffset at)
    {
        // A tick before: whoever is open then is at the latest closing now.
        return IsOpen(at) || IsOpen(at.AddTicks(-1));
    }

    /// <summary>The first working day after a date.</summary>
    internal LocalDate NextWorkingDay(LocalDate date)
    {
        for (var tries = 0; tries < SearchedDays; tries++)
        {
            date = date.PlusDays(1);
            if (IsWorkingDay(date))
            {
                return date;
            }
        }

        throw NeverOpen(WallClock.StartOf(date, _zone).ToDateTimeOffset());
    }

    /// <summary>Whether people work on a date.</summary>
    internal bool IsWorkingDay(LocalDate date) =>
        !_weekend.Contains(date.DayOfWeek.ToDayOfWeek()) && !_holidays.Contains(date.ToDateOnly())
        && WallClock.StartOf(date, _zone) < WallClock.StartOf(date.PlusDays(1), _zone);

    private Instant Opening(LocalDate date) => WallClock.Resolve(date.At(_opens ?? LocalTime.Midnight), _zone);

    private Instant Closing(LocalDate date) => _closes is { } closes ? WallClock.Resolve(date.At(closes), _zone) : WallClock.StartOf(date.PlusDays(1), _zone);

    /// <summary>The working hours that end after an instant, day by day, until 400 days in a row have none.</summary>
    private IEnumerable<(Instant Start, Instant End)> ShiftsFrom(Instant instant)
    {
        var date = DayOf(instant);
        for (var idle = 0; idle < SearchedDays; idle++, date = date.PlusDays(1))
        {
            if (!IsWorkingDay(date))
            {
                continue;
            }

            var (start, end) = (Opening(date), Closing(date));
            if (end > instant && end > start)
            {
                yield return (start, end);
                idle = 0;
            }
        }
    }

    /// <summary>The date whose day an instant belongs to: the last that has begun by then.</summary>
    private LocalDate DayOf(Instant instant)
    {
        // Where clocks go back over midnight (St John's until 2011), the date is shown, left and shown again; its day began once.
        var shown = instant.InZone(_zone).Date;
        return WallClock.StartOf(shown.PlusDays(1), _zone) <= instant ? shown.PlusDays(1) : shown;
    }

    private InvalidOperationException NeverOpen(DateTimeOffset after) =>
        new($"The calendar of {TimeZone} has no working time within {SearchedDays} days after {after.UtcDateTime:yyyy-MM-dd}; look at its holidays.");
}
