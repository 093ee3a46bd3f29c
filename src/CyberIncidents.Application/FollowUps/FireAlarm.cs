using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Consents;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.FollowUps;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>How many alarms fired in this call.</summary>
/// <param name="Count">Without those that another fired, that were called off or that are not due.</param>
public sealed record AlarmsFired(int Count);

/// <summary>
/// Fires alarms: claim, effects, notices and audit, all of them or none, in one transaction. No two may belong to the same
/// follow-up, request, recall or clock, for each leaves an audit line of its own.
/// </summary>
/// <param name="AlarmIds">The alarms.</param>
[RequirePermission(Permission.System)]
public sealed record FireAlarmsCommand(IReadOnlyList<Guid> AlarmIds) : ICommand<AlarmsFired>;

/// <summary>Notes that firing failed, in a save of its own.</summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Error">The type of the failure, never its text.</param>
[RequirePermission(Permission.System)]
public sealed record AlarmFailedCommand(Guid AlarmId, string Error) : ICommand<AlarmsFired>;

internal sealed class FireAlarmsHandler(
    IAppDb db, IAlarmClaims claims, AlarmTellers tellers, TimeProvider time)
    : ICommandHandler<FireAlarmsCommand, AlarmsFired>
{
    private static readonly FixedQuery<IReadOnlyList<Guid>, DateTimeOffset, Guid> Due = new((db, ids, now) => db.Alarms
        .Where(Alarm.Waiting).Where(a => ids.Contains(a.Id) && a.FireAt <= now).Select(a => a.Id));

    private static readonly FixedQuery<IReadOnlyList<Guid>, Alarm> Claimed = new((db, ids) => db.Alarms.AsNoTracking()
        .Where(a => ids.Contains(a.Id)).OrderBy(a => a.FireAt).ThenBy(a => a.Id));

    public async Task<AlarmsFired> Handle(FireAlarmsCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await db.Run(Due, command.AlarmIds, now).ToListAsync(cancellationToken);
        if (!await claims.TryClaimAsync(due, now, cancellationToken))
        {
            return new AlarmsFired(0);
        }

        // Read after the claim, which holds the rows: what was remarked until then counts.
        foreach (var alarm in await db.Run(Claimed, due).ToListAsync(cancellationToken))
        {
            await tellers.TellAsync(alarm, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new AlarmsFired(due.Count);
    }
}

/// <summary>Who takes what an alarm does, by its kind.</summary>
internal sealed class AlarmTellers(FollowUpTeller followUps, StepTaker steps, ClockTeller clocks, RecallTeller recalls, ConsentTeller consents, ContactCheckTeller checks)
{
    public Task TellAsync(Alarm alarm, CancellationToken cancellationToken) => alarm.Kind switch
    {
        AlarmKind.ChasingStep => steps.TakeAsync(alarm, cancellationToken),
        AlarmKind.ClockReminder or AlarmKind.ClockDue => clocks.TellAsync(alarm, cancellationToken),
        AlarmKind.RecallReminder or AlarmKind.RecallDue or AlarmKind.RecallOverdue => recalls.TellAsync(alarm, cancellationToken),
        AlarmKind.ConsentReminder or AlarmKind.ConsentDue => consents.TellAsync(alarm, cancellationToken),
        AlarmKind.ContactCheckReminder or AlarmKind.ContactCheckDue => checks.TellAsync(alarm, cancellationToken),
        _ => followUps.TellAsync(alarm, cancellationToken),
    };
}

internal sealed class AlarmFailedHandler(IAppDb db, TimeProvider time) : ICommandHandler<AlarmFailedCommand, AlarmsFired>
{
    public async Task<AlarmsFired> Handle(AlarmFailedCommand command, CancellationToken cancellationToken)
    {
        var alarm = await db.Alarms.SingleOrDefaultAsync(a => a.Id == command.AlarmId && a.FiredAt == null, cancellationToken);
        alarm?.Fail(command.Error, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new AlarmsFired(0);
    }
}
