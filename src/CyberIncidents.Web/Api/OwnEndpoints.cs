using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.People;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;

namespace CyberIncidents.Web.Api;

/// <summary>The caller, the people to choose from, notices, figures and the check of the audit.</summary>
internal static class OwnEndpoints
{
    public static void MapOwn(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("").WithTags("Own");
        own.MapGet("/me", async (HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new GetMeQuery(), context.RequestAborted)))
            .Sending("Read who I am", typeof(GetMeQuery)).Produces<MeDetail>();
        own.MapPatch("/me", async (Body<PreferInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new PreferCommand(body.Value), context.RequestAborted);
                return Results.Ok(await send.SendAsync(new GetMeQuery(), context.RequestAborted));
            })
            .Sending("Choose my language, zone and daily mail", typeof(PreferCommand)).Produces<MeDetail>();
        own.MapGet("/assignees", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("q");
                return Results.Ok(await send.SendAsync(new ListAssigneesQuery(context.Request.Text("q")), context.RequestAborted));
            })
            .Sending("List assignees", typeof(ListAssigneesQuery)).WithMetadata(new Takes("q")).Produces<Page<PersonName>>();
        own.MapGet("/audit/verify", async (HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new VerifyAuditQuery(), context.RequestAborted)))
            .Sending("Check the audit chains", typeof(VerifyAuditQuery)).Produces<AuditCheck>();
        own.MapPost("/break-glass", async (Body<BreakGlassInput> body, HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new BreakGlassCommand(body.Value), context.RequestAborted)))
            .Sending("Open a RED case for reading without being named", typeof(BreakGlassCommand)).Produces<GlassAnswer>();
        MapNotices(own);
        MapDesk(own);
    }

    private static void MapDesk(RouteGroupBuilder own)
    {
        own.MapGet("/dashboard", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new GetDashboardQuery(), context.RequestAborted));
            })
            .Sending("Read the dashboard", typeof(GetDashboardQuery)).Produces<Dashboard>();
        own.MapGet("/dashboard/at-home", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new GetHomeFiguresQuery(), context.RequestAborted));
            })
            .Sending("Read the figures of organisations at home", typeof(GetHomeFiguresQuery)).Produces<Page<HomeFigure>>();
        own.MapGet("/desk", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("mine");
                return Results.Ok(await send.SendAsync(new GetDeskQuery(context.Request.Flag("mine") == true), context.RequestAborted));
            })
            .Sending("Read the desk", typeof(GetDeskQuery)).WithMetadata(new Takes("mine")).Produces<Desk>();
        own.MapGet("/desk/due", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly("mine");
                return Results.Ok(await send.SendAsync(
                    new ListDueQuery(context.Request.Flag("mine") == true, context.Request.Page()), context.RequestAborted));
            })
            .Sending("List all that is due", typeof(ListDueQuery)).AsPages("mine").Produces<Page<DeskItem>>();
        own.MapGet("/navigation", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new GetNavigationQuery(), context.RequestAborted));
            })
            .Sending("Read the counts of every page", typeof(GetNavigationQuery)).Produces<Navigation>();
    }

    private static void MapNotices(RouteGroupBuilder own)
    {
        own.MapGet("/notifications", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly("unread");
                return Results.Ok(await send.SendAsync(
                    new ListNoticesQuery(context.Request.Flag("unread") == true, context.Request.Page()), context.RequestAborted));
            })
            .Sending("List notifications", typeof(ListNoticesQuery)).AsPages("unread").Produces<Page<NoticeDetail>>();
        own.MapPost("/notifications/read", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("upTo");
                var upTo = context.Request.Instant("upTo");
                return upTo is null && context.Request.Query.ContainsKey("upTo")
                    ? throw new InvalidInputException("upTo", "An instant with offset (RFC 3339).")
                    : Results.Ok(await send.SendAsync(new ReadAllNoticesCommand(upTo), context.RequestAborted));
            })
            .Sending("Mark all notifications as read", typeof(ReadAllNoticesCommand)).WithMetadata(new Takes("upTo")).Produces<NoticesRead>();
        own.MapPost("/notifications/{id:guid}/read", async (Guid id, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new ReadNoticeCommand(id), context.RequestAborted);
                return Results.Ok(await send.SendAsync(new GetNoticeQuery(id), context.RequestAborted));
            })
            .Sending("Mark a notification as read", typeof(ReadNoticeCommand), typeof(GetNoticeQuery)).Produces<NoticeDetail>();
    }
}
