using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Chasing;

/// <summary>
/// Takes a step of a request's ladder: tells whom it names, by notice and mail, and logs each on the request. Of what is neither
/// urgent nor an emergency, a partner's mails wait for its one digest a day.
/// </summary>
internal sealed class StepTaker(IAppDb db, NoticeWriter notices, MailWriter mails, StepRecipients recipients, TimeProvider time)
{
    private const int Due = 100;

    // What has less time than this cannot wait for the next morning.
    private static readonly TimeSpan Hurries = TimeSpan.FromHours(48);

    private static readonly FixedQuery<Guid?, Request> One = new((db, id) => db.Requests.Where(r => r.Id == id));
    private static readonly FixedQuery<Guid?, IncidentStatus> StatusOf = new((db, id) => db.Incidents.Where(i => i.Id == id).Select(i => i.Status));

    /// <summary>Takes the step; a request that has been answered or ended meanwhile, or whose case is closed, is left in peace.</summary>
    public async Task TakeAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var request = await db.Run(One, alarm.RequestId).SingleAsync(cancellationToken);
        if (!RequestStanding.IsWaiting(request) || await IsGivenUpAsync(request, cancellationToken))
        {
            return;
        }

        var turnedTo = await recipients.OfAsync(alarm.Whom!.Value, request, cancellationToken);
        var kind = NoticeOf(alarm.Share);
        if (turnedTo.Count == 0)
        {
            db.ChasingEntries.Add(new ChasingEntry(alarm, alarm.Means!.Value, string.Empty, null, ChaseOutcome.Nobody, time.GetUtcNow()));
        }

        foreach (var one in turnedTo)
        {
            Tell(alarm, request, kind, one);
        }

        request.NoteChased();
    }

    /// <summary>What a step tells: one before the due instant reminds, any other says that it is overdue.</summary>
    public static NoticeKind NoticeOf(int? share) => share < Due ? NoticeKind.RequestReminder : NoticeKind.RequestOverdue;

    /// <summary>A partner waits for our answer whatever becomes of a case of ours, and a task at home may belong to none.</summary>
    private async Task<bool> IsGivenUpAsync(Request request, CancellationToken cancellationToken) =>
        !request.IsInbound && request.IncidentId is not null && IncidentLifecycle.BlocksMore(await db.Run(StatusOf, request.IncidentId).SingleAsync(cancellationToken)) is not null;

    private void Tell(Alarm alarm, Request request, NoticeKind kind, StepRecipient one)
    {
        var now = time.GetUtcNow();
        if (alarm.Means != ChaseMeans.Mail && one.PersonId is { } person)
        {
            notices.Write(kind, [person], alarm.Id, (SubjectType.Request, request.Id), request.IsInbound ? null : request.IncidentId, request.Tlp, request.OwnTlp);
            db.ChasingEntries.Add(new ChasingEntry(alarm, ChaseMeans.InApp, one.Name, null, ChaseOutcome.Noticed, now));
        }

        if (alarm.Means == ChaseMeans.InApp)
        {
            return;
        }

        // A digest goes to people; a contact point where nobody has an account is written to at once.
        var waits = mails.IsOn && one is { IsPartner: true, PersonId: not null } && request.Tlp != Tlp.Red
            && request.Urgency is Urgency.Low or Urgency.Normal && !(request.DueAt - request.SentAt < Hurries);
        var mail = waits
            ? null
            : mails.Queue(
                MailKind.Chasing, kind, alarm.Id, new MailRecipient(one.PersonId, one.ContactPointId, null), (SubjectType.Request, request.Id), request.IncidentId);
        var outcome = !mails.IsOn ? ChaseOutcome.MailOff : waits ? ChaseOutcome.InDigest : ChaseOutcome.Queued;
        db.ChasingEntries.Add(new ChasingEntry(alarm, ChaseMeans.Mail, one.Name, mail?.Id, outcome, now));
    }
}
