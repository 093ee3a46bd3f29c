using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Retention;

namespace CyberIncidents.Web.Api;

/// <summary>How long the content of closed cases is kept, and its disposal.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this IEndpointRouteBuilder api)
    {
        MapRules(api.MapGroup("/retention-rules").WithTags("Retention"));
        var retention = api.MapGroup("/retention").WithTags("Retention");
        retention.MapGet("/preview", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly("on");
                return Results.Ok(await send.SendAsync(new PreviewRetentionQuery(request.Day("on"), request.Page()), context.RequestAborted));
            })
            .Sending("Preview what would be disposed of", typeof(PreviewRetentionQuery)).AsPages("on").Produces<Page<ExpiredCase>>();
        retention.MapGet("/tombstones", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly("incident");
                return Results.Ok(await send.SendAsync(new ListTombstonesQuery(request.Text("incident"), request.Page()), context.RequestAborted));
            })
            .Sending("List what stays of disposed cases", typeof(ListTombstonesQuery)).AsPages("incident").Produces<Page<TombstoneDetail>>();
        MapOfRequests(api, retention);
        MapActs(api.MapGroup("/incidents/{reference}/retention").WithTags("Retention"));
    }

    /// <summary>What partners asked outside any case.</summary>
    private static void MapOfRequests(IEndpointRouteBuilder api, RouteGroupBuilder retention)
    {
        retention.MapGet("/requests/preview", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly("on");
                return Results.Ok(await send.SendAsync(new PreviewRequestRetentionQuery(request.Day("on"), request.Page()), context.RequestAborted));
            })
            .Sending("Preview what partners asked that would be disposed of", typeof(PreviewRequestRetentionQuery)).AsPages("on").Produces<Page<ExpiredRequest>>();
        retention.MapGet("/requests/tombstones", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly("request");
                return Results.Ok(await send.SendAsync(new ListRequestTombstonesQuery(request.Text("request"), request.Page()), context.RequestAborted));
            })
            .Sending("List what stays of disposed requests", typeof(ListRequestTombstonesQuery)).AsPages("request").Produces<Page<TombstoneDetail>>();
        api.MapPost("/requests/{reference}/retention/dispose", async (string reference, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new DisposeRequestCommand(reference, body.Value, context.OptionalVersion()), context.RequestAborted);
                return await RequestEndpoints.ReadAsync(reference, context, send);
            })
            .WithTags("Retention").Sending("Dispose of the content of what a partner asked", typeof(DisposeRequestCommand)).AsAction().Produces<RequestDetail>();
    }

    private static void MapRules(RouteGroupBuilder rules)
    {
        rules.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new ListRetentionRulesQuery(), context.RequestAborted));
            })
            .Sending("List retention rules", typeof(ListRetentionRulesQuery)).Produces<Page<RetentionRuleDetail>>();
        rules.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadRuleAsync(id, context, send))
            .Sending("Read a retention rule", typeof(GetRetentionRuleQuery)).Produces<RetentionRuleDetail>();
        rules.MapPost("", async (Body<RetentionRuleInput> body, HttpContext context, IDispatcher send) =>
            {
                var id = await send.SendAsync(new AddRetentionRuleCommand(body.Value), context.RequestAborted);
                return await ReadRuleAsync(id, context, send, $"/api/v1/retention-rules/{id}");
            })
            .Sending("Add a retention rule", typeof(AddRetentionRuleCommand)).Produces<RetentionRuleDetail>(StatusCodes.Status201Created);
        rules.MapPatch("/{id:guid}", async (Guid id, Body<EditRetentionRuleInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditRetentionRuleCommand(id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadRuleAsync(id, context, send);
            })
            .Sending("Edit a retention rule", typeof(EditRetentionRuleCommand)).AsPatch().Produces<RetentionRuleDetail>();
    }

    private static void MapActs(RouteGroupBuilder acts)
    {
        foreach (var (name, held) in new[] { ("hold", true), ("lift", false) })
        {
            acts.MapPost($"/{name}", async (string reference, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                {
                    await send.SendAsync(new SetLegalHoldCommand(reference, held, body.Value, context.OptionalVersion()), context.RequestAborted);
                    return await ReadCaseAsync(reference, context, send);
                })
                .Sending($"Legal hold: {name}", typeof(SetLegalHoldCommand)).AsAction().Produces<IncidentDetail>();
        }

        acts.MapPost("/dispose", async (string reference, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new DisposeCaseCommand(reference, body.Value, context.OptionalVersion()), context.RequestAborted);
                return await ReadCaseAsync(reference, context, send);
            })
            .Sending("Dispose of the content of a case", typeof(DisposeCaseCommand)).AsAction().Produces<IncidentDetail>();
    }

    private static async Task<IResult> ReadRuleAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetRetentionRuleQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> ReadCaseAsync(string reference, HttpContext context, IDispatcher send)
    {
        var detail = await send.SendAsync(new GetIncidentQuery(reference), context.RequestAborted);
        return context.Versioned(detail, detail.Version, null);
    }
}
