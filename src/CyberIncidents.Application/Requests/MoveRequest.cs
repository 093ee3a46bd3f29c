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
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>A move of ours as the requester: submit, send, clarify, accept, return, close, withdraw.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.MakeRequests)]
public sealed record MoveRequestCommand(string Reference, RequestMove Move, ActionInput Input, long? ExpectedVersion) : ICommand<RequestKey>;

/// <summary>A move of ours by a second person: approve, which sends it, or reject.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.ApproveRequests)]
public sealed record DecideRequestCommand(string Reference, RequestMove Move, ActionInput Input, long? ExpectedVersion) : ICommand<RequestKey>;

internal sealed class MoveRequestValidator : AbstractValidator<MoveRequestCommand>
{
    public MoveRequestValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class DecideRequestValidator : AbstractValidator<DecideRequestCommand>
{
    public DecideRequestValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class MoveRequestHandler(
    IAppDb db, IViewerAccessor viewer, Releases releases, RequestDispatch dispatch, RequestClocks clocks, TimeProvider time)
    : ICommandHandler<MoveRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(MoveRequestCommand command, CancellationToken cancellationToken)
    {
        var request = await db.OutboundAsync(command.Reference, cancellationToken);
        if (command.Move is RequestMove.Send or RequestMove.Clarify or RequestMove.Return)
        {
            releases.EnsureMayRelease(request.Tlp);
        }

        request.EnsureVersion(command.ExpectedVersion);
        request.EnsureAllowed(command.Move);
        // A task that belongs to no case ends with no case.
        if (request.IncidentId is not null && command.Move is RequestMove.Submit or RequestMove.Clarify or RequestMove.Return)
        {
            (await db.Incidents.SingleAsync(i => i.Id == request.IncidentId, cancellationToken)).EnsureTakesMore();
        }

        var me = viewer.Required.UserId;
        var now = time.GetUtcNow();
        switch (command.Move)
        {
            case RequestMove.Submit:
                await dispatch.EnsureBasisAsync(request, cancellationToken);
                request.Prepare(RequestMove.Submit, me, command.Input.Said, now);
                await dispatch.TellApproversAsync(request, cancellationToken);
                break;
            case RequestMove.Send:
                await dispatch.SendAsync(request, RequestMove.Send, cancellationToken);
                break;
            case RequestMove.Accept or RequestMove.Close:
                request.FollowThrough(command.Move, me, command.Input.Said, now);
                await clocks.EndedAsync(request, cancellationToken);
                break;
            default:
                await WithReasonAsync(request, command, me, now, cancellationToken);
                await clocks.FollowedThroughAsync(request, command.Move, cancellationToken);
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }

    private async Task WithReasonAsync(
        Request request, MoveRequestCommand command, Guid me, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (field, notice) = command.Move switch
        {
            RequestMove.Clarify => ("note", NoticeKind.RequestClarified),
            RequestMove.Return => ("reason", NoticeKind.RequestReturned),
            RequestMove.Withdraw => ("reason", NoticeKind.RequestWithdrawn),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.Move, "Not a move of the requester."),
        };
        if (command.Move == RequestMove.Return && request.ParticipationId is not null)
        {
            (await db.Participations.SingleAsync(p => p.Id == request.ParticipationId, cancellationToken)).EnsureTakesRequests();
        }

        var reachedPartner = request.SentAt is not null;
        var note = Needs.Text(command.Input.Said, field);
        request.FollowThrough(command.Move, me, note, now);
        if (command.Move != RequestMove.Withdraw)
        {
            await releases.RecordAsync(
                request.IncidentId, request.RequestedOrganisationId, request.Tlp, GrantReason.Send,
                [new Leaving(SubjectType.Request, request.Id, new { Move = MoveName.Of(command.Move), Note = note }, request.Handling)], cancellationToken);
        }

        if (reachedPartner)
        {
            await dispatch.TellLiaisonsAsync(notice, request, cancellationToken);
        }
    }
}

internal sealed class DecideRequestHandler(IAppDb db, IViewerAccessor viewer, Releases releases, RequestDispatch dispatch, TimeProvider time)
    : ICommandHandler<DecideRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(DecideRequestCommand command, CancellationToken cancellationToken)
    {
        var request = await db.OutboundAsync(command.Reference, cancellationToken);
        var me = viewer.Required.UserId;
        if (request.OriginatorId == me)
        {
            throw new ForbiddenException("Whoever drafted a request does not approve it.");
        }

        releases.EnsureMayRelease(request.Tlp);
        request.EnsureVersion(command.ExpectedVersion);
        request.EnsureAllowed(command.Move);
        if (command.Move == RequestMove.Approve)
        {
            await dispatch.SendAsync(request, RequestMove.Approve, cancellationToken);
        }
        else
        {
            request.Prepare(RequestMove.Reject, me, Needs.Text(command.Input.Said, "reason"), time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }
}
