using CyberIncidents.Domain.Requests;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.Requests.RequestMove;
using static CyberIncidents.Domain.Requests.RequestState;

namespace CyberIncidents.UnitTests.Requests;

/// <summary>
/// product.md, "Lifecycles", Request, written down for the three groups of kinds. It does not say when the requested
/// side may set its own reference: here from Sent until it is closed or withdrawn.
/// </summary>
internal static class RequestSpecification
{
    /// <summary>Sent by whoever works on it; submitting for approval is open to these as well.</summary>
    public static readonly RequestKind[] OrdinaryKinds =
        [RequestKind.Information, RequestKind.ContentRemoval, RequestKind.Takedown, RequestKind.JointAction, RequestKind.ContactCheck, RequestKind.Task];

    /// <summary>Sent only by approval.</summary>
    public static readonly RequestKind[] ApprovalKinds = [RequestKind.DataPreservation, RequestKind.LegalAssistanceNotice];

    public static readonly Lifecycle<RequestState, RequestMove> Ordinary = new()
    {
        [Draft] = new() { [Submit] = PendingApproval, [Send] = Sent, [Withdraw] = Withdrawn },
        [PendingApproval] = new() { [Approve] = Sent, [Reject] = Draft, [Withdraw] = Withdrawn },
        [Sent] = new()
        {
            [Acknowledge] = Acknowledged, [Start] = InProgress, [Ask] = ClarificationAsked, [Answer] = Answered,
            [Decline] = Declined, [SetReference] = Sent, [Withdraw] = Withdrawn,
        },
        [Acknowledged] = new()
        {
            [Start] = InProgress, [Ask] = ClarificationAsked, [Answer] = Answered, [Decline] = Declined,
            [SetReference] = Acknowledged, [Withdraw] = Withdrawn,
        },
        [InProgress] = new()
        {
            [Ask] = ClarificationAsked, [Answer] = Answered, [Decline] = Declined, [SetReference] = InProgress, [Withdraw] = Withdrawn,
        },
        [ClarificationAsked] = new()
        {
            [Clarify] = InProgress, [Answer] = Answered, [Decline] = Declined, [SetReference] = ClarificationAsked, [Withdraw] = Withdrawn,
        },
        [Answered] = new() { [Accept] = Accepted, [Return] = InProgress, [SetReference] = Answered },
        [Declined] = new() { [Accept] = Accepted, [Return] = InProgress, [SetReference] = Declined },
        [Accepted] = new() { [Close] = Closed, [SetReference] = Accepted },
        [Closed] = [],
        [Withdrawn] = [],
    };

    public static readonly Lifecycle<RequestState, RequestMove> ByApproval = Ordinary.With(Draft, new()
    {
        [Submit] = PendingApproval, [Withdraw] = Withdrawn,
    });

    public static readonly Lifecycle<RequestState, RequestMove> ForInformation = Ordinary
        .With(Sent, new()
        {
            [Acknowledge] = Acknowledged, [Start] = InProgress, [Ask] = ClarificationAsked, [Answer] = Answered,
            [Decline] = Declined, [SetReference] = Sent, [Withdraw] = Withdrawn, [Close] = Closed,
        })
        .With(Acknowledged, new()
        {
            [Start] = InProgress, [Ask] = ClarificationAsked, [Answer] = Answered, [Decline] = Declined,
            [SetReference] = Acknowledged, [Withdraw] = Withdrawn, [Close] = Closed,
        });

    /// <summary>Column "who" of the table: P.</summary>
    public static readonly RequestMove[] OfRequestedSide = [Acknowledge, Start, Ask, Answer, Decline, SetReference];

    public static Lifecycle<RequestState, RequestMove> Of(RequestKind kind) =>
        kind == RequestKind.ForInformation ? ForInformation : NeedsApproval(kind) ? ByApproval : Ordinary;

    public static bool NeedsApproval(RequestKind kind) => ApprovalKinds.Contains(kind);

    private static Lifecycle<RequestState, RequestMove> With(
        this Lifecycle<RequestState, RequestMove> specification, RequestState state, Dictionary<RequestMove, RequestState> moves)
    {
        var other = new Lifecycle<RequestState, RequestMove>();
        foreach (var (key, value) in specification)
        {
            other[key] = key == state ? moves : value;
        }

        return other;
    }
}
