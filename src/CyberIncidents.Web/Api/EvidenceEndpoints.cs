using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Domain.Sharing;
using Microsoft.AspNetCore.Http.Metadata;

namespace CyberIncidents.Web.Api;

/// <summary>Files of evidence: brought as a stream, given out as attachments.</summary>
internal static class EvidenceEndpoints
{
    // Routing would answer 415 before anybody is asked to sign in; the type is checked later, and named in the OpenAPI file.
    private const string UploadBody = "*/*";
    private const string IncludeWithdrawn = "includeWithdrawn";

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        var evidence = api.MapGroup("/incidents/{reference}/evidence").WithTags("Evidence");
        evidence.MapGet("", ListAsync).Sending("List evidence", typeof(ListEvidenceQuery), typeof(ListSharedEvidenceQuery)).AsPages(IncludeWithdrawn)
            .Produces<Page<EvidenceDetail>>();
        evidence.MapPost("", UploadAsync).Sending("Upload evidence", typeof(AddEvidenceCommand), typeof(GetUploadPlaceQuery)).WithMetadata(new Streamed(), new AcceptsMetadata([UploadBody], typeof(EvidenceForm)))
            .Produces<EvidenceDetail>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        evidence.MapGet("/{id:guid}", async (string reference, Guid id, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
                await ReadAsync(reference, id, context, send, viewer))
            .Sending("Read evidence", typeof(GetEvidenceQuery), typeof(GetSharedEvidenceQuery)).Produces<EvidenceDetail>();
        evidence.MapPatch("/{id:guid}", EditAsync).Sending("Edit evidence", typeof(EditEvidenceCommand)).AsPatch().Produces<EvidenceDetail>();
        evidence.MapGet("/{id:guid}/custody", CustodyAsync).Sending("Read the custody log of evidence", typeof(ListCustodyQuery)).AsPages().Produces<Page<CustodyLine>>();
        evidence.MapMethods("/{id:guid}/content", [HttpMethods.Head], EvidenceDownload.SendAsync)
            .Sending("Read size and hash of evidence", typeof(OpenEvidenceQuery)).WithMetadata(new Takes("as")).Produces(StatusCodes.Status200OK);
        evidence.MapGet("/{id:guid}/content", EvidenceDownload.SendAsync)
            .Sending("Download evidence", typeof(OpenEvidenceQuery), typeof(NoteDownloadCommand)).WithMetadata(new Takes("as"))
            .Produces(StatusCodes.Status200OK, contentType: EvidenceDownload.Bytes).Produces(StatusCodes.Status206PartialContent, contentType: EvidenceDownload.Bytes)
            .ProducesProblem(StatusCodes.Status409Conflict).Produces(StatusCodes.Status416RangeNotSatisfiable);
        MapActions(evidence);
    }

    private static void MapActions(RouteGroupBuilder evidence)
    {
        evidence.MapPost("/{id:guid}/actions/withdraw", async (string reference, Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
            {
                await send.SendAsync(new WithdrawEvidenceCommand(reference, id, body.Value, context.OptionalVersion()), context.RequestAborted);
                return await ReadAsync(reference, id, context, send, viewer);
            })
            .Sending("Evidence action withdraw", typeof(WithdrawEvidenceCommand)).AsAction().Produces<EvidenceDetail>();
        foreach (var on in new[] { true, false })
        {
            var name = on ? "quarantine" : "unquarantine";
            evidence.MapPost($"/{{id:guid}}/actions/{name}", async (string reference, Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer) =>
                {
                    await send.SendAsync(new QuarantineEvidenceCommand(reference, id, on, body.Value, context.OptionalVersion()), context.RequestAborted);
                    return await ReadAsync(reference, id, context, send, viewer);
                })
                .Sending($"Evidence action {name}", typeof(QuarantineEvidenceCommand)).AsAction().Produces<EvidenceDetail>();
        }

        evidence.MapPost("/{id:guid}/actions/verify", VerifyAsync).Sending("Evidence action verify", typeof(GetEvidenceToVerifyQuery)).AsAction().Produces<EvidenceDetail>();
    }

    private static async Task<IResult> ListAsync(string reference, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        var request = context.Request;
        if (viewer.Required.IsPartner)
        {
            request.EnsureOnly();
            return Results.Ok(await send.SendAsync(new ListSharedEvidenceQuery(reference, request.Page()), context.RequestAborted));
        }

        request.EnsureOnly(IncludeWithdrawn);
        return Results.Ok(await send.SendAsync(new ListEvidenceQuery(reference, request.Flag(IncludeWithdrawn) == true, request.Page()), context.RequestAborted));
    }

    private static async Task<IResult> UploadAsync(string reference, HttpContext context, EvidenceUpload upload, IDispatcher send, IViewerAccessor viewer)
    {
        var key = await upload.TakeAsync(context, UploadTarget.Case(reference), byForm: false);
        return await ReadAsync(key.Reference, key.Id, context, send, viewer, $"/api/v1/incidents/{key.Reference}/evidence/{key.Id}");
    }

    private static async Task<IResult> EditAsync(
        string reference, Guid id, Body<EditEvidenceInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        await send.SendAsync(new EditEvidenceCommand(reference, id, body.Value, context.RequiredVersion()), context.RequestAborted);
        return await ReadAsync(reference, id, context, send, viewer);
    }

    private static async Task<IResult> CustodyAsync(string reference, Guid id, HttpContext context, IDispatcher send)
    {
        context.Request.EnsureOnly();
        return Results.Ok(await send.SendAsync(new ListCustodyQuery(reference, id, context.Request.Page()), context.RequestAborted));
    }

    private static async Task<IResult> VerifyAsync(
        string reference, Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer, IEvidenceChecks checks)
    {
        var content = await send.SendAsync(new GetEvidenceToVerifyQuery(reference, id), context.RequestAborted);
        await checks.CheckAsync(content.Id, content.Stored, viewer.Required.UserId, context.RequestAborted);
        return await ReadAsync(reference, id, context, send, viewer);
    }

    private static async Task<IResult> ReadAsync(
        string reference, Guid id, HttpContext context, IDispatcher send, IViewerAccessor viewer, string? created = null)
    {
        if (viewer.Required.IsPartner)
        {
            var shared = await send.SendAsync(new GetSharedEvidenceQuery(reference, id), context.RequestAborted);
            return created is null ? context.Hashed(shared) : Results.Created(created, shared);
        }

        var detail = await send.SendAsync(new GetEvidenceQuery(reference, id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}

/// <summary>The parts of an upload, in this order, for the OpenAPI file; nothing binds to it.</summary>
/// <param name="Tlp">The marking; the case's when left out.</param>
/// <param name="Description">What is said of the file.</param>
/// <param name="ReceivedFrom">From whom it was received.</param>
/// <param name="Sha256">What the file's SHA-256 has to be, hex.</param>
/// <param name="Size">How many bytes the file has to have.</param>
/// <param name="File">The file, last.</param>
internal sealed record EvidenceForm(Tlp? Tlp, string? Description, string? ReceivedFrom, string? Sha256, long? Size, string File);
