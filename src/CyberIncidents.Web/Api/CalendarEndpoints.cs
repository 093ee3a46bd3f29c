using System.Globalization;
using System.Text;
using CyberIncidents.Application.Calendars;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Infrastructure.Identity;
using Microsoft.AspNetCore.Diagnostics;

namespace CyberIncidents.Web.Api;

/// <summary>The address of the caller's calendar.</summary>
/// <param name="Url">The whole address, told this once; null when the call is repeated with its idempotency key.</param>
/// <param name="Since">When it was made.</param>
internal sealed record CalendarAddress(string? Url, DateTimeOffset Since);

/// <summary>Calendars: the keys of their addresses, and the files that calendar programs fetch by them.</summary>
internal static class CalendarEndpoints
{
    private const string MediaType = "text/calendar";

    public static void MapCalendar(this IEndpointRouteBuilder api)
    {
        var calendar = api.MapGroup("/me").WithTags("Own");
        calendar.MapGet("/calendar", async (HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new GetCalendarKeyQuery(), context.RequestAborted)))
            .Sending("Read whether my calendar has an address", typeof(GetCalendarKeyQuery)).Produces<CalendarKeyDetail>();
        calendar.MapPost("/calendar", async (HttpContext context, IDispatcher send, SiteSettings site) =>
            {
                var token = CalendarToken.New();
                var made = await send.SendAsync(new MakeCalendarKeyCommand(token.Hash), context.RequestAborted);
                return Results.Created("/api/v1/me/calendar", new CalendarAddress(made.Hash == token.Hash ? AddressOf(token, site) : null, made.Since));
            })
            .Sending("Give my calendar a new address", typeof(MakeCalendarKeyCommand)).Produces<CalendarAddress>(StatusCodes.Status201Created);
        calendar.MapDelete("/calendar", async (HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new RevokeCalendarKeyCommand(), context.RequestAborted);
                return Results.NoContent();
            })
            .Sending("Take the address of my calendar back", typeof(RevokeCalendarKeyCommand)).Produces(StatusCodes.Status204NoContent);
        calendar.MapGet("/calendar.ics", async (HttpContext context, IDispatcher send) =>
                File(context, await send.SendAsync(new GetCalendarQuery(), context.RequestAborted)))
            .Sending("Read my calendar as a file", typeof(GetCalendarQuery)).Produces<string>(StatusCodes.Status200OK, MediaType);
    }

    /// <summary>What programs fetch without signing in: the address alone says whose calendar it is.</summary>
    public static void MapCalendarFeed(this IEndpointRouteBuilder app) =>
        app.MapMethods("/calendar/{token}.ics", [HttpMethods.Get, HttpMethods.Head], ReadAsync).ExcludeFromDescription();

    /// <summary>The address that a token makes.</summary>
    public static string AddressOf(CalendarToken token, SiteSettings site) => site.Page($"calendar/{token.Text}.ics");

    private static async Task<IResult> ReadAsync(string token, HttpContext context, SignedInPeople people, IServiceScopeFactory scopes)
    {
        if (await people.OfCalendarAsync(token, context.RequestAborted) is not { } person)
        {
            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return Results.NotFound();
        }

        if (person.Language is { } language)
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        }

        // A scope of its own: whoever else may be signed in in this browser is not who looks.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.Of(person);
        return File(context, await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(new GetCalendarQuery(), context.RequestAborted));
    }

    private static IResult File(HttpContext context, CalendarFile file)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.ContentDisposition = "inline; filename=\"cyberincidents.ics\"";
        return Results.Text(file.Text, MediaType, Encoding.UTF8);
    }
}
