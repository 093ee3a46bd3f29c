using System.Text;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Timeline;
using CyberIncidents.Domain.Timeline;

namespace CyberIncidents.Web.Api;

/// <summary>Timelines of cases; a partner reads what was released to it.</summary>
internal static class TimelineEndpoints
{
    private const string MediaType = "text/csv";
    private static readonly string[] Filters = ["from", "to", "q", "precision", "includeWithdrawn"];

    public static void MapTimeline(this IEndpointRouteBuilder api)
    {
        var timeline = api.MapGroup("/incidents/{reference}/timeline").WithTags("Timeline");
        timeline.MapGet("", ListAsync).Sending("List the timeline", typeof(ListTimelineQuery), typeof(ListSharedTimelineQuery))
            .AsPages(Filters).Produces<Page<TimelineEntryDetail>>();
        timeline.MapPost("", AddAsync).Sending("Add to the timeline", typeof(AddTimelineEntryCommand))
            .Produces<TimelineEntryDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        timeline.MapGet("/export", ExportAsync).Sending("Export the timeline", typeof(ExportTimelineQuery))
            .WithMetadata(new Takes(Filters)).Produces<string>(StatusCodes.Status200OK, MediaType);
        timeline.MapGet("/{id:guid}", (string reference, Guid id, HttpContext context, IDispatcher send, IViewerAccessor viewer) => ReadAsync(reference, id, context, send, viewer))
            .Sending("Read an entry of the timeline", typeof(GetTimelineEntryQuery), typeof(GetSharedTimelineEntryQuery)).Produces<TimelineEntryDetail>();
        timeline.MapPatch("/{id:guid}", async (string reference, Guid id, Body<EditTimelineEntryInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
            {
                await send.SendAsync(new EditTimelineEntryCommand(reference, id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadAsync(reference, id, context, send, viewer);
            })
            .Sending("Edit an entry of the timeline", typeof(EditTimelineEntryCommand)).AsPatch().Produces<TimelineEntryDetail>();
        timeline.MapPost("/{id:guid}/actions/withdraw", async (string reference, Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
            {
                await send.SendAsync(new WithdrawTimelineEntryCommand(reference, id, body.Value, context.OptionalVersion()), context.RequestAborted);
                return await ReadAsync(reference, id, context, send, viewer);
            })
            .Sending("Timeline action withdraw", typeof(WithdrawTimelineEntryCommand)).AsAction().Produces<TimelineEntryDetail>();
    }

    /// <summary>The filters of a timeline, as API, page and export take them.</summary>
    internal static TimelineFilter TimelineFilter(this HttpRequest request) => new()
    {
        From = request.Instant("from"),
        To = request.Instant("to"),
        Q = request.Text("q"),
        Precision = request.Words<TimePrecision>("precision"),
        IncludeWithdrawn = request.Flag("includeWithdrawn") == true,
    };

    /// <summary>The file to be saved; spreadsheets read it as UTF-8 by its mark.</summary>
    internal static IResult File(HttpContext context, TimelineFile file)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(file.Text)).ToArray(), $"{MediaType}; charset=utf-8", file.Name);
    }

    private static async Task<IResult> ListAsync(string reference, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        var request = context.Request;
        if (viewer.Required.IsPartner)
        {
            request.EnsureOnly();
            return Results.Ok(await send.SendAsync(new ListSharedTimelineQuery(reference, request.Page()), context.RequestAborted));
        }

        request.EnsureOnly(Filters);
        return Results.Ok(await send.SendAsync(new ListTimelineQuery(reference, request.TimelineFilter(), request.Page()), context.RequestAborted));
    }

    private static async Task<IResult> AddAsync(string reference, Body<TimelineEntryInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        var key = await send.SendAsync(new AddTimelineEntryCommand(reference, body.Value), context.RequestAborted);
        return await ReadAsync(reference, key.Id, context, send, viewer, $"/api/v1/incidents/{key.Reference}/timeline/{key.Id}");
    }

    private static async Task<IResult> ExportAsync(string reference, HttpContext context, IDispatcher send)
    {
        context.Request.EnsureNone(Filters);
        return File(context, await send.SendAsync(new ExportTimelineQuery(reference, context.Request.TimelineFilter()), context.RequestAborted));
    }

    private static async Task<IResult> ReadAsync(
        string reference, Guid id, HttpContext context, IDispatcher send, IViewerAccessor viewer, string? created = null)
    {
        if (viewer.Required.IsPartner)
        {
            return context.Hashed(await send.SendAsync(new GetSharedTimelineEntryQuery(reference, id), context.RequestAborted));
        }

        var detail = await send.SendAsync(new GetTimelineEntryQuery(reference, id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
