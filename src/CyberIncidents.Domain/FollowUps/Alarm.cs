using CyberIncidents.Domain.Common;
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
        Tlp = followUp.Tlp;
        OwnTlp = followUp.OwnTlp;
        Kind = kind;
        FireAt = fireAt;
    }

    /// <summary>The follow-up it belongs to.</summary>
    public Guid? FollowUpId { get; private set; }

    /// <summary>The case.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The follow-up's marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The follow-up's own marking.</summary>
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

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(FollowUp), FollowUpId ?? Id);

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
}
