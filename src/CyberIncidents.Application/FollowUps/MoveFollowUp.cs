using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>
/// Moves a follow-up: complete, snooze, cancel, reassign. Completing a recurring one brings its next occurrence in the same save;
/// cancelling it ends the series.
/// </summary>
/// <param name="Id">The follow-up.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record MoveFollowUpCommand(Guid Id, FollowUpMove Move, ActionInput Input, long? ExpectedVersion) : ICommand<FollowUpKey>;

internal sealed class MoveFollowUpValidator : AbstractValidator<MoveFollowUpCommand>
{
    public MoveFollowUpValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class MoveFollowUpHandler(
    IAppDb db, IAccessGrants grants, FollowUpPlaces places, FollowUpSeries series, IAlarmClock clock, TimeProvider time)
    : ICommandHandler<MoveFollowUpCommand, FollowUpKey>
{
    public async Task<FollowUpKey> Handle(MoveFollowUpCommand command, CancellationToken cancellationToken)
    {
        var followUp = await db.FollowUpAsync(command.Id, cancellationToken);
        // Of a case that was raised to RED, a follow-up may still be seen by its name.
        var place = await places.OfAsync(followUp, cancellationToken);
        followUp.EnsureVersion(command.ExpectedVersion);
        followUp.EnsureAllowed(command.Move);
        var now = time.GetUtcNow();
        var input = command.Input;
        switch (command.Move)
        {
            case FollowUpMove.Complete:
                await series.PassOnAsync(followUp, cancellationToken);
                followUp.Complete(input.Said, now);
                break;
            case FollowUpMove.Cancel:
                followUp.Cancel(input.Said, now);
                break;
            case FollowUpMove.Snooze:
                followUp.Snooze(Needs.Future(input.Until, "until", now), Needs.Text(input.Said, "reason"), now);
                break;
            case FollowUpMove.Reassign:
                var assignee = input.Assignee ?? throw new InvalidInputException("assignee", Common.Texts.Words.Get("Error.Required"));
                await places.EnsureMayActAsync(assignee, place, cancellationToken);
                followUp.Reassign(assignee);
                FollowUpSeries.NameWhoActs(grants, followUp, place.Incident?.Tlp, assignee, now);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command.Move, "Not a move of people.");
        }

        await db.SaveChangesAsync(cancellationToken);
        clock.PlanAfterCommit(followUp.Alarms);
        return new FollowUpKey(followUp.Id);
    }
}
