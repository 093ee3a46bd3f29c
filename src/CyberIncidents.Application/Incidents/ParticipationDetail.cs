using CyberIncidents.Application.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Incidents;

/// <summary>A participation in full, as the national team reads it.</summary>
public sealed record ParticipationDetail
{
    /// <summary>The participation.</summary>
    public required Guid Id { get; init; }

    /// <summary>ISO 3166-1 alpha-2; null for an international body.</summary>
    public required string? Country { get; init; }

    /// <summary>The organisation; null while there is no national contact.</summary>
    public required OrganisationName? Organisation { get; init; }

    /// <summary>Whether it is an authority or another organisation at home, and no partner abroad.</summary>
    public bool AtHome { get; init; }

    /// <summary>The parts it plays.</summary>
    public required IReadOnlyList<ParticipationRole> Roles { get; init; }

    /// <summary>Where it stands.</summary>
    public required ParticipationState State { get; init; }

    /// <summary>The title written for it.</summary>
    public required string? SharedTitle { get; init; }

    /// <summary>The summary written for it.</summary>
    public required string? SharedSummary { get; init; }

    /// <summary>When it was told last.</summary>
    public required DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>When it acted first.</summary>
    public required DateTimeOffset? EngagedAt { get; init; }

    /// <summary>When its part ended.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why its part ended.</summary>
    public required string? EndReason { get; init; }

    /// <summary>The version of its row.</summary>
    public required long Version { get; init; }

    /// <summary>IANA name of the organisation's zone; null while there is no organisation.</summary>
    public required string? TimeZone { get; init; }

    /// <summary>The most pressing word of its requests; without any, that of its part.</summary>
    public RequestWord Word { get; init; }

    /// <summary>Requests that wait for it.</summary>
    public int Waiting { get; init; }

    /// <summary>Of these, the silent ones.</summary>
    public int Silent { get; init; }

    /// <summary>Of these, the overdue ones.</summary>
    public int Overdue { get; init; }

    /// <summary>The moves that the viewer may make now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    /// <summary>The moves that are legal and blocked for now, with the reason.</summary>
    public IReadOnlyList<BlockedAction> BlockedActions { get; init; } = [];

    /// <summary>What may be asked of it now; none when no request may be drafted to it.</summary>
    public IReadOnlyList<RequestKind> DraftKinds { get; init; } = [];

    internal Guid? ContactId { get; init; }

    internal OrganisationKind? OrganisationKind { get; init; }
}
