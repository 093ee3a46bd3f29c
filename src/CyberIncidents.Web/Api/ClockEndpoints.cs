using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Web.Api;

/// <summary>Legal clocks of a case.</summary>
internal static class ClockEndpoints
{
    public static void MapClocks(this IEndpointRouteBuilder api)
    {
        var clocks = api.MapGroup("/incidents/{reference}/clocks").WithTags("Clocks");
        MapCaseClocks(clocks);
        MapMoves(clocks);
        MapAuthorities(api);
        MapPreview(api);
    }

    private static void MapCaseClocks(RouteGroupBuilder clocks)
    {
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
    }

    private static void MapAuthorities(IEndpointRouteBuilder api) =>
        api.MapGet("/incidents/{reference}/authorities", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly(["kind"]);
                var kind = One<RequestKind>(context.Request, "kind") ?? throw new InvalidInputException("kind", Words.Get("Error.Required"));
                return Results.Ok(await send.SendAsync(new ListAuthoritiesQuery(reference, kind), context.RequestAborted));
            })
            .WithTags("Requests").Sending("List who may be asked a kind of request in a case", typeof(ListAuthoritiesQuery)).Produces<AuthorityList>();

    private static void MapPreview(IEndpointRouteBuilder api) =>
        api.MapGet("/deadlines/preview", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly(["organisation", "kind", "legalBasis", "urgency"]);
                var organisation = request.Key("organisation") ?? throw new InvalidInputException("organisation", Words.Get("Error.Required"));
                var kind = One<RequestKind>(request, "kind") ?? throw new InvalidInputException("kind", Words.Get("Error.Required"));
                var query = new PreviewDeadlineQuery(organisation, kind, request.Text("legalBasis"), One<Urgency>(request, "urgency") ?? Urgency.Normal);
                return Results.Ok(await send.SendAsync(query, context.RequestAborted));
            })
            .WithTags("Clocks").Sending("Say what would be due if a request were sent now", typeof(PreviewDeadlineQuery)).Produces<DeadlinePreview>();

    private static void MapMoves(RouteGroupBuilder clocks)
    {
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

    private static T? One<T>(HttpRequest request, string name)
        where T : struct, Enum
    {
        var words = request.Words<T>(name);
        return words.Count == 0 ? null : words.Count == 1 ? words[0] : throw new InvalidInputException(name, Words.Get("Error.OnlyOne"));
    }
}

/// <summary>The legal clocks of a case.</summary>
/// <param name="Items">Open ones first, the soonest first.</param>
internal sealed record ClockList(IReadOnlyList<LegalClockDetail> Items);
