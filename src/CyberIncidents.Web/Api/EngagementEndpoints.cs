using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using Microsoft.AspNetCore.Http.Metadata;

namespace CyberIncidents.Web.Api;

/// <summary>Engagements with their parts and documents.</summary>
internal static class EngagementEndpoints
{
    public static readonly string[] Filters = ["when", "kind", "cooperation", "state", "country", "instrument", "q"];
    private const string IncludeWithdrawn = "includeWithdrawn";

    public static void MapEngagements(this IEndpointRouteBuilder api)
    {
        api.MapGet("/instruments", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new ListInstrumentsQuery(), context.RequestAborted));
            })
            .WithTags("Engagements").Sending("List what engagements and commitments may name", typeof(ListInstrumentsQuery)).Produces<Page<InstrumentName>>();
        var engagements = api.MapGroup("/engagements").WithTags("Engagements");
        engagements.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly(Filters);
                return Results.Ok(await send.SendAsync(new ListEngagementsQuery(context.Request.EngagementFilter(), context.Request.Page()), context.RequestAborted));
            })
            .Sending("List engagements", typeof(ListEngagementsQuery)).AsPages(Filters).Produces<Page<EngagementSummary>>();
        engagements.MapPost("", async (Body<EngagementInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new AddEngagementCommand(body.Value), context.RequestAborted);
                return await ReadAsync(key.Reference, context, send, $"/api/v1/engagements/{key.Reference}");
            })
            .Sending("Note an engagement", typeof(AddEngagementCommand)).Produces<EngagementDetail>(StatusCodes.Status201Created);
        engagements.MapGet("/{reference}", (string reference, HttpContext context, IDispatcher send) => ReadAsync(reference, context, send))
            .Sending("Read an engagement", typeof(GetEngagementQuery)).Produces<EngagementDetail>();
        engagements.MapPatch("/{reference}", async (string reference, Body<EditEngagementInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditEngagementCommand(reference, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadAsync(reference, context, send);
            })
            .Sending("Edit an engagement", typeof(EditEngagementCommand)).AsPatch().Produces<EngagementDetail>();
        foreach (var move in Enum.GetValues<EngagementMove>())
        {
            engagements.MapPost($"/{{reference}}/actions/{MoveName.Of(move)}", async (string reference, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                {
                    await send.SendAsync(new MoveEngagementCommand(reference, move, body.Value, context.OptionalVersion()), context.RequestAborted);
                    return await ReadAsync(reference, context, send);
                })
                .Sending($"Engagement action {MoveName.Of(move)}", typeof(MoveEngagementCommand)).AsAction().Produces<EngagementDetail>();
        }

        MapParts(engagements);
        MapDocuments(engagements.MapGroup("/{reference}/documents"));
    }

    /// <summary>The filter of a list, for the API and the page.</summary>
    public static EngagementFilter EngagementFilter(this HttpRequest request) => new()
    {
        When = request.Words<EngagementTime>("when", t => t switch { "upcoming" => EngagementTime.Upcoming, "past" => EngagementTime.Past, _ => null }, ["upcoming", "past"])
            .Select(t => (EngagementTime?)t).FirstOrDefault(),
        Kind = request.Words<EngagementKind>("kind"),
        Cooperation = request.Words<CooperationKind>("cooperation"),
        State = request.Words<EngagementState>("state"),
        Country = request.Text("country"),
        Instrument = request.Text("instrument"),
        Q = request.Text("q"),
    };

    private static void MapParts(RouteGroupBuilder engagements)
    {
        engagements.MapPost("/{reference}/delegations", (string reference, Body<DelegationInput> body, HttpContext context, IDispatcher send) =>
                PartAsync(new AddDelegationCommand(reference, body.Value), context, send))
            .Sending("Add a delegation", typeof(AddDelegationCommand)).Produces<EngagementDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        engagements.MapPost("/{reference}/agenda", (string reference, Body<AgendaItemInput> body, HttpContext context, IDispatcher send) =>
                PartAsync(new AddAgendaItemCommand(reference, body.Value), context, send))
            .Sending("Add an agenda item", typeof(AddAgendaItemCommand)).Produces<EngagementDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        engagements.MapPost("/{reference}/outcomes", (string reference, Body<OutcomeInput> body, HttpContext context, IDispatcher send) =>
                PartAsync(new AddOutcomeCommand(reference, body.Value), context, send))
            .Sending("Write down an outcome", typeof(AddOutcomeCommand)).Produces<EngagementDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        engagements.MapPost("/{reference}/incidents", (string reference, Body<LinkedIncidentInput> body, HttpContext context, IDispatcher send) =>
                PartAsync(new LinkIncidentToEngagementCommand(reference, body.Value), context, send))
            .Sending("Link a case to an engagement", typeof(LinkIncidentToEngagementCommand)).Produces<EngagementDetail>(StatusCodes.Status201Created);
        engagements.MapPost("/{reference}/parts/{id:guid}/actions/remove", async (string reference, Guid id, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new RemoveEngagementPartCommand(reference, id), context.RequestAborted);
                return await ReadAsync(reference, context, send);
            })
            .Sending("Remove a part of an engagement", typeof(RemoveEngagementPartCommand)).AsAction().Produces<EngagementDetail>();
        engagements.MapPost("/{reference}/incidents/{incident}/actions/unlink", async (string reference, string incident, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new UnlinkIncidentFromEngagementCommand(reference, incident), context.RequestAborted);
                return await ReadAsync(reference, context, send);
            })
            .Sending("Unlink a case from an engagement", typeof(UnlinkIncidentFromEngagementCommand)).AsAction().Produces<EngagementDetail>();
    }

    private static void MapDocuments(RouteGroupBuilder documents)
    {
        documents.MapGet("", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly(IncludeWithdrawn);
                var query = new ListDocumentsQuery(reference, context.Request.Flag(IncludeWithdrawn) == true, context.Request.Page());
                return Results.Ok(await send.SendAsync(query, context.RequestAborted));
            })
            .Sending("List documents of an engagement", typeof(ListDocumentsQuery)).AsPages(IncludeWithdrawn).Produces<Page<DocumentDetail>>();
        documents.MapPost("", async (string reference, HttpContext context, EvidenceUpload upload, IDispatcher send) =>
            {
                var key = await upload.TakeAsync(context, UploadTarget.Engagement(reference), byForm: false);
                return await DocumentAsync(key.Reference, key.Id, context, send, $"/api/v1/engagements/{key.Reference}/documents/{key.Id}");
            })
            .Sending("Upload a document of an engagement", typeof(AddDocumentCommand), typeof(GetDocumentPlaceQuery))
            .WithMetadata(new Streamed(), new AcceptsMetadata(["*/*"], typeof(EvidenceForm)))
            .Produces<DocumentDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        documents.MapGet("/{id:guid}", (string reference, Guid id, HttpContext context, IDispatcher send) => DocumentAsync(reference, id, context, send))
            .Sending("Read a document of an engagement", typeof(GetDocumentQuery)).Produces<DocumentDetail>();
        documents.MapGet("/{id:guid}/custody", async (string reference, Guid id, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly();
                return Results.Ok(await send.SendAsync(new ListDocumentCustodyQuery(reference, id, context.Request.Page()), context.RequestAborted));
            })
            .Sending("Read the custody log of a document", typeof(ListDocumentCustodyQuery)).AsPages().Produces<Page<CustodyLine>>();
        documents.MapGet("/{id:guid}/content", EvidenceDownload.SendDocumentAsync)
            .Sending("Download a document of an engagement", typeof(OpenDocumentQuery), typeof(NoteDocumentDownloadCommand))
            .Produces(StatusCodes.Status200OK, contentType: EvidenceDownload.Bytes).Produces(StatusCodes.Status206PartialContent, contentType: EvidenceDownload.Bytes)
            .ProducesProblem(StatusCodes.Status409Conflict).Produces(StatusCodes.Status416RangeNotSatisfiable);
        documents.MapPost("/{id:guid}/actions/withdraw", async (string reference, Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new WithdrawDocumentCommand(reference, id, body.Value), context.RequestAborted);
                return await DocumentAsync(reference, id, context, send);
            })
            .Sending("Document action withdraw", typeof(WithdrawDocumentCommand)).AsAction().Produces<DocumentDetail>();
    }

    private static async Task<IResult> PartAsync(ICommand<EngagementKey> command, HttpContext context, IDispatcher send)
    {
        var key = await send.SendAsync(command, context.RequestAborted);
        return await ReadAsync(key.Reference, context, send, $"/api/v1/engagements/{key.Reference}");
    }

    private static async Task<IResult> ReadAsync(string reference, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetEngagementQuery(reference), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> DocumentAsync(string reference, Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetDocumentQuery(reference, id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
