using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Chasing;

/// <summary>What became of a step for one recipient.</summary>
public enum ChaseOutcome
{
    /// <summary>A notice was written.</summary>
    Noticed,

    /// <summary>A mail waits to be sent.</summary>
    Queued,

    /// <summary>It waits for the next digest of the recipient's organisation.</summary>
    InDigest,

    /// <summary>The mail server took the mail.</summary>
    Sent,

    /// <summary>The mail server refused the recipient for good.</summary>
    Bounced,

    /// <summary>It was tried for 48 hours and given up.</summary>
    Failed,

    /// <summary>There is nobody to turn to.</summary>
    Nobody,

    /// <summary>Mail is switched off.</summary>
    MailOff,

    /// <summary>There was nothing to say any more when its mail was to leave: it was answered, or may not be seen.</summary>
    Dropped,
}

/// <summary>A step of the ladder as it was taken, for one recipient and means: the log on the request. National only.</summary>
public sealed class ChasingEntry : Entity, ISecured, IPartOf
{
    private ChasingEntry() => Recipient = string.Empty;

    /// <summary>Logs a step.</summary>
    /// <param name="alarm">The alarm that was the step.</param>
    /// <param name="means">By what: <see cref="ChaseMeans.InApp"/> or <see cref="ChaseMeans.Mail"/>.</param>
    /// <param name="recipient">Who was turned to, by name; empty for nobody.</param>
    /// <param name="mailId">The mail in the outbox; null for a notice, and until a digest takes it.</param>
    /// <param name="outcome">What became of it so far.</param>
    /// <param name="now">The instant.</param>
    public ChasingEntry(Alarm alarm, ChaseMeans means, string recipient, Guid? mailId, ChaseOutcome outcome, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        (AlarmId, RequestId, IncidentId, Tlp, OwnTlp) = (alarm.Id, alarm.RequestId!.Value, alarm.IncidentId, alarm.Tlp, alarm.OwnTlp);
        (Whom, Share, Means, Recipient, MailId, Outcome) = (alarm.Whom!.Value, alarm.Share, means, recipient, mailId, outcome);
    }

    /// <summary>The alarm that was the step.</summary>
    public Guid AlarmId { get; private set; }

    /// <summary>The request.</summary>
    public Guid RequestId { get; private set; }

    /// <summary>The case.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The request's marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The request's own marking.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>Whom the step turned to.</summary>
    public ChaseWhom Whom { get; private set; }

    /// <summary>Percent of the request's time at which it was planned; null for a step after the due instant.</summary>
    public int? Share { get; private set; }

    /// <summary>By what.</summary>
    public ChaseMeans Means { get; private set; }

    /// <summary>Who was turned to, by name.</summary>
    public string Recipient { get; private set; }

    /// <summary>The mail in the outbox.</summary>
    public Guid? MailId { get; private set; }

    /// <summary>What became of it.</summary>
    public ChaseOutcome Outcome { get; private set; }

    (string Type, Guid Id) IPartOf.Aggregate => ("Request", RequestId);

    /// <summary>A digest takes it along.</summary>
    /// <param name="mailId">The digest in the outbox.</param>
    public void PutInto(Guid mailId) => (MailId, Outcome) = (mailId, ChaseOutcome.Queued);

    /// <summary>The digest that took it along could not carry it: it was raised to RED meanwhile and waits again.</summary>
    public void WaitAgain() => (MailId, Outcome) = (null, ChaseOutcome.InDigest);

    /// <summary>What became of its mail.</summary>
    /// <param name="outcome">Sent, Bounced or Failed.</param>
    public void Conclude(ChaseOutcome outcome) => Outcome = outcome;

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
