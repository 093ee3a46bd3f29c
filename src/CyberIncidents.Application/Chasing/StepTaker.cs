using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Chasing;

/// <summary>
/// Takes a step of a request's ladder: tells whom it names, by notice and mail, and logs each on the request. Of what is neither
/// urgent nor an emergency, a partner's mails wait for its one digest a day.
/// </summary>
internal sealed class StepTaker(IAppDb db, NoticeWriter notices, MailWriter mails, TimeProvider time)
{
    private const int Due = 100;

    // What has less time than this cannot wait for the next morning.
    private static readonly TimeSpan Hurries = TimeSpan.FromHours(48);

    private static readonly FixedQuery<Guid?, Request> One = new((db, id) => db.Requests.Where(r => r.Id == id));
    private static readonly FixedQuery<Guid?, IncidentStatus> StatusOf = new((db, id) => db.Incidents.Where(i => i.Id == id).Select(i => i.Status));
    private static readonly FixedQuery<Guid?, Guid?> OwnerOf = new((db, id) => db.Incidents.Where(i => i.Id == id).Select(i => i.OwnerId));
    private static readonly FixedQuery<IReadOnlyList<Guid>, Named> Names = new((db, ids) =>
        db.People.Where(p => ids.Contains(p.Id) && p.DisabledAt == null).Select(p => new Named(p.Id, p.DisplayName, p.IsDeputy)));

    /// <summary>Takes the step; a request that has been answered or ended meanwhile, or whose case is closed, is left in peace.</summary>
    public async Task TakeAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var request = await db.Run(One, alarm.RequestId).SingleAsync(cancellationToken);
        var status = await db.Run(StatusOf, request.IncidentId).SingleAsync(cancellationToken);
        if (!RequestStanding.IsWaiting(request) || IncidentLifecycle.BlocksMore(status) is not null)
        {
            return;
        }

        var turnedTo = await WhomAsync(alarm, request, cancellationToken);
        var kind = alarm.Share < Due ? NoticeKind.RequestReminder : NoticeKind.RequestOverdue;
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

    private void Tell(Alarm alarm, Request request, NoticeKind kind, Recipient one)
    {
        var now = time.GetUtcNow();
        if (alarm.Means != ChaseMeans.Mail && one.PersonId is { } person)
        {
            notices.Write(kind, [person], alarm.Id, (SubjectType.Request, request.Id), request.IncidentId, request.Tlp, request.OwnTlp);
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

    private async Task<IReadOnlyList<Recipient>> WhomAsync(Alarm alarm, Request request, CancellationToken cancellationToken)
    {
        switch (alarm.Whom!.Value)
        {
            case ChaseWhom.Liaison:
                return await LiaisonsAsync(request, deputies: false, cancellationToken);
            case ChaseWhom.Deputy:
                return await LiaisonsAsync(request, deputies: true, cancellationToken);
            case ChaseWhom.Owner:
                var owner = await db.Run(OwnerOf, request.IncidentId).SingleOrDefaultAsync(cancellationToken);
                var own = await PeopleAsync([owner ?? request.OwnerId], cancellationToken);
                return own.Count > 0 ? own : await ManagersAsync(request, cancellationToken);
            case ChaseWhom.Manager:
                return await ManagersAsync(request, cancellationToken);
            default:
                return await AroundTheClockAsync(request, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Recipient>> ManagersAsync(Request request, CancellationToken cancellationToken) =>
        await PeopleAsync(await notices.ManagersAsync(request.IncidentId, request.Tlp, cancellationToken), cancellationToken);

    /// <summary>The liaison officers who may see it; where all of them are deputies, or none is, they are the ones to turn to first.</summary>
    private async Task<IReadOnlyList<Recipient>> LiaisonsAsync(Request request, bool deputies, CancellationToken cancellationToken)
    {
        var may = await notices.LiaisonsAsync(request.IncidentId!.Value, request.RequestedOrganisationId, request.Tlp, cancellationToken);
        var people = await db.Run(Names, may).ToListAsync(cancellationToken);
        var first = deputies || people.TrueForAll(p => p.IsDeputy) ? people.FindAll(p => p.IsDeputy) : people.FindAll(p => !p.IsDeputy);
        if (first.Count > 0 || deputies)
        {
            return [.. first.Select(p => new Recipient(p.Id, null, p.Name, IsPartner: true))];
        }

        return await ContactsAsync(request, c => c.Purpose == ContactPurpose.Technical || c.Purpose == ContactPurpose.Diplomatic, cancellationToken);
    }

    private Task<IReadOnlyList<Recipient>> AroundTheClockAsync(Request request, CancellationToken cancellationToken) =>
        ContactsAsync(request, c => c.Purpose == ContactPurpose.AroundTheClock, cancellationToken);

    /// <summary>A contact point is no named person, so what is RED never goes there.</summary>
    private async Task<IReadOnlyList<Recipient>> ContactsAsync(
        Request request, System.Linq.Expressions.Expression<Func<ContactPoint, bool>> which, CancellationToken cancellationToken) =>
        ReleasePolicy.NeedsNamedPersons(request.Tlp)
            ? []
            : await db.ContactPoints.Where(c => c.OrganisationId == request.RequestedOrganisationId && c.RetiredAt == null && c.Email != null)
                .Where(which).OrderBy(c => c.CreatedAt).Select(c => new Recipient(null, c.Id, c.Name, true)).ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<Recipient>> PeopleAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        [.. (await db.Run(Names, ids).ToListAsync(cancellationToken)).Select(p => new Recipient(p.Id, null, p.Name, IsPartner: false))];

    private sealed record Named(Guid Id, string Name, bool IsDeputy);

    private sealed record Recipient(Guid? PersonId, Guid? ContactPointId, string Name, bool IsPartner);
}
