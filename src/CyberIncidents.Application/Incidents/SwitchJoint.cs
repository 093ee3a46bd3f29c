using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Sharing;
using FluentValidation;

namespace CyberIncidents.Application.Incidents;

/// <summary>Lets the partners of a case see one another, or ends that. Up to AMBER an analyst joins, above a manager.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Joint">Which of the two.</param>
/// <param name="Input">The reason.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record SwitchJointCommand(string Reference, bool Joint, ActionInput Input, long? ExpectedVersion) : ICommand<IncidentKey>;

internal sealed class SwitchJointValidator : AbstractValidator<SwitchJointCommand>
{
    public SwitchJointValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class SwitchJointHandler(IAppDb db, Releases releases, JointPartners joint, IAccessGrants grants, TimeProvider time)
    : ICommandHandler<SwitchJointCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(SwitchJointCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        if (command.Joint)
        {
            releases.EnsureMayRelease(incident.Tlp);
        }

        incident.EnsureVersion(command.ExpectedVersion);
        incident.EnsureMaySwitch(command.Joint);
        incident.SwitchJoint(command.Joint, Needs.Text(command.Input.Said, "reason"), time.GetUtcNow());
        if (command.Joint)
        {
            await joint.ShowAllAsync(incident, cancellationToken);
        }
        else
        {
            await grants.RevokeJointAsync(incident.Id, time.GetUtcNow(), cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new IncidentKey(incident.Reference);
    }
}
