using System.Linq.Expressions;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.FollowUps;

/// <summary>What an alarm does when it fires.</summary>
public enum AlarmKind
{
    /// <summary>Reminds of a follow-up that will be due.</summary>
    FollowUpReminder,

    /// <summary>Makes a follow-up due.</summary>
    FollowUpDue,

    /// <summary>Tells that a follow-up is overdue.</summary>
    FollowUpOverdue,

    /// <summary>The next occurrence of a recurring follow-up falls due, whether the last was done or not.</summary>
    FollowUpRecurs,

    /// <summary>A step of a request's ladder.</summary>
    ChasingStep,

    /// <summary>Reminds of a legal clock of a case.</summary>
    ClockReminder,

    /// <summary>A legal clock of a case has run out.</summary>
    ClockDue,

    /// <summary>Reminds a receiver of a recall that it has not confirmed.</summary>
    RecallReminder,

    /// <summary>A recall was to be confirmed until now.</summary>
    RecallDue,

    /// <summary>A recall is not confirmed a working day after its date.</summary>
    RecallOverdue,

    /// <summary>Half the time of a consent is gone.</summary>
    ConsentReminder,

    /// <summary>The time of a consent is over.</summary>
    ConsentDue,

    /// <summary>Half the time of a contact check is gone.</summary>
    ContactCheckReminder,

    /// <summary>A contact check was to be answered until now.</summary>
    ContactCheckDue,
}

/// <summary>
/// An instant at which something must happen. The row is the truth; the job engine is only the clock. It fires when
/// <see cref="FireAt"/> has come and <see cref="FiredAt"/> is empty, claimed by one conditional update.
/// </summary>
public sealed class Alarm : Entity, ISecured, IPartOf
{
    private Alarm()
    {
    }

    internal Alarm(FollowUp followUp, AlarmKind kind, DateTimeOffset fireAt, DateTimeOffset now)
        : base(now)
    {
        FollowUpId = followUp.Id;
        IncidentId = followUp.IncidentId;
        AboutId = followUp.AboutId;
        Tlp = followUp.Tlp;
        OwnTlp = followUp.OwnTlp;
        Kind = kind;
        FireAt = fireAt;
    }

    internal Alarm(LegalClock clock, AlarmKind kind, DateTimeOffset fireAt, DateTimeOffset now)
        : base(now)
    {
        LegalClockId = clock.Id;
        IncidentId = clock.IncidentId;
        Tlp = clock.Tlp;
        OwnTlp = clock.OwnTlp;
        Kind = kind;
        FireAt = fireAt;
    }

    /// <summary>Plans a step by which a recall is chased.</summary>
    /// <param name="recall">The recall.</param>
    /// <param name="kind">Which step.</param>
    /// <param name="fireAt">When.</param>
    /// <param name="now">The instant.</param>
    public Alarm(Recall recall, AlarmKind kind, DateTimeOffset fireAt, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(recall);
        RecallId = recall.Id;
        IncidentId = recall.IncidentId;
        Tlp = recall.Tlp;
        OwnTlp = recall.MarkedAs;
        Kind = kind;
        FireAt = fireAt;
    }

    internal Alarm(Consent consent, AlarmKind kind, DateTimeOffset fireAt, DateTimeOffset now)
        : base(now)
    {
        ConsentId = consent.Id;
        IncidentId = consent.IncidentId;
        Tlp = consent.Tlp;
        OwnTlp = consent.OwnTlp;
        Kind = kind;
        FireAt = fireAt;
    }

    internal Alarm(ContactCheck check, AlarmKind kind, DateTimeOffset fireAt, DateTimeOffset now)
        : base(now)
    {
        ContactCheckId = check.Id;
        Tlp = check.Tlp;
        Kind = kind;
        FireAt = fireAt;
    }

