using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Domain.Common;

namespace CyberIncidents.Web.Api;

/// <summary>Legal clocks of a case.</summary>
internal static class ClockEndpoints
{
    public static void MapClocks(this IEndpointRouteBuilder api)
    {
        var clocks = api.MapGroup("/incidents/{reference}/clocks").WithTags("Clocks");
        clocks.MapGet("", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly([]);
                return Results.Ok(new ClockList(await send.SendAsync(new ListClocksQuery(reference), context.RequestAborted)));
            })
            .Sending("List the legal clocks of a case and its requests", typeof(ListClocksQuery)).Produces<ClockList>();
        clocks.MapPost("", async (string reference, Body<StartClocksInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new StartClocksCommand(reference, body.Value), context.RequestAborted);
                return Results.Created(
                    $"/api/v1/incidents/{reference}/clocks", new ClockList(await send.SendAsync(new ListClocksQuery(reference), context.RequestAborted)));
            })
            .Sending("Start legal clocks on a case", typeof(StartClocksCommand)).Produces<ClockList>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        foreach (var move in Enum.GetValues<ClockMove>())
        {
            clocks.MapPost($"/{{id:guid}}/actions/{MoveName.Of(move)}", async (string reference, Guid id, Body<MoveClockInput> body, HttpContext context, IDispatcher send) =>
                {
                    await send.SendAsync(new MoveClockCommand(reference, id, move, body.Value, context.OptionalVersion()), context.RequestAborted);
                    return Results.Ok(new ClockList(await send.SendAsync(new ListClocksQuery(reference), context.RequestAborted)));
                })
                .Sending($"Clock action {MoveName.Of(move)}", typeof(MoveClockCommand)).AsAction().Produces<ClockList>();
        }
    }
}

/// <summary>The legal clocks of a case.</summary>
/// <param name="Items">Open ones first, the soonest first.</param>
internal sealed record ClockList(IReadOnlyList<LegalClockDetail> Items);
