using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Observables;

/// <summary>Several observables at once.</summary>
public sealed record AddObservablesInput
{
    /// <summary>At most 500; all are stored, or none.</summary>
    public IReadOnlyList<ObservableInput>? Items { get; init; }
}

/// <summary>Notes an observable; one that stands in the case already is a conflict.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">The observable.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record AddObservableCommand(string Reference, ObservableInput Input) : ICommand<ObservableKey>;

/// <summary>Notes several observables, all or none.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">The observables.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record AddObservablesCommand(string Reference, AddObservablesInput Input) : ICommand<ObservableKeys>;

internal sealed class ObservableInputValidator : AbstractValidator<ObservableInput>
{
    public ObservableInputValidator()
    {
        RuleFor(i => i.Type).NotNull().IsInEnum();
        RuleFor(i => i.Value).RequiredText(ObservableValue.MaxLength);
        RuleFor(i => i.Value).Must((input, value) => ObservableValue.Normalise(input.Type!.Value, value) is not null)
            .When(i => i.Type is { } type && Enum.IsDefined(type) && !string.IsNullOrWhiteSpace(i.Value) && i.Value.Length <= ObservableValue.MaxLength)
            .WithMessage(i => Words.Get("Error.NotOfType", Words.Get($"Terms.ObservableType.{i.Type}")));
        RuleFor(i => i.Tlp).IsInEnum();
        RuleFor(i => i.Note).OptionalText(ObservableValue.MaxLength);
        RuleFor(i => i.Handling!).SetValidator(new HandlingValidator()).When(i => i.Handling is not null);
    }
}

internal sealed class AddObservableValidator : AbstractValidator<AddObservableCommand>
{
    public AddObservableValidator() => RuleFor(c => c.Input).SetValidator(new ObservableInputValidator());
}

internal sealed class AddObservablesValidator : AbstractValidator<AddObservablesCommand>
{
    public AddObservablesValidator()
    {
        RuleFor(c => c.Input.Items).NotEmpty();
        RuleFor(c => c.Input.Items!.Count).LessThanOrEqualTo(ObservableRecogniser.MaxFound).When(c => c.Input.Items is not null).OverridePropertyName("items");
        RuleForEach(c => c.Input.Items).NotNull().SetValidator(new ObservableInputValidator());
    }
}

internal sealed class AddObservablesHandler(IAppDb db, ICaseParts parts, IAccessGrants grants, IViewerAccessor viewer, TimeProvider time)
    : ICommandHandler<AddObservableCommand, ObservableKey>, ICommandHandler<AddObservablesCommand, ObservableKeys>
{
    public async Task<ObservableKey> Handle(AddObservableCommand command, CancellationToken cancellationToken)
    {
        var ids = await AddAsync(command.Reference, [command.Input], _ => string.Empty, cancellationToken);
        return new ObservableKey(command.Reference, ids[0]);
    }

    public async Task<ObservableKeys> Handle(AddObservablesCommand command, CancellationToken cancellationToken) =>
        new(command.Reference, await AddAsync(command.Reference, command.Input.Items!, i => $"items[{i}].", cancellationToken));

    private async Task<IReadOnlyList<Guid>> AddAsync(
        string reference, IReadOnlyList<ObservableInput> inputs, Func<int, string> prefix, CancellationToken cancellationToken)
    {
        var incident = await db.HeldCaseAsync(parts, reference, cancellationToken);
        incident.EnsureTakesMore();
        var seen = inputs.Select(Seen).ToList();
        for (var i = 0; i < inputs.Count; i++)
        {
            incident.EnsureNotLaxer(inputs[i].Tlp, $"{prefix(i)}tlp");
            if (seen.FindIndex(s => s.Type == seen[i].Type && s.Value == seen[i].Value) < i)
            {
                throw new InvalidInputException($"{prefix(i)}value", Words.Get("Error.ObservableTwice"));
            }
        }

        await EnsureNewAsync(incident.Id, seen, cancellationToken);
        var now = time.GetUtcNow();
        // Each a tick before the one above it: lists show the newest first, and so a batch in the order in which it was given.
        var added = seen.Select((s, i) => Add(incident, s, inputs[i], now.AddTicks(-i))).ToList();
        await db.SaveChangesAsync(cancellationToken);
        return added;
    }

    private static SeenObservable Seen(ObservableInput input) => new(
        input.Type!.Value, ObservableValue.Normalise(input.Type.Value, input.Value)!, input.Value!.Trim(),
        ActionInput.FirstText(input.Note));

    /// <summary>
    /// Only what the viewer sees is in the way: the refusal must not tell of a RED one. Whoever sees both then reads two rows.
    /// </summary>
    private async Task EnsureNewAsync(Guid incidentId, List<SeenObservable> seen, CancellationToken cancellationToken)
    {
        var known = await db.KnownObservablesAsync(incidentId, [.. seen.Select(s => ObservableValue.KeyOf(s.Type, s.Value))], cancellationToken);
        var again = seen.Where(s => known.ContainsKey(ObservableValue.KeyOf(s.Type, s.Value))).Select(s => s.Value).ToList();
        if (again.Count > 0)
        {
            throw new RuleBrokenException("observable-known", "The case has that observable already.", null, again);
        }
    }

    private Guid Add(Incident incident, SeenObservable seen, ObservableInput input, DateTimeOffset now)
    {
        var me = viewer.Required.UserId;
        var observable = new Observable(new ItemPlace(incident.Id, incident.Tlp, input.Tlp, me) { Handling = input.Handling?.ToHandling() }, seen, now);
        db.Observables.Add(observable);
        grants.Add(AccessGrant.ToPerson((SubjectType.Observable, observable.Id), incident.Id, me, GrantReason.Creator, now));
        return observable.Id;
    }
}

/// <summary>What stands in a case already.</summary>
internal static class KnownObservables
{
    /// <summary>Of several keys those that stand in a case, with the observable of each, as far as the viewer sees them.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> KnownObservablesAsync(
        this IAppDb db, Guid incidentId, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0
            ? new Dictionary<string, Guid>(StringComparer.Ordinal)
            : (await db.Observables.Where(o => o.IncidentId == incidentId && o.WithdrawnAt == null && keys.Contains(o.ValueKey))
                .Select(o => new { o.ValueKey, o.Id }).ToListAsync(cancellationToken))
                .GroupBy(o => o.ValueKey, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Min(o => o.Id), StringComparer.Ordinal);
}
