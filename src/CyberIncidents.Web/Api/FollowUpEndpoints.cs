using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;

namespace CyberIncidents.Web.Api;

/// <summary>Follow-ups.</summary>
internal static class FollowUpEndpoints
{
    public static void MapFollowUps(this IEndpointRouteBuilder api)
    {
        var followUps = api.MapGroup("/follow-ups").WithTags("Follow-ups");
        followUps.MapGet("", (HttpContext context, IDispatcher send) => ListAsync(context, send, null))
            .Sending("List follow-ups", typeof(ListFollowUpsQuery)).AsPages("state", "mine", "incident", "about").Produces<Page<FollowUpDetail>>();
        followUps.MapPost("", (Body<ScheduleFollowUpInput> body, HttpContext context, IDispatcher send) => ScheduleAsync(null, body, context, send))
            .Sending("Schedule a follow-up on a request or on something else", typeof(ScheduleFollowUpCommand)).Produces<FollowUpDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        followUps.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadAsync(id, context, send))
            .Sending("Read a follow-up", typeof(GetFollowUpQuery)).Produces<FollowUpDetail>();
        foreach (var move in Enum.GetValues<FollowUpMove>().Where(m => m != FollowUpMove.FallDue))
        {
            followUps.MapPost($"/{{id:guid}}/actions/{MoveName.Of(move)}", async (Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                {
                    await send.SendAsync(new MoveFollowUpCommand(id, move, body.Value, context.OptionalVersion()), context.RequestAborted);
                    return await ReadAsync(id, context, send);
                })
                .Sending($"Follow-up action {MoveName.Of(move)}", typeof(MoveFollowUpCommand)).AsAction().Produces<FollowUpDetail>();
        }
    }

    public static async Task<IResult> ListAsync(HttpContext context, IDispatcher send, string? reference)
    {
        context.Request.EnsureOnly(reference is null ? ["state", "mine", "incident", "about"] : ["state", "mine"]);
        var scope = ScopeOf(context.Request.Text("state"));
        var query = new ListFollowUpsQuery(scope, context.Request.Flag("mine") == true, reference ?? context.Request.Text("incident"), context.Request.Page(), reference is null ? context.Request.Key("about") : null);
        return Results.Ok(await send.SendAsync(query, context.RequestAborted));
    }

    public static async Task<IResult> ScheduleAsync(string? reference, Body<ScheduleFollowUpInput> body, HttpContext context, IDispatcher send)
    {
        var key = await send.SendAsync(new ScheduleFollowUpCommand(reference, body.Value), context.RequestAborted);
        return await ReadAsync(key.Id, context, send, $"/api/v1/follow-ups/{key.Id}");
    }

    internal static FollowUpScope? ScopeOf(string? state)
    {
        if (state is null)
        {
            return null;
        }

        var names = Enum.GetNames<FollowUpScope>();
        return names.FirstOrDefault(n => n.Equals(state, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<FollowUpScope>(name)
            : throw new InvalidInputException("state", $"One of: {string.Join(", ", names).ToLowerInvariant()}.");
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetFollowUpQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
