using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Countries;
using CyberIncidents.Domain.Agreements;

namespace CyberIncidents.Web.Api;

/// <summary>What the work with countries comes to, and how they stand to agreements. Their names alone stand with the reference data.</summary>
internal static class CountryEndpoints
{
    internal static readonly string[] Matrix = ["kind", "region", "all", "after"];

    public static void MapCountries(this IEndpointRouteBuilder api)
    {
        var countries = api.MapGroup("/countries").WithTags("Countries");
        countries.MapGet("/standings", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("q", "region");
                return Results.Ok(await send.SendAsync(new ListCountryStandingsQuery(context.Request.Text("q"), context.Request.Text("region")), context.RequestAborted));
            })
            .Sending("List countries with what there is with each", typeof(ListCountryStandingsQuery)).WithMetadata(new Takes("q", "region")).Produces<Page<CountryRow>>();
        countries.MapGet("/{code}", async (string code, HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new GetCountryQuery(code), context.RequestAborted)))
            .Sending("Read what the work with a country comes to", typeof(GetCountryQuery)).Produces<CountryProfile>();
        api.MapGet("/programme/matrix", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone(Matrix);
                return Results.Ok(await send.SendAsync(context.Request.MatrixQuery(), context.RequestAborted));
            })
            .WithTags("Countries").Sending("Read countries by agreements", typeof(GetAgreementMatrixQuery)).WithMetadata(new Takes(Matrix)).Produces<AgreementMatrix>();
    }

    /// <summary>What is asked of the matrix, for the API and the page.</summary>
    internal static GetAgreementMatrixQuery MatrixQuery(this HttpRequest request) => new(
        request.Words<AgreementKind>("kind"), request.Text("region"), request.Flag("all") == true, request.Text("after"));
}