    /// <summary>Plans a step of a request's ladder.</summary>
    /// <param name="request">The request.</param>
    /// <param name="step">The step; it is copied, so that a later change of the ladder leaves it alone.</param>
    /// <param name="fireAt">When.</param>
    /// <param name="now">The instant.</param>
    public Alarm(Request request, LadderStep step, DateTimeOffset fireAt, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(step);
        RequestId = request.Id;
        IncidentId = request.IncidentId;
        Tlp = request.Tlp;
        OwnTlp = request.OwnTlp;
        Kind = AlarmKind.ChasingStep;
        FireAt = fireAt;
        (Share, Whom, Means) = (step.Share, step.Whom, step.By);
    }

    /// <summary>The follow-up it belongs to.</summary>
    public Guid? FollowUpId { get; private set; }

    /// <summary>The request it chases.</summary>
    public Guid? RequestId { get; private set; }

    /// <summary>The legal clock it belongs to.</summary>
    public Guid? LegalClockId { get; private set; }

    /// <summary>The recall that it chases.</summary>
    public Guid? RecallId { get; private set; }

    /// <summary>The consent it belongs to.</summary>
    public Guid? ConsentId { get; private set; }

    /// <summary>The contact check it belongs to.</summary>
    public Guid? ContactCheckId { get; private set; }

    /// <summary>Percent of the request's time; of a ladder's step that was planned by share.</summary>
    public int? Share { get; private set; }

    /// <summary>Whom a ladder's step turns to.</summary>
    public ChaseWhom? Whom { get; private set; }

    /// <summary>By what a ladder's step reaches them.</summary>
    public ChaseMeans? Means { get; private set; }

    /// <summary>The case.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>What its follow-up is about instead of a case.</summary>
    public Guid? AboutId { get; private set; }

    /// <summary>The marking of what it belongs to.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The own marking of what it belongs to.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>What it does.</summary>
    public AlarmKind Kind { get; private set; }

    /// <summary>When it is to fire.</summary>
    public DateTimeOffset FireAt { get; private set; }

    /// <summary>When it fired; null until then.</summary>
    public DateTimeOffset? FiredAt { get; private set; }

    /// <summary>When it was called off; null while it stands.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>How often firing failed.</summary>
    public int Attempts { get; private set; }

    /// <summary>Not to be tried before; null when it never failed.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>The type of the last failure, never its text.</summary>
    public string? LastError { get; private set; }

    /// <summary>When it was given up after ten failures; readiness says so until it is cancelled.</summary>
    public DateTimeOffset? DeadAt { get; private set; }

    /// <summary>Those that wait to be fired, and were not given up.</summary>
    public static Expression<Func<Alarm, bool>> Waiting { get; } = a => a.FiredAt == null && a.CancelledAt == null && a.DeadAt == null;

    /// <summary>Whether it waits to be fired.</summary>
    public bool Stands => FiredAt is null && CancelledAt is null;

    (string Type, Guid Id) IPartOf.Aggregate =>
        RequestId is { } request ? (nameof(Request), request)
        : RecallId is { } recall ? (nameof(Recall), recall)
        : LegalClockId is { } clock ? (nameof(LegalClock), clock)
        : ConsentId is { } consent ? (nameof(Consent), consent)
        : ContactCheckId is { } check ? (nameof(ContactCheck), check)
        : (nameof(FollowUp), FollowUpId ?? Id);

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    /// <summary>Calls it off, unless it has fired.</summary>
    /// <param name="now">The instant.</param>
    public void Cancel(DateTimeOffset now)
    {
        if (FiredAt is null)
        {
            CancelledAt ??= now;
        }
    }

    /// <summary>Notes a failure: a minute, doubling to an hour; after ten it is dead.</summary>
    /// <param name="error">The type of the failure.</param>
    /// <param name="now">The instant.</param>
    public void Fail(string error, DateTimeOffset now)
    {
        Attempts++;
        LastError = error;
        RetryAt = now + TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, Attempts - 1)));
        if (Attempts >= 10)
        {
            DeadAt = now;
        }
    }

    /// <summary>An administrator has it tried again, at once.</summary>
    public void Revive() => (Attempts, RetryAt, DeadAt) = (0, null, null);
}
