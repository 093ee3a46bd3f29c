using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Common;
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

/// <summary>Notes that the requested side opened a request; written once, and no act. We are that side of what a partner asks of us.</summary>
/// <param name="Reference">The request.</param>
[RequirePermission(Permission.AnswerRequests, Permission.WorkCases)]
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

        if (request.IncidentId is not null && !await db.Incidents.AnyAsync(i => i.Id == request.IncidentId, cancellationToken))
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
        var reply = await db.ReplyAsync(command.Move, command.Input, cancellationToken);
        await clocks.ReachedAsync(request, now, cancellationToken);
        request.Respond(command.Move, me.UserId, reply, now);
        await clocks.RespondedAsync(request, command.Move, cancellationToken);
        participation?.PartnerActed(now);
        await (Reachability.Proves(request, command.Move)
            ? reachability.AnsweredAsync(me.OrganisationId, me.UserId, cancellationToken)
            : reachability.ActedAsync(request, me.OrganisationId, cancellationToken));

        if (RequestReplies.NoticeOf(command.Move) is { } kind)
        {
            await notices.TellOwnerAsync(kind, request, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }
}

internal sealed class SeeRequestHandler(IAppDb db, IViewerAccessor viewer, RequestClocks clocks, TimeProvider time) : ICommandHandler<SeeRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(SeeRequestCommand command, CancellationToken cancellationToken)
    {
        var request = await db.RequestAsync(command.Reference, cancellationToken);
        if (viewer.Required.IsPartner == request.IsInbound)
        {
            throw new ForbiddenException("This request asks the other side.");
        }

        var now = time.GetUtcNow();
        await clocks.ReachedAsync(request, now, cancellationToken);
        request.See(now);
        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }
}
