using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>Does what an alarm of a follow-up does: makes it due, and tells those who have to act.</summary>
internal sealed class FollowUpTeller(IAppDb db, NoticeWriter notices)
{
    /// <summary>Fires the follow-up's alarm; one that comes too late for its state tells nobody.</summary>
    public async Task TellAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var followUp = await db.FollowUps.SingleAsync(f => f.Id == alarm.FollowUpId, cancellationToken);
        if (!followUp.Fire(alarm.Kind))
        {
            return;
        }

        var recipients = new List<Guid> { followUp.AssigneeId };
        if (await db.Incidents.Where(i => i.Id == followUp.IncidentId).Select(i => i.OwnerId).SingleOrDefaultAsync(cancellationToken) is { } owner)
        {
            recipients.Add(owner);
        }

        if (alarm.Kind == AlarmKind.FollowUpOverdue)
        {
            recipients.AddRange(await notices.ManagersAsync(followUp.IncidentId, followUp.Tlp, cancellationToken));
        }

        var kind = alarm.Kind switch
        {
            AlarmKind.FollowUpReminder => NoticeKind.FollowUpReminder,
            AlarmKind.FollowUpDue => NoticeKind.FollowUpDue,
            _ => NoticeKind.FollowUpOverdue,
        };
        notices.Write(kind, recipients, alarm.Id, (SubjectType.FollowUp, followUp.Id), followUp.IncidentId, followUp.Tlp);
    }
}
