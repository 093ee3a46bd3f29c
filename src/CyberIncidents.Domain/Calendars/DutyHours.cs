namespace CyberIncidents.Domain.Calendars;

/// <summary>The hours of a working day in which somebody is there, by local time.</summary>
/// <param name="From">The opening time, local.</param>
/// <param name="To">The closing time, local, on the same day and after <paramref name="From"/>.</param>
/// <exception cref="ArgumentException">The closing time is not after the opening time.</exception>
public sealed record DutyHours(TimeOnly From, TimeOnly To)
{
    /// <summary>The opening time, local.</summary>
    public TimeOnly From { get; } = IsValid(From, To) ? From : throw new ArgumentException("Duty hours must close after they open, on the same day.", nameof(To));

    /// <summary>The closing time, local.</summary>
    public TimeOnly To { get; } = To;

    /// <summary>Whether two times are duty hours.</summary>
    /// <param name="from">The opening time, local.</param>
    /// <param name="to">The closing time, local.</param>
    /// <returns>True when the day closes after it opens.</returns>
    public static bool IsValid(TimeOnly from, TimeOnly to) => from < to;
}
