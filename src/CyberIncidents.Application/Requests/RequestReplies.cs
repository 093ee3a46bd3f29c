using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Requests;

/// <summary>What a move of the requested side needs and tells, whichever side we are.</summary>
internal static class RequestReplies
{
    /// <summary>What is said with a move, checked.</summary>
    public static async Task<RequestReply> ReplyAsync(this IAppDb db, RequestMove move, ActionInput input, CancellationToken cancellationToken)
    {
        var theirs = ActionInput.FirstText(input.TheirReference);
        switch (move)
        {
            case RequestMove.Ask:
                return new RequestReply(Needs.Text(input.Said, "note"), null, null, theirs);
            case RequestMove.Answer:
                return new RequestReply(input.Said, Needs.Word<AnswerOutcome>(input.Outcome, "outcome"), null, theirs);
            case RequestMove.Decline:
                var ground = Needs.Text(input.Ground, "ground");
                await db.EnsureCodesAsync([new WantedCode(CodeLists.RefusalGround, ground, null, "ground")], cancellationToken);
                return new RequestReply(input.Said, null, ground, theirs);
            case RequestMove.SetReference:
                return new RequestReply(null, null, null, Needs.Text(input.TheirReference, "theirReference"));
            default:
                return new RequestReply(input.Said, null, null, theirs);
        }
    }

    /// <summary>What the requester is told of a move; null for nothing.</summary>
    public static NoticeKind? NoticeOf(RequestMove move) => move switch
    {
        RequestMove.Acknowledge => NoticeKind.RequestAcknowledged,
        RequestMove.Ask => NoticeKind.RequestClarificationAsked,
        RequestMove.Answer => NoticeKind.RequestAnswered,
        RequestMove.Decline => NoticeKind.RequestDeclined,
        _ => null,
    };
}
