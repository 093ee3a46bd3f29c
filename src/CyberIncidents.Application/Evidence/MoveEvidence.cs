using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Incidents;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Evidence;

/// <summary>A JSON Merge Patch of a file: what is absent stays.</summary>
public sealed record EditEvidenceInput
{
    /// <summary>At most 2,000 characters.</summary>
    public Optional<string> Description { get; init; }
}

/// <summary>Withdraws a file; its bytes and its log stay.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The file.</param>
/// <param name="Input">A reason, when there is one.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record WithdrawEvidenceCommand(string Reference, Guid Id, ActionInput Input, long? ExpectedVersion) : ICommand<EvidenceKey>;

/// <summary>Holds a file back, or lets it go; the case's owner and managers may.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The file.</param>
/// <param name="On">Whether it is held back from now on.</param>
/// <param name="Input">The reason; needed to hold it back.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record QuarantineEvidenceCommand(string Reference, Guid Id, bool On, ActionInput Input, long? ExpectedVersion) : ICommand<EvidenceKey>;

/// <summary>Says something else of a file.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The file.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record EditEvidenceCommand(string Reference, Guid Id, EditEvidenceInput Input, long? ExpectedVersion) : ICommand<EvidenceKey>;

internal sealed class WithdrawEvidenceValidator : AbstractValidator<WithdrawEvidenceCommand>
{
    public WithdrawEvidenceValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class QuarantineEvidenceValidator : AbstractValidator<QuarantineEvidenceCommand>
{
    public QuarantineEvidenceValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class EditEvidenceValidator : AbstractValidator<EditEvidenceCommand>
{
    public EditEvidenceValidator() => RuleFor(c => c.Input.Description.Value).OptionalText(EvidenceFile.DescriptionLength);
}

internal sealed class MoveEvidenceHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : ICommandHandler<WithdrawEvidenceCommand, EvidenceKey>, ICommandHandler<QuarantineEvidenceCommand, EvidenceKey>, ICommandHandler<EditEvidenceCommand, EvidenceKey>
{
    public async Task<EvidenceKey> Handle(WithdrawEvidenceCommand command, CancellationToken cancellationToken)
    {
        var (incident, file) = await FindAsync(command.Reference, command.Id, command.ExpectedVersion, cancellationToken);
        incident.EnsureTakesMore();
        file.WithdrawBy(viewer.Required.UserId, command.Input.Said, time.GetUtcNow());
        return await SavedAsync(incident, file, cancellationToken);
    }

    public async Task<EvidenceKey> Handle(QuarantineEvidenceCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var (incident, file) = await FindAsync(command.Reference, command.Id, null, cancellationToken);
        if (incident.OwnerId != me.UserId && !me.Holds(Permission.ApproveRequests))
        {
            throw new ForbiddenException("Files are put into quarantine and out of it by the case's owner or a manager.");
        }

        file.EnsureVersion(command.ExpectedVersion);
        if (command.On)
        {
            file.EnsureNotQuarantined();
            file.Quarantine(me.UserId, Needs.Text(command.Input.Said, "reason"), time.GetUtcNow());
        }
        else
        {
            file.Unquarantine(me.UserId, command.Input.Said, time.GetUtcNow());
        }

        return await SavedAsync(incident, file, cancellationToken);
    }

    public async Task<EvidenceKey> Handle(EditEvidenceCommand command, CancellationToken cancellationToken)
    {
        var (incident, file) = await FindAsync(command.Reference, command.Id, command.ExpectedVersion, cancellationToken);
        incident.EnsureTakesMore();
        var text = command.Input.Description.Or(file.Description)?.Trim();
        if ((text = string.IsNullOrEmpty(text) ? null : text) != file.Description)
        {
            file.Describe(text);
        }

        return await SavedAsync(incident, file, cancellationToken);
    }

    private async Task<(Incident Incident, EvidenceFile File)> FindAsync(string reference, Guid id, long? expected, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(reference, cancellationToken);
        var file = await db.EvidenceFiles.SingleOrDefaultAsync(e => e.Id == id && e.IncidentId == incident.Id, cancellationToken) ?? throw new NotFoundException();
        file.EnsureVersion(expected);
        return (incident, file);
    }

    private async Task<EvidenceKey> SavedAsync(Incident incident, EvidenceFile file, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        return new EvidenceKey(incident.Reference, file.Id);
    }
}
