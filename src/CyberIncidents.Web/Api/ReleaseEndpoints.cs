using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Api;

/// <summary>What leaves the house, from both sides.</summary>
internal static class ReleaseEndpoints
{
    public static void MapReleases(this IEndpointRouteBuilder api)
    {
        var ofCase = api.MapGroup("/incidents/{reference}").WithTags("Releases");
        ofCase.MapGet("/releases", ListAsync).Sending("List releases", typeof(ListReleasesQuery), typeof(ListSharedReleasesQuery)).AsPages()
            .Produces<Page<ReleaseDetail>>();
        ofCase.MapPost("/releases", ReleaseAsync).Sending("Release items", typeof(ReleaseItemsCommand))
            .Produces<MadeReleases>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        // It takes the very body of the release.
        ofCase.MapPost("/releases/check", async (string reference, Body<ReleaseInput> body, HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new CheckReleaseQuery(reference, body.Value), context.RequestAborted)))
            .Sending("Check a release", typeof(CheckReleaseQuery)).Produces<ReleaseChecked>();
        ofCase.MapGet("/releasable", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new ListReleasableQuery(reference), context.RequestAborted));
            })
            .Sending("List what can be released", typeof(ListReleasableQuery)).Produces<Page<ReleasableItem>>();

        api.MapGroup("/requests/{reference}").WithTags("Releases").MapGet("/releases", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly();
                return Results.Ok(await send.SendAsync(new ListRequestReleasesQuery(reference, context.Request.Page()), context.RequestAborted));
            })
            .Sending("List the releases of a request", typeof(ListRequestReleasesQuery)).AsPages().Produces<Page<ReleaseDetail>>();

        var releases = api.MapGroup("/releases").WithTags("Releases");
        releases.MapGet("/{id:guid}", ReadAsync).Sending("Read a release", typeof(GetReleaseQuery)).Produces<ReleaseDetail>();
        foreach (var move in new[] { ReleaseMove.Approve, ReleaseMove.Reject })
        {
            releases.MapPost($"/{{id:guid}}/actions/{MoveName.Of(move)}", async (Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                {
                    await send.SendAsync(new DecideReleaseCommand(id, move, body.Value, context.OptionalVersion()), context.RequestAborted);
                    return await ReadAsync(id, context, send);
                })
                .Sending($"Release action {MoveName.Of(move)}", typeof(DecideReleaseCommand)).AsAction().Produces<ReleaseDetail>();
        }
    }

    private static async Task<IResult> ListAsync(string reference, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        context.Request.EnsureOnly();
        var page = context.Request.Page();
        return viewer.Required.IsPartner
            ? Results.Ok(await send.SendAsync(new ListSharedReleasesQuery(reference, page), context.RequestAborted))
            : Results.Ok(await send.SendAsync(new ListReleasesQuery(reference, page), context.RequestAborted));
    }

    private static async Task<IResult> ReleaseAsync(string reference, Body<ReleaseInput> body, HttpContext context, IDispatcher send)
    {
        var keys = await send.SendAsync(new ReleaseItemsCommand(reference, body.Value), context.RequestAborted);
        var made = new List<ReleaseDetail>();
        foreach (var id in keys.Ids)
        {
            made.Add(await send.SendAsync(new GetReleaseQuery(id), context.RequestAborted));
        }

        return Results.Created($"/api/v1/incidents/{keys.Reference}/releases", new MadeReleases(made));
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, IDispatcher send)
    {
        var detail = await send.SendAsync(new GetReleaseQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version);
    }
}

/// <summary>The releases that were made or asked for, one for each receiver.</summary>
/// <param name="Items">The releases, in the order of the receivers.</param>
internal sealed record MadeReleases(IReadOnlyList<ReleaseDetail> Items);
