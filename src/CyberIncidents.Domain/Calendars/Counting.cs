namespace CyberIncidents.Domain.Calendars;

/// <summary>In what an offset is counted.</summary>
public enum OffsetUnit
{
    /// <summary>Hours.</summary>
    Hours,

    /// <summary>Calendar days.</summary>
    Days,

    /// <summary>Working days of the calendar.</summary>
    WorkingDays,

    /// <summary>Calendar months, clamped to the end of the month.</summary>
    Months,
}

/// <summary>How a period is counted and what happens when it ends on a day off.</summary>
public enum CountingRule
{
    /// <summary>Day and night.</summary>
    Continuous,

    /// <summary>An end on a day off moves to the same local time of the next working day.</summary>
    NextWorkingDay,

    /// <summary>An end on a day off moves to noon of the next working day (Del. Reg. (EU) 2025/301 Art. 5).</summary>
    NoonNextWorkingDay,

    /// <summary>Only duty hours count.</summary>
    WorkingTime,
}

/// <summary>The duty hours of a working day, local time.</summary>
/// <param name="From">When they begin.</param>
/// <param name="To">When they end; later than they begin.</param>
public sealed record DutyHours(TimeOnly From, TimeOnly To);

/// <summary>A length of time as law writes it.</summary>
/// <param name="Amount">How many; more than none.</param>
/// <param name="Unit">Of what.</param>
public sealed record Offset(int Amount, OffsetUnit Unit);
