using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>Tells the owner of a case that a clock of it runs out; when it has, the managers too.</summary>
internal sealed class ClockTeller(IAppDb db, NoticeWriter notices)
{
    /// <summary>Tells it, unless the stage was submitted or called off meanwhile.</summary>
    public async Task TellAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var clock = await db.LegalClocks.SingleAsync(c => c.Id == alarm.LegalClockId, cancellationToken);
        if (!clock.IsOpen || clock.IncidentId is not { } incidentId)
        {
            return;
        }

        var people = new List<Guid>();
        if (await db.OwnerOfAsync(incidentId, cancellationToken) is { } owner && await db.People.AnyAsync(p => p.Id == owner && p.DisabledAt == null, cancellationToken))
        {
            people.Add(owner);
        }

        if (alarm.Kind == AlarmKind.ClockDue || people.Count == 0)
        {
            people.AddRange(await notices.ManagersAsync(incidentId, clock.Tlp, cancellationToken));
        }

        var kind = alarm.Kind == AlarmKind.ClockDue ? NoticeKind.ClockDue : NoticeKind.ClockReminder;
        notices.Write(kind, people, alarm.Id, (SubjectType.Incident, incidentId), incidentId, clock.Tlp, clock.OwnTlp);
        clock.NoteTold();
    }
}
