using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Notes a commitment, with the follow-up that reminds of it in the same save.</summary>
/// <param name="Input">What it says.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record MakeCommitmentCommand(CommitmentInput Input) : ICommand<CommitmentKey>;

/// <summary>Edits a commitment; its follow-up moves with its day and goes to whoever sees to it.</summary>
/// <param name="Reference">The commitment.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record EditCommitmentCommand(string Reference, EditCommitmentInput Input, long? ExpectedVersion) : ICommand<CommitmentKey>;

/// <summary>Moves a commitment on: what is kept or dropped is reminded of no more.</summary>
/// <param name="Reference">The commitment.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record MoveCommitmentCommand(string Reference, CommitmentMove Move, ActionInput Input, long? ExpectedVersion) : ICommand<CommitmentKey>;

internal sealed class MakeCommitmentValidator : AbstractValidator<MakeCommitmentCommand>
{
    public MakeCommitmentValidator() => RuleFor(c => c.Input).SetValidator(new CommitmentForm());
}

internal sealed class EditCommitmentValidator : AbstractValidator<EditCommitmentCommand>
{
    public EditCommitmentValidator() => RuleFor(c => c.Input.Tlp.Value).IsInEnum();
}

internal sealed class MoveCommitmentValidator : AbstractValidator<MoveCommitmentCommand>
{
    public MoveCommitmentValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class MakeCommitmentHandler(
    IAppDb db, IEngagementParts parts, CommitmentCards cards, CommitmentPeople people, IReferences references, IViewerAccessor viewer, TimeProvider time)
    : ICommandHandler<MakeCommitmentCommand, CommitmentKey>
{
    public async Task<CommitmentKey> Handle(MakeCommitmentCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var engagement = await EngagementAsync(ActionInput.FirstText(input.Engagement), cancellationToken);
        var incident = await CommitmentCards.IncidentAsync(db, ActionInput.FirstText(input.Incident), cancellationToken);
        var card = await cards.ReadAsync(input, engagement, (incident, []), cancellationToken);
        var reference = await EngagementCards.ReferenceAsync(references, "CM", card.DueOn, cancellationToken);
        var commitment = new Commitment(reference, card, viewer.Required.UserId, time.GetUtcNow());
        db.Commitments.Add(commitment);
        await people.NameAsync(commitment, engagement, input.NamedPersons, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new CommitmentKey(commitment.Reference);
    }

    private async Task<Engagement?> EngagementAsync(string? reference, CancellationToken cancellationToken)
    {
        if (reference is null)
        {
            return null;
        }

        return await db.Engagements.AnyAsync(e => e.Reference == reference, cancellationToken)
            ? await db.HeldEngagementAsync(parts, reference, cancellationToken)
            : throw new InvalidInputException("engagement", Words.Get("Engagements.Error.NoEngagement"));
    }
}

internal sealed class EditCommitmentHandler(
    IAppDb db, IEngagementParts parts, CommitmentCards cards, CommitmentPeople people, IValidator<CommitmentInput> form, IViewerAccessor viewer)
    : ICommandHandler<EditCommitmentCommand, CommitmentKey>
{
    public async Task<CommitmentKey> Handle(EditCommitmentCommand command, CancellationToken cancellationToken)
    {
        var commitment = await db.HeldCommitmentAsync(parts, command.Reference, cancellationToken);
        if (command.Input.Tlp.Value < commitment.Tlp && !viewer.Required.Holds(Permission.ReleaseAboveAmber))
        {
            throw new ForbiddenException("A marking is lowered by a manager.");
        }

        commitment.EnsureVersion(command.ExpectedVersion);
        var input = Merged.EnsureValid(form, command.Input.On(commitment));
        var engagement = await db.Engagements.SingleOrDefaultAsync(e => e.Id == commitment.EngagementId, cancellationToken);
        if (engagement is null && commitment.EngagementId is not null && input.Tlp < commitment.Tlp)
        {
            // How strict the engagement is cannot be told to somebody who does not see it.
            throw new InvalidInputException("tlp", Words.Get("Engagements.Error.Unseen"));
        }

        var before = (commitment.Tlp, commitment.ResponsibleId, commitment.DueOn);
        var card = await cards.ReadAsync(input, engagement, (commitment.LinkedIncidentId, commitment.InstrumentIds), cancellationToken);
        commitment.Edit(card with { EngagementId = commitment.EngagementId });
        await people.ChangeAsync(commitment, before, input.NamedPersons, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new CommitmentKey(commitment.Reference);
    }
}

internal sealed class MoveCommitmentHandler(IAppDb db, IEngagementParts parts, CommitmentChase chase, AboutFollowUps followUps, TimeProvider time)
    : ICommandHandler<MoveCommitmentCommand, CommitmentKey>
{
    public async Task<CommitmentKey> Handle(MoveCommitmentCommand command, CancellationToken cancellationToken)
    {
        var commitment = await db.HeldCommitmentAsync(parts, command.Reference, cancellationToken);
        commitment.EnsureVersion(command.ExpectedVersion);
        var allowed = CommitmentLifecycle.Table.Allowed(commitment.State).Select(MoveName.Of).ToList();
        CommitmentLifecycle.Table.Next(commitment.State, command.Move);
        var said = command.Move == CommitmentMove.Drop ? Needs.Text(command.Input.Said, "reason") : command.Input.Said;
        commitment.Move(command.Move, said, time.GetUtcNow());
        if (commitment.State == CommitmentState.Open)
        {
            chase.Begin(commitment);
        }
        else
        {
            // The program's own follow-up ends with it; what people scheduled they end, or say that it ends.
            await followUps.EndAsync(commitment.Id, commitment.FollowUpId, command.Input, allowed, cancellationToken);
            await chase.EndAsync(commitment, said, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new CommitmentKey(commitment.Reference);
    }
}

/// <summary>Turns what was typed into what a commitment says.</summary>
internal sealed class CommitmentCards(IAppDb db, Parties parties, Instruments instruments, IViewerAccessor viewer, HomeSettings home)
{
    public async Task<CommitmentCard> ReadAsync(
        CommitmentInput input, Engagement? engagement, (Guid? IncidentId, IReadOnlyList<Guid> InstrumentIds) linked, CancellationToken cancellationToken)
    {
        var owedBy = await PartyAsync(input.OwedBy!, "owedBy.", cancellationToken);
        var owedTo = await PartyAsync(input.OwedTo!, "owedTo.", cancellationToken);
        if (owedBy == owedTo)
        {
            throw new InvalidInputException("owedTo", Words.Get("Engagements.Error.SameSide"));
        }

        var responsible = input.Responsible ?? viewer.Required.UserId;
        await db.NationalAsync(responsible, "responsible", cancellationToken);
        var tlp = input.Tlp ?? engagement!.Tlp;
        if (tlp < engagement?.Tlp)
        {
            throw new InvalidInputException("tlp", Words.Get("Engagements.Error.Laxer", TlpLabel.Of(engagement.Tlp)));
        }

        return new CommitmentCard(
            owedBy, owedTo, input.Title!.Trim(), ActionInput.FirstText(input.Text), input.DueOn!.Value, home.TimeZone, engagement?.Id, linked.IncidentId,
            ActionInput.FirstText(input.Basis), responsible, tlp, await instruments.FindAsync(input.Instruments, linked.InstrumentIds, cancellationToken));
    }

    /// <summary>A case that the viewer sees, by its reference.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static async Task<Guid?> IncidentAsync(IAppDb db, string? reference, CancellationToken cancellationToken) =>
        reference is null ? null
        : await db.Incidents.Where(i => i.Reference == reference).Select(i => (Guid?)i.Id).SingleOrDefaultAsync(cancellationToken)
            ?? throw new InvalidInputException("incident", Words.Get("Engagements.Error.NoCase"));

    private async Task<CommitmentParty> PartyAsync(CommitmentPartyInput input, string place, CancellationToken cancellationToken)
    {
        if (input.Us == true || (input.OrganisationId is { } id && await db.Organisations.AnyAsync(o => o.Id == id && o.IsHome, cancellationToken)))
        {
            return new CommitmentParty(true, null, null);
        }

        var party = await parties.FindAsync(input.Country, input.OrganisationId, place, cancellationToken);
        return new CommitmentParty(false, party.Country, party.OrganisationId);
    }
}
