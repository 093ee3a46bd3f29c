using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using FluentValidation;

namespace CyberIncidents.Application.Requests;

/// <summary>A move of a partner on what it asks of us: clarify, accept, return, close, withdraw.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
[RequirePermission(Permission.FileRequests)]
public sealed record FollowFiledCommand(string Reference, RequestMove Move, ActionInput Input) : ICommand<RequestKey>;

internal sealed class FollowFiledValidator : AbstractValidator<FollowFiledCommand>
{
    public FollowFiledValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class FollowFiledHandler(
    IAppDb db, IViewerAccessor viewer, RequestClocks clocks, InboundTelling telling, Reachability reachability, TimeProvider time)
    : ICommandHandler<FollowFiledCommand, RequestKey>
{
    public async Task<RequestKey> Handle(FollowFiledCommand command, CancellationToken cancellationToken)
    {
        var request = await db.RequestAsync(command.Reference, cancellationToken);
        if (!request.IsInbound || request.RequesterOrganisationId != viewer.Required.OrganisationId)
        {
            throw new ForbiddenException("That is a move of whoever asks.");
        }

        request.EnsureAllowed(command.Move);
        var (field, notice) = Says(command.Move);
        request.FollowThrough(
            command.Move, viewer.Required.UserId, field is null ? command.Input.Said : Needs.Text(command.Input.Said, field), time.GetUtcNow());
        await clocks.FollowedThroughAsync(request, command.Move, cancellationToken);
        await reachability.ActedAsync(request, viewer.Required.OrganisationId, cancellationToken);
        if (notice is { } kind)
        {
            await telling.OursAsync(kind, request, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }

    /// <summary>In which field a move wants its words, and what we are told of it; null for none.</summary>
    private static (string? Field, NoticeKind? Notice) Says(RequestMove move) => move switch
    {
        RequestMove.Clarify => ("note", NoticeKind.RequestClarified),
        RequestMove.Return => ("reason", NoticeKind.RequestReturned),
        RequestMove.Withdraw => ("reason", NoticeKind.RequestWithdrawn),
        _ => (null, null),
    };
}
