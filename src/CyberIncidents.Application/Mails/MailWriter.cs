using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Mails;

/// <summary>Puts mails into the outbox, in the save that causes them.</summary>
internal sealed class MailWriter(IAppDb db, MailSwitch mail, TimeProvider time)
{
    /// <summary>Whether mail is on at all.</summary>
    public bool IsOn => mail.On;

    /// <summary>Puts one mail into the outbox; null when mail is off.</summary>
    public OutboxMail? Queue(
        MailKind kind, NoticeKind? notice, Guid causeId, MailRecipient recipient, (SubjectType Type, Guid Id)? subject, Guid? incidentId)
    {
        if (!mail.On)
        {
            return null;
        }

        var queued = new OutboxMail(kind, notice, causeId, recipient, subject, incidentId, time.GetUtcNow());
        db.OutboxMails.Add(queued);
        return queued;
    }
}
