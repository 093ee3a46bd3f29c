using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Notices;

/// <summary>What a notice tells.</summary>
public enum NoticeKind
{
    /// <summary>A follow-up will be due.</summary>
    FollowUpReminder,

    /// <summary>A follow-up is due.</summary>
    FollowUpDue,

    /// <summary>A follow-up is overdue.</summary>
    FollowUpOverdue,

    /// <summary>Your organisation was told of a case.</summary>
    ParticipationNotified,

    /// <summary>Your organisation was asked.</summary>
    RequestReceived,

    /// <summary>The requested side has it.</summary>
    RequestAcknowledged,

    /// <summary>The requested side asked back.</summary>
    RequestClarificationAsked,

    /// <summary>The question was answered.</summary>
    RequestClarified,

    /// <summary>The request was answered.</summary>
    RequestAnswered,

    /// <summary>The request was declined.</summary>
    RequestDeclined,

    /// <summary>The answer was given back.</summary>
    RequestReturned,

    /// <summary>The request was taken back.</summary>
    RequestWithdrawn,

    /// <summary>A request waits for your approval.</summary>
    RequestSubmitted,

    /// <summary>A mail to the partner was refused for good, or given up.</summary>
    MailUndelivered,

    /// <summary>A request waits for an answer, and part of its time is gone.</summary>
    RequestReminder,

    /// <summary>A request is past due.</summary>
    RequestOverdue,

    /// <summary>A legal clock of a case will run out.</summary>
    ClockReminder,

    /// <summary>A legal clock of a case has run out.</summary>
    ClockDue,

    /// <summary>A case became yours.</summary>
    IncidentAssigned,

    /// <summary>A manager who is not named opened a RED case for reading.</summary>
    BreakGlass,

    /// <summary>Items of a case were released to your organisation.</summary>
    ItemsReleased,

    /// <summary>A release waits for your approval.</summary>
    ReleaseSubmitted,

    /// <summary>The release that you asked for was approved and left.</summary>
    ReleaseApproved,

    /// <summary>The release that you asked for was rejected.</summary>
    ReleaseRejected,

    /// <summary>Something that your organisation was given is recalled.</summary>
    RecallReceived,

    /// <summary>A recall waits to be confirmed.</summary>
    RecallReminder,

    /// <summary>A recall was not confirmed in time.</summary>
    RecallOverdue,

    /// <summary>The receiver answered a recall.</summary>
    RecallAnswered,

    /// <summary>Your organisation is asked for its consent.</summary>
    ConsentAsked,

    /// <summary>A consent waits for an answer, and half its time is gone.</summary>
    ConsentReminder,

    /// <summary>A consent was not answered in time: it counts as not granted.</summary>
    ConsentLapsed,

    /// <summary>The originator agreed.</summary>
    ConsentGranted,

    /// <summary>The originator refused.</summary>
    ConsentDenied,

    /// <summary>The question was taken back.</summary>
    ConsentWithdrawn,

    /// <summary>A partner brought a file of evidence.</summary>
    EvidenceReceived,

    /// <summary>A file of evidence is not what it was.</summary>
    EvidenceBroken,

    /// <summary>Your organisation is asked whether it is there.</summary>
    ContactCheckAsked,

    /// <summary>A contact check waits, and half its time is gone.</summary>
    ContactCheckReminder,

    /// <summary>An organisation did not answer a contact check in time.</summary>
    ContactCheckMissed,

    /// <summary>What a partner asks of us became yours to answer.</summary>
    RequestAssigned,
}

/// <summary>
/// A line for one person, written in the save that caused it; unique on cause, recipient and kind. It holds no text:
/// that is rendered when it is read, with the reader as viewer.
/// </summary>
public sealed class Notice : Entity, ISecured
{
    private Notice()
    {
    }

    /// <summary>Writes a notice.</summary>
    /// <param name="kind">What it tells.</param>
    /// <param name="recipientId">Whom.</param>
    /// <param name="causeId">The alarm or event that caused it; never the subject.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="incidentId">The case.</param>
    /// <param name="tlp">The effective marking of the subject.</param>
    /// <param name="ownTlp">The subject's own marking; null when it carries the case's.</param>
    /// <param name="now">The instant.</param>
    public Notice(
        NoticeKind kind, Guid recipientId, Guid causeId, (SubjectType Type, Guid Id) subject, Guid? incidentId, Tlp tlp, Tlp? ownTlp, DateTimeOffset now)
        : base(now)
    {
        Kind = kind;
        RecipientId = recipientId;
        CauseId = causeId;
        SubjectType = subject.Type;
        SubjectId = subject.Id;
        IncidentId = incidentId;
        Tlp = tlp;
        OwnTlp = ownTlp;
    }

    /// <summary>What it tells.</summary>
    public NoticeKind Kind { get; private set; }

    /// <summary>Whom it tells.</summary>
    public Guid RecipientId { get; private set; }

    /// <summary>The alarm or event that caused it.</summary>
    public Guid CauseId { get; private set; }

    /// <summary>The kind of thing it is about.</summary>
    public SubjectType SubjectType { get; private set; }

    /// <summary>The follow-up, request, participation or case it is about.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>The case.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The effective marking of its subject.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The subject's own marking; null when it carries the case's.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>When its reader said that it is read.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Its reader says that it is read; a second time changes nothing.</summary>
    /// <param name="now">The instant.</param>
    public void Read(DateTimeOffset now) => ReadAt ??= now;

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
