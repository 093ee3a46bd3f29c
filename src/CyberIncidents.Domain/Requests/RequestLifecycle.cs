using CyberIncidents.Domain.Common;
using static CyberIncidents.Domain.Requests.RequestMove;
using static CyberIncidents.Domain.Requests.RequestState;

namespace CyberIncidents.Domain.Requests;

/// <summary>Who asks whom.</summary>
public enum RequestDirection
{
    /// <summary>We ask.</summary>
    Outbound,

    /// <summary>They ask us.</summary>
    Inbound,
}

/// <summary>Where a request stands.</summary>
public enum RequestState
{
    /// <summary>Being written; the other side knows nothing of it.</summary>
    Draft,

    /// <summary>Waits for a second person of the requester.</summary>
    PendingApproval,

    /// <summary>With the requested side, which has not acted.</summary>
    Sent,

    /// <summary>The requested side has it.</summary>
    Acknowledged,

    /// <summary>The requested side works on it.</summary>
    InProgress,

    /// <summary>The requested side asked back.</summary>
    ClarificationAsked,

    /// <summary>Answered; the requester has not checked the answer.</summary>
    Answered,

    /// <summary>Refused with a ground; the requester has not taken note.</summary>
    Declined,

    /// <summary>The requester took the answer or the refusal.</summary>
    Accepted,

    /// <summary>Done.</summary>
    Closed,

    /// <summary>The requester took it back.</summary>
    Withdrawn,
}

/// <summary>What can be done with a request.</summary>
public enum RequestMove
{
    /// <summary>Requester: ask for approval.</summary>
    Submit,

    /// <summary>Requester: approve, which sends it.</summary>
    Approve,

    /// <summary>Requester: give it back to its drafter.</summary>
    Reject,

    /// <summary>Requester: send it.</summary>
    Send,

    /// <summary>Requested: we have it.</summary>
    Acknowledge,

    /// <summary>Requested: we work on it.</summary>
    Start,

    /// <summary>Requested: ask back.</summary>
    Ask,

    /// <summary>Requester: answer the question.</summary>
    Clarify,

    /// <summary>Requested: answer.</summary>
    Answer,

    /// <summary>Requested: refuse, with a ground.</summary>
    Decline,

    /// <summary>Requester: take the answer.</summary>
    Accept,

    /// <summary>Requester: give the answer back, with a reason.</summary>
    Return,

    /// <summary>Requester: done.</summary>
    Close,

    /// <summary>Requester: take the request back.</summary>
    Withdraw,

    /// <summary>Requested: note its own reference.</summary>
    SetReference,
}

/// <summary>The two sides of a request.</summary>
public enum RequestSide
{
    /// <summary>The organisation that asks.</summary>
    Requester,

    /// <summary>The organisation that is asked.</summary>
    Requested,
}

/// <summary>What is asked.</summary>
public enum RequestKind
{
    /// <summary>Nothing is asked; the duty is to inform.</summary>
    ForInformation,

    /// <summary>Information.</summary>
    Information,

    /// <summary>Keep data (Budapest Convention Art. 29).</summary>
    DataPreservation,

    /// <summary>Remove content.</summary>
    ContentRemoval,

    /// <summary>Take down or sinkhole infrastructure.</summary>
    Takedown,

    /// <summary>Act together.</summary>
    JointAction,

    /// <summary>A request for legal assistance is on its way between central authorities.</summary>
    LegalAssistanceNotice,

    /// <summary>Is this contact alive.</summary>
    ContactCheck,

    /// <summary>Do something definite: only within the circle at home.</summary>
    Task,
}

/// <summary>How pressing a request is.</summary>
public enum Urgency
{
    /// <summary>When there is time.</summary>
    Low,

    /// <summary>The usual.</summary>
    Normal,

    /// <summary>Before other work.</summary>
    Urgent,

    /// <summary>Now, day or night.</summary>
    Emergency,
}

/// <summary>How a request was answered.</summary>
public enum AnswerOutcome
{
    /// <summary>All that was asked.</summary>
    Fulfilled,

