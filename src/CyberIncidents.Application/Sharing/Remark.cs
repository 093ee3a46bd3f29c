using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>A new marking.</summary>
public sealed record RemarkInput
{
    /// <summary>The marking; not laxer than the case's. As it was when left out.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>The whole of PAP, handling codes and grading; as it was when left out.</summary>
    public Optional<HandlingValue> Handling { get; init; }

    /// <summary>Why; needed to lower. At most 2,000 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>The key of what was marked anew.</summary>
/// <param name="Id">The item.</param>
public sealed record RemarkKey(Guid Id);

/// <summary>
/// Marks an item of a case anew, whatever kind it is of. Raising is free. What is ours is lowered by a manager; what came from a partner
/// is lowered only by its consent, and what binds a receiver of it is not weakened either. What a partner asks of us is not marked by us at all.
/// </summary>
/// <param name="Reference">The case; of a request, the request.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Id">Its key; null for a request.</param>
/// <param name="Input">The marking.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record RemarkCommand(string Reference, SubjectType Type, Guid? Id, RemarkInput Input, long? ExpectedVersion) : ICommand<RemarkKey>;

internal sealed class RemarkValidator : AbstractValidator<RemarkCommand>
{
    public const int ReasonLength = 2000;

    public RemarkValidator()
    {
        RuleFor(c => c.Input.Tlp).IsInEnum();
        RuleFor(c => c.Input.Tlp).NotNull().When(c => !c.Input.Handling.IsSet);
        RuleFor(c => c.Input.Handling.Value!).SetValidator(new HandlingValidator()).When(c => c.Input.Handling.Value is not null).OverridePropertyName("handling");
        RuleFor(c => c.Input.Reason).OptionalText(ReasonLength);
    }
}

internal sealed class RemarkHandler(IAppDb db, IViewerAccessor viewer, ICaseParts parts, Remarking remarking) : ICommandHandler<RemarkCommand, RemarkKey>
{
    public async Task<RemarkKey> Handle(RemarkCommand command, CancellationToken cancellationToken)
    {
        var (incident, item) = await FindAsync(command, cancellationToken);
        var own = command.Input.Tlp ?? item.OwnTlp ?? incident.Tlp;
        var lowers = own < item.Tlp && command.Input.Tlp is not null;
        if (lowers && item.Originator is null && !viewer.Required.Holds(Permission.ReleaseAboveAmber))
        {
            throw new ForbiddenException("A marking is lowered by a manager.");
        }

        ((Entity)item).EnsureVersion(command.ExpectedVersion);
        var handling = command.Input.Handling.IsSet ? command.Input.Handling.Value?.ToHandling() : item.Handling;
        if (item.Originator is not null && (lowers || Remarking.Weakens(item.Handling, handling)))
        {
            throw new RuleBrokenException("consent-needed", "What came from a partner is lowered by its consent.");
        }

        if (lowers)
        {
            incident.EnsureTakesMore();
        }

        incident.EnsureNotLaxer(command.Input.Tlp);
        var reason = lowers ? Needs.Text(command.Input.Reason, "reason") : ActionInput.FirstText(command.Input.Reason);
        await remarking.ApplyAsync(incident, command.Type, item, new MarkingChange(own, handling, reason), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new RemarkKey(item.Id);
    }

    private async Task<(Incident Incident, IMarked Item)> FindAsync(RemarkCommand command, CancellationToken cancellationToken)
    {
        if (command.Type == SubjectType.Request)
        {
            var held = await db.Requests.Where(r => r.Reference == command.Reference).Select(r => r.IncidentId).SingleOrDefaultAsync(cancellationToken)
                ?? throw new NotFoundException();
            await parts.HoldAsync(held, cancellationToken);
            var request = await db.RequestAsync(command.Reference, cancellationToken);
            var of = await db.Incidents.SingleOrDefaultAsync(i => i.Id == request.IncidentId, cancellationToken) ?? throw new NotFoundException();
            // Its marking is the partner's: ours would take it from whoever filed it.
            return request.IsInbound ? throw new ForbiddenException("What a partner asks of us keeps the partner's marking.") : (of, request);
        }

        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        var found = await db.MarkedAsync(incident.Id, command.Type, command.Id ?? Guid.Empty, cancellationToken) ?? throw new NotFoundException();
        return (incident, found.Item);
    }
}
