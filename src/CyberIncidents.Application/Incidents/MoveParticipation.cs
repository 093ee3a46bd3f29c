using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>What a move of a participation may be given.</summary>
public sealed record ParticipationActionInput : ActionInput
{
    /// <summary>The title written for this partner; the classification's name when left out.</summary>
    public string? SharedTitle { get; init; }

    /// <summary>The summary written for this partner; nothing when left out.</summary>
    public string? SharedSummary { get; init; }
}

/// <summary>The key of a participation in an answer.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The participation.</param>
public sealed record ParticipationKey(string Reference, Guid Id);

/// <summary>Moves a participation: notify, complete, decline, withdraw.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The participation.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record MoveParticipationCommand(
    string Reference, Guid Id, ParticipationMove Move, ParticipationActionInput Input, long? ExpectedVersion) : ICommand<ParticipationKey>;

/// <summary>A partner says itself that it takes no part.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">Its own participation.</param>
/// <param name="Input">A reason, when it gives one.</param>
[RequirePermission(Permission.SpeakForPartner)]
public sealed record DeclineOwnParticipationCommand(string Reference, Guid Id, ParticipationActionInput Input) : ICommand<ParticipationKey>;

internal sealed class MoveParticipationValidator : AbstractValidator<MoveParticipationCommand>
{
    public MoveParticipationValidator()
    {
        RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
        RuleFor(c => c.Input.SharedTitle).OptionalText(Validation.TitleLength);
        RuleFor(c => c.Input.SharedSummary).OptionalText(Validation.TextLength);
    }
}

internal sealed class DeclineOwnParticipationValidator : AbstractValidator<DeclineOwnParticipationCommand>
{
    public DeclineOwnParticipationValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class MoveParticipationHandler(
    IAppDb db, Releases releases, NoticeWriter notices, PartnerChoice partners, ParticipationEnding ending, JointPartners joint, ICaseParts parts, TimeProvider time)
    : ICommandHandler<MoveParticipationCommand, ParticipationKey>
{
    public async Task<ParticipationKey> Handle(MoveParticipationCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        var participation = await db.ParticipationAsync(incident.Id, command.Id, cancellationToken);
        if (command.Move == ParticipationMove.Notify)
        {
            releases.EnsureMayRelease(incident.Tlp);
        }

        participation.EnsureVersion(command.ExpectedVersion);
        participation.EnsureAllowed(command.Move);
        switch (command.Move)
        {
            case ParticipationMove.Notify:
                await NotifyAsync(incident, participation, command.Input, cancellationToken);
                break;
            case ParticipationMove.Complete:
                participation.Complete(command.Input.Said, time.GetUtcNow());
                break;
            default:
                await ending.EndAsync(participation, command.Move, command.Input.Said, cancellationToken);
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ParticipationKey(incident.Reference, participation.Id);
    }

    private async Task NotifyAsync(
        Incident incident, Participation participation, ParticipationActionInput input, CancellationToken cancellationToken)
    {
        incident.EnsurePartnersMayBeTold();
        var organisationId = participation.OrganisationId ?? await NationalContactAsync(participation, cancellationToken);
        var title = ActionInput.FirstText(input.SharedTitle) ?? await ClassNameAsync(incident, cancellationToken);
        participation.Notify(organisationId, title, ActionInput.FirstText(input.SharedSummary), time.GetUtcNow());
        var handling = Handling.WithPap(incident.Handling, incident.Pap)?.ForPartner;
        var shared = new
        {
            incident.Reference,
            Tlp = TlpLabel.Of(incident.Tlp),
            participation.SharedTitle,
            participation.SharedSummary,
            Handling = handling?.ToString(),
        };
        var (release, liaisons) = await releases.LetGoAsync(
            incident, organisationId, incident.Tlp, GrantReason.Notify,
            [
                new Leaving(SubjectType.Incident, incident.Id, shared, handling),
                new Leaving(SubjectType.Participation, participation.Id, new { participation.Roles }),
            ],
            cancellationToken);
        await RestoreRequestsAsync(incident, participation, organisationId, cancellationToken);
        await joint.ShowAsync(incident, participation, cancellationToken);
        var word = new PartnerMail(
            NoticeKind.ParticipationNotified, release.Id, (SubjectType.Participation, participation.Id), incident.Id, organisationId, incident.Tlp, null);
        await notices.TellPartnerAsync(word, liaisons, cancellationToken);
    }

    /// <summary>A partner that is told again sees its own requests from Sent on again; stricter ones are sent anew.</summary>
    private async Task RestoreRequestsAsync(
        Incident incident, Participation participation, Guid organisationId, CancellationToken cancellationToken)
    {
        var gone = (await parts.RequestsOfAsync(participation.Id, cancellationToken))
            .Where(r => r.SentAt is not null && r.Tlp == incident.Tlp)
            .Select(RequestLeaving.Of)
            .ToList();
        if (gone.Count > 0)
        {
            await releases.LetGoAsync(incident, organisationId, incident.Tlp, GrantReason.Send, gone, cancellationToken);
        }
    }

    private async Task<Guid> NationalContactAsync(Participation participation, CancellationToken cancellationToken)
    {
        var contact = participation.Country is { } country ? await partners.NationalContactAsync(country, cancellationToken) : null;
        if (contact is null)
        {
            throw new RuleBrokenException("no-contact", "That country has no national contact; register one, or choose an organisation.");
        }

        if (await db.Participations.AnyAsync(p => p.IncidentId == participation.IncidentId && p.OrganisationId == contact.Id, cancellationToken))
        {
            throw new RuleBrokenException("already-participant", "The national contact of that country is part of the case already.");
        }

        return contact.Id;
    }

    private async Task<string> ClassNameAsync(Incident incident, CancellationToken cancellationToken)
    {
        var names = await db.CodeEntries.Where(c => c.List == CodeLists.RsitClass && c.Code == incident.ClassCode)
            .Select(c => new { c.NameEn, c.NameId }).SingleAsync(cancellationToken);
        return Words.Pick(names.NameEn, names.NameId);
    }
}

internal sealed class DeclineOwnParticipationHandler(IAppDb db, IViewerAccessor viewer, ParticipationEnding ending)
    : ICommandHandler<DeclineOwnParticipationCommand, ParticipationKey>
{
    public async Task<ParticipationKey> Handle(DeclineOwnParticipationCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        var participation = await db.ParticipationAsync(incident.Id, command.Id, cancellationToken);
        if (participation.OrganisationId != viewer.Required.OrganisationId)
        {
            throw new NotFoundException();
        }

        participation.EnsureAllowed(ParticipationMove.Decline);
        await ending.EndAsync(participation, ParticipationMove.Decline, command.Input.Said, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new ParticipationKey(incident.Reference, participation.Id);
    }
}
