using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;

namespace CyberIncidents.Web.Api;

/// <summary>Who read, and signed exports of the logs of a case.</summary>
internal static class ReadLogEndpoints
{
    private const string Zip = "application/zip";

    public static void MapReadLog(this IEndpointRouteBuilder api)
    {
        var incidents = api.MapGroup("/incidents/{reference}").WithTags("Incidents");
        incidents.MapGet("/reads", async (string reference, HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly("organisation");
                return Results.Ok(await send.SendAsync(new ListReadsQuery(reference, request.Key("organisation"), request.Page()), context.RequestAborted));
            })
            .Sending("List who read of an incident", typeof(ListReadsQuery)).WithMetadata(new Takes("limit", "after", "organisation")).Produces<Page<ReaderDetail>>();
        incidents.MapGet("/reads/export", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("format", "organisation");
                return File(await send.SendAsync(
                    new ExportReadsQuery(reference, context.Request.Key("organisation"), Format(context.Request)), context.RequestAborted));
            })
            .Sending("Export who read of an incident", typeof(ExportReadsQuery)).WithMetadata(new Takes("format", "organisation")).Produces(200, contentType: Zip);
        incidents.MapGet("/releases/export", async (string reference, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("format");
                return File(await send.SendAsync(new ExportReleasesQuery(reference, Format(context.Request)), context.RequestAborted));
            })
            .Sending("Export the releases of an incident", typeof(ExportReleasesQuery)).WithMetadata(new Takes("format")).Produces(200, contentType: Zip);
        api.MapGet("/audit/signing-key", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Text((await send.SendAsync(new GetSigningKeyQuery(), context.RequestAborted)).Pem, "application/x-pem-file");
            })
            .WithTags("Audit").Sending("Read the public key of exports", typeof(GetSigningKeyQuery)).Produces<string>(200, "application/x-pem-file");
    }

    private static IResult File(ExportFile file) => Results.File(file.Content, Zip, file.Name);

    private static ExportFormat Format(HttpRequest request) => request.Text("format") switch
    {
        null or "csv" => ExportFormat.Csv,
        "jsonl" => ExportFormat.JsonLines,
        _ => throw new InvalidInputException("format", "csv or jsonl."),
    };
}
