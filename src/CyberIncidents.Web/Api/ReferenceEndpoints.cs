using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Reference;

namespace CyberIncidents.Web.Api;

/// <summary>Countries and code lists.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReference(this IEndpointRouteBuilder api)
    {
        var reference = api.MapGroup("").WithTags("Reference data");
        Map<ListCountriesQuery, Page<CountryDetail>>(reference, "/countries", "List countries", new ListCountriesQuery());
        Map<GetClassificationsQuery, Classifications>(reference, "/classifications", "List classifications", new GetClassificationsQuery());
        Map<ListLegalBasesQuery, Page<LegalBasisDetail>>(reference, "/legal-bases", "List legal bases", new ListLegalBasesQuery());
        Map<ListRefusalGroundsQuery, Page<CodeDetail>>(reference, "/refusal-grounds", "List refusal grounds", new ListRefusalGroundsQuery());
        Map<ListRequestKindsQuery, Page<RequestKindDetail>>(reference, "/request-kinds", "List request kinds", new ListRequestKindsQuery());
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
