using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.FollowUps;

/// <summary>What a follow-up is about and when.</summary>
/// <param name="IncidentId">The case; null when it is about something else.</param>
/// <param name="RequestId">The request, when it is about one.</param>
/// <param name="Tlp">The marking of the case, or of what else it is about.</param>
/// <param name="RequestTlp">The marking of the request, when it is about one.</param>
/// <param name="Title">At most 200 characters; empty where the purpose says it.</param>
/// <param name="DueAt">Its instant; in the future.</param>
/// <param name="TimeZone">IANA name of the zone in which it is read and reminded.</param>
/// <param name="Reminders">ISO 8601 durations before the instant, <c>-P1D</c>.</param>
/// <param name="OverdueAfter">How long after the instant it counts as overdue.</param>
/// <param name="Recurrence">How it recurs; null for once.</param>
/// <param name="Purpose">What it is for, when the program schedules it.</param>
/// <param name="About">What it is about instead of a case.</param>
public sealed record FollowUpPlan(
    Guid? IncidentId,
    Guid? RequestId,
    Tlp Tlp,
    Tlp? RequestTlp,
    string Title,
    DateTimeOffset DueAt,
    string TimeZone,
    IReadOnlyList<string> Reminders,
    TimeSpan OverdueAfter,
    RecurrencePlan? Recurrence = null,
    FollowUpPurpose Purpose = FollowUpPurpose.Work,
    FollowUpSubject? About = null);

/// <summary>What else than a case a follow-up may be about.</summary>
public enum FollowUpAbout
{
    /// <summary>An agreement or a set of norms.</summary>
    Agreement,

    /// <summary>A meeting, an exercise, a training or a project.</summary>
    Engagement,

    /// <summary>What one side owes another.</summary>
    Commitment,

    /// <summary>What we do to live up to a norm.</summary>
    Measure,
}

/// <summary>What a follow-up is about instead of a case.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Id">Its key.</param>
public sealed record FollowUpSubject(FollowUpAbout Type, Guid Id);

/// <summary>How a follow-up recurs.</summary>
/// <param name="Rule">RFC 5545 RRULE without its name: <c>FREQ=WEEKLY;BYDAY=MO</c>.</param>
/// <param name="SeriesId">The series.</param>
/// <param name="SeriesStart">The instant of the first occurrence, from which the rule counts.</param>
/// <param name="NextAt">The next occurrence after this one; null when this is the last.</param>
public sealed record RecurrencePlan(string Rule, Guid SeriesId, DateTimeOffset SeriesStart, DateTimeOffset? NextAt);

/// <summary>What a follow-up is for.</summary>
public enum FollowUpPurpose
{
    /// <summary>What its title says.</summary>
    Work,

    /// <summary>Ask the partner to keep the data for longer.</summary>
    RenewPreservation,

    /// <summary>Send the legal request before the preserved data lapse.</summary>
    SendLegalRequest,

    /// <summary>Renew an agreement, or let it end.</summary>
    RenewAgreement,

    /// <summary>Review how far we live up to a norm.</summary>
    ReviewMeasure,
}
