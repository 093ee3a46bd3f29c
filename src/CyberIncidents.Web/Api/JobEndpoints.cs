using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Messaging;

namespace CyberIncidents.Web.Api;

/// <summary>The work behind the scenes, for administrators; never content of a case.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("", (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return ReadAsync(context, send);
            })
            .Sending("Read jobs", typeof(GetJobsQuery)).Produces<JobsDetail>();
        jobs.MapPost("/alarms/{id:guid}/actions/retry", async (Guid id, Body<RetryInput> _, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new RetryAlarmCommand(id), context.RequestAborted);
                return await ReadAsync(context, send);
            })
            .Sending("Retry an alarm", typeof(RetryAlarmCommand)).AsAction().Produces<JobsDetail>();
        jobs.MapPost("/mails/{id:guid}/actions/retry", async (Guid id, Body<RetryInput> _, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new RetryMailCommand(id), context.RequestAborted);
                return await ReadAsync(context, send);
            })
            .Sending("Retry a mail", typeof(RetryMailCommand)).AsAction().Produces<JobsDetail>();
        jobs.MapPost("/mails/{id:guid}/actions/dismiss", async (Guid id, Body<DismissInput> _, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new DismissMailCommand(id), context.RequestAborted);
                return await ReadAsync(context, send);
            })
            .Sending("Dismiss a mail that was given up or refused", typeof(DismissMailCommand)).AsAction().Produces<JobsDetail>();
    }

    private static async Task<IResult> ReadAsync(HttpContext context, IDispatcher send) =>
        Results.Ok(await send.SendAsync(new GetJobsQuery(), context.RequestAborted));

    /// <summary>Nothing has to be said.</summary>
    internal sealed record RetryInput;

    /// <summary>Nothing has to be said.</summary>
    internal sealed record DismissInput;
}
