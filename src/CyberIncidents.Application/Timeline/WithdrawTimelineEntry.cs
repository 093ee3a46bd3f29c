using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Timeline;

/// <summary>Withdraws an entry; it stays to be read by the national team, and partners see it no more.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The entry.</param>
/// <param name="Input">A reason, when there is one.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record WithdrawTimelineEntryCommand(string Reference, Guid Id, ActionInput Input, long? ExpectedVersion) : ICommand<TimelineKey>;

internal sealed class WithdrawTimelineEntryValidator : AbstractValidator<WithdrawTimelineEntryCommand>
{
    public WithdrawTimelineEntryValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class WithdrawTimelineEntryHandler(IAppDb db, ICaseParts parts, TimeProvider time) : ICommandHandler<WithdrawTimelineEntryCommand, TimelineKey>
{
    public async Task<TimelineKey> Handle(WithdrawTimelineEntryCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        var entry = await db.TimelineEntries.SingleOrDefaultAsync(t => t.Id == command.Id && t.IncidentId == incident.Id, cancellationToken)
            ?? throw new NotFoundException();
        entry.EnsureVersion(command.ExpectedVersion);
        incident.EnsureTakesMore();
        entry.Withdraw(command.Input.Said, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new TimelineKey(incident.Reference, entry.Id);
    }
}
