using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using FluentValidation;

namespace CyberIncidents.Application.Revisions;

/// <summary>A JSON Merge Patch of what was written for a partner: what is absent stays.</summary>
public sealed record EditSharedInput
{
    /// <summary>The title written for this partner; at most 200 characters.</summary>
    public Optional<string> SharedTitle { get; init; }

    /// <summary>The summary written for this partner; at most 20,000 characters, or null for nothing.</summary>
    public Optional<string> SharedSummary { get; init; }
}

/// <summary>Changes what was written for a partner that has been told of the case: a release of its own. Every version of the summary is kept.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The participation.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record EditSharedCommand(string Reference, Guid Id, EditSharedInput Input, long? ExpectedVersion) : ICommand<ParticipationKey>;

internal sealed class EditSharedValidator : AbstractValidator<EditSharedCommand>
{
    public EditSharedValidator()
    {
        RuleFor(c => c.Input.SharedTitle.Value).RequiredText(Validation.TitleLength).When(c => c.Input.SharedTitle.IsSet);
        RuleFor(c => c.Input.SharedSummary.Value).OptionalText(Validation.TextLength);
    }
}

internal sealed class EditSharedHandler(IAppDb db, Releases releases, RevisionKeeper revisions) : ICommandHandler<EditSharedCommand, ParticipationKey>
{
    public async Task<ParticipationKey> Handle(EditSharedCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        var participation = await db.ParticipationAsync(incident.Id, command.Id, cancellationToken);
        releases.EnsureMayRelease(incident.Tlp);
        participation.EnsureVersion(command.ExpectedVersion);
        incident.EnsureTakesMore();
        participation.EnsureShares();
        var title = command.Input.SharedTitle.Or(participation.SharedTitle)!.Trim();
        var summary = ActionInput.FirstText(command.Input.SharedSummary.Or(participation.SharedSummary));
        if (title != participation.SharedTitle || summary != participation.SharedSummary)
        {
            await ChangeAsync(incident, participation, title, summary, cancellationToken);
        }

        return new ParticipationKey(incident.Reference, participation.Id);
    }

    private async Task ChangeAsync(Incident incident, Participation participation, string title, string? summary, CancellationToken cancellationToken)
    {
        if (summary != participation.SharedSummary)
        {
            await revisions.KeepAsync(
                new RevisedText(incident.Id, SubjectType.Participation, participation.Id, participation.Tlp, ((ISecured)participation).OwnTlp),
                new FirstVersion(participation.SharedSummary ?? string.Empty, null, participation.NotifiedAt ?? participation.CreatedAt), summary ?? string.Empty, cancellationToken);
        }

        participation.Rewrite(title, summary);
        var handling = Handling.WithPap(incident.Handling, incident.Pap)?.ForPartner;
        await releases.RecordAsync(
            incident.Id, participation.OrganisationId!.Value, incident.Tlp, GrantReason.Notify,
            [
                new Leaving(
                    SubjectType.Incident, incident.Id,
                    new { incident.Reference, Tlp = TlpLabel.Of(incident.Tlp), participation.SharedTitle, participation.SharedSummary, Handling = handling?.ToString() },
                    handling),
            ],
            cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
