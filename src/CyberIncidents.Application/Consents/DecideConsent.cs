using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Consents;

/// <summary>The originator grants or denies it.</summary>
/// <param name="Id">The consent.</param>
/// <param name="Move">Grant, or deny with a reason.</param>
/// <param name="Input">What it says.</param>
[RequirePermission(Permission.AnswerRequests)]
public sealed record DecideConsentCommand(Guid Id, ConsentMove Move, ActionInput Input) : ICommand<ConsentKey>;

/// <summary>We take the question back.</summary>
/// <param name="Id">The consent.</param>
/// <param name="Input">Why, when somebody says so.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record WithdrawConsentCommand(Guid Id, ActionInput Input, long? ExpectedVersion) : ICommand<ConsentKey>;

internal sealed class DecideConsentValidator : AbstractValidator<DecideConsentCommand>
{
    public DecideConsentValidator()
    {
        RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
        RuleFor(c => c.Input.Reason).MaximumLength(RemarkValidator.ReasonLength);
    }
}

internal sealed class WithdrawConsentValidator : AbstractValidator<WithdrawConsentCommand>
{
    public WithdrawConsentValidator()
    {
        RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
        RuleFor(c => c.Input.Reason).MaximumLength(RemarkValidator.ReasonLength);
    }
}

internal sealed class DecideConsentHandler(
    IAppDb db, IViewerAccessor viewer, ICaseParts parts, Remarking remarking, ConsentTelling telling, TimeProvider time)
    : ICommandHandler<DecideConsentCommand, ConsentKey>
{
    public async Task<ConsentKey> Handle(DecideConsentCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var consent = await db.Consents.Include(c => c.Alarms).SingleOrDefaultAsync(c => c.Id == command.Id && c.OriginatorId == me.OrganisationId, cancellationToken)
            ?? throw new NotFoundException();
        await parts.HoldAsync(consent.IncidentId, cancellationToken);
        var incident = await db.Incidents.SingleOrDefaultAsync(i => i.Id == consent.IncidentId, cancellationToken) ?? throw new NotFoundException();
        var now = time.GetUtcNow();
        consent.EnsureAllowed(command.Move, now);
        var said = command.Move == ConsentMove.Deny ? Needs.Text(command.Input.Reason, "reason") : ActionInput.FirstText(command.Input.Reason);
        consent.Decide(command.Move, me.UserId, said, now);
        if (command.Move == ConsentMove.Grant && consent.LowerTo is { } tlp)
        {
            await LowerAsync(incident, consent, tlp, cancellationToken);
        }

        var participation = await db.Participations.SingleOrDefaultAsync(
            p => p.IncidentId == incident.Id && p.OrganisationId == me.OrganisationId, cancellationToken);
        participation?.PartnerActed(now);
        await telling.TellOwnerAsync(
            command.Move == ConsentMove.Grant ? NoticeKind.ConsentGranted : NoticeKind.ConsentDenied, consent, consent.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new ConsentKey(consent.Id);
    }

    /// <summary>
    /// Does what was asked and nothing else, here and once. Where the case was raised above it meanwhile, or the item stands lower
    /// already, there is nothing to do any more.
    /// </summary>
    private async Task LowerAsync(Incident incident, Consent consent, Tlp tlp, CancellationToken cancellationToken)
    {
        var item = await parts.MarkedAsync(consent.SubjectType, consent.SubjectId, cancellationToken);
        if (item is not null && tlp < item.Tlp && tlp >= incident.Tlp)
        {
            await remarking.ApplyAsync(incident, consent.SubjectType, item, new MarkingChange(tlp, item.Handling, null), cancellationToken);
        }
    }
}

internal sealed class WithdrawConsentHandler(IAppDb db, IViewerAccessor viewer, ConsentTelling telling, TimeProvider time)
    : ICommandHandler<WithdrawConsentCommand, ConsentKey>
{
    public async Task<ConsentKey> Handle(WithdrawConsentCommand command, CancellationToken cancellationToken)
    {
        var consent = await db.Consents.Include(c => c.Alarms).SingleOrDefaultAsync(c => c.Id == command.Id, cancellationToken)
            ?? throw new NotFoundException();
        consent.EnsureVersion(command.ExpectedVersion);
        consent.Decide(ConsentMove.Withdraw, viewer.Required.UserId, ActionInput.FirstText(command.Input.Reason), time.GetUtcNow());
        await telling.TellOriginatorAsync(NoticeKind.ConsentWithdrawn, consent, consent.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new ConsentKey(consent.Id);
    }
}