    /// <summary>Some of it.</summary>
    Partly,

    /// <summary>They looked, and there was nothing.</summary>
    NothingFound,
}

/// <summary>The transition table of the request, with the side that may make each move.</summary>
public static class RequestLifecycle
{
    private static readonly RequestState[] WithRequested = [Sent, Acknowledged, InProgress, ClarificationAsked];

    private static readonly Transition<RequestState, RequestMove>[] Directly = [new(Send, [Draft], Sent)];
    private static readonly Transition<RequestState, RequestMove>[] Informing = [new(Close, [Sent, Acknowledged], Closed)];

    private static readonly TransitionTable<RequestState, RequestMove> Direct = new([.. Directly, .. Common()]);
    private static readonly TransitionTable<RequestState, RequestMove> Approved = new(Common());
    private static readonly TransitionTable<RequestState, RequestMove> DirectInforming = new([.. Directly, .. Common(), .. Informing]);
    private static readonly TransitionTable<RequestState, RequestMove> ApprovedInforming = new([.. Common(), .. Informing]);

    /// <summary>The moves of the requested side; all others are the requester's.</summary>
    public static IReadOnlyList<RequestMove> OfRequested { get; } = [Acknowledge, Start, Ask, Answer, Decline, SetReference];

    /// <summary>Whether a kind is asked of authorities at home alone.</summary>
    /// <param name="kind">What is asked.</param>
    /// <returns>True for a task.</returns>
    public static bool OnlyAtHome(RequestKind kind) => kind == RequestKind.Task;

    /// <summary>The moves that need a second person of the requester.</summary>
    public static IReadOnlyList<RequestMove> OfApprover { get; } = [Approve, Reject];

    /// <summary>The moves of a requester that go on once it is sent; of what a partner asks of us they are the partner's.</summary>
    public static IReadOnlyList<RequestMove> OfFiler { get; } = [Clarify, Accept, Return, Close, Withdraw];

    /// <summary>The states before an answer, in which a request may be withdrawn.</summary>
    public static IReadOnlyList<RequestState> Unanswered { get; } =
        [Draft, PendingApproval, Sent, Acknowledged, InProgress, ClarificationAsked];

    /// <summary>The side that makes a move.</summary>
    /// <param name="move">The move.</param>
    /// <returns>The side.</returns>
    public static RequestSide SideOf(RequestMove move) =>
        OfRequested.Contains(move) ? RequestSide.Requested : RequestSide.Requester;

    /// <summary>The table for a kind.</summary>
    /// <param name="kind">What is asked.</param>
    /// <param name="needsApproval">Whether this kind is sent only by approval.</param>
    /// <returns>The table.</returns>
    public static TransitionTable<RequestState, RequestMove> TableOf(RequestKind kind, bool needsApproval) =>
        (kind == RequestKind.ForInformation, needsApproval) switch
        {
            (true, true) => ApprovedInforming,
            (true, false) => DirectInforming,
            (false, true) => Approved,
            (false, false) => Direct,
        };

    private static Transition<RequestState, RequestMove>[] Common() =>
    [
        new(Submit, [Draft], PendingApproval),
        new(Approve, [PendingApproval], Sent),
        new(Reject, [PendingApproval], Draft),
        new(Answer, WithRequested, Answered),
        new(Acknowledge, [Sent], Acknowledged),
        new(Start, [Sent, Acknowledged], InProgress),
        new(Ask, [Sent, Acknowledged, InProgress], ClarificationAsked),
        new(Clarify, [ClarificationAsked], InProgress),
        new(Decline, WithRequested, Declined),
        new(Accept, [Answered, Declined], Accepted),
        new(Return, [Answered, Declined], InProgress),
        new(Close, [Accepted], Closed),
        new(Withdraw, [Draft, PendingApproval, .. WithRequested], Withdrawn),
        .. WithRequested.Concat([Answered, Declined, Accepted])
            .Select(s => new Transition<RequestState, RequestMove>(SetReference, [s], s)),
    ];
}
