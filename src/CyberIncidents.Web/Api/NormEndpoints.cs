using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;

namespace CyberIncidents.Web.Api;

/// <summary>Norms, the cases that cite them, and what is done to live up to them.</summary>
internal static class NormEndpoints
{
    public static void MapNorms(this IEndpointRouteBuilder api)
    {
        var norms = api.MapGroup("/norms").WithTags("Norms");
        norms.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly("agreement");
                return Results.Ok(await send.SendAsync(new ListNormsQuery(context.Request.Text("agreement"), context.Request.Page()), context.RequestAborted));
            })
            .Sending("List norms", typeof(ListNormsQuery)).AsPages("agreement").Produces<Page<NormSummary>>();
        norms.MapGet("/{agreement}/{article}", async (string agreement, string article, HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new GetNormQuery(agreement, article), context.RequestAborted)))
            .Sending("Read a norm", typeof(GetNormQuery)).Produces<NormSummary>();
        norms.MapGet("/{agreement}/{article}/incidents", async (string agreement, string article, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly();
                return Results.Ok(await send.SendAsync(new ListCitingCasesQuery(agreement, article, context.Request.Page()), context.RequestAborted));
            })
            .Sending("List the incidents that cite a norm", typeof(ListCitingCasesQuery)).AsPages().Produces<Page<CitingCase>>();
        MapMeasures(norms, api.MapGroup("/measures").WithTags("Norms"));
        MapCases(api.MapGroup("/incidents/{reference}/norms").WithTags("Norms"));
    }

    private static void MapMeasures(RouteGroupBuilder norms, RouteGroupBuilder measures)
    {
        norms.MapGet("/{agreement}/{article}/measures", async (string agreement, string article, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly();
                return Results.Ok(await send.SendAsync(new ListMeasuresQuery(agreement, article, context.Request.Page()), context.RequestAborted));
            })
            .Sending("List the measures of a norm", typeof(ListMeasuresQuery)).AsPages().Produces<Page<MeasureDetail>>();
        norms.MapPost("/{agreement}/{article}/measures", async (string agreement, string article, Body<MeasureInput> body, HttpContext context, IDispatcher send) =>
            {
                var id = await send.SendAsync(new AddMeasureCommand(agreement, article, body.Value), context.RequestAborted);
                return await ReadMeasureAsync(id, context, send, $"/api/v1/measures/{id}");
            })
            .Sending("Add a measure", typeof(AddMeasureCommand)).Produces<MeasureDetail>(StatusCodes.Status201Created);
        measures.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadMeasureAsync(id, context, send))
            .Sending("Read a measure", typeof(GetMeasureQuery)).Produces<MeasureDetail>();
        measures.MapPatch("/{id:guid}", async (Guid id, Body<EditMeasureInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditMeasureCommand(id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadMeasureAsync(id, context, send);
            })
            .Sending("Edit a measure", typeof(EditMeasureCommand)).AsPatch().Produces<MeasureDetail>();
    }

    private static void MapCases(RouteGroupBuilder cited)
    {
        cited.MapGet("", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly();
                return Results.Ok(await send.SendAsync(new ListCaseNormsQuery(reference, context.Request.Page()), context.RequestAborted));
            })
            .Sending("List the norms of an incident", typeof(ListCaseNormsQuery)).AsPages().Produces<Page<CaseNormDetail>>();
        cited.MapPost("", async (string reference, Body<CiteNormInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new CiteNormCommand(reference, body.Value), context.RequestAborted);
                return await ReadCitationAsync(reference, key.Id, context, send, $"/api/v1/incidents/{key.Reference}/norms/{key.Id}");
            })
            .Sending("Cite a norm", typeof(CiteNormCommand)).Produces<CaseNormDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        cited.MapGet("/{id:guid}", (string reference, Guid id, HttpContext context, IDispatcher send) => ReadCitationAsync(reference, id, context, send))
            .Sending("Read a cited norm", typeof(GetCaseNormQuery)).Produces<CaseNormDetail>();
        cited.MapPost("/{id:guid}/actions/withdraw", async (string reference, Guid id, Body<ActionInput> _, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new WithdrawCaseNormCommand(reference, id, context.OptionalVersion()), context.RequestAborted);
                return await ReadCitationAsync(reference, id, context, send);
            })
            .Sending("Cited norm action withdraw", typeof(WithdrawCaseNormCommand)).AsAction().Produces<CaseNormDetail>();
    }

    private static async Task<IResult> ReadMeasureAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetMeasureQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> ReadCitationAsync(string reference, Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetCaseNormQuery(reference, id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
