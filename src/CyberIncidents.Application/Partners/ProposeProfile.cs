using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>A partner proposes a change of its own profile.</summary>
/// <param name="Input">What is to change.</param>
[RequirePermission(Permission.AnswerRequests)]
public sealed record ProposeProfileCommand(ProposeInput Input) : ICommand<ProposalKey>;

/// <summary>A partner takes its proposal back.</summary>
/// <param name="Id">The proposal.</param>
[RequirePermission(Permission.AnswerRequests)]
public sealed record WithdrawProposalCommand(Guid Id) : ICommand<ProposalKey>;

/// <summary>One of ours approves or rejects a proposal.</summary>
/// <param name="Id">The proposal.</param>
/// <param name="Approve">Whether it is approved, and so done.</param>
/// <param name="Input">Why it is rejected; the partner reads it.</param>
[RequirePermission(Permission.KeepOrganisations, Permission.KeepCooperation)]
public sealed record DecideProposalCommand(Guid Id, bool Approve, ActionInput Input) : ICommand<ProposalKey>;

internal sealed class ProposeProfileValidator : AbstractValidator<ProposeProfileCommand>
{
    public ProposeProfileValidator(ContactKeys keys)
    {
        RuleFor(c => c.Input.Subject).NotNull().IsInEnum();
        RuleFor(c => c.Input.Contact).NotNull().When(c => c.Input.Subject is ProposalSubject.NewContact or ProposalSubject.Contact);
        RuleFor(c => c.Input.ContactPointId).NotNull().When(c => c.Input.Subject == ProposalSubject.Contact);
        RuleFor(c => c.Input.DutyHours).SetValidator(new DutyHoursForm()!);
        RuleFor(c => c.Input.Contact).Custom((contact, _) => keys.Prepare(contact?.OpenPgpKey));
    }
}

