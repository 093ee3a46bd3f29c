using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Deadlines;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>What can be done with a stage of law on a case.</summary>
public enum ClockMove
{
    /// <summary>What was due was submitted; the next stages begin.</summary>
    Submit,

    /// <summary>Nothing is due any more.</summary>
    Cancel,
}

/// <summary>When a stage was submitted.</summary>
public sealed record MoveClockInput
{
    /// <summary>When it was submitted; now if left out. Not in the future, not before the clock began.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>Submits a stage of law of a case, or calls it off.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The clock.</param>
/// <param name="Move">What is done.</param>
/// <param name="Input">When.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record MoveClockCommand(string Reference, Guid Id, ClockMove Move, MoveClockInput Input, long? ExpectedVersion) : ICommand<ClockKeys>;

internal sealed class MoveClockValidator : AbstractValidator<MoveClockCommand>
{
    public MoveClockValidator(TimeProvider time) =>
        RuleFor(c => c.Input.At).Must(at => at is null || at <= time.GetUtcNow()).WithMessage(_ => Words.Get("Error.Future"));
}

internal sealed class MoveClockHandler(IAppDb db, CaseStages stages, TimeProvider time) : ICommandHandler<MoveClockCommand, ClockKeys>
{
    public async Task<ClockKeys> Handle(MoveClockCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        var clock = await db.LegalClocks.Include(c => c.Alarms).Include(c => c.Stops)
            .SingleOrDefaultAsync(c => c.Id == command.Id && c.IncidentId == incident.Id && c.RequestId == null, cancellationToken) ?? throw new NotFoundException();
        clock.EnsureVersion(command.ExpectedVersion);
        var now = time.GetUtcNow();
        var ids = new List<Guid> { clock.Id };
        if (command.Move == ClockMove.Cancel)
        {
            clock.EnsureOpen();
            clock.Cancel(now);
        }
        else
        {
            // A form knows minutes: the one in which the clock began is not before it.
            var at = command.Input.At is { } said && said > clock.StartedAt.AddMinutes(-1) && said < clock.StartedAt ? clock.StartedAt : command.Input.At ?? now;
            if (at < clock.StartedAt)
            {
                throw new InvalidInputException("at", Words.Get("Error.BeforeStart"));
            }

            clock.Meet(at, now);
            ids.AddRange((await stages.ChainAsync(incident, clock, at, cancellationToken)).Select(c => c.Id));
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ClockKeys(ids);
    }
}
