using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>Does what an alarm of a follow-up does: makes it due and tells those who have to act, or brings its next occurrence.</summary>
internal sealed class FollowUpTeller(IAppDb db, FollowUpSeries series, NoticeWriter notices)
{
    private static readonly FixedQuery<Guid?, FollowUp> One = new((db, id) => db.FollowUps.Where(f => f.Id == id));

    /// <summary>Whether a person's account is open, and they speak for nobody else.</summary>
    private static readonly FixedQuery<Guid, Guid> Works = new((db, id) =>
        db.People.Where(p => p.Id == id && p.DisabledAt == null && !Person.SpeakerRoles.Contains(p.Roles)).Select(p => p.Id));

    /// <summary>Fires the follow-up's alarm; one that comes too late for its state tells nobody.</summary>
    public async Task TellAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm.Kind == AlarmKind.FollowUpRecurs)
        {
            // Nobody is told here: the next occurrence has its own alarms, and this one stays as it is.
            await series.PassOnAsync(await db.FollowUps.Include(f => f.Alarms).SingleAsync(f => f.Id == alarm.FollowUpId, cancellationToken), cancellationToken);
            return;
        }

        var followUp = await db.Run(One, alarm.FollowUpId).SingleAsync(cancellationToken);
        if (!followUp.Fire(alarm.Kind))
        {
            return;
        }

        var recipients = new List<Guid>();
        if (await db.Run(Works, followUp.AssigneeId).AnyAsync(cancellationToken))
        {
            recipients.Add(followUp.AssigneeId);
        }

        if (await db.OwnerOfAsync(followUp.IncidentId, cancellationToken) is { } owner && await db.Run(Works, owner).AnyAsync(cancellationToken))
        {
            recipients.Add(owner);
        }

        // Of something RED that is no case, only those who act hear. Where nobody is left who does, the managers hear from the first alarm on.
        if ((alarm.Kind == AlarmKind.FollowUpOverdue || recipients.Count == 0) && (followUp.IncidentId is not null || !ReleasePolicy.NeedsNamedPersons(followUp.Tlp)))
        {
            recipients.AddRange(await notices.ManagersAsync(followUp.IncidentId, followUp.Tlp, cancellationToken));
        }

        var kind = alarm.Kind switch
        {
            AlarmKind.FollowUpReminder => NoticeKind.FollowUpReminder,
            AlarmKind.FollowUpDue => NoticeKind.FollowUpDue,
            AlarmKind.FollowUpOverdue => NoticeKind.FollowUpOverdue,
            _ => throw new ArgumentOutOfRangeException(nameof(alarm), alarm.Kind, "Not an alarm of a follow-up."),
        };
        notices.Write(kind, recipients, alarm.Id, (SubjectType.FollowUp, followUp.Id), followUp.IncidentId, followUp.Tlp);
    }
}
