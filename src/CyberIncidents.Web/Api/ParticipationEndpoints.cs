using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;

namespace CyberIncidents.Web.Api;

/// <summary>Partners' parts in cases.</summary>
internal static class ParticipationEndpoints
{
    public static void MapParticipations(this IEndpointRouteBuilder api)
    {
        var participations = api.MapGroup("/incidents/{reference}/participations").WithTags("Participations");
        participations.MapGet("", ListAsync)
            .Sending("List participations", typeof(ListParticipationsQuery), typeof(ListOwnParticipationsQuery)).Produces<Page<ParticipationDetail>>();
        participations.MapPost("", AddAsync).Sending("Add participations", typeof(AddParticipationsCommand))
            .Produces<ParticipationDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        foreach (var move in new[] { ParticipationMove.Notify, ParticipationMove.Complete, ParticipationMove.Withdraw })
        {
            participations.MapPost($"/{{id:guid}}/actions/{MoveName.Of(move)}",
                    (string reference, Guid id, Body<ParticipationActionInput> body, HttpContext context, IDispatcher send) =>
                        MoveAsync(reference, id, move, body.Value, context, send))
                .Sending($"Participation action {MoveName.Of(move)}", typeof(MoveParticipationCommand)).AsAction().Produces<ParticipationDetail>();
        }

        participations.MapPost("/{id:guid}/actions/decline", DeclineAsync)
            .Sending("Participation action decline", typeof(MoveParticipationCommand), typeof(DeclineOwnParticipationCommand)).AsAction()
            .Produces<ParticipationDetail>();
    }

    private static async Task<IResult> ListAsync(string reference, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        context.Request.EnsureNone();
        return viewer.Required.IsPartner
            ? Results.Ok(await send.SendAsync(new ListOwnParticipationsQuery(reference), context.RequestAborted))
            : Results.Ok(await send.SendAsync(new ListParticipationsQuery(reference), context.RequestAborted));
    }

    private static async Task<IResult> AddAsync(string reference, Body<AddParticipationsInput> body, HttpContext context, IDispatcher send)
    {
        var keys = await send.SendAsync(new AddParticipationsCommand(reference, body.Value), context.RequestAborted);
        var all = await send.SendAsync(new ListParticipationsQuery(reference), context.RequestAborted);
        var added = all.Items.Where(p => keys.Ids.Contains(p.Id)).ToList();
        var location = $"/api/v1/incidents/{reference}/participations";
        return keys.Several
            ? Results.Created(location, new Page<ParticipationDetail>(added, null))
            : Results.Created(location, added.SingleOrDefault() ?? throw new NotFoundException());
    }

    private static async Task<IResult> MoveAsync(
        string reference, Guid id, ParticipationMove move, ParticipationActionInput input, HttpContext context, IDispatcher send)
    {
        await send.SendAsync(new MoveParticipationCommand(reference, id, move, input, context.OptionalVersion()), context.RequestAborted);
        var all = await send.SendAsync(new ListParticipationsQuery(reference), context.RequestAborted);
        var moved = all.Items.Single(p => p.Id == id);
        return context.Versioned(moved, moved.Version);
    }

    private static async Task<IResult> DeclineAsync(
        string reference, Guid id, Body<ParticipationActionInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        if (!viewer.Required.IsPartner)
        {
            return await MoveAsync(reference, id, ParticipationMove.Decline, body.Value, context, send);
        }

        await send.SendAsync(new DeclineOwnParticipationCommand(reference, id, body.Value), context.RequestAborted);
        return Results.Ok(new { id, state = ParticipationState.Declined });
    }
}
