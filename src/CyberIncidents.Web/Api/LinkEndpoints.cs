using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Links;

namespace CyberIncidents.Web.Api;

/// <summary>Links between cases, and merging; national only.</summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder api)
    {
        var links = api.MapGroup("/incidents/{reference}/links").WithTags("Links");
        links.MapGet("", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new ListLinksQuery(reference), context.RequestAborted));
            })
            .Sending("List links of an incident", typeof(ListLinksQuery)).Produces<Page<LinkDetail>>();
        links.MapPost("", async (string reference, Body<LinkInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new AddLinkCommand(reference, body.Value), context.RequestAborted);
                return await ReadAsync(reference, key.Id, context, send, $"/api/v1/incidents/{key.Reference}/links/{key.Id}");
            })
            .Sending("Link an incident", typeof(AddLinkCommand)).Produces<LinkDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        links.MapGet("/{id:guid}", (string reference, Guid id, HttpContext context, IDispatcher send) => ReadAsync(reference, id, context, send))
            .Sending("Read a link", typeof(GetLinkQuery)).Produces<LinkDetail>();
        links.MapPost("/{id:guid}/actions/withdraw", async (string reference, Guid id, Body<ActionInput> _, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new WithdrawLinkCommand(reference, id, context.OptionalVersion()), context.RequestAborted);
                return await ReadAsync(reference, id, context, send);
            })
            .Sending("Link action withdraw", typeof(WithdrawLinkCommand)).AsAction().Produces<LinkDetail>();
        var incidents = api.MapGroup("/incidents/{reference}").WithTags("Incidents");
        incidents.MapPost("/merge", async (string reference, Body<MergeInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new MergeIncidentCommand(reference, body.Value, context.OptionalVersion()), context.RequestAborted);
                return await ReadCaseAsync(key.Reference, context, send);
            })
            .Sending("Merge an incident into another", typeof(MergeIncidentCommand)).AsAction().Produces<IncidentDetail>();
        incidents.MapPost("/unmerge", async (string reference, Body<ActionInput> _, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new UnmergeIncidentCommand(reference, context.OptionalVersion()), context.RequestAborted);
                return await ReadCaseAsync(key.Reference, context, send);
            })
            .Sending("Undo the merge of an incident", typeof(UnmergeIncidentCommand)).AsAction().Produces<IncidentDetail>();
    }

    private static async Task<IResult> ReadAsync(string reference, Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetLinkQuery(reference, id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> ReadCaseAsync(string reference, HttpContext context, IDispatcher send)
    {
        var detail = await send.SendAsync(new GetIncidentQuery(reference), context.RequestAborted);
        return context.Versioned(detail, detail.Version);
    }
}
