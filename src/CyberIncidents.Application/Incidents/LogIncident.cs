using System.Globalization;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using MediatR;
using Severity = CyberIncidents.Domain.Incidents.Severity;

namespace CyberIncidents.Application.Incidents;

/// <summary>The key of a case in an answer.</summary>
/// <param name="Reference">For example <c>CI-2026-000042</c>.</param>
public sealed record IncidentKey(string Reference);

/// <summary>What is told when a case is logged.</summary>
public sealed record LogIncidentInput
{
    /// <summary>At most 200 characters; never leaves the house.</summary>
    public string? Title { get; init; }

    /// <summary>At most 20,000 characters; never leaves the house.</summary>
    public string? Summary { get; init; }

    /// <summary>Class and type of ENISA RSIT.</summary>
    public ClassificationInput? Classification { get; init; }

    /// <summary>Terrorist use of the internet, several at once.</summary>
    public IReadOnlyList<string>? TerroristUse { get; init; }

    /// <summary>How bad it is.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The marking; there is no default.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>What recipients may do.</summary>
    public Pap? Pap { get; init; }

    /// <summary>PAP, handling codes and grading; its PAP is the one above, said once or twice alike.</summary>
    public HandlingValue? Handling { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>When it was found.</summary>
    public DateTimeOffset? DetectedAt { get; init; }

    /// <summary>Where the report came from; at most 200 characters.</summary>
    public string? Source { get; init; }

    /// <summary>Partner countries or organisations; nobody is told yet.</summary>
    public IReadOnlyList<PartnerInput>? Partners { get; init; }

    /// <summary>Persons who may see it when it is RED, beside creator and owner.</summary>
    public IReadOnlyList<Guid>? NamedPersons { get; init; }

    /// <summary>Free words, at most 20 of at most 50 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>Logs a case.</summary>
/// <param name="Input">What is told.</param>
/// <param name="FollowUp">The first follow-up, scheduled in the same save; null for none.</param>
/// <param name="Triage">Triages it in the same save, with the caller as its owner.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record LogIncidentCommand(LogIncidentInput Input, ScheduleFollowUpInput? FollowUp = null, bool Triage = false) : ICommand<IncidentKey>;

internal sealed class LogIncidentValidator : AbstractValidator<LogIncidentCommand>
{
    public LogIncidentValidator()
    {
        RuleFor(c => c.Input.Title).RequiredText(Validation.TitleLength);
        RuleFor(c => c.Input.Summary).RequiredText(Validation.TextLength);
        RuleFor(c => c.Input.Classification).NotNull();
        RuleFor(c => c.Input.Classification!).SetValidator(new ClassificationInputValidator()).When(c => c.Input.Classification is not null);
        RuleFor(c => c.Input.TerroristUse!.Count).LessThanOrEqualTo(20).When(c => c.Input.TerroristUse is not null).OverridePropertyName("terroristUse");
        RuleForEach(c => c.Input.TerroristUse).RequiredText(Validation.CodeLength);
        RuleFor(c => c.Input.Severity).NotNull().IsInEnum();
        RuleFor(c => c.Input.Tlp).NotNull().IsInEnum();
        RuleFor(c => c.Input.Pap).IsInEnum();
        RuleFor(c => c.Input.Pap).Must((c, p) => p is null || c.Input.Handling?.Pap is null || c.Input.Handling.Pap == p).WithMessage(_ => Words.Get("Markings.Error.TwoPaps"));
        RuleFor(c => c.Input.Handling!).SetValidator(new HandlingValidator()).When(c => c.Input.Handling is not null);
        RuleFor(c => c.Input.Source).OptionalText(Validation.TitleLength);
        RuleFor(c => c.Input.Partners!.Count).LessThanOrEqualTo(300).When(c => c.Input.Partners is not null).OverridePropertyName("partners");
        RuleForEach(c => c.Input.Partners).NotNull().SetValidator(new PartnerInputValidator());
        RuleFor(c => c.Input.NamedPersons!.Count).LessThanOrEqualTo(100).When(c => c.Input.NamedPersons is not null).OverridePropertyName("namedPersons");
        RuleFor(c => c.Input.Tags!.Count).LessThanOrEqualTo(20).When(c => c.Input.Tags is not null).OverridePropertyName("tags");
        RuleForEach(c => c.Input.Tags).RequiredText(50);
        RuleFor(c => c.FollowUp!).SetValidator(new ScheduleFollowUpInputValidator()).When(c => c.FollowUp is not null);
    }
}

internal sealed class LogIncidentHandler(
    IAppDb db, IViewerAccessor viewer, IReferences references, CasePeople people, PartnerChoice partners, FirstSteps steps, HomeSettings home, TimeProvider time)
    : ICommandHandler<LogIncidentCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(LogIncidentCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var classification = input.Classification!;
        var terroristUse = input.TerroristUse ?? [];
        await db.EnsureClassifiedAsync(classification.Class!, classification.Type, terroristUse, null, cancellationToken);
        await people.EnsureNameableAsync(input.NamedPersons ?? [], cancellationToken);
        var chosen = await partners.ResolveAsync(input.Partners ?? [], "partners", cancellationToken);

        var now = time.GetUtcNow();
        var year = Zones.YearOf(now, home.TimeZone);
        var number = await references.NextAsync($"CI-{year}", cancellationToken);
        var facts = new IncidentFacts(
            input.Title!.Trim(), input.Summary!.Trim(), classification.Class!, classification.Type, [.. terroristUse.Distinct(StringComparer.Ordinal)],
            input.Severity!.Value, input.Pap ?? input.Handling?.Pap, input.OccurredAt, input.DetectedAt, input.Source?.Trim(),
            [.. (input.Tags ?? []).Select(t => t.Trim()).Distinct(StringComparer.Ordinal)], input.Handling?.ToHandling());
        var creator = viewer.Required.UserId;
        var incident = new Incident(string.Create(CultureInfo.InvariantCulture, $"CI-{year}-{number:D6}"), facts, input.Tlp!.Value, creator, now);
        db.Incidents.Add(incident);
        people.Name(incident, creator, GrantReason.Creator);
        foreach (var person in (input.NamedPersons ?? []).Distinct())
        {
            people.Name(incident, person, GrantReason.NamedPerson);
        }

        db.Participations.AddRange(ChosenPartner.In(incident, chosen, now));
        await db.SaveChangesAsync(cancellationToken);
        await steps.TakeAsync(incident.Reference, command.FollowUp, command.Triage, cancellationToken);
        return new IncidentKey(incident.Reference);
    }
}

/// <summary>What is done with a case in the transaction that logs it; by the handlers that do it later too.</summary>
internal sealed class FirstSteps(IRequestHandler<MoveIncidentCommand, IncidentKey> move, IRequestHandler<ScheduleFollowUpCommand, FollowUpKey> schedule)
{
    /// <exception cref="InvalidInputException">The follow-up; its fields are named below <c>followUp</c>.</exception>
    public async Task TakeAsync(string reference, ScheduleFollowUpInput? followUp, bool triage, CancellationToken cancellationToken)
    {
        if (triage)
        {
            await move.Handle(new MoveIncidentCommand(reference, IncidentMove.Triage, new ActionInput(), null), cancellationToken);
        }

        if (followUp is null)
        {
            return;
        }

        try
        {
            await schedule.Handle(new ScheduleFollowUpCommand(reference, followUp), cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            throw new InvalidInputException(invalid.Errors.ToDictionary(e => $"followUp.{e.Key}", e => e.Value, StringComparer.Ordinal));
        }
    }
}
