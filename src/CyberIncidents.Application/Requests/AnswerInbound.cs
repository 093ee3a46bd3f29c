using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using FluentValidation;

namespace CyberIncidents.Application.Requests;

/// <summary>A move of ours as the requested side of what a partner asks: acknowledge, start, ask, answer, decline, set-reference.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record AnswerInboundCommand(string Reference, RequestMove Move, ActionInput Input, long? ExpectedVersion) : ICommand<RequestKey>;

internal sealed class AnswerInboundValidator : AbstractValidator<AnswerInboundCommand>
{
    public AnswerInboundValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class AnswerInboundHandler(
    IAppDb db, IViewerAccessor viewer, Releases releases, RequestClocks clocks, InboundTelling telling, TimeProvider time)
    : ICommandHandler<AnswerInboundCommand, RequestKey>
{
    public async Task<RequestKey> Handle(AnswerInboundCommand command, CancellationToken cancellationToken)
    {
        var request = await db.RequestAsync(command.Reference, cancellationToken);
        if (!request.IsInbound)
        {
            throw new ForbiddenException("This request asks another organisation.");
        }

        if (Leaves(command.Move, command.Input.Said))
        {
            releases.EnsureMayRelease(request.Tlp);
        }

        request.EnsureVersion(command.ExpectedVersion);
        request.EnsureAllowed(command.Move);
        var reply = await db.ReplyAsync(command.Move, command.Input, cancellationToken);
        var now = time.GetUtcNow();
        request.Respond(command.Move, viewer.Required.UserId, reply, now);
        await clocks.RespondedAsync(request, command.Move, cancellationToken);
        if (Leaves(command.Move, reply.Note))
        {
            await releases.RecordAsync(
                request.IncidentId, request.RequesterOrganisationId, request.Tlp, GrantReason.Send, [ContentOf(request, command.Move, reply)], cancellationToken);
        }

        if (RequestReplies.NoticeOf(command.Move) is { } kind)
        {
            await telling.PartnerAsync(kind, request, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }

    /// <summary>A question and an answer carry words abroad; that we have it or work on it does not, unless something is said with it.</summary>
    internal static bool Leaves(RequestMove move, string? said) =>
        move is RequestMove.Ask or RequestMove.Answer or RequestMove.Decline || (said is not null && move is RequestMove.Acknowledge or RequestMove.Start);

    private static Leaving ContentOf(Request request, RequestMove move, RequestReply reply) => new(
        SubjectType.Request, request.Id,
        new { request.Reference, Move = MoveName.Of(move), reply.Note, reply.Outcome, reply.Ground, request.OurReference }, request.Handling);
}
