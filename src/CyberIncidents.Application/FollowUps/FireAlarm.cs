using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>Whether an alarm fired in this call.</summary>
/// <param name="Fired">False when another fired it, or it was called off or is not due.</param>
public sealed record AlarmFired(bool Fired);

/// <summary>Fires one alarm: claim, effects, notices and audit in one transaction.</summary>
/// <param name="AlarmId">The alarm.</param>
[RequirePermission(Permission.System)]
public sealed record FireAlarmCommand(Guid AlarmId) : ICommand<AlarmFired>;

/// <summary>Notes that firing failed, in a save of its own.</summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Error">The type of the failure, never its text.</param>
[RequirePermission(Permission.System)]
public sealed record AlarmFailedCommand(Guid AlarmId, string Error) : ICommand<AlarmFired>;

internal sealed class FireAlarmHandler(IAppDb db, IAlarmClaims claims, NoticeWriter notices, TimeProvider time)
    : ICommandHandler<FireAlarmCommand, AlarmFired>
{
    public async Task<AlarmFired> Handle(FireAlarmCommand command, CancellationToken cancellationToken)
    {
        if (!await claims.TryClaimAsync(command.AlarmId, time.GetUtcNow(), cancellationToken))
        {
            return new AlarmFired(false);
        }

        var alarm = await db.Alarms.AsNoTracking().SingleAsync(a => a.Id == command.AlarmId, cancellationToken);
        var followUp = await db.FollowUps.SingleAsync(f => f.Id == alarm.FollowUpId, cancellationToken);
        if (followUp.Fire(alarm.Kind))
        {
            await TellAsync(alarm, followUp, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new AlarmFired(true);
    }

    private async Task TellAsync(Alarm alarm, FollowUp followUp, CancellationToken cancellationToken)
    {
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

internal sealed class AlarmFailedHandler(IAppDb db, TimeProvider time) : ICommandHandler<AlarmFailedCommand, AlarmFired>
{
    public async Task<AlarmFired> Handle(AlarmFailedCommand command, CancellationToken cancellationToken)
    {
        var alarm = await db.Alarms.SingleOrDefaultAsync(a => a.Id == command.AlarmId && a.FiredAt == null, cancellationToken);
        alarm?.Fail(command.Error, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new AlarmFired(false);
    }
}
