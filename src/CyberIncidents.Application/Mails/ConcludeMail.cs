using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Mails;

/// <summary>What became of a mail.</summary>
public enum MailVerdict
{
    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>The mail server refused its recipient for good.</summary>
    Bounced,

    /// <summary>It did not work; it is tried again.</summary>
    Failed,

    /// <summary>There is nothing to say any more.</summary>
    Dropped,
}

/// <summary>Whether this call noted it.</summary>
/// <param name="Noted">False when it had ended before.</param>
public sealed record MailConcluded(bool Noted);

/// <summary>Notes what became of a mail, and what follows from it.</summary>
/// <param name="MailId">The mail.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Error">The type of what went wrong, never its text.</param>
[RequirePermission(Permission.System)]
public sealed record ConcludeMailCommand(Guid MailId, MailVerdict Verdict, string? Error) : ICommand<MailConcluded>;

internal sealed class ConcludeMailHandler(IAppDb db, RequestClocks clocks, InboundTelling telling, NoticeWriter notices, TimeProvider time)
    : ICommandHandler<ConcludeMailCommand, MailConcluded>
{
    private const string Unknown = "Unknown";

    public async Task<MailConcluded> Handle(ConcludeMailCommand command, CancellationToken cancellationToken)
    {
        var mail = await db.OutboxMails.SingleOrDefaultAsync(m => m.Id == command.MailId && m.NextAt != null, cancellationToken);
        if (mail is null)
        {
            // Another process took it over and has ended it.
            return new MailConcluded(false);
        }

        var now = time.GetUtcNow();
        switch (command.Verdict)
        {
            case MailVerdict.Sent:
                mail.Sent(now);
                await DeliverAsync(mail, now, cancellationToken);
                break;
            case MailVerdict.Bounced:
                mail.Bounce(command.Error ?? Unknown, now);
                await MarkBouncedAsync(mail, now, cancellationToken);
                break;
            case MailVerdict.Failed:
                mail.Fail(command.Error ?? Unknown, now);
                break;
            default:
                mail.Drop(now);
                break;
        }

        if (mail.BouncedAt is not null || mail.DeadAt is not null)
        {
            await TellOwnerAsync(mail, cancellationToken);
        }

        await LogAsync(mail, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new MailConcluded(true);
    }

    /// <summary>The first mail of a new request that a server took is the word that reached the partner.</summary>
    private async Task DeliverAsync(OutboxMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (mail is not { Notice: NoticeKind.RequestReceived, SubjectType: SubjectType.Request })
        {
            return;
        }

        var request = await db.Requests.SingleOrDefaultAsync(r => r.Id == mail.SubjectId, cancellationToken);
        if (request is not null)
        {
            await clocks.ReachedAsync(request, now, cancellationToken);
        }
    }

    /// <summary>The owner has to know that the partner was not reached: of the case, else of the request, of which and its marking it tells where it is about one.</summary>
    private async Task TellOwnerAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        var request = mail.SubjectType == SubjectType.Request
            ? await db.Requests.SingleOrDefaultAsync(r => r.Id == mail.SubjectId, cancellationToken)
            : null;
        var incident = await db.Incidents.Where(i => i.Id == mail.IncidentId).Select(i => new { i.Id, i.OwnerId, i.Tlp }).SingleOrDefaultAsync(cancellationToken);
        // A mail that is tried again may be refused again, which is another event.
        var cause = Guid.CreateVersion7(time.GetUtcNow());
        if (incident is null && request is not null)
        {
            notices.Write(
                NoticeKind.MailUndelivered, await telling.AnsweringAsync(request, cancellationToken), cause, (SubjectType.Request, request.Id), null, request.Tlp, request.OwnTlp);
        }
        else if ((incident?.OwnerId ?? request?.OwnerId) is { } owner)
        {
            var subject = request is null ? (SubjectType.Incident, incident!.Id) : (SubjectType.Request, request.Id);
            notices.Write(NoticeKind.MailUndelivered, [owner], cause, subject, incident!.Id, request?.Tlp ?? incident.Tlp, request?.OwnTlp);
        }
    }

    private async Task MarkBouncedAsync(OutboxMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (mail.ContactPointId is { } id)
        {
            (await db.ContactPoints.SingleOrDefaultAsync(c => c.Id == id, cancellationToken))?.Bounced(now);
        }
    }

    /// <summary>The steps of ladders that it carried.</summary>
    private async Task LogAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        ChaseOutcome? outcome = mail switch
        {
            { SentAt: not null } => ChaseOutcome.Sent,
            { BouncedAt: not null } => ChaseOutcome.Bounced,
            { DeadAt: not null } => ChaseOutcome.Failed,
            { DroppedAt: not null } => ChaseOutcome.Dropped,
            _ => null,
        };
        if (outcome is { } became)
        {
            foreach (var entry in await db.ChasingEntries.Where(e => e.MailId == mail.Id).ToListAsync(cancellationToken))
            {
                if (mail.Kind == MailKind.OrganisationDigest && entry.Tlp == Tlp.Red)
                {
                    // The digest left it out when it was written; it goes to the named persons on its own.
                    entry.WaitAgain();
                }
                else
                {
                    entry.Conclude(became);
                }
            }
        }
    }
}