internal sealed class DecideProposalValidator : AbstractValidator<DecideProposalCommand>
{
    public DecideProposalValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class ProposeProfileHandler(IAppDb db, IViewerAccessor viewer, IValidator<ContactPointInput> form, ContactKeys keys, TimeProvider time)
    : ICommandHandler<ProposeProfileCommand, ProposalKey>
{
    public async Task<ProposalKey> Handle(ProposeProfileCommand command, CancellationToken cancellationToken)
    {
        var (me, input) = (viewer.Required, command.Input);
        var (before, after) = input.Subject == ProposalSubject.DutyHours
            ? await HoursAsync(input.DutyHours, cancellationToken)
            : await ContactAsync(input, cancellationToken);
        if (ProposedProfile.Changes(input.Subject!.Value, before, after).Count == 0)
        {
            throw new InvalidInputException(input.Subject == ProposalSubject.DutyHours ? "dutyHours" : "contact", Words.Get("Directory.Error.NothingChanges"));
        }

        var proposal = new ProfileProposal(
            me.OrganisationId, (input.Subject.Value, input.Subject == ProposalSubject.Contact ? input.ContactPointId : null), (before, after), me.UserId, time.GetUtcNow());
        db.ProfileProposals.Add(proposal);
        await db.SaveChangesAsync(cancellationToken);
        return new ProposalKey(proposal.Id);
    }

    private async Task<(string Before, string After)> HoursAsync(DutyHoursInput? hours, CancellationToken cancellationToken)
    {
        var own = viewer.Required.OrganisationId;
        var organisation = await db.Organisations.SingleAsync(o => o.Id == own, cancellationToken);
        return (ProposedProfile.Write(ProfileApplication.Hours(organisation)), ProposedProfile.Write(hours));
    }

    private async Task<(string Before, string After)> ContactAsync(ProposeInput input, CancellationToken cancellationToken)
    {
        var own = viewer.Required.OrganisationId;
        var contact = input.Subject == ProposalSubject.NewContact
            ? null
            : await db.ContactPoints.SingleOrDefaultAsync(c => c.Id == input.ContactPointId && c.OrganisationId == own && c.RetiredAt == null, cancellationToken)
                ?? throw new InvalidInputException("contactPointId", Words.Get("Directory.Error.NotYours"));
        // A key that is not sent again stays, as in the form.
        var typed = input.Contact! with { OrganisationId = own, OpenPgpKey = input.Contact!.OpenPgpKey ?? contact?.OpenPgpKey };
        Merged.EnsureValid(form, typed);
        var key = keys.Read(typed.OpenPgpKey, typed.Fingerprint, contact?.Card.Key);
        return (contact is null ? "null" : ProposedProfile.Write(ProfileApplication.Of(contact)), ProposedProfile.Write(ProfileApplication.Kept(typed, key)));
    }
}

internal sealed class WithdrawProposalHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time) : ICommandHandler<WithdrawProposalCommand, ProposalKey>
{
    public async Task<ProposalKey> Handle(WithdrawProposalCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var proposal = await db.ProfileProposals.SingleOrDefaultAsync(p => p.Id == command.Id && p.OrganisationId == me.OrganisationId, cancellationToken)
            ?? throw new NotFoundException();
        proposal.Decide(ProposalState.Withdrawn, me.UserId, null, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new ProposalKey(proposal.Id);
    }
}

internal sealed class DecideProposalHandler(IAppDb db, IViewerAccessor viewer, ProfileApplication profiles, TimeProvider time)
    : ICommandHandler<DecideProposalCommand, ProposalKey>
{
    public async Task<ProposalKey> Handle(DecideProposalCommand command, CancellationToken cancellationToken)
    {
        var proposal = await db.ProfileProposals.SingleOrDefaultAsync(p => p.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        proposal.EnsureWaits();
        var reason = command.Approve ? null : Needs.Text(command.Input.Reason, "reason");
        if (command.Approve)
        {
            await profiles.ApplyAsync(proposal, cancellationToken);
        }

        proposal.Decide(command.Approve ? ProposalState.Approved : ProposalState.Rejected, viewer.Required.UserId, reason, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new ProposalKey(proposal.Id);
    }
}

/// <summary>Does what was proposed, to what is still as it was when it was proposed.</summary>
internal sealed class ProfileApplication(IAppDb db, ContactKeys keys, TimeProvider time)
{
    /// <summary>A contact point as a proposal keeps it.</summary>
    public static KeptContact Of(ContactPoint contact) => Kept(ContactPointInput.Of(contact), contact.Card.Key);

    /// <summary>What was typed of one, with its key as it was read.</summary>
    public static KeptContact Kept(ContactPointInput contact, OpenPgpKey? key) =>
        new(contact with { OpenPgpKey = key?.Armored, Fingerprint = key?.Fingerprint }, key?.ExpiresAt) { KeyUserIds = key?.UserIds };

    /// <summary>The duty hours of an organisation as a proposal keeps them.</summary>
    public static DutyHoursInput? Hours(Organisation organisation) => organisation.Duty is { } duty ? new DutyHoursInput(duty.From, duty.To) : null;

    /// <summary>Does it.</summary>
    /// <exception cref="RuleBrokenException"><c>changed-since</c>.</exception>
    public async Task ApplyAsync(ProfileProposal proposal, CancellationToken cancellationToken)
    {
        if (proposal.Subject == ProposalSubject.DutyHours)
        {
            await SetHoursAsync(proposal, cancellationToken);
            return;
        }

        var kept = ProposedProfile.Read<KeptContact>(proposal.After)!;
        var after = kept.Contact;
        if (proposal.ContactPointId is not { } id)
        {
            db.ContactPoints.Add(new ContactPoint(proposal.OrganisationId, after.ToCard(keys.Read(kept)), time.GetUtcNow()));
            return;
        }

        var contact = await db.ContactPoints.SingleAsync(c => c.Id == id, cancellationToken);
        EnsureUnchanged(proposal, ProposedProfile.Write(Of(contact)), contact.RetiredAt is null);
        var before = ProposedProfile.Read<KeptContact>(proposal.Before)!.Contact;
        var present = contact.Card.Key;
        // A key that the proposal does not touch is the contact's as it is now.
        contact.Edit(after.ToCard(before.OpenPgpKey == after.OpenPgpKey || present?.Armored == after.OpenPgpKey ? present : keys.Read(kept)));
    }

    private async Task SetHoursAsync(ProfileProposal proposal, CancellationToken cancellationToken)
    {
        var organisation = await db.Organisations.SingleAsync(o => o.Id == proposal.OrganisationId, cancellationToken);
        EnsureUnchanged(proposal, ProposedProfile.Write(Hours(organisation)), stands: true);
        var hours = ProposedProfile.Read<DutyHoursInput>(proposal.After);
        organisation.SetDuty(hours is { From: { } from, To: { } to } ? new DutyHours(from, to) : null);
    }

    /// <summary>What somebody else changed meanwhile is not overwritten.</summary>
    private static void EnsureUnchanged(ProfileProposal proposal, string present, bool stands)
    {
        if (!stands || ProposedProfile.Changes(proposal.Subject, proposal.Before, present).Count > 0)
        {
            throw new RuleBrokenException("changed-since", "What is to change has changed since it was proposed.");
        }
    }
}
