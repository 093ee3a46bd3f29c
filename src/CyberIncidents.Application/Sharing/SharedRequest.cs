using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Sharing;

/// <summary>A request as a partner reads it: what it is asked, and what it asks of us.</summary>
public sealed record SharedRequest
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The case, while it is shared.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>Who asks whom, as the home organisation says it: what a partner asks of it is inbound.</summary>
    public required RequestDirection Direction { get; init; }

    /// <summary>The organisation that asks.</summary>
    public required OrganisationName Requester { get; init; }

    /// <summary>The organisation that is asked.</summary>
    public required OrganisationName Requested { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>A code of the legal bases.</summary>
    public required string? LegalBasis { get; init; }

    /// <summary>What the legal basis demands, with what the request states; empty once the case is not shared any more.</summary>
    public IReadOnlyList<BasisFieldDetail> BasisFields { get; init; } = [];

    /// <summary>The subject; null once the case is not shared any more.</summary>
    public required string? Subject { get; init; }

    /// <summary>What it says; null once the case is not shared any more.</summary>
    public required string? Body { get; init; }

    /// <summary>How pressing.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>PAP and handling codes that bind the receiver; null when nothing is said.</summary>
    public HandlingValue? Handling { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestState State { get; init; }

    /// <summary>The own reference.</summary>
    public required string? TheirReference { get; init; }

    /// <summary>The reference that the home organisation gave to what the own organisation asks of it.</summary>
    public string? OurReference { get; init; }

    /// <summary>Until when the own organisation wished an answer.</summary>
    public DateTimeOffset? WishedAt { get; init; }

    /// <summary>When an answer is due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>When word of it came.</summary>
    public required DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Whether somebody of the organisation that is asked has opened it.</summary>
    public required bool Seen { get; init; }

    /// <summary>When it was answered or declined last.</summary>
    public required DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>How it was answered.</summary>
    public required AnswerOutcome? Outcome { get; init; }

    /// <summary>The ground on which it was declined.</summary>
    public required string? DeclineGround { get; init; }

    /// <summary>Until when the requested side is asked to keep what it preserved; null when nothing is.</summary>
    public required DateTimeOffset? PreservedUntil { get; init; }

    /// <summary>IANA name of the own organisation's zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>IANA name of the zone of the organisation that asks.</summary>
    public required string RequesterTimeZone { get; init; }

    /// <summary>IANA name of the zone of the organisation that is asked.</summary>
    public required string RequestedTimeZone { get; init; }

    /// <summary>How it stands in one word.</summary>
    public RequestWord Word { get; init; }

    /// <summary>An answer is expected.</summary>
    public bool Waiting { get; init; }

    /// <summary>Past due.</summary>
    public bool Overdue { get; init; }

    /// <summary>A task at home outside any case that was withdrawn: that there was one, when it ended and why is all that is shown of it from then on.</summary>
    public bool TakenBack => !IsOwn && IncidentId is null && State == RequestState.Withdrawn;

    /// <summary>What the own organisation may do now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    /// <summary>When its content was disposed of, the rules of the house having let it go.</summary>
    public DateTimeOffset? DisposedAt { get; init; }

    /// <summary>The last move with what was said; null when nothing was.</summary>
    public SharedRequestEntry? LastEntry { get; init; }

    /// <summary>What was said; null in a list.</summary>
    public IReadOnlyList<SharedRequestEntry>? Entries { get; init; }

    internal Guid Id { get; init; }

    internal Guid? IncidentId { get; init; }

    internal bool OnlyInformed { get; init; }

    /// <summary>Whether the own organisation asks.</summary>
    internal bool IsOwn => Direction == RequestDirection.Inbound;

    /// <summary>What the own organisation asks it sees as long as it is there, whatever becomes of a case; a task at home may belong to none.</summary>
    internal bool IsOpen => IsOwn || (IncidentId is null ? !TakenBack : IncidentReference is not null);

    internal DateTimeOffset CreatedAt { get; init; }

    internal DateTimeOffset? SeenAt { get; init; }

    internal RequestFacts Facts => new(Kind, State, DueAt, SeenAt, null, null, Outcome, DeclineGround);
}

/// <summary>One move of a request, as a partner reads it.</summary>
/// <param name="At">When.</param>
/// <param name="Move">Which move.</param>
/// <param name="Side">Which side made it.</param>
/// <param name="By">Who; null for somebody of the other side.</param>
/// <param name="Note">What was said.</param>
/// <param name="Outcome">Of an answer.</param>
/// <param name="Ground">Of a refusal.</param>
public sealed record SharedRequestEntry(
    DateTimeOffset At, string Move, RequestSide Side, PersonName? By, string? Note, AnswerOutcome? Outcome, string? Ground);
