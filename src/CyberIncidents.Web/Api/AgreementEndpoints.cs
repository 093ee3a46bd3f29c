using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Web.Api;

/// <summary>The register of agreements, and which legal basis applies.</summary>
internal static class AgreementEndpoints
{
    internal static readonly string[] Filters = ["kind", "inForce", "country", "retired"];

    public static void MapAgreements(this IEndpointRouteBuilder api)
    {
        var agreements = api.MapGroup("/agreements").WithTags("Agreements");
        agreements.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly(Filters);
                return Results.Ok(await send.SendAsync(new ListAgreementsQuery(context.Request.AgreementFilter(), context.Request.Page()), context.RequestAborted));
            })
            .Sending("List agreements", typeof(ListAgreementsQuery)).AsPages(Filters).Produces<Page<AgreementSummary>>();
        agreements.MapGet("/{code}", (string code, HttpContext context, IDispatcher send) => ReadAsync(code, context, send))
            .Sending("Read an agreement", typeof(GetAgreementQuery)).Produces<AgreementDetail>();
        agreements.MapPost("", async (Body<AgreementInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new AddAgreementCommand(body.Value), context.RequestAborted);
                return await ReadAsync(key.Code, context, send, $"/api/v1/agreements/{key.Code}");
            })
            .Sending("Add an agreement", typeof(AddAgreementCommand)).Produces<AgreementDetail>(StatusCodes.Status201Created);
        agreements.MapPatch("/{code}", async (string code, Body<EditAgreementInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditAgreementCommand(code, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadAsync(code, context, send);
            })
            .Sending("Edit an agreement", typeof(EditAgreementCommand)).AsPatch().Produces<AgreementDetail>();
        api.MapGroup("/legal-bases").WithTags("Agreements").MapGet("/applicable", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureNone("kind", "country", "organisation");
                var query = new ListApplicableBasesQuery(request.Words<RequestKind>("kind").Select(k => (RequestKind?)k).FirstOrDefault(), request.Text("country"), request.Key("organisation"));
                return Results.Ok(await send.SendAsync(query, context.RequestAborted));
            })
            .Sending("List which legal bases apply", typeof(ListApplicableBasesQuery)).WithMetadata(new Takes("kind", "country", "organisation")).Produces<ApplicableBases>();
    }

    /// <summary>The filters of the register, as API and page take them.</summary>
    internal static AgreementFilter AgreementFilter(this HttpRequest request) => new()
    {
        Kind = request.Words<AgreementKind>("kind"),
        InForce = request.Flag("inForce"),
        Country = request.Text("country"),
        Retired = request.Flag("retired"),
    };

    private static async Task<IResult> ReadAsync(string code, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetAgreementQuery(code), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
