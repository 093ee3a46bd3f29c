using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Domain.Common;
using CyberIncidents.Infrastructure.Files;
using Microsoft.Net.Http.Headers;

namespace CyberIncidents.Web.Api;

/// <summary>
/// Gives out bytes, always as an attachment that no browser shows. The custody log gets its line before they leave: one for each
/// download; a later part (a range that does not begin at the first byte, of the same content) goes on from one that the same
/// person began within 24 hours.
/// </summary>
internal static class EvidenceDownload
{
    public const string Bytes = "application/octet-stream";

    public static async Task<IResult> SendAsync(string reference, Guid id, HttpContext context, IDispatcher send, IEvidenceStore store)
    {
        context.Request.EnsureNone("as");
        var asZip = context.Request.Text("as") switch
        {
            null => false,
            "zip" => true,
            _ => throw new InvalidInputException("as", "zip, or nothing."),
        };
        var content = await send.SendAsync(new OpenEvidenceQuery(reference, id, asZip), context.RequestAborted);
        var stream = await OpenAsync(store, content, context.RequestAborted);
        context.Response.RegisterForDisposeAsync(stream);
        var tag = new EntityTagHeaderValue($"\"{content.Stored.Sha256}\"");
        if (PartsOf(context.Request, content.Stored.Size, tag, asZip) is { } continues)
        {
            await send.SendAsync(new NoteDownloadCommand(content.Id, continues, asZip), context.RequestAborted);
        }

        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        return asZip
            ? new ZipResult(stream, content)
            : Results.Stream(stream, Bytes, content.FileName, entityTag: tag, enableRangeProcessing: true);
    }

    /// <summary>The same of a document of an engagement, which is in no quarantine and leaves as it is.</summary>
    public static async Task<IResult> SendDocumentAsync(string reference, Guid id, HttpContext context, IDispatcher send, IEvidenceStore store)
    {
        context.Request.EnsureNone();
        var content = await send.SendAsync(new OpenDocumentQuery(reference, id), context.RequestAborted);
        var stream = await OpenAsync(store, content, context.RequestAborted);
        context.Response.RegisterForDisposeAsync(stream);
        var tag = new EntityTagHeaderValue($"\"{content.Stored.Sha256}\"");
        if (PartsOf(context.Request, content.Stored.Size, tag, asZip: false) is { } continues)
        {
            await send.SendAsync(new NoteDocumentDownloadCommand(content.Id, continues), context.RequestAborted);
        }

        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        return Results.Stream(stream, Bytes, content.FileName, entityTag: tag, enableRangeProcessing: true);
    }

    private static async Task<Stream> OpenAsync(IEvidenceStore store, EvidenceContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await store.OpenAsync(content.Stored, cancellationToken);
        }
        catch (ContentBrokenException)
        {
            throw new RuleBrokenException("content-broken", "The stored file is not what it was, and is not given out.");
        }
    }

    /// <summary>Whether bytes will leave, and if so whether they are a later part. It reads the conditions as the answer itself will.</summary>
    private static bool? PartsOf(HttpRequest request, long size, EntityTagHeaderValue tag, bool asZip)
    {
        if (HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        var headers = request.GetTypedHeaders();
        if (asZip || headers.IfMatch.Count > 0)
        {
            return false;
        }

        if (headers.IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false)))
        {
            return null;
        }

        var same = headers.IfRange is not { } ifRange || ifRange.EntityTag?.Compare(tag, useStrongComparison: true) == true;
        return same && headers.Range is { Ranges.Count: 1 } range && range.Ranges.First().From is { } from
            ? from >= size ? null : from > 0
            : false;
    }

    private sealed class ZipResult(Stream stream, EvidenceContent content) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(content.FileName + ".zip");
            response.ContentType = "application/zip";
            response.ContentLength = InfectedZip.LengthOf(content.FileName, content.Stored.Size);
            response.Headers.ContentDisposition = disposition.ToString();
            if (!HttpMethods.IsHead(httpContext.Request.Method))
            {
                await InfectedZip.WriteAsync(stream, content.FileName, content.Stored.Size, DateTimeOffset.UnixEpoch, response.Body, httpContext.RequestAborted);
            }
        }
    }
}
