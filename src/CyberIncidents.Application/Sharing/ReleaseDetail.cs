using CyberIncidents.Application.Common;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Sharing;

/// <summary>One thing that left, or that would.</summary>
/// <param name="SubjectType">What kind of thing.</param>
/// <param name="SubjectId">Which one.</param>
/// <param name="Content">Exactly what left, as JSON.</param>
/// <param name="Sha256">The digest of its UTF-8, in hexadecimal digits.</param>
public sealed record ReleasedItem(SubjectType SubjectType, Guid SubjectId, string Content, string Sha256);

/// <summary>A release as the national team reads it.</summary>
public sealed record ReleaseDetail
{
    /// <summary>The release.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Number { get; init; }

    /// <summary>The case; null for what left for a request that belongs to none.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReleaseState State { get; init; }

    /// <summary>When it was made or asked for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it left or was rejected; null while it waits.</summary>
    public required DateTimeOffset? DecidedAt { get; init; }

    /// <summary>To whom.</summary>
    public required OrganisationName Organisation { get; init; }

    /// <summary>Under which marking.</summary>
    public required Tlp MarkedAs { get; init; }

    /// <summary>The strictest PAP and the handling codes of what left; null when none was said.</summary>
    public HandlingValue? Handling { get; init; }

    /// <summary>By which move.</summary>
    public required GrantReason Reason { get; init; }

    /// <summary>Who made that move, or asked for it.</summary>
    public required PersonName ReleasedBy { get; init; }

    /// <summary>Who approved it; null while it waits, and when it was rejected.</summary>
    public required PersonName? ApprovedBy { get; init; }

    /// <summary>Who rejected it.</summary>
    public required PersonName? RejectedBy { get; init; }

    /// <summary>Why it was rejected.</summary>
    public required string? RejectionReason { get; init; }

    /// <summary>What was said to the receiver.</summary>
    public required string? Note { get; init; }

    /// <summary>What was left out and why.</summary>
    public required string? RedactionNote { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>What left, or would.</summary>
    public IReadOnlyList<ReleasedItem> Items { get; init; } = [];

    /// <summary>What the viewer may do with it now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    /// <summary>What would be legal and is not for the viewer, with why.</summary>
    public IReadOnlyList<BlockedAction> BlockedActions { get; init; } = [];

    internal Guid? IncidentId { get; init; }

    internal Tlp Tlp { get; init; }
}
