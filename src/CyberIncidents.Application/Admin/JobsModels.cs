using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;

namespace CyberIncidents.Application.Admin;

/// <summary>How the work behind the scenes stands. No title, subject, text or address of any case is in it.</summary>
public sealed record JobsDetail
{
    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The sweep that fires what is due.</summary>
    public required SweepState Sweep { get; init; }

    /// <summary>The numbers.</summary>
    public required JobFigures Figures { get; init; }

    /// <summary>The alarms that fire next, at most 20.</summary>
    public required IReadOnlyList<AlarmJob> Next { get; init; }

    /// <summary>What the job engine does now.</summary>
    public required IReadOnlyList<RunningJob> Running { get; init; }

    /// <summary>Alarms that failed and are tried again, and those that were given up; at most 50, given up first.</summary>
    public required IReadOnlyList<AlarmJob> Failing { get; init; }

    /// <summary>Mails that were given up or refused for good, without those that were dismissed; at most 50, newest first.</summary>
    public required IReadOnlyList<MailJob> Mails { get; init; }

    /// <summary>What recurs.</summary>
    public required IReadOnlyList<RecurringJobState> Recurring { get; init; }
}

/// <summary>The numbers of the work behind the scenes; the same as the metrics.</summary>
/// <param name="AlarmsWaiting">Alarms that stand and have not fired.</param>
/// <param name="LagSeconds">For how long the oldest due alarm has waited; 0 when none is due.</param>
/// <param name="AlarmsFailing">Alarms that failed and are tried again.</param>
/// <param name="AlarmsGivenUp">Alarms that were given up after ten failures.</param>
/// <param name="MailsWaiting">Mails that wait to be sent.</param>
/// <param name="OldestMailAt">Since when the oldest of them waits.</param>
/// <param name="MailsDead">Mails that were given up after 48 hours, without those that were dismissed.</param>
/// <param name="MailsBounced">Mails whose recipient was refused for good, without those that were dismissed.</param>
/// <param name="FailedJobs">Jobs that failed in the job engine itself.</param>
public sealed record JobFigures(
    int AlarmsWaiting,
    double LagSeconds,
    int AlarmsFailing,
    int AlarmsGivenUp,
    int MailsWaiting,
    DateTimeOffset? OldestMailAt,
    int MailsDead,
    int MailsBounced,
    long FailedJobs);

/// <summary>From where the last sweep is known.</summary>
public enum SweepSource
{
    /// <summary>This process sweeps.</summary>
    ThisProcess,

    /// <summary>Another process sweeps; what it fired last is known from the database.</summary>
    LastFired,

    /// <summary>Another process sweeps, and it has fired nothing yet.</summary>
    Elsewhere,
}

/// <summary>The sweep.</summary>
/// <param name="Source">From where <paramref name="LastAt"/> is known.</param>
/// <param name="LastAt">When it ran last, or when it fired something last; null when that is not known.</param>
/// <param name="Late">Whether it should have run and has not for five minutes.</param>
public sealed record SweepState(SweepSource Source, DateTimeOffset? LastAt, bool Late);

/// <summary>An alarm.</summary>
/// <param name="Id">The alarm.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Name">Reference and step; of what is RED nothing but the id.</param>
/// <param name="Share">Percent of the time, of a ladder's step that was planned so.</param>
/// <param name="Whom">Whom a ladder's step turns to; of what is RED nothing.</param>
/// <param name="FireAt">When it is to fire.</param>
/// <param name="Attempts">How often firing failed.</param>
/// <param name="RetryAt">Not tried before.</param>
/// <param name="Error">The type of the last failure.</param>
/// <param name="GivenUpAt">When it was given up.</param>
public sealed record AlarmJob(
    Guid Id,
    AlarmKind Kind,
    string Name,
    int? Share,
    ChaseWhom? Whom,
    DateTimeOffset FireAt,
    int Attempts,
    DateTimeOffset? RetryAt,
    string? Error,
    DateTimeOffset? GivenUpAt);

/// <summary>A job that runs now.</summary>
/// <param name="Name">Its name as the job engine shows it.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="Server">Where.</param>
public sealed record RunningJob(string Name, DateTimeOffset? StartedAt, string Server);

/// <summary>A mail that was given up or refused.</summary>
/// <param name="Id">The mail.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Notice">What it tells; none of a digest.</param>
/// <param name="Recipient">The person, contact point or organisation, by name.</param>
/// <param name="Organisation">The organisation of the recipient.</param>
/// <param name="QueuedAt">When it was put into the outbox.</param>
/// <param name="EndedAt">When it was given up or refused.</param>
/// <param name="Bounced">Whether it was refused for good.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">The type of the last failure.</param>
public sealed record MailJob(
    Guid Id,
    MailKind Kind,
    NoticeKind? Notice,
    string? Recipient,
    string? Organisation,
    DateTimeOffset QueuedAt,
    DateTimeOffset EndedAt,
    bool Bounced,
    int Attempts,
    string? Error);

/// <summary>Something that recurs.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Cron">When, as cron writes it.</param>
/// <param name="LastAt">When it ran last.</param>
/// <param name="LastState">How that ended, in the word of the job engine.</param>
/// <param name="NextAt">When it runs next.</param>
public sealed record RecurringJobState(string Id, string? Cron, DateTimeOffset? LastAt, string? LastState, DateTimeOffset? NextAt);
