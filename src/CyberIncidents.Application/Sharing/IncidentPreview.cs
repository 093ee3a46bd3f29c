using CyberIncidents.Application.Evidence;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Timeline;

namespace CyberIncidents.Application.Sharing;

/// <summary>One field or file that a partner would get and does not have now.</summary>
/// <param name="Part">Of which part of the case: <c>case</c>, <c>requests</c>, <c>comments</c>, <c>releases</c>, <c>observables</c>, <c>evidence</c>, <c>timeline</c>.</param>
/// <param name="Item">Which one, by its reference, name or id; null for the case itself.</param>
/// <param name="Field">The field's path in the API.</param>
/// <param name="Value">What it would say.</param>
public sealed record PreviewedField(string Part, string? Item, string Field, string Value);

/// <summary>What an organisation sees of a case, read through its own filter; nothing of it has left by being looked at.</summary>
public sealed record IncidentPreview
{
    /// <summary>The case.</summary>
    public required string Reference { get; init; }

    /// <summary>As whom.</summary>
    public required OrganisationName Organisation { get; init; }

    /// <summary>As which person of it; null for the organisation alone.</summary>
    public PersonName? Person { get; init; }

    /// <summary>The persons of that organisation who are named for the case, as whom it can be looked at; RED goes to them only.</summary>
    public IReadOnlyList<PersonName> Persons { get; init; } = [];

    /// <summary>Whether the case is RED and no person was chosen: then nothing of it is seen.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>The case as it sees it; null when for it there is none.</summary>
    public SharedIncident? Case { get; init; }

    /// <summary>The requests to it, the newest first.</summary>
    public IReadOnlyList<SharedRequest> Requests { get; init; } = [];

    /// <summary>The comments that it reads, the newest first.</summary>
    public IReadOnlyList<SharedComment> Comments { get; init; } = [];

    /// <summary>The releases of items to it, the newest first.</summary>
    public IReadOnlyList<SharedRelease> Releases { get; init; } = [];

    /// <summary>The observables that it has.</summary>
    public IReadOnlyList<SharedObservable> Observables { get; init; } = [];

    /// <summary>The files that it sent or got.</summary>
    public IReadOnlyList<SharedEvidence> Evidence { get; init; } = [];

    /// <summary>The entries of the timeline that it has.</summary>
    public IReadOnlyList<SharedTimelineEntry> Timeline { get; init; } = [];

    /// <summary>Whether this is how it would be after a move that is not made yet.</summary>
    public bool BeforeItLeaves { get; init; }

    /// <summary>Every field and file that it would get by that move.</summary>
    public IReadOnlyList<PreviewedField> Leaving { get; init; } = [];
}
