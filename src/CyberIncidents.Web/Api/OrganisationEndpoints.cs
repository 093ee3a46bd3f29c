using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Web.Api;

/// <summary>Organisations.</summary>
internal static class OrganisationEndpoints
{
    private static readonly string[] Filters = ["country", "q", "kind", "sector", "atHome"];

    public static void MapOrganisations(this IEndpointRouteBuilder api)
    {
        var organisations = api.MapGroup("/organisations").WithTags("Organisations");
        organisations.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly(Filters);
                return Results.Ok(await send.SendAsync(
                    Listed(context.Request), context.RequestAborted));
            })
            .Sending("List organisations", typeof(ListOrganisationsQuery)).AsPages(Filters).Produces<Page<OrganisationDetail>>();
        organisations.MapGet("/choices", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly([]);
                return Results.Ok(await send.SendAsync(new ListOrganisationChoicesQuery(), context.RequestAborted));
            })
            .Sending("List the organisations that forms offer", typeof(ListOrganisationChoicesQuery)).Produces<Page<OrganisationChoice>>();
        organisations.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadAsync(id, context, send))
            .Sending("Read an organisation", typeof(GetOrganisationQuery)).Produces<OrganisationDetail>();
        organisations.MapPost("", async (Body<RegisterOrganisationInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new RegisterOrganisationCommand(body.Value), context.RequestAborted);
                return await ReadAsync(key.Id, context, send, $"/api/v1/organisations/{key.Id}");
            })
            .Sending("Register an organisation", typeof(RegisterOrganisationCommand)).Produces<OrganisationDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        organisations.MapPatch("/{id:guid}", async (Guid id, Body<EditOrganisationInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditOrganisationCommand(id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadAsync(id, context, send);
            })
            .Sending("Edit an organisation", typeof(EditOrganisationCommand)).AsPatch().Produces<OrganisationDetail>();
    }

    private static ListOrganisationsQuery Listed(HttpRequest request)
    {
        var kinds = request.Words<OrganisationKind>("kind");
        return kinds.Count <= 1
            ? new ListOrganisationsQuery(
                request.Text("country"), request.Text("q"), request.Page(), kinds.Count == 0 ? null : kinds[0], request.Text("sector"), request.Flag("atHome"))
            : throw new InvalidInputException("kind", "One kind.");
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetOrganisationQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
