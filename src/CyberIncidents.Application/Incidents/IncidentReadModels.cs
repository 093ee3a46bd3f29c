using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Incidents;

/// <summary>Somebody, by name.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">What others read.</param>
public sealed record PersonName(Guid Id, string Name);

/// <summary>An organisation, by name.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Name">Its name.</param>
public sealed record OrganisationName(Guid Id, string Name);

/// <summary>Class and type of ENISA RSIT.</summary>
/// <param name="Class">The class.</param>
/// <param name="Type">The type; null when not known yet.</param>
public sealed record Classification(string Class, string? Type);

/// <summary>A partner on the row of a list: one pill.</summary>
/// <param name="ParticipationId">The participation.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="Organisation">The organisation; null while there is no national contact.</param>
/// <param name="State">Where its part stands.</param>
/// <param name="Word">The most pressing word of its requests; without any, that of its part.</param>
/// <param name="Waiting">Requests that wait for it.</param>
/// <param name="Silent">Of these, the silent ones.</param>
/// <param name="Overdue">Of these, the overdue ones.</param>
public sealed record PartnerPill(
    Guid ParticipationId, string? Country, OrganisationName? Organisation, ParticipationState State, RequestWord Word, int Waiting, int Silent, int Overdue);

/// <summary>A case on the row of a list.</summary>
public sealed record IncidentSummary
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>Our title.</summary>
    public required string Title { get; init; }

    /// <summary>Where it stands.</summary>
    public required IncidentStatus Status { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>Class and type.</summary>
    public required Classification Classification { get; init; }

    /// <summary>Terrorist use of the internet.</summary>
    public required IReadOnlyList<string> TerroristUse { get; init; }

    /// <summary>Who owns it; null before triage.</summary>
    public required PersonName? Owner { get; init; }

    /// <summary>Free words.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When it was logged.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its own row changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was closed, rejected or marked a duplicate last.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Its partners, the most pressing first.</summary>
    public IReadOnlyList<PartnerPill> Partners { get; init; } = [];

    /// <summary>What falls due first; null when nothing does.</summary>
    public Clock? NextClock { get; init; }

    internal Guid Id { get; init; }

    internal DateTimeOffset? HoldUntil { get; init; }
}

/// <summary>How many parts of each kind the viewer sees.</summary>
/// <param name="Participations">Participations.</param>
/// <param name="Requests">Requests.</param>
/// <param name="FollowUps">Follow-ups.</param>
/// <param name="Comments">Comments.</param>
/// <param name="WaitingRequests">Requests to partners that wait for an answer: to resolve against them needs <c>override</c> and a reason.</param>
/// <param name="OpenFollowUps">Follow-ups that are not done: to close with them needs <c>cancelFollowUps</c>.</param>
/// <param name="Observables">Observables that stand.</param>
/// <param name="Evidence">Files of evidence that stand.</param>
public sealed record IncidentCounts(
    int Participations, int Requests, int FollowUps, int Comments, int WaitingRequests, int OpenFollowUps, int Observables, int Evidence)
{
    /// <summary>Entries of the timeline that stand.</summary>
    public int Timeline { get; init; }
}

/// <summary>A case in full, as the national team reads it.</summary>
public sealed record IncidentDetail
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>Our title.</summary>
    public required string Title { get; init; }

    /// <summary>Our account of it.</summary>
    public required string Summary { get; init; }

    /// <summary>Class and type.</summary>
    public required Classification Classification { get; init; }

    /// <summary>Terrorist use of the internet.</summary>
    public required IReadOnlyList<string> TerroristUse { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>What recipients may do.</summary>
    public required Pap? Pap { get; init; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public HandlingValue? Handling { get; init; }

    /// <summary>Where it stands.</summary>
    public required IncidentStatus Status { get; init; }

    /// <summary>Why it is on hold, rejected, reopened or resolved against waiting requests.</summary>
    public required string? StatusReason { get; init; }

    /// <summary>Until when it is on hold.</summary>
    public required DateTimeOffset? HoldUntil { get; init; }

    /// <summary>How it came out.</summary>
    public required IncidentOutcome? Outcome { get; init; }

    /// <summary>What was written at its close.</summary>
    public required string? ClosingSummary { get; init; }

    /// <summary>The reference of the case it is a duplicate of, when the viewer sees that one.</summary>
    public required string? DuplicateOf { get; init; }

    /// <summary>Whether it was merged into another case, which the viewer may not see.</summary>
    public bool Merged { get; init; }

    /// <summary>The reference of the case it was merged into, when the viewer sees that one.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Whether a broken glass alone shows it to the viewer, who changes nothing of it then.</summary>
    public bool OnlyRead { get; init; }

    /// <summary>Whether the viewer may undo the merge.</summary>
    public bool MayUnmerge { get; init; }

    /// <summary>Who owns it; null before triage.</summary>
    public required PersonName? Owner { get; init; }

    /// <summary>Who logged it.</summary>
    public required PersonName CreatedBy { get; init; }

    /// <summary>Persons named for it, beside creator and owner; they matter when it is RED.</summary>
    public IReadOnlyList<PersonName> NamedPersons { get; init; } = [];

    /// <summary>When it happened.</summary>
    public required DateTimeOffset? OccurredAt { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset? DetectedAt { get; init; }

    /// <summary>Where the report came from.</summary>
    public required string? Source { get; init; }

    /// <summary>Free words.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When it was logged.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its own row changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether its partners see one another.</summary>
    public required bool Joint { get; init; }

    /// <summary>Why they do, or do no more.</summary>
    public required string? JointReason { get; init; }

    /// <summary>When it was resolved last.</summary>
    public required DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it was closed, rejected or marked a duplicate last.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it is kept whatever the retention rules say; null when it is not.</summary>
    public required string? LegalHold { get; init; }

    /// <summary>When its content was disposed of; null while it is there.</summary>
    public required DateTimeOffset? DisposedAt { get; init; }

    /// <summary>The version of its own row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>The moves that are legal now, the main one first.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    /// <summary>What else the viewer may do with it now.</summary>
    public CaseMay May { get; init; } = CaseMay.Nothing;

    /// <summary>What falls due, the soonest first; at most twenty.</summary>
    public IReadOnlyList<Clock> Clocks { get; init; } = [];

    /// <summary>Its partners.</summary>
    public IReadOnlyList<ParticipationDetail> Participations { get; init; } = [];

    /// <summary>How many parts of each kind the viewer sees.</summary>
    public IncidentCounts Counts { get; init; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    internal Guid Id { get; init; }
}
