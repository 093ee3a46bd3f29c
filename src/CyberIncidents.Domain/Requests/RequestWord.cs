using CyberIncidents.Domain.Incidents;

namespace CyberIncidents.Domain.Requests;

/// <summary>How it stands in one word, for a request or for a partner's part; the most pressing first.</summary>
public enum RequestWord
{
    /// <summary>Past due.</summary>
    Overdue,

    /// <summary>Nothing has come, and half the time is gone; not "nothing found".</summary>
    Silent,

    /// <summary>They asked us; it is our turn.</summary>
    ClarificationAsked,

    /// <summary>With the requested side, which has not opened it.</summary>
    Sent,

    /// <summary>With the requested side, which opened it and has not acted.</summary>
    Seen,

    /// <summary>The requested side has it.</summary>
    Acknowledged,

    /// <summary>The requested side works on it.</summary>
    InProgress,

    /// <summary>Answered, in full or in part; the requester has not checked the answer.</summary>
    Answered,

    /// <summary>Answered: they looked, and there was nothing.</summary>
    NothingFound,

    /// <summary>Refused, or the partner takes no part.</summary>
    Declined,

    /// <summary>Waits for a second person of the requester.</summary>
    PendingApproval,

    /// <summary>Being written.</summary>
    Draft,

    /// <summary>The partner has not been told.</summary>
    NotNotified,

    /// <summary>The partner was told, and nothing is asked of it.</summary>
    NotifiedOnly,

    /// <summary>The requester took the answer.</summary>
    Accepted,

    /// <summary>Done.</summary>
    Closed,

    /// <summary>Taken back.</summary>
    Withdrawn,
}

/// <summary>What of a request decides how it stands.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="State">Where it stands.</param>
/// <param name="DueAt">When an answer is due.</param>
/// <param name="SeenAt">When the requested side opened it first.</param>
/// <param name="FirstActAt">When the requested side acted first.</param>
/// <param name="SilentFrom">From when it counts as silent if nothing comes.</param>
/// <param name="Outcome">How it was answered.</param>
/// <param name="DeclineGround">The ground on which it was declined.</param>
public sealed record RequestFacts(
    RequestKind Kind,
    RequestState State,
    DateTimeOffset? DueAt,
    DateTimeOffset? SeenAt,
    DateTimeOffset? FirstActAt,
    DateTimeOffset? SilentFrom,
    AnswerOutcome? Outcome,
    string? DeclineGround)
{
    /// <summary>An answer is expected; as <see cref="RequestStanding.Waiting"/>.</summary>
    public bool IsWaiting =>
        Kind != RequestKind.ForInformation && State is RequestState.Sent or RequestState.Acknowledged or RequestState.InProgress;

    /// <summary>Past due; as <see cref="RequestStanding.Overdue"/>.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>True when it is.</returns>
    public bool IsOverdue(DateTimeOffset now) => IsWaiting && DueAt < now;

    /// <summary>Nothing has come; as <see cref="RequestStanding.Silent"/>.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>True when it is.</returns>
    public bool IsSilent(DateTimeOffset now) =>
        IsWaiting && State == RequestState.Sent && FirstActAt is null && SilentFrom <= now;

    /// <summary>How it stands, as the requester says it.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>The word.</returns>
    public RequestWord Word(DateTimeOffset now) =>
        IsOverdue(now) ? RequestWord.Overdue : IsSilent(now) ? RequestWord.Silent : WordOfState();

    /// <summary>How it stands, as the requested side says it: nobody calls himself silent.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>The word.</returns>
    public RequestWord WordForRequested(DateTimeOffset now) => IsOverdue(now) ? RequestWord.Overdue : WordOfState();

    private RequestWord WordOfState() => State switch
    {
        RequestState.Draft => RequestWord.Draft,
        RequestState.PendingApproval => RequestWord.PendingApproval,
        RequestState.Sent => SeenAt is null ? RequestWord.Sent : RequestWord.Seen,
        RequestState.Acknowledged => RequestWord.Acknowledged,
        RequestState.InProgress => RequestWord.InProgress,
        RequestState.ClarificationAsked => RequestWord.ClarificationAsked,
        RequestState.Answered => Outcome == AnswerOutcome.NothingFound ? RequestWord.NothingFound : RequestWord.Answered,
        RequestState.Declined => RequestWord.Declined,
        RequestState.Accepted => DeclineGround is null ? RequestWord.Accepted : RequestWord.Declined,
        RequestState.Withdrawn => RequestWord.Withdrawn,
        _ => RequestWord.Closed,
    };
}

/// <summary>How a partner's part in a case stands in one word.</summary>
public static class PartnerWord
{
    /// <summary>The most pressing word of its requests; without any, that of the participation.</summary>
    /// <param name="state">Where the participation stands.</param>
    /// <param name="requests">The words of its requests.</param>
    /// <returns>The word.</returns>
    public static RequestWord Of(ParticipationState state, IEnumerable<RequestWord> requests)
    {
        RequestWord? worst = null;
        foreach (var word in requests)
        {
            worst = worst < word ? worst : word;
        }

        return worst is { } asked && asked != RequestWord.Withdrawn ? asked : OfState(state);
    }

    private static RequestWord OfState(ParticipationState state) => state switch
    {
        ParticipationState.Proposed => RequestWord.NotNotified,
        ParticipationState.Notified or ParticipationState.Engaged => RequestWord.NotifiedOnly,
        ParticipationState.Completed => RequestWord.Closed,
        ParticipationState.Declined => RequestWord.Declined,
        _ => RequestWord.Withdrawn,
    };
}
