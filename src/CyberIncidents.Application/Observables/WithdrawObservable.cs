using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Observables;

/// <summary>Withdraws an observable; it stays to be read and may be noted anew.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The observable.</param>
/// <param name="Input">A reason, when there is one.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record WithdrawObservableCommand(string Reference, Guid Id, ActionInput Input, long? ExpectedVersion) : ICommand<ObservableKey>;

internal sealed class WithdrawObservableValidator : AbstractValidator<WithdrawObservableCommand>
{
    public WithdrawObservableValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class WithdrawObservableHandler(IAppDb db, ICaseParts parts, TimeProvider time) : ICommandHandler<WithdrawObservableCommand, ObservableKey>
{
    public async Task<ObservableKey> Handle(WithdrawObservableCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        var observable = await db.Observables.SingleOrDefaultAsync(o => o.Id == command.Id && o.IncidentId == incident.Id, cancellationToken)
            ?? throw new NotFoundException();
        observable.EnsureVersion(command.ExpectedVersion);
        incident.EnsureTakesMore();
        observable.Withdraw(command.Input.Said, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new ObservableKey(command.Reference, observable.Id);
    }
}
