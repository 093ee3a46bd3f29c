using CyberIncidents.Application.Common;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Dashboards;

/// <summary>Something that falls due: a follow-up, an answer to a request, or a legal clock of a case.</summary>
public sealed record DeskItem
{
    /// <summary>What it is; <see cref="ClockKind.HoldUntil"/> stands on no desk.</summary>
    public required ClockKind What { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The title of the follow-up, the subject of the request, or law and stage.</summary>
    public required string Title { get; init; }

    /// <summary>The case, when the viewer sees it.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>The request: the one that is due, or that the follow-up is about.</summary>
    public required string? RequestReference { get; init; }

    /// <summary>The follow-up.</summary>
    public Guid? FollowUpId { get; init; }

    /// <summary>What the follow-up is about instead of a case, where the viewer sees that.</summary>
    public FollowUpAboutDetail? About { get; init; }

    /// <summary>The legal clock of the case.</summary>
    public Guid? LegalClockId { get; init; }

    /// <summary>Whose duty a legal clock is.</summary>
    public ClockDuty? Duty { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>The organisation that is asked.</summary>
    public OrganisationName? Organisation { get; init; }

    /// <summary>Its country, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>IANA name: the zone of the organisation that is asked, of the follow-up, or of the house.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What is asked.</summary>
    public RequestKind? Kind { get; init; }

    /// <summary>How the request stands in one word.</summary>
    public RequestWord? Word { get; init; }

    /// <summary>Whether it counts as overdue: a request or a legal clock past due, a follow-up whose time of grace is over.</summary>
    public required bool Overdue { get; init; }

    internal Guid Id { get; init; }
}

/// <summary>A day of the week ahead.</summary>
/// <param name="Date">The date in the home zone.</param>
/// <param name="Count">How much is due on it.</param>
/// <param name="Items">The first three.</param>
public sealed record DeskDay(DateOnly Date, int Count, IReadOnlyList<DeskItem> Items);

/// <summary>A request on the desk.</summary>
public sealed record DeskRequest
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The case, when the viewer sees it.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>The organisation that is asked.</summary>
    public required OrganisationName Organisation { get; init; }

    /// <summary>Its country, ISO 3166-1 alpha-2; null for an international body.</summary>
    public required string? Country { get; init; }

    /// <summary>IANA name of its zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>How it stands in one word.</summary>
    public RequestWord Word { get; init; }

    /// <summary>Past due; a silent one may be that too.</summary>
    public bool Overdue { get; init; }

    /// <summary>How it was answered.</summary>
    public required AnswerOutcome? Outcome { get; init; }

    /// <summary>The ground on which it was declined.</summary>
    public required string? DeclineGround { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>When the requested side opened it first.</summary>
    public required DateTimeOffset? SeenAt { get; init; }

    /// <summary>When an answer is due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>When the requested side answered, declined or asked back last; null when it did not.</summary>
    public required DateTimeOffset? CameBackAt { get; init; }

    /// <summary>What it said then.</summary>
    public required string? Note { get; init; }

    internal RequestFacts Facts { get; init; } = null!;
}

/// <summary>A case on the desk.</summary>
public sealed record DeskCase
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

    /// <summary>Where the report came from.</summary>
    public required string? Source { get; init; }

    /// <summary>Terrorist use of the internet.</summary>
    public required IReadOnlyList<string> TerroristUse { get; init; }

    /// <summary>When it was logged.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its own row changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The countries of its partners, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    internal Guid Id { get; init; }
}

/// <summary>The first rows of a list.</summary>
/// <typeparam name="T">The rows.</typeparam>
/// <param name="Total">How many rows the list has.</param>
/// <param name="Items">The first ones.</param>
public sealed record DeskList<T>(int Total, IReadOnlyList<T> Items);

/// <summary>What waits for an analyst.</summary>
/// <param name="AsOf">The instant for which it holds.</param>
/// <param name="TimeZone">IANA name of the home zone, in which the days are.</param>
/// <param name="Overdue">Overdue requests, follow-ups and legal clocks.</param>
/// <param name="DueThisWeek">What else is due before the end of the week ahead, what fell due a little while ago included.</param>
/// <param name="Older">What is still open from before today.</param>
/// <param name="Week">Seven days from today.</param>
/// <param name="DueSoonest">The next eight things, overdue ones first; their total is all that is dated.</param>
/// <param name="Silent">Silent partners, the longest silent first.</param>
/// <param name="CameBack">What was answered, declined or asked back since yesterday, and waits for us; the newest first.</param>
/// <param name="NewReports">Reported cases, the newest first.</param>
/// <param name="Unowned">Triaged, active and paused cases that nobody owns, the oldest first.</param>
public sealed record Desk(
    DateTimeOffset AsOf,
    string TimeZone,
    int Overdue,
    int DueThisWeek,
    int Older,
    IReadOnlyList<DeskDay> Week,
    DeskList<DeskItem> DueSoonest,
    DeskList<DeskRequest> Silent,
    DeskList<DeskRequest> CameBack,
    DeskList<DeskCase> NewReports,
    DeskList<DeskCase> Unowned)
{
    /// <summary>What partners ask of us and waits for our answer; first what nobody has taken.</summary>
    public DeskList<DeskAsked> AskedOfUs { get; init; } = new(0, []);

    /// <summary>What waits for the viewer's approval, the longest waiting first; empty for whoever may not approve.</summary>
    public required DeskList<DeskApproval> ToApprove { get; init; }
}

/// <summary>Something that a partner asks of us.</summary>
public sealed record DeskAsked
{
    /// <summary>The request.</summary>
    public required string Reference { get; init; }

    /// <summary>Its subject.</summary>
    public required string Subject { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>How pressing it is: as we find it, else as the partner says.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Who asks.</summary>
    public required OrganisationName Organisation { get; init; }

    /// <summary>Its country; null for an international body.</summary>
    public required string? Country { get; init; }

    /// <summary>Who of ours answers for it; null when nobody has taken it.</summary>
    public required PersonName? Owner { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When our answer is due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>Past due.</summary>
    public bool Overdue { get; init; }
}
