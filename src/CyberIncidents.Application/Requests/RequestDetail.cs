using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Requests;

/// <summary>One move of a request with what was said.</summary>
/// <param name="At">When.</param>
/// <param name="Move">Which move, as the API names it.</param>
/// <param name="Side">Which side made it.</param>
/// <param name="By">Who.</param>
/// <param name="Note">What was said.</param>
/// <param name="Outcome">Of an answer.</param>
/// <param name="Ground">Of a refusal.</param>
public sealed record RequestEntryDetail(
    DateTimeOffset At, string Move, RequestSide Side, PersonName By, string? Note, AnswerOutcome? Outcome, string? Ground);

/// <summary>A request in full, as the national team reads it.</summary>
public sealed record RequestDetail
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The case, when there is one and the viewer sees it.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>Of a task at home: the reference of the partner's request whose answer it serves, when the viewer sees that; otherwise null.</summary>
    public string? Serves { get; init; }

    /// <summary>The participation.</summary>
    public required Guid? ParticipationId { get; init; }

    /// <summary>Who asks whom.</summary>
    public required RequestDirection Direction { get; init; }

    /// <summary>The organisation that asks.</summary>
    public required OrganisationName Requester { get; init; }

    /// <summary>The organisation that is asked.</summary>
    public required OrganisationName Requested { get; init; }

    /// <summary>The partner's country, whichever side it is; null for an international body.</summary>
    public required string? Country { get; init; }

    /// <summary>Whether an authority at home is asked, and no partner.</summary>
    public bool AtHome { get; init; }

    /// <summary>IANA name of the partner's zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>Whether it is sent only by approval.</summary>
    public required bool NeedsApproval { get; init; }

    /// <summary>A code of the legal bases.</summary>
    public required string? LegalBasis { get; init; }

    /// <summary>What its legal basis demands, with what it states; of a draft also what is still missing.</summary>
    public IReadOnlyList<BasisFieldDetail> BasisFields { get; init; } = [];

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>What it says.</summary>
    public required string Body { get; init; }

    /// <summary>How pressing.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public HandlingValue? Handling { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestState State { get; init; }

    /// <summary>The other side's own reference.</summary>
    public required string? TheirReference { get; init; }

    /// <summary>Who drafted it.</summary>
    public required PersonName Originator { get; init; }

    /// <summary>Who of ours answers for it; null for what a partner asks of us and nobody has taken yet.</summary>
    public required PersonName? Owner { get; init; }

    /// <summary>Our own reference of what a partner asks of us.</summary>
    public string? OurReference { get; init; }

    /// <summary>How pressing we find what a partner asks of us; null for as it says itself.</summary>
    public Urgency? OurUrgency { get; init; }

    /// <summary>The liaison officer who acted first; of an inbound one, who filed it.</summary>
    public required PersonName? Liaison { get; init; }

    /// <summary>When it was drafted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an answer is due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

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

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>The deadline rule from which the due instant comes; null when it was agreed by hand, or nothing is due.</summary>
    public required string? DeadlineRule { get; init; }

    /// <summary>Until when the partner keeps what it preserved.</summary>
    public required DateTimeOffset? PreservedUntil { get; init; }

    /// <summary>The request whose preservation it renews.</summary>
    public required string? Renews { get; init; }

    /// <summary>How it stands in one word.</summary>
    public RequestWord Word { get; init; }

    /// <summary>Its legal clocks.</summary>
    public IReadOnlyList<LegalClockDetail> Clocks { get; init; } = [];

    /// <summary>The steps of its ladder as they were taken, in order.</summary>
    public IReadOnlyList<ChasingStepDetail> Chasing { get; init; } = [];

    /// <summary>The steps that are still to come.</summary>
    public IReadOnlyList<PlannedStepDetail> NextSteps { get; init; } = [];

    /// <summary>An answer is expected.</summary>
    public bool Waiting { get; init; }

    /// <summary>Nothing has come, and half the time is gone; not "nothing found".</summary>
    public bool Silent { get; init; }

    /// <summary>Past due.</summary>
    public bool Overdue { get; init; }

    /// <summary>The moves of our side that the viewer may make now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    /// <summary>The moves of our side that are legal and blocked for now, with the reason.</summary>
    public IReadOnlyList<BlockedAction> BlockedActions { get; init; } = [];

    /// <summary>What else the viewer may do with it now.</summary>
    public RequestMay May { get; init; } = RequestMay.Nothing;

    /// <summary>What was said in its course.</summary>
    public IReadOnlyList<RequestEntryDetail> Entries { get; init; } = [];

    /// <summary>The request's key; people say its reference.</summary>
    public Guid Id { get; init; }

    /// <summary>Until when a partner wishes our answer.</summary>
    public DateTimeOffset? WishedAt { get; init; }

    /// <summary>When one of ours took it or was given it first.</summary>
    public DateTimeOffset? TriagedAt { get; init; }

    /// <summary>Who of ours decided that.</summary>
    public PersonName? TriagedBy { get; init; }

    /// <summary>When its content was disposed of; nothing can be done with it from then on.</summary>
    public DateTimeOffset? DisposedAt { get; init; }

    internal Guid? IncidentId { get; init; }

    internal RequestSituation Situation { get; init; } = null!;

    internal RequestFacts Facts => new(Kind, State, DueAt, SeenAt, FirstActAt, SilentFrom, Outcome, DeclineGround);
}
