using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Api;

/// <summary>Cases and what hangs on them.</summary>
internal static class IncidentEndpoints
{
    internal static readonly string[] Filters =
        ["status", "severity", "classification", "terroristUse", "country", "owner", "tlp", "tag", "overdue", "silent", "open", "from", "to", "closedFrom", "closedTo", "q"];

    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("Incidents");
        incidents.MapGet("", ListAsync).Sending("List incidents", typeof(ListIncidentsQuery), typeof(ListSharedIncidentsQuery))
            .AsPages(Filters).Produces<Page<IncidentSummary>>();
        incidents.MapPost("", LogAsync).Sending("Log an incident", typeof(LogIncidentCommand)).Produces<IncidentDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        incidents.MapGet("/counts", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new CountIncidentsQuery(), context.RequestAborted));
            })
            .Sending("Count incidents", typeof(CountIncidentsQuery)).Produces<CaseFigures>();
        incidents.MapGet("/look-alikes", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("title");
                return Results.Ok(await send.SendAsync(new FindLookAlikesQuery(context.Request.Text("title")), context.RequestAborted));
            })
            .Sending("Find look-alikes", typeof(FindLookAlikesQuery)).WithMetadata(new Takes("title")).Produces<Page<LookAlike>>();
        incidents.MapGet("/{reference}", GetAsync).Sending("Read an incident", typeof(GetIncidentQuery), typeof(GetSharedIncidentQuery))
            .Produces<IncidentDetail>();
        incidents.MapPatch("/{reference}", EditAsync).Sending("Edit an incident", typeof(EditIncidentCommand)).AsPatch().Produces<IncidentDetail>();
        foreach (var move in Enum.GetValues<IncidentMove>())
        {
            incidents.MapPost($"/{{reference}}/actions/{MoveName.Of(move)}", (string reference, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                    MoveAsync(reference, move, body.Value, context, send))
                .Sending($"Incident action {MoveName.Of(move)}", typeof(MoveIncidentCommand)).AsAction().Produces<IncidentDetail>();
        }

        MapParts(incidents);
        incidents.MapSharing();
    }

    private static void MapParts(RouteGroupBuilder incidents)
    {
        incidents.MapGet("/{reference}/comments", ListCommentsAsync)
            .Sending("List comments", typeof(ListCommentsQuery), typeof(ListSharedCommentsQuery)).AsPages().Produces<Page<CommentDetail>>();
        incidents.MapPost("/{reference}/comments", WriteCommentAsync).Sending("Write a comment", typeof(WriteCommentCommand))
            .Produces<CommentDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        incidents.MapGet("/{reference}/comments/{id:guid}", CommentAsync)
            .Sending("Read a comment", typeof(GetCommentQuery), typeof(GetSharedCommentQuery)).Produces<CommentDetail>();
        incidents.MapGet("/{reference}/nameable-persons", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new ListNameablePersonsQuery(reference), context.RequestAborted));
            })
            .Sending("List who may be named for an incident", typeof(ListNameablePersonsQuery)).Produces<Page<NameablePerson>>();
        incidents.MapGet("/{reference}/audit", AuditAsync).Sending("Read the history of an incident", typeof(GetIncidentAuditQuery))
            .WithMetadata(new Takes("limit", "after")).Produces<Page<AuditLineDetail>>();
        incidents.MapGet("/{reference}/requests", ListRequestsAsync)
            .Sending("List requests of an incident", typeof(ListRequestsQuery), typeof(ListSharedRequestsQuery)).AsPages(RequestEndpoints.Filters).Produces<Page<RequestSummary>>();
        incidents.MapPost("/{reference}/requests", DraftRequestAsync).Sending("Draft a request", typeof(DraftRequestCommand))
            .Produces<RequestDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        incidents.MapGet("/{reference}/follow-ups", ListFollowUpsAsync).Sending("List follow-ups of an incident", typeof(ListFollowUpsQuery))
            .AsPages("state", "mine").Produces<Page<FollowUpDetail>>();
        incidents.MapPost("/{reference}/follow-ups", ScheduleAsync).Sending("Schedule a follow-up on an incident", typeof(ScheduleFollowUpCommand))
            .Produces<FollowUpDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        var request = context.Request;
        if (viewer.Required.IsPartner)
        {
            request.EnsureOnly();
            return Results.Ok(await send.SendAsync(new ListSharedIncidentsQuery(request.Page()), context.RequestAborted));
        }

        request.EnsureOnly(Filters);
        return Results.Ok(await send.SendAsync(new ListIncidentsQuery(request.IncidentFilter(viewer.Required), request.Page()), context.RequestAborted));
    }

    /// <summary>The filters of a list of cases, as API and page take them.</summary>
    internal static IncidentFilter IncidentFilter(this HttpRequest request, Viewer me)
    {
        var owner = request.Text("owner");
        return new IncidentFilter
        {
            Status = request.Words<IncidentStatus>("status"),
            Severity = request.Words<Severity>("severity"),
            Classification = request.Text("classification"),
            TerroristUse = request.Text("terroristUse"),
            Country = request.Text("country"),
            Owner = owner switch { null or "none" => null, "me" => me.UserId, _ => request.Key("owner") },
            Unowned = owner == "none",
            Tlp = request.Words("tlp", TlpLabel.Parse, TlpLabel.All),
            Tag = request.Text("tag"),
            Overdue = request.Flag("overdue"),
            Silent = request.Flag("silent"),
            From = request.Instant("from"),
            To = request.Instant("to"),
            Open = request.Flag("open"),
            ClosedFrom = request.Instant("closedFrom"),
            ClosedTo = request.Instant("closedTo"),
            Q = request.Text("q"),
        };
    }

    private static async Task<IResult> LogAsync(Body<LogIncidentInput> body, HttpContext context, IDispatcher send)
    {
        var key = await send.SendAsync(new LogIncidentCommand(body.Value), context.RequestAborted);
        return await ReadAsync(key.Reference, context, send, $"/api/v1/incidents/{key.Reference}");
    }

    private static async Task<IResult> GetAsync(string reference, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
        viewer.Required.IsPartner
            ? context.Hashed(await send.SendAsync(new GetSharedIncidentQuery(reference), context.RequestAborted))
            : await ReadAsync(reference, context, send);

    private static async Task<IResult> EditAsync(string reference, Body<EditIncidentInput> body, HttpContext context, IDispatcher send)
    {
        await send.SendAsync(new EditIncidentCommand(reference, body.Value, context.RequiredVersion()), context.RequestAborted);
        try
        {
            return await ReadAsync(reference, context, send);
        }
        catch (NotFoundException)
        {
            // It was saved, and with it the sight of a RED case was handed on.
            return Results.NoContent();
        }
    }

    private static async Task<IResult> MoveAsync(string reference, IncidentMove move, ActionInput input, HttpContext context, IDispatcher send)
    {
        await send.SendAsync(new MoveIncidentCommand(reference, move, input, context.OptionalVersion()), context.RequestAborted);
        return await ReadAsync(reference, context, send);
    }

    public static async Task<IResult> ReadAsync(string reference, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetIncidentQuery(reference), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> ListCommentsAsync(string reference, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        context.Request.EnsureOnly();
        return viewer.Required.IsPartner
            ? Results.Ok(await send.SendAsync(new ListSharedCommentsQuery(reference, context.Request.Page()), context.RequestAborted))
            : Results.Ok(await send.SendAsync(new ListCommentsQuery(reference, context.Request.Page()), context.RequestAborted));
    }

    private static async Task<IResult> WriteCommentAsync(
        string reference, Body<WriteCommentInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        var key = await send.SendAsync(new WriteCommentCommand(reference, body.Value), context.RequestAborted);
        return await ReadCommentAsync(reference, key.Id, context, send, viewer, $"/api/v1/incidents/{key.Reference}/comments/{key.Id}");
    }

    internal static Task<IResult> CommentAsync(string reference, Guid id, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
        ReadCommentAsync(reference, id, context, send, viewer, null);

    private static async Task<IResult> ReadCommentAsync(string reference, Guid id, HttpContext context, IDispatcher send, IViewerAccessor viewer, string? created)
    {
        if (viewer.Required.IsPartner)
        {
            var shared = await send.SendAsync(new GetSharedCommentQuery(reference, id), context.RequestAborted);
            return created is null ? context.Hashed(shared) : Results.Created(created, shared);
        }

        var detail = await send.SendAsync(new GetCommentQuery(reference, id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> AuditAsync(string reference, HttpContext context, IDispatcher send)
    {
        context.Request.EnsureOnly();
        return Results.Ok(await send.SendAsync(new GetIncidentAuditQuery(reference, context.Request.Page()), context.RequestAborted));
    }

    private static Task<IResult> ListRequestsAsync(string reference, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
        RequestEndpoints.ListAsync(context, send, viewer, reference);

    private static async Task<IResult> DraftRequestAsync(string reference, Body<DraftRequestInput> body, HttpContext context, IDispatcher send)
    {
        var key = await send.SendAsync(new DraftRequestCommand(reference, body.Value), context.RequestAborted);
        return await RequestEndpoints.ReadAsync(key.Reference, context, send, $"/api/v1/requests/{key.Reference}");
    }

    private static Task<IResult> ListFollowUpsAsync(string reference, HttpContext context, IDispatcher send) =>
        FollowUpEndpoints.ListAsync(context, send, reference);

    private static Task<IResult> ScheduleAsync(string reference, Body<ScheduleFollowUpInput> body, HttpContext context, IDispatcher send) =>
        FollowUpEndpoints.ScheduleAsync(reference, body, context, send);
}
