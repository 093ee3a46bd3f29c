using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using FluentValidation;

namespace CyberIncidents.Application.Retention;

/// <summary>Keeps a case whatever the retention rules say, or lets them have it again.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Held">Whether it is kept.</param>
/// <param name="Input">A reason; needed to place a hold.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.DisposeCases)]
public sealed record SetLegalHoldCommand(string Reference, bool Held, ActionInput Input, long? ExpectedVersion) : ICommand<IncidentKey>;

internal sealed class SetLegalHoldValidator : AbstractValidator<SetLegalHoldCommand>
{
    public SetLegalHoldValidator()
    {
        RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
        RuleFor(c => c.Input.Reason).RequiredText(Validation.TextLength).When(c => c.Held);
    }
}

internal sealed class SetLegalHoldHandler(IAppDb db) : ICommandHandler<SetLegalHoldCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(SetLegalHoldCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        incident.EnsureVersion(command.ExpectedVersion);
        if (command.Held)
        {
            incident.PlaceLegalHold(command.Input.Reason!.Trim());
        }
        else
        {
            incident.LiftLegalHold();
        }

        await db.SaveChangesAsync(cancellationToken);
        return new IncidentKey(incident.Reference);
    }
}
