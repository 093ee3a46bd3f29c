using CyberIncidents.Application.Common;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Requests;

/// <summary>A request on the row of a list.</summary>
public sealed record RequestSummary
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The case, when there is one and the viewer sees it.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>The participation.</summary>
    public required Guid? ParticipationId { get; init; }

    /// <summary>Who asks whom.</summary>
    public required RequestDirection Direction { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestState State { get; init; }

    /// <summary>How pressing.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public HandlingValue? Handling { get; init; }

    /// <summary>The organisation that is asked.</summary>
    public required OrganisationName Requested { get; init; }

    /// <summary>The organisation that asks.</summary>
    public required OrganisationName Requester { get; init; }

    /// <summary>The partner's country, whichever side it is; null for an international body.</summary>
    public required string? Country { get; init; }

    /// <summary>Whether it is of the circle at home, whose task this is.</summary>
    public bool AtHome { get; init; }

    /// <summary>IANA name of the partner's zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>A code of the legal bases.</summary>
    public required string? LegalBasis { get; init; }

    /// <summary>The other side's own reference.</summary>
    public required string? TheirReference { get; init; }

    /// <summary>Who of ours answers for it; null for what a partner asks of us and nobody has taken yet.</summary>
    public required PersonName? Owner { get; init; }

    /// <summary>Our own reference of what a partner asks of us.</summary>
    public string? OurReference { get; init; }

    /// <summary>How pressing we find what a partner asks of us; null for as it says itself.</summary>
    public Urgency? OurUrgency { get; init; }

    /// <summary>The liaison officer who acted first; of an inbound one, who filed it.</summary>
    public required PersonName? Liaison { get; init; }

    /// <summary>When an answer is due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was drafted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>When word of it reached the requested side.</summary>
    public required DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When the requested side opened it first.</summary>
    public required DateTimeOffset? SeenAt { get; init; }

    /// <summary>When the requested side acted first.</summary>
    public required DateTimeOffset? FirstActAt { get; init; }

    /// <summary>From when it counts as silent if the requested side does nothing.</summary>
    public required DateTimeOffset? SilentFrom { get; init; }

    /// <summary>When it was answered or declined last.</summary>
    public required DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>How it was answered.</summary>
    public required AnswerOutcome? Outcome { get; init; }

    /// <summary>The ground on which it was declined.</summary>
    public required string? DeclineGround { get; init; }

    /// <summary>How it stands in one word.</summary>
    public RequestWord Word { get; init; }

    /// <summary>An answer is expected.</summary>
    public bool Waiting { get; init; }

    /// <summary>Nothing has come, and half the time is gone; not "nothing found".</summary>
    public bool Silent { get; init; }

    /// <summary>Past due.</summary>
    public bool Overdue { get; init; }

    /// <summary>The last move with what was said; null before the first.</summary>
    public RequestEntryDetail? LastEntry { get; init; }

    /// <summary>The moves of our side that the viewer may make now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    /// <summary>The moves of our side that are legal and blocked for now, with the reason.</summary>
    public IReadOnlyList<BlockedAction> BlockedActions { get; init; } = [];

    internal Guid Id { get; init; }

    internal RequestSituation Situation { get; init; } = null!;

    internal RequestFacts Facts => new(Kind, State, DueAt, SeenAt, FirstActAt, SilentFrom, Outcome, DeclineGround);
}
