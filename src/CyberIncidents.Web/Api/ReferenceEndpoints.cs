using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Reference;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Api;

/// <summary>Countries, code lists and legal bases.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReference(this IEndpointRouteBuilder api)
    {
        var reference = api.MapGroup("").WithTags("Reference data");
        Map<ListCountriesQuery, Page<CountryDetail>>(reference, "/countries", "List countries", new ListCountriesQuery());
        Map<GetClassificationsQuery, Classifications>(reference, "/classifications", "List classifications", new GetClassificationsQuery());
        Map<ListRefusalGroundsQuery, Page<CodeDetail>>(reference, "/refusal-grounds", "List refusal grounds", new ListRefusalGroundsQuery());
        Map<ListRequestKindsQuery, Page<RequestKindDetail>>(reference, "/request-kinds", "List request kinds", new ListRequestKindsQuery());
        MapLegalBases(api.MapGroup("/legal-bases").WithTags("Legal bases"));
    }

    private static void MapLegalBases(RouteGroupBuilder bases)
    {
        bases.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureNone("jurisdiction", "retired");
                return Results.Ok(await send.SendAsync(new ListLegalBasesQuery(request.Text("jurisdiction"), request.Flag("retired")), context.RequestAborted));
            })
            .Sending("List legal bases", typeof(ListLegalBasesQuery)).WithMetadata(new Takes("jurisdiction", "retired")).Produces<Page<LegalBasisDetail>>();
        bases.MapGet("/{code}", (string code, HttpContext context, IDispatcher send) => ReadBasisAsync(code, context, send))
            .Sending("Read a legal basis", typeof(GetLegalBasisQuery)).Produces<LegalBasisDetail>();
        bases.MapPost("", async (Body<LegalBasisInput> body, HttpContext context, IDispatcher send, ReferenceNames names) =>
            {
                var key = await send.SendAsync(new AddLegalBasisCommand(body.Value), context.RequestAborted);
                names.Forget();
                return await ReadBasisAsync(key.Code, context, send, $"/api/v1/legal-bases/{key.Code}");
            })
            .Sending("Add a legal basis", typeof(AddLegalBasisCommand)).Produces<LegalBasisDetail>(StatusCodes.Status201Created);
        bases.MapPatch("/{code}", async (string code, Body<EditLegalBasisInput> body, HttpContext context, IDispatcher send, ReferenceNames names) =>
            {
                await send.SendAsync(new EditLegalBasisCommand(code, body.Value, context.RequiredVersion()), context.RequestAborted);
                names.Forget();
                return await ReadBasisAsync(code, context, send);
            })
            .Sending("Edit a legal basis", typeof(EditLegalBasisCommand)).AsPatch().Produces<LegalBasisDetail>();
    }

    private static async Task<IResult> ReadBasisAsync(string code, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetLegalBasisQuery(code), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static void Map<TQuery, TModel>(IEndpointRouteBuilder group, string path, string summary, TQuery query)
        where TQuery : IQuery<TModel> =>
        group.MapGet(path, async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(query, context.RequestAborted));
            })
            .Sending(summary, typeof(TQuery)).Produces<TModel>();
}
