using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Observables;

/// <summary>An observable that somebody notes.</summary>
public sealed record ObservableInput
{
    /// <summary>What kind of trace it is.</summary>
    public ObservableType? Type { get; init; }

    /// <summary>What was seen, defanged or not; at most 2,000 characters.</summary>
    public string? Value { get; init; }

    /// <summary>The marking; the case's when left out, never laxer.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public HandlingValue? Handling { get; init; }
}

/// <summary>The key of an observable in an answer.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The observable.</param>
public sealed record ObservableKey(string Reference, Guid Id);

/// <summary>The keys of observables in an answer.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Ids">The observables.</param>
public sealed record ObservableKeys(string Reference, IReadOnlyList<Guid> Ids);

/// <summary>Another case in which the same was seen.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Title">Our title.</param>
public sealed record OtherCase(string Reference, string Title);

/// <summary>The other cases in which the same was seen, as far as the viewer sees case and observable.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Cases">The newest of them.</param>
public sealed record OtherCases(int Count, IReadOnlyList<OtherCase> Cases)
{
    /// <summary>How many cases are named at most.</summary>
    public const int Named = 10;

    /// <summary>There are none.</summary>
    public static OtherCases None { get; } = new(0, []);
}

/// <summary>An observable as the national team reads it.</summary>
public sealed record ObservableDetail
{
    /// <summary>The observable.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was noted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who noted it.</summary>
    public required PersonName CreatedBy { get; init; }

    /// <summary>What kind of trace it is.</summary>
    public required ObservableType Type { get; init; }

    /// <summary>Its normal form.</summary>
    public required string Value { get; init; }

    /// <summary>What was entered.</summary>
    public required string Original { get; init; }

    /// <summary>What somebody said of it.</summary>
    public required string? Note { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public HandlingValue? Handling { get; init; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public required DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why it was withdrawn.</summary>
    public required string? WithdrawalReason { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>Where else the same was seen.</summary>
    public OtherCases AlsoIn { get; init; } = OtherCases.None;

    /// <summary>The organisations to which it was released.</summary>
    public IReadOnlyList<OrganisationName> ReleasedTo { get; init; } = [];

    internal Guid IncidentId { get; init; }

    internal string ValueKey { get; init; } = string.Empty;
}
