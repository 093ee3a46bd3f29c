using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Consents;

/// <summary>A question to an originator.</summary>
public sealed record AskConsentInput
{
    /// <summary>The kind of item: <c>Comment</c>, <c>Observable</c> and what else carries a marking of its own.</summary>
    public SubjectType? SubjectType { get; init; }

    /// <summary>Which one; it came from a partner.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>The marking to lower it to; or <see cref="OrganisationId"/>.</summary>
    public Tlp? LowerTo { get; init; }

    /// <summary>The organisation to pass it to.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>
    /// Tells the originator which organisation that is. Left out, it reads "a partner state": partners are unknown to one another. Who works on
    /// it at home is never named.
    /// </summary>
    public bool? NameReceiver { get; init; }

    /// <summary>Why; the originator reads it. At most 2,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Until when it may answer; when left out, some working days of its own calendar (<c>Consents:WorkingDays</c>).</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>The key of a consent in an answer.</summary>
/// <param name="Id">The consent.</param>
public sealed record ConsentKey(Guid Id);

/// <summary>A consent as the national team reads it.</summary>
public sealed record ConsentDetail
{
    /// <summary>The consent.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>The kind of item.</summary>
    public required SubjectType SubjectType { get; init; }

    /// <summary>Which one.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>What it is, in the originator's words.</summary>
    public required string About { get; init; }

    /// <summary>The item's marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>What is wanted.</summary>
    public required ConsentPurpose Purpose { get; init; }

    /// <summary>The marking to lower it to.</summary>
    public required Tlp? LowerTo { get; init; }

    /// <summary>The organisation to pass it to.</summary>
    public required OrganisationName? Receiver { get; init; }

    /// <summary>Whether the originator is told which that is.</summary>
    public required bool NameReceiver { get; init; }

    /// <summary>The organisation that is asked.</summary>
    public required OrganisationName Originator { get; init; }

    /// <summary>Why it is asked.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Who asked.</summary>
    public required PersonName AskedBy { get; init; }

    /// <summary>Until when it may be answered.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Where it stands now; without an answer in time it has lapsed, which is not granted.</summary>
    public required ConsentState State { get; init; }

    /// <summary>When it was granted, denied or withdrawn.</summary>
    public required DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Who did that.</summary>
    public required PersonName? DecidedBy { get; init; }

    /// <summary>Why.</summary>
    public required string? Ground { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>What the viewer may do now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];
}

/// <summary>A consent as the originator reads it: what it is asked, and not of whom else.</summary>
public sealed record SharedConsent
{
    /// <summary>The consent.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required string IncidentReference { get; init; }

    /// <summary>The kind of item.</summary>
    public required SubjectType SubjectType { get; init; }

    /// <summary>What it is, in the own words.</summary>
    public required string About { get; init; }

    /// <summary>The item's marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>What is wanted.</summary>
    public required ConsentPurpose Purpose { get; init; }

    /// <summary>The marking to lower it to.</summary>
    public required Tlp? LowerTo { get; init; }

    /// <summary>The organisation to pass it to, where we chose to name it; otherwise null, and it is some partner state.</summary>
    public required string? Receiver { get; init; }

    /// <summary>Whether it is an authority at home instead, which is never named.</summary>
    public bool ReceiverAtHome { get; init; }

    /// <summary>Why it is asked.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Until when it may be answered; silence is no consent.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Where it stands now.</summary>
    public required ConsentState State { get; init; }

    /// <summary>When it was granted, denied or withdrawn.</summary>
    public required DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Who of the own organisation did that; null for the other side.</summary>
    public required PersonName? DecidedBy { get; init; }

    /// <summary>Why, in the own words.</summary>
    public required string? Ground { get; init; }

    /// <summary>What the own side may do now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];
}
