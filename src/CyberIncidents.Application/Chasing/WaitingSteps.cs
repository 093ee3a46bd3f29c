using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Mails;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Chasing;

/// <summary>
/// Steps of ladders whose mail waits for a digest, on requests that were raised to RED meanwhile: a digest never takes them, so they go
/// on their own, at once, to the persons who are named now. Where none is, or nobody waits any more, the log says that they were dropped.
/// </summary>
internal sealed class WaitingSteps(IAppDb db, MailWriter mails, StepRecipients recipients, TimeProvider time)
{
    private static readonly FixedQuery<int, ChasingEntry> Red = new((db, _) =>
        db.ChasingEntries.Where(e => e.Outcome == ChaseOutcome.InDigest && e.Tlp == Tlp.Red).OrderBy(e => e.CreatedAt).ThenBy(e => e.Id));

    /// <summary>Sends those that there are.</summary>
    public async Task SendRedAsync(CancellationToken cancellationToken)
    {
        foreach (var step in (await db.Run(Red, 0).ToListAsync(cancellationToken)).GroupBy(e => e.AlarmId))
        {
            await SendAsync([.. step], cancellationToken);
        }
    }

    private async Task SendAsync(IReadOnlyList<ChasingEntry> entries, CancellationToken cancellationToken)
    {
        var alarm = await db.Alarms.SingleAsync(a => a.Id == entries[0].AlarmId, cancellationToken);
        var request = await db.Requests.SingleAsync(r => r.Id == entries[0].RequestId, cancellationToken);
        // Only partners have digests, so what waits for one is a request of ours.
        var status = await db.Incidents.Where(i => i.Id == request.IncidentId).Select(i => (IncidentStatus?)i.Status).SingleOrDefaultAsync(cancellationToken);
        var waits = RequestStanding.IsWaiting(request) && (status is null || IncidentLifecycle.BlocksMore(status.Value) is null);
        var left = entries.ToList();
        foreach (var one in waits ? await recipients.OfAsync(alarm.Whom!.Value, request, cancellationToken) : [])
        {
            var mail = Queue(alarm, request, one);
            if (left.Find(e => e.Recipient == one.Name) is { } entry)
            {
                entry.PutInto(mail.Id);
                left.Remove(entry);
            }
            else
            {
                db.ChasingEntries.Add(new ChasingEntry(alarm, ChaseMeans.Mail, one.Name, mail.Id, ChaseOutcome.Queued, time.GetUtcNow()));
            }
        }

        left.ForEach(e => e.Conclude(ChaseOutcome.Dropped));
    }

    private OutboxMail Queue(Alarm alarm, Request request, StepRecipient one) => mails.Queue(
        MailKind.Chasing, StepTaker.NoticeOf(alarm.Share), alarm.Id, new MailRecipient(one.PersonId, one.ContactPointId, null),
        (SubjectType.Request, request.Id), request.IncidentId)!;
}
