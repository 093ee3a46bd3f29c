using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Api;

/// <summary>Recalls of releases: ours, and the receivers' answers.</summary>
internal static class RecallEndpoints
{
    public static void MapRecalls(this IEndpointRouteBuilder api)
    {
        var recalls = api.MapGroup("").WithTags("Recalls");
        recalls.MapPost("/releases/{id:guid}/actions/recall", async (Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new RecallReleaseCommand(id, body.Value, context.OptionalVersion()), context.RequestAborted);
                return Results.Ok(await send.SendAsync(new GetRecallQuery(key.Id), context.RequestAborted));
            })
            .Sending("Release action recall", typeof(RecallReleaseCommand)).AsAction().Produces<RecallDetail>();
        foreach (var move in Enum.GetValues<RecallMove>())
        {
            recalls.MapPost($"/releases/{{id:guid}}/actions/{MoveName.Of(move)}", (Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                    AnswerAsync(id, move, body.Value, context, send))
                .Sending($"Release action {MoveName.Of(move)}", typeof(AnswerRecallCommand), typeof(GetRecallOfReleaseQuery)).AsAction().Produces<SharedRecall>();
        }

        recalls.MapGet("/recalls", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly("state");
                var states = context.Request.Words<RecallState>("state");
                return Results.Ok(await send.SendAsync(
                    new ListSharedRecallsQuery(states.Count == 0 ? null : states[0], context.Request.Page()), context.RequestAborted));
            })
            .Sending("List recalls to the own organisation", typeof(ListSharedRecallsQuery)).AsPages("state").Produces<Page<SharedRecall>>();
        recalls.MapGet("/recalls/{id:guid}", async (Guid id, HttpContext context, IDispatcher send, IViewerAccessor viewer) => viewer.Required.IsPartner
                ? context.Hashed(await send.SendAsync(new GetSharedRecallQuery(id), context.RequestAborted))
                : Results.Ok(await send.SendAsync(new GetRecallQuery(id), context.RequestAborted)))
            .Sending("Read a recall", typeof(GetSharedRecallQuery), typeof(GetRecallQuery)).Produces<SharedRecall>();
        recalls.MapGet("/incidents/{reference}/recalls", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly();
                return Results.Ok(await send.SendAsync(new ListCaseRecallsQuery(reference, context.Request.Page()), context.RequestAborted));
            })
            .Sending("List recalls of an incident", typeof(ListCaseRecallsQuery)).AsPages().Produces<Page<RecallDetail>>();
    }

    private static async Task<IResult> AnswerAsync(Guid id, RecallMove move, ActionInput input, HttpContext context, IDispatcher send)
    {
        if (context.HasIfMatch() && !await context.IsReplayAsync())
        {
            context.EnsureHash(await send.SendAsync(new GetRecallOfReleaseQuery(id), context.RequestAborted));
        }

        await send.SendAsync(new AnswerRecallCommand(id, move, input), context.RequestAborted);
        return context.Hashed(await send.SendAsync(new GetRecallOfReleaseQuery(id), context.RequestAborted));
    }
}
