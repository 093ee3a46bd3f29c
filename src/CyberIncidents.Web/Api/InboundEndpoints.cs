using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Web.Api;

/// <summary>What we do with what a partner asks of us, beside answering it.</summary>
internal static class InboundEndpoints
{
    public static void MapInbound(this IEndpointRouteBuilder requests)
    {
        requests.MapPost("/{reference}/actions/triage", (string reference, Body<TriageRequestInput> body, HttpContext context, IDispatcher send) =>
                OnRequestAsync(reference, new TriageRequestCommand(reference, body.Value, context.OptionalVersion()), context, send))
            .Sending("Take a partner's request, or give it to somebody", typeof(TriageRequestCommand)).AsAction().Produces<RequestDetail>();
        requests.MapPost("/{reference}/actions/hand-over", (string reference, Body<HandOverInput> body, HttpContext context, IDispatcher send) =>
                OnRequestAsync(reference, new HandOverRequestCommand(reference, body.Value, context.OptionalVersion()), context, send))
            .Sending("Hand a partner's request to another of ours", typeof(HandOverRequestCommand)).AsAction().Produces<RequestDetail>();
        requests.MapPost("/{reference}/actions/make-incident", (string reference, Body<MakeIncidentInput> body, HttpContext context, IDispatcher send) =>
                OnCaseAsync(new MakeIncidentCommand(reference, body.Value, context.OptionalVersion()), context, send))
            .Sending("Make a case of a partner's request", typeof(MakeIncidentCommand)).AsAction().Produces<IncidentDetail>(StatusCodes.Status201Created);
        requests.MapPost("/{reference}/actions/link", (string reference, Body<LinkRequestInput> body, HttpContext context, IDispatcher send) =>
                OnRequestAsync(reference, new LinkRequestCommand(reference, body.Value, context.OptionalVersion()), context, send))
            .Sending("Take a partner's request into a case", typeof(LinkRequestCommand)).AsAction().Produces<RequestDetail>();
    }

    /// <summary>What a partner may ask of us, and what a legal basis demands of it.</summary>
    public static void MapFilingOptions(this IEndpointRouteBuilder api) =>
        api.MapGet("/request-options", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("kind", "legalBasis");
                var kinds = context.Request.Words<RequestKind>("kind");
                var query = new GetFilingOptionsQuery(kinds.Count > 0 ? kinds[0] : null, context.Request.Text("legalBasis"));
                return Results.Ok(await send.SendAsync(query, context.RequestAborted));
            })
            .Sending("Read what may be asked of us", typeof(GetFilingOptionsQuery)).WithMetadata(new Takes("kind", "legalBasis")).WithTags("Requests")
            .Produces<FilingOptions>();

    private static async Task<IResult> OnRequestAsync<TKey>(string reference, ICommand<TKey> command, HttpContext context, IDispatcher send)
    {
        await send.SendAsync(command, context.RequestAborted);
        return await RequestEndpoints.ReadAsync(reference, context, send);
    }

    private static async Task<IResult> OnCaseAsync(MakeIncidentCommand command, HttpContext context, IDispatcher send)
    {
        var made = await send.SendAsync(command, context.RequestAborted);
        return await IncidentEndpoints.ReadAsync(made.Reference, context, send, $"/api/v1/incidents/{made.Reference}");
    }
}
