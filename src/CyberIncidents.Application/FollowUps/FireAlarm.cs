using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Domain.FollowUps;
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

internal sealed class FireAlarmHandler(
    IAppDb db, IAlarmClaims claims, FollowUpTeller followUps, StepTaker steps, ClockTeller clocks, TimeProvider time)
    : ICommandHandler<FireAlarmCommand, AlarmFired>
{
    private static readonly FixedQuery<Guid, Alarm> One = new((db, id) => db.Alarms.AsNoTracking().Where(a => a.Id == id));

    public async Task<AlarmFired> Handle(FireAlarmCommand command, CancellationToken cancellationToken)
    {
        if (!await claims.TryClaimAsync(command.AlarmId, time.GetUtcNow(), cancellationToken))
        {
            return new AlarmFired(false);
        }

        var alarm = await db.Run(One, command.AlarmId).SingleAsync(cancellationToken);
        await (alarm.Kind switch
        {
            AlarmKind.ChasingStep => steps.TakeAsync(alarm, cancellationToken),
            AlarmKind.ClockReminder or AlarmKind.ClockDue => clocks.TellAsync(alarm, cancellationToken),
            _ => followUps.TellAsync(alarm, cancellationToken),
        });
        await db.SaveChangesAsync(cancellationToken);
        return new AlarmFired(true);
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
