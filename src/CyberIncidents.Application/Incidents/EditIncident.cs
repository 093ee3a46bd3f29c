using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Revisions;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Severity = CyberIncidents.Domain.Incidents.Severity;

namespace CyberIncidents.Application.Incidents;

/// <summary>A JSON Merge Patch of a case: what is absent stays.</summary>
public sealed record EditIncidentInput
{
    /// <inheritdoc cref="LogIncidentInput.Title"/>
    public Optional<string> Title { get; init; }

    /// <inheritdoc cref="LogIncidentInput.Summary"/>
    public Optional<string> Summary { get; init; }

    /// <inheritdoc cref="LogIncidentInput.Classification"/>
    public Optional<ClassificationInput> Classification { get; init; }

    /// <inheritdoc cref="LogIncidentInput.TerroristUse"/>
    public Optional<IReadOnlyList<string>> TerroristUse { get; init; }

    /// <inheritdoc cref="LogIncidentInput.Severity"/>
    public Optional<Severity?> Severity { get; init; }

    /// <summary>The marking; raising is free, lowering is a manager's.</summary>
    public Optional<Tlp?> Tlp { get; init; }

    /// <inheritdoc cref="LogIncidentInput.Pap"/>
    public Optional<Pap?> Pap { get; init; }

    /// <summary>The whole of PAP, handling codes and grading.</summary>
    public Optional<HandlingValue> Handling { get; init; }

    /// <inheritdoc cref="LogIncidentInput.OccurredAt"/>
    public Optional<DateTimeOffset?> OccurredAt { get; init; }

    /// <inheritdoc cref="LogIncidentInput.DetectedAt"/>
    public Optional<DateTimeOffset?> DetectedAt { get; init; }

    /// <inheritdoc cref="LogIncidentInput.Source"/>
    public Optional<string> Source { get; init; }

    /// <inheritdoc cref="LogIncidentInput.Tags"/>
    public Optional<IReadOnlyList<string>> Tags { get; init; }

    /// <summary>Who owns it.</summary>
    public Optional<Guid?> Owner { get; init; }

    /// <summary>All who may see it when it is RED, beside creator and owner.</summary>
    public Optional<IReadOnlyList<Guid>> NamedPersons { get; init; }

    /// <summary>Nothing but a stricter marking: that has to be possible in a closed case too.</summary>
    internal bool OnlyNarrows(Tlp current) => this == new EditIncidentInput { Tlp = Tlp } && Tlp.Value > current;
}

/// <summary>Edits a case.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record EditIncidentCommand(string Reference, EditIncidentInput Input, long? ExpectedVersion) : ICommand<IncidentKey>;

internal sealed class EditIncidentValidator : AbstractValidator<EditIncidentCommand>
{
    public EditIncidentValidator()
    {
        RuleFor(c => c.Input.Title.Value).RequiredText(Validation.TitleLength).When(c => c.Input.Title.IsSet);
        RuleFor(c => c.Input.Summary.Value).RequiredText(Validation.TextLength).When(c => c.Input.Summary.IsSet);
        RuleFor(c => c.Input.Classification.Value).NotNull().When(c => c.Input.Classification.IsSet);
        RuleFor(c => c.Input.Classification.Value!).SetValidator(new ClassificationInputValidator()).When(c => c.Input.Classification.Value is not null);
        RuleFor(c => c.Input.TerroristUse.Value!.Count).LessThanOrEqualTo(20).When(c => c.Input.TerroristUse.Value is not null).OverridePropertyName("terroristUse");
        RuleForEach(c => c.Input.TerroristUse.Value).RequiredText(Validation.CodeLength);
        RuleFor(c => c.Input.Severity.Value).NotNull().IsInEnum().When(c => c.Input.Severity.IsSet);
        RuleFor(c => c.Input.Tlp.Value).NotNull().IsInEnum().When(c => c.Input.Tlp.IsSet);
        RuleFor(c => c.Input.Pap.Value).IsInEnum();
        RuleFor(c => c.Input.Pap).Must((c, p) => !p.IsSet || !c.Input.Handling.IsSet || c.Input.Handling.Value?.Pap == p.Value).WithMessage(_ => Words.Get("Markings.Error.TwoPaps"));
        RuleFor(c => c.Input.Handling.Value!).SetValidator(new HandlingValidator()).When(c => c.Input.Handling.Value is not null).OverridePropertyName("handling");
        RuleFor(c => c.Input.Source.Value).OptionalText(Validation.TitleLength);
        RuleFor(c => c.Input.Tags.Value!.Count).LessThanOrEqualTo(20).When(c => c.Input.Tags.Value is not null).OverridePropertyName("tags");
        RuleForEach(c => c.Input.Tags.Value).RequiredText(50);
        RuleFor(c => c.Input.Owner.Value).NotNull().When(c => c.Input.Owner.IsSet);
        RuleFor(c => c.Input.NamedPersons.Value!.Count).LessThanOrEqualTo(100).When(c => c.Input.NamedPersons.Value is not null).OverridePropertyName("namedPersons");
    }
}

