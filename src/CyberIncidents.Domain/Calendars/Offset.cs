namespace CyberIncidents.Domain.Calendars;

/// <summary>In what a limit is counted.</summary>
public enum OffsetUnit
{
    /// <summary>Elapsed hours; a night in which clocks change does not make them longer or shorter.</summary>
    Hours,

    /// <summary>Calendar days by the wall clock of the zone: 09:00 stays 09:00.</summary>
    Days,

    /// <summary>Working days of the calendar.</summary>
    WorkingDays,

    /// <summary>Calendar months, at most to the month's last day: one month after 31 January is 28 or 29 February.</summary>
    Months,
}

/// <summary>How the time of a limit runs, and what happens when its end falls on a day off.</summary>
public enum CountingRule
{
    /// <summary>Day and night; an end is never moved.</summary>
    Continuous,

    /// <summary>An end on a weekend or holiday moves to the same local time on the next working day (Regulation (EEC, Euratom) 1182/71 Art. 3(4)).</summary>
    NextWorkingDay,

    /// <summary>An end on a weekend or holiday moves to 12:00 local time on the next working day (Delegated Regulation (EU) 2025/301 Art. 5).</summary>
    NoonNextWorkingDay,

    /// <summary>Only duty hours count.</summary>
    WorkingTime,
}

/// <summary>A limit: so many of a unit.</summary>
/// <param name="Amount">How many, zero or more. Zero is "at once".</param>
/// <param name="Unit">Of what.</param>
public sealed record Offset(int Amount, OffsetUnit Unit);
