using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Consents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Api;

/// <summary>Questions to the organisations that something came from, from both sides.</summary>
internal static class ConsentEndpoints
{
    private static readonly string[] Filters = ["incident", "waiting"];

    public static void MapConsents(this IEndpointRouteBuilder api)
    {
        var consents = api.MapGroup("/consents").WithTags("Consents");
        consents.MapGet("", (HttpContext context, IDispatcher send, IViewerAccessor viewer) => ListAsync(null, context, send, viewer))
            .Sending("List consents", typeof(ListConsentsQuery), typeof(ListSharedConsentsQuery)).AsPages(Filters).Produces<Page<ConsentDetail>>();
        consents.MapGet("/{id:guid}", ReadAsync)
            .Sending("Read a consent", typeof(GetConsentQuery), typeof(GetSharedConsentQuery)).Produces<ConsentDetail>();
        foreach (var move in ConsentLifecycle.OfOriginator)
        {
            consents.MapPost($"/{{id:guid}}/actions/{MoveName.Of(move)}", (Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                    DecideAsync(id, move, body.Value, context, send))
                .Sending($"Consent action {MoveName.Of(move)}", typeof(DecideConsentCommand)).AsAction().Produces<SharedConsent>();
        }

        consents.MapPost("/{id:guid}/actions/withdraw", async (Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new WithdrawConsentCommand(id, body.Value, context.OptionalVersion()), context.RequestAborted);
                return await ReadOursAsync(id, context, send);
            })
            .Sending("Consent action withdraw", typeof(WithdrawConsentCommand)).AsAction().Produces<ConsentDetail>();

        var ofCase = api.MapGroup("/incidents/{reference}/consents").WithTags("Consents");
        ofCase.MapGet("", ListAsync)
            .Sending("List consents of an incident", typeof(ListConsentsQuery), typeof(ListSharedConsentsQuery)).AsPages("waiting").Produces<Page<ConsentDetail>>();
        ofCase.MapPost("", async (string reference, Body<AskConsentInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new AskConsentCommand(reference, body.Value), context.RequestAborted);
                return await ReadOursAsync(key.Id, context, send, $"/api/v1/consents/{key.Id}");
            })
            .Sending("Ask for a consent", typeof(AskConsentCommand)).Produces<ConsentDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(string? reference, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        var request = context.Request;
        request.EnsureOnly(reference is null ? Filters : ["waiting"]);
        var (of, waiting) = (reference ?? request.Text("incident"), request.Flag("waiting") == true);
        return viewer.Required.IsPartner
            ? Results.Ok(await send.SendAsync(new ListSharedConsentsQuery(of, waiting, request.Page()), context.RequestAborted))
            : Results.Ok(await send.SendAsync(new ListConsentsQuery(of, waiting, request.Page()), context.RequestAborted));
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
        viewer.Required.IsPartner
            ? context.Hashed(await send.SendAsync(new GetSharedConsentQuery(id), context.RequestAborted))
            : await ReadOursAsync(id, context, send);

    private static async Task<IResult> ReadOursAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetConsentQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> DecideAsync(Guid id, ConsentMove move, ActionInput input, HttpContext context, IDispatcher send)
    {
        if (context.HasIfMatch() && !await context.IsReplayAsync())
        {
            context.EnsureHash(await send.SendAsync(new GetSharedConsentQuery(id), context.RequestAborted));
        }

        await send.SendAsync(new DecideConsentCommand(id, move, input), context.RequestAborted);
        return context.Hashed(await send.SendAsync(new GetSharedConsentQuery(id), context.RequestAborted));
    }
}
