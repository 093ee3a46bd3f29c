using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Requests;

namespace CyberIncidents.Web.Api;

/// <summary>What authorities at home do for our answer to a partner.</summary>
internal static class StakeholderEndpoints
{
    public static void MapStakeholders(this IEndpointRouteBuilder requests)
    {
        requests.MapGet("/{reference}/tasks", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new ListTasksOfRequestQuery(reference), context.RequestAborted));
            })
            .Sending("List the tasks at home for a partner's request", typeof(ListTasksOfRequestQuery)).Produces<Page<RequestTask>>();
        requests.MapPost("/{reference}/actions/assign-stakeholder", async (string reference, Body<AssignStakeholderInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new AssignStakeholderCommand(reference, body.Value, context.OptionalVersion()), context.RequestAborted);
                return await RequestEndpoints.ReadAsync(reference, context, send);
            })
            .Sending("Give an authority at home a task for a partner's request", typeof(AssignStakeholderCommand)).AsAction().Produces<RequestDetail>();
    }
}
