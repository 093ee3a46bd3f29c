using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>A move of the requested side: acknowledge, start, ask, answer, decline, set-reference.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
[RequirePermission(Permission.AnswerRequests)]
public sealed record RespondToRequestCommand(string Reference, RequestMove Move, ActionInput Input) : ICommand<RequestKey>;

/// <summary>Notes that the requested side opened a request; written once, and no act.</summary>
/// <param name="Reference">The request.</param>
[RequirePermission(Permission.AnswerRequests)]
public sealed record SeeRequestCommand(string Reference) : ICommand<RequestKey>;

internal sealed class RespondToRequestValidator : AbstractValidator<RespondToRequestCommand>
{
    public RespondToRequestValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class RespondToRequestHandler(IAppDb db, IViewerAccessor viewer, NoticeWriter notices, RequestClocks clocks, Reachability reachability, TimeProvider time)
    : ICommandHandler<RespondToRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(RespondToRequestCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var request = await db.RequestAsync(command.Reference, cancellationToken);
        if (request.RequestedOrganisationId != me.OrganisationId)
        {
            throw new ForbiddenException("This request asks another organisation.");
        }

        if (!await db.Incidents.AnyAsync(i => i.Id == request.IncidentId, cancellationToken))
        {
            throw new RuleBrokenException("not-shared", "The case is not shared with you any more.", []);
        }

        request.EnsureAllowed(command.Move);
        var participation = await db.Participations.SingleOrDefaultAsync(p => p.Id == request.ParticipationId, cancellationToken);
        if (command.Move == RequestMove.Ask)
        {
            participation?.EnsureMaySpeak();
        }

        var now = time.GetUtcNow();
        var reply = await ReplyAsync(command, cancellationToken);
        await clocks.ReachedAsync(request, now, cancellationToken);
        request.Respond(command.Move, me.UserId, reply, now);
        await KeepClocksAsync(request, command.Move, cancellationToken);
        participation?.PartnerActed(now);
        if (Reachability.Proves(request, command.Move))
        {
            await reachability.AnsweredAsync(me.OrganisationId, me.UserId, cancellationToken);
        }

        if (NoticeOf(command.Move) is { } kind)
        {
            await notices.TellOwnerAsync(kind, request, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }

    private Task KeepClocksAsync(Request request, RequestMove move, CancellationToken cancellationToken) => move switch
    {
        RequestMove.Ask => clocks.AskedAsync(request, cancellationToken),
        RequestMove.Answer or RequestMove.Decline => clocks.AnsweredAsync(request, cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task<RequestReply> ReplyAsync(RespondToRequestCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var theirs = ActionInput.FirstText(input.TheirReference);
        switch (command.Move)
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

    private static NoticeKind? NoticeOf(RequestMove move) => move switch
    {
        RequestMove.Acknowledge => NoticeKind.RequestAcknowledged,
        RequestMove.Ask => NoticeKind.RequestClarificationAsked,
        RequestMove.Answer => NoticeKind.RequestAnswered,
        RequestMove.Decline => NoticeKind.RequestDeclined,
        _ => null,
    };
}

internal sealed class SeeRequestHandler(IAppDb db, RequestClocks clocks, TimeProvider time) : ICommandHandler<SeeRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(SeeRequestCommand command, CancellationToken cancellationToken)
    {
        var request = await db.RequestAsync(command.Reference, cancellationToken);
        var now = time.GetUtcNow();
        await clocks.ReachedAsync(request, now, cancellationToken);
        request.See(now);
        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }
}
