using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Web.Api;

/// <summary>Requests, from both sides.</summary>
internal static class RequestEndpoints
{
    internal static readonly string[] Filters =
        ["state", "kind", "overdue", "incident", "waiting", "direction", "silent", "country", "owner", "organisation", "untriaged", "atHome", "statesOnly", "sentFrom", "answered", "onTime", "ground"];

    internal static readonly string[] PartnerFilters = Filters[..6];

    public static void MapRequests(this IEndpointRouteBuilder api)
    {
        var requests = api.MapGroup("/requests").WithTags("Requests");
        requests.MapGet("", (HttpContext context, IDispatcher send, IViewerAccessor viewer) => ListAsync(context, send, viewer, null))
            .Sending("List requests", typeof(ListRequestsQuery), typeof(ListSharedRequestsQuery)).AsPages(Filters).Produces<Page<RequestSummary>>();
        requests.MapPost("", FileAsync).Sending("File a request to us", typeof(FileRequestCommand)).Produces<SharedRequest>(StatusCodes.Status201Created);
        requests.MapGet("/{reference}", GetAsync).Sending("Read a request", typeof(GetRequestQuery), typeof(GetSharedRequestQuery), typeof(SeeRequestCommand))
            .Produces<RequestDetail>();
        requests.MapGet("/{reference}/audit", AuditAsync).Sending("Read the history of a request outside any case", typeof(GetRequestAuditQuery))
            .WithMetadata(new Takes("limit", "after")).Produces<Page<AuditLineDetail>>();
        requests.MapPatch("/{reference}", EditAsync).Sending("Edit a request", typeof(EditRequestCommand)).AsPatch().Produces<RequestDetail>();
        foreach (var move in Enum.GetValues<RequestMove>())
        {
            Type[] sent = RequestLifecycle.SideOf(move) == RequestSide.Requested ? [typeof(RespondToRequestCommand), typeof(AnswerInboundCommand)]
                : RequestLifecycle.OfApprover.Contains(move) ? [typeof(DecideRequestCommand)]
                : RequestLifecycle.OfFiler.Contains(move) ? [typeof(MoveRequestCommand), typeof(FollowFiledCommand)]
                : [typeof(MoveRequestCommand)];
            requests.MapPost($"/{{reference}}/actions/{MoveName.Of(move)}", (string reference, Body<ActionInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
                    MoveAsync(reference, move, body.Value, context, send, viewer.Required))
                .Sending($"Request action {MoveName.Of(move)}", sent).AsAction().Produces<RequestDetail>();
        }

        requests.MapInbound();
        requests.MapStakeholders();
    }

    public static async Task<IResult> ListAsync(HttpContext context, IDispatcher send, IViewerAccessor viewer, string? incident)
    {
        var request = context.Request;
        request.EnsureOnly(viewer.Required.IsPartner ? PartnerFilters : Filters);
        var filter = request.RequestFilter(viewer.Required, incident);
        return viewer.Required.IsPartner
            ? Results.Ok(await send.SendAsync(new ListSharedRequestsQuery(filter, request.Page()), context.RequestAborted))
            : Results.Ok(await send.SendAsync(new ListRequestsQuery(filter, request.Page()), context.RequestAborted));
    }

    /// <summary>The filters of a list of requests, as API and page take them.</summary>
    internal static RequestFilter RequestFilter(this HttpRequest request, Viewer me, string? incident) =>
        new()
        {
            State = request.Words<RequestState>("state"),
            Kind = request.Words<RequestKind>("kind"),
            Waiting = request.Flag("waiting") == true,
            Silent = request.Flag("silent") == true,
            Untriaged = request.Flag("untriaged") == true,
            Direction = request.Direction(),
            Overdue = request.Flag("overdue") == true,
            Country = request.Text("country"),
            StatesOnly = request.Flag("statesOnly") == true,
            SentFrom = request.Instant("sentFrom"),
            Answered = request.Flag("answered") == true,
            OnTime = request.Flag("onTime"),
            Ground = request.Text("ground"),
            Organisation = request.Key("organisation"),
            AtHome = request.Flag("atHome"),
            Owner = request.Text("owner") == "me" ? me.UserId : request.Key("owner"),
            Incident = incident ?? request.Text("incident"),
        };

    /// <summary>Who asks whom: <c>inbound</c> or <c>outbound</c>, in capitals or not; null for both.</summary>
    private static RequestDirection? Direction(this HttpRequest request)
    {
        var said = request.Words("direction", text => Enum.GetNames<RequestDirection>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<RequestDirection>(text, ignoreCase: true)
            : (RequestDirection?)null, Enum.GetNames<RequestDirection>());
        return said.Distinct().Count() == 1 ? said[0] : null;
    }

    public static async Task<IResult> ReadAsync(string reference, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetRequestQuery(reference), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> GetAsync(string reference, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        if (!viewer.Required.IsPartner)
        {
            var detail = await send.SendAsync(new GetRequestQuery(reference), context.RequestAborted);
            if (detail is { Direction: RequestDirection.Inbound, SeenAt: null, May.See: true })
            {
                await send.SendAsync(new SeeRequestCommand(reference), context.RequestAborted);
                return await ReadAsync(reference, context, send);
            }

            return context.Versioned(detail, detail.Version, null);
        }

        var opened = await send.SendAsync(new GetSharedRequestQuery(reference), context.RequestAborted);
        if (!opened.Seen)
        {
            await send.SendAsync(new SeeRequestCommand(reference), context.RequestAborted);
        }

        return context.Hashed(opened.Request);
    }

    private static async Task<IResult> AuditAsync(string reference, HttpContext context, IDispatcher send)
    {
        context.Request.EnsureOnly();
        return Results.Ok(await send.SendAsync(new GetRequestAuditQuery(reference, context.Request.Page()), context.RequestAborted));
    }

    private static async Task<IResult> FileAsync(Body<FileRequestInput> body, HttpContext context, IDispatcher send)
    {
        var filed = await send.SendAsync(new FileRequestCommand(body.Value), context.RequestAborted);
        var opened = await send.SendAsync(new GetSharedRequestQuery(filed.Reference), context.RequestAborted);
        return context.Hashed(opened.Request, created: $"/api/v1/requests/{filed.Reference}");
    }

    private static async Task<IResult> EditAsync(string reference, Body<EditRequestInput> body, HttpContext context, IDispatcher send)
    {
        await send.SendAsync(new EditRequestCommand(reference, body.Value, context.RequiredVersion()), context.RequestAborted);
        return await ReadAsync(reference, context, send);
    }

    /// <summary>Each side makes its own moves; which side we are goes by who asks.</summary>
    private static async Task<IResult> MoveAsync(string reference, RequestMove move, ActionInput input, HttpContext context, IDispatcher send, Viewer me)
    {
        var answers = RequestLifecycle.SideOf(move) == RequestSide.Requested;
        if (me.IsPartner && (answers || RequestLifecycle.OfFiler.Contains(move)))
        {
            if (context.HasIfMatch() && !await context.IsReplayAsync())
            {
                context.EnsureHash((await send.SendAsync(new GetSharedRequestQuery(reference), context.RequestAborted)).Request);
            }

            ICommand<RequestKey> theirs = answers ? new RespondToRequestCommand(reference, move, input) : new FollowFiledCommand(reference, move, input);
            await send.SendAsync(theirs, context.RequestAborted);
            return context.Hashed((await send.SendAsync(new GetSharedRequestQuery(reference), context.RequestAborted)).Request);
        }

        var version = context.OptionalVersion();
        ICommand<RequestKey> command = answers ? new AnswerInboundCommand(reference, move, input, version)
            : RequestLifecycle.OfApprover.Contains(move) ? new DecideRequestCommand(reference, move, input, version)
            : new MoveRequestCommand(reference, move, input, version);
        await send.SendAsync(command, context.RequestAborted);
        return await ReadAsync(reference, context, send);
    }
}
