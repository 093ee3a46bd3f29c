using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Observables;
using FluentValidation;

namespace CyberIncidents.Application.Observables;

/// <summary>A text in which to look for observables.</summary>
public sealed record RecogniseObservablesInput
{
    /// <summary>At most 100,000 characters.</summary>
    public string? Text { get; init; }
}

/// <summary>An observable in a text.</summary>
/// <param name="Type">What kind of trace it is.</param>
/// <param name="Value">Its normal form.</param>
/// <param name="Original">How it stands in the text.</param>
/// <param name="Known">The observable of the case that is the same; null when there is none.</param>
public sealed record RecognisedObservable(ObservableType Type, string Value, string Original, Guid? Known);

/// <summary>What a text holds.</summary>
/// <param name="Items">At most 500, in the order of the text.</param>
/// <param name="More">Whether there are more.</param>
public sealed record RecognisedObservables(IReadOnlyList<RecognisedObservable> Items, bool More);

/// <summary>Finds observables in a text and stores nothing.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">The text.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record RecogniseObservablesQuery(string Reference, RecogniseObservablesInput Input) : IQuery<RecognisedObservables>;

internal sealed class RecogniseObservablesValidator : AbstractValidator<RecogniseObservablesQuery>
{
    public RecogniseObservablesValidator() => RuleFor(q => q.Input.Text).RequiredText(ObservableRecogniser.MaxText);
}

internal sealed class RecogniseObservablesHandler(IAppDb db) : IQueryHandler<RecogniseObservablesQuery, RecognisedObservables>
{
    public async Task<RecognisedObservables> Handle(RecogniseObservablesQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var recognition = ObservableRecogniser.Find(query.Input.Text);
        var keys = recognition.Found.Select(f => ObservableValue.KeyOf(f.Type, f.Value)).ToList();
        var known = await db.KnownObservablesAsync(id, keys, cancellationToken);
        return new RecognisedObservables(
            [.. recognition.Found.Select((f, i) => new RecognisedObservable(
                f.Type, f.Value, f.Original, known.TryGetValue(keys[i], out var same) ? same : null))],
            recognition.More);
    }
}
