using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Notices;

/// <summary>What a mail is.</summary>
public enum MailKind
{
    /// <summary>Word of what a notice tells, at once.</summary>
    Notice,

    /// <summary>A step of a ladder, at once.</summary>
    Chasing,

    /// <summary>The daily mail of a person.</summary>
    PersonDigest,

    /// <summary>The daily mail of a partner organisation.</summary>
    OrganisationDigest,
}

/// <summary>To whom a mail goes: exactly one is set.</summary>
/// <param name="PersonId">A person.</param>
/// <param name="ContactPointId">A contact point, where nobody has an account.</param>
/// <param name="OrganisationId">The liaison officers of an organisation together; of its digest only.</param>
public sealed record MailRecipient(Guid? PersonId, Guid? ContactPointId, Guid? OrganisationId)
{
    /// <summary>The key of whoever it is.</summary>
    public Guid Key => PersonId ?? ContactPointId ?? OrganisationId ?? Guid.Empty;
}

/// <summary>
/// A mail that waits to be sent, written in the save that caused it. It holds no text and no address: both are made when it is
/// sent, with its recipient as viewer. It is delivered at least once, always under the same Message-ID.
/// </summary>
public sealed class OutboxMail : Entity
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);

    private OutboxMail()
    {
    }

    /// <summary>Puts a mail into the outbox.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="notice">What it tells; of a digest none.</param>
    /// <param name="causeId">The event or alarm that caused it; with the recipient it is unique.</param>
    /// <param name="recipient">To whom.</param>
    /// <param name="subject">The request, participation or follow-up it is about; of a digest none.</param>
    /// <param name="incidentId">The case; of a digest none.</param>
    /// <param name="now">The instant.</param>
    public OutboxMail(
        MailKind kind, NoticeKind? notice, Guid causeId, MailRecipient recipient, (Sharing.SubjectType Type, Guid Id)? subject, Guid? incidentId, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        (Kind, Notice, CauseId, IncidentId) = (kind, notice, causeId, incidentId);
        (PersonId, ContactPointId, OrganisationId, RecipientKey) = (recipient.PersonId, recipient.ContactPointId, recipient.OrganisationId, recipient.Key);
        (SubjectType, SubjectId) = (subject?.Type, subject?.Id);
        NextAt = now;
    }

    /// <summary>What it is.</summary>
    public MailKind Kind { get; private set; }

    /// <summary>What it tells.</summary>
    public NoticeKind? Notice { get; private set; }

    /// <summary>The event or alarm that caused it.</summary>
    public Guid CauseId { get; private set; }

    /// <summary>The person it goes to.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>The contact point it goes to.</summary>
    public Guid? ContactPointId { get; private set; }

    /// <summary>The organisation whose liaison officers it goes to.</summary>
    public Guid? OrganisationId { get; private set; }

    /// <summary>The key of whoever it goes to.</summary>
    public Guid RecipientKey { get; private set; }

    /// <summary>The kind of thing it is about.</summary>
    public Sharing.SubjectType? SubjectType { get; private set; }

    /// <summary>What it is about.</summary>
    public Guid? SubjectId { get; private set; }

    /// <summary>The case.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>When it is tried next; null when it has ended.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>Until when a process has it; another may take it after that.</summary>
    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; private set; }

    /// <summary>The type of the last failure, never its text.</summary>
    public string? LastError { get; private set; }

    /// <summary>When the mail server took it.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>When the mail server refused its recipient for good.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }

    /// <summary>When it was given up after 48 hours.</summary>
    public DateTimeOffset? DeadAt { get; private set; }

    /// <summary>
    /// When it turned out that there is nothing to say any more: the recipient may not see it, or it is done. Beside
    /// <see cref="DeadAt"/> or <see cref="BouncedAt"/>: when an administrator let it rest; it has failed all the same.
    /// </summary>
    public DateTimeOffset? DroppedAt { get; private set; }

    /// <summary>For how long it is tried.</summary>
    public static TimeSpan TriedFor { get; } = TimeSpan.FromHours(48);

    /// <summary>The mail server took it.</summary>
    /// <param name="now">The instant.</param>
    public void Sent(DateTimeOffset now)
    {
        Attempts++;
        (SentAt, NextAt, LeasedUntil, LastError) = (now, null, null, null);
    }

    /// <summary>The mail server refused its recipient for good.</summary>
    /// <param name="error">The type of the refusal.</param>
    /// <param name="now">The instant.</param>
    public void Bounce(string error, DateTimeOffset now)
    {
        Attempts++;
        (BouncedAt, NextAt, LeasedUntil, LastError) = (now, null, null, error);
    }

    /// <summary>There is nothing to say any more.</summary>
    /// <param name="now">The instant.</param>
    public void Drop(DateTimeOffset now) => (DroppedAt, NextAt, LeasedUntil) = (now, null, null);

    /// <summary>It did not work: again after 20 s, doubling to an hour; after 48 hours it is dead.</summary>
    /// <param name="error">The type of the failure.</param>
    /// <param name="now">The instant.</param>
    public void Fail(string error, DateTimeOffset now)
    {
        Attempts++;
        LastError = error;
        LeasedUntil = null;
        var wait = TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, FirstRetry.Ticks << Math.Min(Attempts - 1, 20)));
        if (now - (RevivedAt ?? CreatedAt) >= TriedFor)
        {
            (DeadAt, NextAt) = (now, null);
        }
        else
        {
            NextAt = now + wait;
        }
    }

    /// <summary>When an administrator had it tried again; the 48 hours count anew from then.</summary>
    public DateTimeOffset? RevivedAt { get; private set; }

    /// <summary>An administrator has it tried again, at once.</summary>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>not-dead</c>: it has not been given up or bounced, or was dismissed.</exception>
    public void Revive(DateTimeOffset now)
    {
        EnsureFailed();
        (DeadAt, BouncedAt, RevivedAt, NextAt, Attempts) = (null, null, now, now, 0);
    }

    /// <summary>An administrator lets it rest: nobody looks at it any more, and it stays what it is, failed.</summary>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>not-dead</c>: it has not been given up or bounced, or was dismissed.</exception>
    public void Dismiss(DateTimeOffset now)
    {
        EnsureFailed();
        DroppedAt = now;
    }

    private void EnsureFailed()
    {
        if ((DeadAt ?? BouncedAt) is null || DroppedAt is not null)
        {
            throw new RuleBrokenException("not-dead", "That mail has not been given up, or was dismissed.");
        }
    }
}

/// <summary>A digest that was made: one for each recipient and local day.</summary>
public sealed class DigestRun : Entity
{
    private DigestRun()
    {
    }

    /// <summary>Notes that it was made.</summary>
    /// <param name="recipientKey">The person or organisation.</param>
    /// <param name="day">The day in their zone.</param>
    /// <param name="mailId">The mail; null when nothing was due.</param>
    /// <param name="now">The instant.</param>
    public DigestRun(Guid recipientKey, DateOnly day, Guid? mailId, DateTimeOffset now)
        : base(now) =>
        (RecipientKey, Day, MailId) = (recipientKey, day, mailId);

    /// <summary>The person or organisation.</summary>
    public Guid RecipientKey { get; private set; }

    /// <summary>The day in their zone.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The mail; null when nothing was due.</summary>
    public Guid? MailId { get; private set; }
}
