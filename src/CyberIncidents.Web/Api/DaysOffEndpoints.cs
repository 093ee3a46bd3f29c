using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Reference;

namespace CyberIncidents.Web.Api;

/// <summary>Public holidays and weekends that are not those of CLDR.</summary>
internal static class DaysOffEndpoints
{
    public static void MapDaysOff(this IEndpointRouteBuilder api)
    {
        MapHolidays(api.MapGroup("/holidays").WithTags("Days off"));
        MapWeekends(api.MapGroup("/weekend-overrides").WithTags("Days off"));
    }

    private static void MapHolidays(RouteGroupBuilder holidays)
    {
        holidays.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly("country", "year", "retired");
                var query = new ListHolidaysQuery(request.Text("country"), request.Integer("year"), request.Flag("retired"), request.Page());
                return Results.Ok(await send.SendAsync(query, context.RequestAborted));
            })
            .Sending("List holidays", typeof(ListHolidaysQuery)).AsPages("country", "year", "retired").Produces<Page<HolidayDetail>>();
        holidays.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadHolidayAsync(id, context, send))
            .Sending("Read a holiday", typeof(GetHolidayQuery)).Produces<HolidayDetail>();
        holidays.MapPost("", async (Body<AddHolidaysInput> body, HttpContext context, IDispatcher send) =>
            {
                var keys = await send.SendAsync(new AddHolidaysCommand(body.Value), context.RequestAborted);
                if (!keys.Several)
                {
                    return await ReadHolidayAsync(keys.Ids[0], context, send, $"/api/v1/holidays/{keys.Ids[0]}");
                }

                var added = new List<HolidayDetail>();
                foreach (var id in keys.Ids)
                {
                    added.Add(await send.SendAsync(new GetHolidayQuery(id), context.RequestAborted));
                }

                return Results.Created("/api/v1/holidays", new Page<HolidayDetail>(added, null));
            })
            .Sending("Add holidays", typeof(AddHolidaysCommand)).Produces<HolidayDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        holidays.MapPatch("/{id:guid}", async (Guid id, Body<EditHolidayInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditHolidayCommand(id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadHolidayAsync(id, context, send);
            })
            .Sending("Edit a holiday", typeof(EditHolidayCommand)).AsPatch().Produces<HolidayDetail>();
    }

    private static void MapWeekends(RouteGroupBuilder weekends)
    {
        weekends.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("country");
                return Results.Ok(await send.SendAsync(new ListWeekendsQuery(context.Request.Text("country")), context.RequestAborted));
            })
            .Sending("List weekend overrides", typeof(ListWeekendsQuery)).WithMetadata(new Takes("country")).Produces<Page<WeekendDetail>>();
        weekends.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadWeekendAsync(id, context, send))
            .Sending("Read a weekend override", typeof(GetWeekendQuery)).Produces<WeekendDetail>();
        weekends.MapPost("", async (Body<WeekendInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new AddWeekendCommand(body.Value), context.RequestAborted);
                return await ReadWeekendAsync(key.Id, context, send, $"/api/v1/weekend-overrides/{key.Id}");
            })
            .Sending("Add a weekend override", typeof(AddWeekendCommand)).Produces<WeekendDetail>(StatusCodes.Status201Created);
        weekends.MapPatch("/{id:guid}", async (Guid id, Body<EditWeekendInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditWeekendCommand(id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadWeekendAsync(id, context, send);
            })
            .Sending("Edit a weekend override", typeof(EditWeekendCommand)).AsPatch().Produces<WeekendDetail>();
    }

    private static async Task<IResult> ReadHolidayAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetHolidayQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> ReadWeekendAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetWeekendQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
