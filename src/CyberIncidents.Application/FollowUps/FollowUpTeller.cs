using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>Does what an alarm of a follow-up does: makes it due and tells those who have to act, or brings its next occurrence.</summary>
internal sealed class FollowUpTeller(IAppDb db, FollowUpSeries series, NoticeWriter notices)
{
    private static readonly FixedQuery<Guid?, FollowUp> One = new((db, id) => db.FollowUps.Where(f => f.Id == id));

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

        var recipients = new List<Guid> { followUp.AssigneeId };
        if (await db.OwnerOfAsync(followUp.IncidentId, cancellationToken) is { } owner)
        {
            recipients.Add(owner);
        }

        // Of something RED that is no case, only those who act hear.
        if (alarm.Kind == AlarmKind.FollowUpOverdue && (followUp.IncidentId is not null || !ReleasePolicy.NeedsNamedPersons(followUp.Tlp)))
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
