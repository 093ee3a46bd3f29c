using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Deadlines;

namespace CyberIncidents.Web.Api;

/// <summary>Deadline rules and ladders.</summary>
internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder api)
    {
        MapDeadlineRules(api.MapGroup("/deadline-rules").WithTags("Deadline rules"));
        MapLadders(api.MapGroup("/chasing-ladders").WithTags("Chasing ladders"));
    }

    private static void MapDeadlineRules(RouteGroupBuilder rules)
    {
        rules.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureNone("legalBasis", "jurisdiction", "regime", "requests", "retired");
                var query = new ListDeadlineRulesQuery(
                    request.Text("legalBasis"), request.Text("jurisdiction"), request.Text("regime"), request.Flag("requests"), request.Flag("retired"));
                return Results.Ok(await send.SendAsync(query, context.RequestAborted));
            })
            .Sending("List deadline rules", typeof(ListDeadlineRulesQuery))
            .WithMetadata(new Takes("legalBasis", "jurisdiction", "regime", "requests", "retired")).Produces<Page<DeadlineRuleDetail>>();
        rules.MapGet("/{code}", (string code, HttpContext context, IDispatcher send) => ReadRuleAsync(new DeadlineRuleKey(code), context, send))
            .Sending("Read a deadline rule", typeof(GetDeadlineRuleQuery)).Produces<DeadlineRuleDetail>();
        rules.MapPost("", async (Body<DeadlineRuleInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new AddDeadlineRuleCommand(body.Value), context.RequestAborted);
                return await ReadRuleAsync(key, context, send, $"/api/v1/deadline-rules/{key.Code}");
            })
            .Sending("Add a deadline rule", typeof(AddDeadlineRuleCommand)).Produces<DeadlineRuleDetail>(StatusCodes.Status201Created);
        rules.MapPatch("/{code}", async (string code, Body<EditDeadlineRuleInput> body, HttpContext context, IDispatcher send) =>
                await ReadRuleAsync(
                    await send.SendAsync(new EditDeadlineRuleCommand(code, body.Value, context.RequiredVersion()), context.RequestAborted), context, send))
            .Sending("Edit a deadline rule", typeof(EditDeadlineRuleCommand)).AsPatch().Produces<DeadlineRuleDetail>();
    }

    private static void MapLadders(RouteGroupBuilder ladders)
    {
        ladders.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("retired");
                return Results.Ok(await send.SendAsync(new ListLaddersQuery(context.Request.Flag("retired")), context.RequestAborted));
            })
            .Sending("List chasing ladders", typeof(ListLaddersQuery)).WithMetadata(new Takes("retired")).Produces<Page<LadderDetail>>();
        ladders.MapGet("/{code}", (string code, HttpContext context, IDispatcher send) => ReadLadderAsync(code, context, send))
            .Sending("Read a chasing ladder", typeof(GetLadderQuery)).Produces<LadderDetail>();
        ladders.MapPost("", async (Body<LadderInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new AddLadderCommand(body.Value), context.RequestAborted);
                return await ReadLadderAsync(key.Code, context, send, $"/api/v1/chasing-ladders/{key.Code}");
            })
            .Sending("Add a chasing ladder", typeof(AddLadderCommand)).Produces<LadderDetail>(StatusCodes.Status201Created);
        ladders.MapPatch("/{code}", async (string code, Body<EditLadderInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditLadderCommand(code, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadLadderAsync(code, context, send);
            })
            .Sending("Edit a chasing ladder", typeof(EditLadderCommand)).AsPatch().Produces<LadderDetail>();
    }

    private static async Task<IResult> ReadRuleAsync(DeadlineRuleKey key, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetDeadlineRuleQuery(key.Code), context.RequestAborted);
        return context.Versioned(detail with { Reapplied = key.Reapplied }, detail.Version, created);
    }

    private static async Task<IResult> ReadLadderAsync(string code, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetLadderQuery(code), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
