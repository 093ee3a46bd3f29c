using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Mails;

/// <summary>Puts mails into the outbox, in the save that causes them.</summary>
internal sealed class MailWriter(IAppDb db, MailSwitch mail, IMailSignal signal, PartnerContacts contacts, TimeProvider time)
{
    /// <summary>Whether mail is on at all.</summary>
    public bool IsOn => mail.On;

    /// <summary>Puts one mail into the outbox, of a kind that is mailed; null when mail is off.</summary>
    public OutboxMail? Queue(
        MailKind kind, NoticeKind? notice, Guid causeId, MailRecipient recipient, (SubjectType Type, Guid Id)? subject, Guid? incidentId)
    {
        if (notice is { } told && !MailedKinds.All.Contains(told))
        {
            throw new ArgumentOutOfRangeException(nameof(notice), notice, "There are no words for a mail of it.");
        }

        if (!mail.On)
        {
            return null;
        }

        var queued = new OutboxMail(kind, notice, causeId, recipient, subject, incidentId, time.GetUtcNow());
        db.OutboxMails.Add(queued);
        signal.AfterCommit();
        return queued;
    }

    /// <summary>
    /// Word to a partner, at once: one mail for each of its liaison officers. Where nobody of it has an account its contact point gets
    /// it, but never what is RED, which goes only to named persons.
    /// </summary>
    public async Task TellAsync(PartnerMail word, IReadOnlyList<Guid> liaisons, CancellationToken cancellationToken)
    {
        if (!mail.On)
        {
            return;
        }

        foreach (var recipient in await RecipientsAsync(word, liaisons, cancellationToken))
        {
            Queue(MailKind.Notice, word.Kind, word.CauseId, recipient, word.Subject, word.IncidentId);
        }
    }

    private async Task<IReadOnlyList<MailRecipient>> RecipientsAsync(PartnerMail word, IReadOnlyList<Guid> liaisons, CancellationToken cancellationToken)
    {
        if (liaisons.Count > 0)
        {
            return [.. liaisons.Distinct().Select(l => new MailRecipient(l, null, null))];
        }

        var point = await contacts.ForWordAsync(word.OrganisationId, word.Tlp, cancellationToken);
        return point is null ? [] : [new MailRecipient(null, point.Id, null)];
    }
}

/// <summary>Word of something to a partner.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="CauseId">The event that caused it.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="IncidentId">The case; null for what belongs to none.</param>
/// <param name="OrganisationId">The partner.</param>
/// <param name="Tlp">The effective marking of the subject.</param>
/// <param name="OwnTlp">The subject's own marking; null when it carries the case's.</param>
internal sealed record PartnerMail(
    NoticeKind Kind, Guid CauseId, (SubjectType Type, Guid Id) Subject, Guid? IncidentId, Guid OrganisationId, Tlp Tlp, Tlp? OwnTlp);
