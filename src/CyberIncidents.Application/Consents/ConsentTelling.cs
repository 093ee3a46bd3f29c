using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Consents;

/// <summary>Puts a consent to its originator and tells both sides of it; what the originator is told goes the one way out.</summary>
internal sealed class ConsentTelling(
    IAppDb db, IAccessGrants grants, IViewerAccessor viewer, Releases releases, NoticeWriter notices, IAlarmClock clock)
{
    /// <summary>Keeps the question, lets it leave, plans its alarms and tells the liaison officers.</summary>
    public async Task AskAsync(Incident incident, Consent consent, Handling? handling, CancellationToken cancellationToken)
    {
        db.Consents.Add(consent);
        grants.Add(AccessGrant.ToPerson((SubjectType.Consent, consent.Id), incident.Id, viewer.Required.UserId, GrantReason.Creator, consent.CreatedAt));
        var receiver = consent.NameReceiver
            ? await db.Organisations.Where(o => o.Id == consent.ReceiverId).Select(o => o.Name).SingleOrDefaultAsync(cancellationToken)
            : null;
        var content = new
        {
            Subject = consent.About,
            LowerTo = consent.LowerTo is { } tlp ? TlpLabel.Of(tlp) : null,
            Receiver = receiver,
            Note = consent.Reason,
            consent.DueAt,
            Tlp = TlpLabel.Of(consent.Tlp),
        };
        var (_, liaisons) = await releases.LetGoAsync(
            incident, consent.OriginatorId, consent.Tlp, GrantReason.Ask, [new Leaving(SubjectType.Consent, consent.Id, content, handling)], cancellationToken);
        clock.PlanAfterCommit(consent.Alarms);
        await TellOriginatorAsync(NoticeKind.ConsentAsked, consent, consent.Id, liaisons, cancellationToken);
    }

    /// <summary>Tells the liaison officers who may see it.</summary>
    public async Task TellOriginatorAsync(NoticeKind kind, Consent consent, Guid causeId, CancellationToken cancellationToken) =>
        await TellOriginatorAsync(
            kind, consent, causeId, await notices.LiaisonsAsync(consent.IncidentId, consent.OriginatorId, consent.Tlp, cancellationToken), cancellationToken);

    /// <summary>Tells who of ours answers for the case; who asked where nobody does.</summary>
    public async Task TellOwnerAsync(NoticeKind kind, Consent consent, Guid causeId, CancellationToken cancellationToken)
    {
        var owner = await db.OwnerOfAsync(consent.IncidentId, cancellationToken);
        notices.Write(kind, [owner ?? consent.AskedById], causeId, (SubjectType.Consent, consent.Id), consent.IncidentId, consent.Tlp, consent.OwnTlp);
    }

    private Task TellOriginatorAsync(NoticeKind kind, Consent consent, Guid causeId, IReadOnlyList<Guid> liaisons, CancellationToken cancellationToken) =>
        notices.TellPartnerAsync(
            new PartnerMail(kind, causeId, (SubjectType.Consent, consent.Id), consent.IncidentId, consent.OriginatorId, consent.Tlp, consent.OwnTlp),
            liaisons, cancellationToken);
}

/// <summary>Does what an alarm of a consent does: reminds the originator, and at the end of its time says that it has lapsed.</summary>
internal sealed class ConsentTeller(IAppDb db, ConsentTelling telling)
{
    /// <summary>Fires it; what was answered meanwhile is left in peace.</summary>
    public async Task TellAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var consent = await db.Consents.SingleAsync(c => c.Id == alarm.ConsentId, cancellationToken);
        if (alarm.Kind == AlarmKind.ConsentReminder && consent.State == ConsentState.Asked)
        {
            await telling.TellOriginatorAsync(NoticeKind.ConsentReminder, consent, alarm.Id, cancellationToken);
            consent.NoteReminded();
        }
        else if (alarm.Kind == AlarmKind.ConsentDue && consent.Lapse())
        {
            await telling.TellOriginatorAsync(NoticeKind.ConsentLapsed, consent, alarm.Id, cancellationToken);
            await telling.TellOwnerAsync(NoticeKind.ConsentLapsed, consent, alarm.Id, cancellationToken);
        }
    }
}
