using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.UnitTests.Common;
using FsCheck;
using FsCheck.Fluent;

namespace CyberIncidents.UnitTests.Requests;

/// <summary>Random walks: whatever people try, the request and the hand-written table stay in step.</summary>
public sealed class RequestWalkTests
{
    private static readonly RequestKind[] Kinds = Enum.GetValues<RequestKind>();

    private static readonly RequestMove[] Moves = Enum.GetValues<RequestMove>();

    [Test]
    public void Any_sequence_of_moves_keeps_a_request_in_step_with_the_specification() =>
        Prop.ForAll<int, int[]>((kind, moves) => StaysInStep(Kinds[Index(kind, Kinds.Length)], moves)).QuickCheckThrowOnFailure();

    private static bool StaysInStep(RequestKind kind, int[] moves)
    {
        var specification = RequestSpecification.Of(kind);
        var request = Given.Draft(kind, RequestSpecification.NeedsApproval(kind), Given.Due);
        var state = RequestState.Draft;
        var legal = 0;
        foreach (var move in moves.Select(n => Moves[Index(n, Moves.Length)]))
        {
            var moved = TryMake(request, move);
            if (moved != specification[state].ContainsKey(move))
            {
                return false;
            }

            if (moved)
            {
                legal++;
                state = specification[state][move];
            }
        }

        return request.State == state && request.Entries.Count == legal && StampsAgree(request);
    }

    private static bool StampsAgree(Request request)
    {
        var sent = request.Entries.Any(e => e.Move is RequestMove.Send or RequestMove.Approve);
        var acted = request.Entries.Any(e => e.Side == RequestSide.Requested);
        return request.SentAt.HasValue == sent
            && request.SilentFrom.HasValue == sent
            && request.FirstActAt.HasValue == acted
            && request.LiaisonId.HasValue == acted
            && (request.State != RequestState.Answered || request.Outcome.HasValue)
            && (request.State != RequestState.Declined || request.DeclineGround is not null)
            && (request.State != RequestState.InProgress || request.AnsweredAt is null);
    }

    private static bool TryMake(Request request, RequestMove move)
    {
        try
        {
            Given.Make(request, move, Given.Now);
            return true;
        }
        catch (RuleBrokenException)
        {
            return false;
        }
    }

    private static int Index(int number, int length) => (int)((uint)number % (uint)length);
}