internal sealed class EditIncidentHandler(
    IAppDb db, IViewerAccessor viewer, CasePeople people, ICaseParts parts, NoticeWriter notices, RevisionKeeper revisions, TimeProvider time)
    : ICommandHandler<EditIncidentCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(EditIncidentCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        if (input.Tlp.Value < incident.Tlp && !viewer.Required.Holds(Permission.ReleaseAboveAmber))
        {
            throw new ForbiddenException("A marking is lowered by a manager.");
        }

        incident.EnsureVersion(command.ExpectedVersion);
        if (!input.OnlyNarrows(incident.Tlp))
        {
            incident.EnsureTakesMore();
            await ApplyFactsAsync(incident, input, cancellationToken);
        }

        await ApplyPeopleAsync(incident, input, cancellationToken);
        if (input.Tlp.Value is { } tlp && tlp != incident.Tlp)
        {
            incident.Reclassify(tlp, time.GetUtcNow());
            await parts.SpreadMarkingAsync(incident.Id, tlp, cancellationToken);
            if (!await people.SeesAsync(viewer.Required.UserId, incident, cancellationToken))
            {
                people.Name(incident, viewer.Required.UserId, GrantReason.NamedPerson);
            }
        }

        await people.CarryOverAsync(incident, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new IncidentKey(incident.Reference);
    }

    private async Task ApplyFactsAsync(Incident incident, EditIncidentInput input, CancellationToken cancellationToken)
    {
        var classification = input.Classification.Or(new ClassificationInput(incident.ClassCode, incident.TypeCode))!;
        var terroristUse = input.TerroristUse.Or(incident.TerroristUse) ?? [];
        await db.EnsureClassifiedAsync(classification.Class!, classification.Type, terroristUse, incident, cancellationToken);
        var facts = new IncidentFacts(
            input.Title.Or(incident.Title)!.Trim(), input.Summary.Or(incident.Summary)!.Trim(), classification.Class!, classification.Type,
            [.. terroristUse.Distinct(StringComparer.Ordinal)], input.Severity.Or(incident.Severity)!.Value, 
            input.Handling.IsSet ? input.Handling.Value?.Pap : input.Pap.Or(incident.Pap),
            input.OccurredAt.Or(incident.OccurredAt), input.DetectedAt.Or(incident.DetectedAt), input.Source.Or(incident.Source)?.Trim(),
            [.. (input.Tags.Or(incident.Tags) ?? []).Select(t => t.Trim()).Distinct(StringComparer.Ordinal)],
            input.Handling.IsSet ? input.Handling.Value?.ToHandling() : incident.Handling);
        if (facts.Summary != incident.Summary)
        {
            // The marking that it has from now on: what is spread later in this save finds stored rows only.
            await revisions.KeepAsync(
                new RevisedText(incident.Id, SubjectType.Incident, incident.Id, input.Tlp.Value ?? incident.Tlp, null),
                new FirstVersion(incident.Summary, incident.CreatedById, incident.CreatedAt), facts.Summary, cancellationToken);
        }

        incident.Edit(facts, time.GetUtcNow());
    }

    private async Task ApplyPeopleAsync(Incident incident, EditIncidentInput input, CancellationToken cancellationToken)
    {
        if (input.NamedPersons.IsSet)
        {
            var named = input.NamedPersons.Value ?? [];
            await people.EnsureNameableAsync(named, cancellationToken);
            var added = await people.ReplaceNamedAsync(incident, named, cancellationToken);
            if (incident.Tlp == Tlp.Red && !viewer.Required.Holds(Permission.ReleaseAboveAmber)
                && await db.People.AnyAsync(p => added.Contains(p.Id) && Person.SpeakerRoles.Contains(p.Roles), cancellationToken))
            {
                throw new ForbiddenException("To whom abroad a RED case is open is widened by a manager.");
            }
        }

        if (input.Owner.Value is { } owner && owner != incident.OwnerId)
        {
            await db.NationalAsync(owner, "owner", cancellationToken);
            incident.Assign(owner, time.GetUtcNow());
            await people.AssignAsync(incident, owner, cancellationToken);
            notices.TellAssigned(incident, viewer.Required.UserId);
        }
    }
}
