using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Observables;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Observables;

namespace CyberIncidents.Web.Api;

/// <summary>Observables of cases; a partner reads those that were released to it.</summary>
internal static class ObservableEndpoints
{
    private static readonly string[] Filters = ["type", "includeWithdrawn"];

    public static void MapObservables(this IEndpointRouteBuilder api)
    {
        var observables = api.MapGroup("/incidents/{reference}/observables").WithTags("Observables");
        observables.MapGet("", ListAsync).Sending("List observables", typeof(ListObservablesQuery), typeof(ListSharedObservablesQuery)).AsPages(Filters).Produces<Page<ObservableDetail>>();
        observables.MapPost("", AddAsync).Sending("Add an observable", typeof(AddObservableCommand))
            .Produces<ObservableDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        observables.MapPost("/recognise", async (string reference, Body<RecogniseObservablesInput> body, HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new RecogniseObservablesQuery(reference, body.Value), context.RequestAborted)))
            .Sending("Find observables in a text", typeof(RecogniseObservablesQuery)).Produces<RecognisedObservables>();
        observables.MapPost("/batch", AddSeveralAsync).Sending("Add several observables", typeof(AddObservablesCommand))
            .Produces<AddedObservables>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        observables.MapGet("/{id:guid}", async (string reference, Guid id, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
                viewer.Required.IsPartner
                    ? context.Hashed(await send.SendAsync(new GetSharedObservableQuery(reference, id), context.RequestAborted))
                    : await ReadAsync(reference, id, context, send))
            .Sending("Read an observable", typeof(GetObservableQuery), typeof(GetSharedObservableQuery)).Produces<ObservableDetail>();
        observables.MapPost("/{id:guid}/actions/withdraw", async (string reference, Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new WithdrawObservableCommand(reference, id, body.Value, context.OptionalVersion()), context.RequestAborted);
                return await ReadAsync(reference, id, context, send);
            })
            .Sending("Observable action withdraw", typeof(WithdrawObservableCommand)).AsAction().Produces<ObservableDetail>();
    }

    private static async Task<IResult> ListAsync(string reference, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        var request = context.Request;
        if (viewer.Required.IsPartner)
        {
            request.EnsureOnly("type");
            var shared = new ListSharedObservablesQuery(reference, request.Words<ObservableType>("type"), request.Page());
            return Results.Ok(await send.SendAsync(shared, context.RequestAborted));
        }

        request.EnsureOnly(Filters);
        var query = new ListObservablesQuery(reference, request.Words<ObservableType>("type"), request.Flag("includeWithdrawn") == true, request.Page());
        return Results.Ok(await send.SendAsync(query, context.RequestAborted));
    }

    private static async Task<IResult> AddAsync(string reference, Body<ObservableInput> body, HttpContext context, IDispatcher send)
    {
        var key = await send.SendAsync(new AddObservableCommand(reference, body.Value), context.RequestAborted);
        return await ReadAsync(reference, key.Id, context, send, $"/api/v1/incidents/{key.Reference}/observables/{key.Id}");
    }

    private static async Task<IResult> AddSeveralAsync(string reference, Body<AddObservablesInput> body, HttpContext context, IDispatcher send)
    {
        var keys = await send.SendAsync(new AddObservablesCommand(reference, body.Value), context.RequestAborted);
        return Results.Created($"/api/v1/incidents/{keys.Reference}/observables", new AddedObservables(keys.Ids));
    }

    private static async Task<IResult> ReadAsync(string reference, Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetObservableQuery(reference, id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}

/// <summary>What a batch has added.</summary>
/// <param name="Ids">The observables, in the order in which they were given.</param>
internal sealed record AddedObservables(IReadOnlyList<Guid> Ids);
