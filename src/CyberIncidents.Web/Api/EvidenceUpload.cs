using System.Globalization;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Sharing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace CyberIncidents.Web.Api;

/// <summary>On endpoints that read their body as it comes: nothing before them may touch it.</summary>
internal sealed record Streamed;

/// <summary>Where a file is brought: to a case, or to an engagement.</summary>
/// <param name="Place">Asks whether it may be.</param>
/// <param name="Add">Takes it in once its content is stored.</param>
internal sealed record UploadTarget(IQuery<UploadPlace> Place, Func<string, AddEvidenceInput, StoredContent, ICommand<EvidenceKey>> Add)
{
    public static UploadTarget Case(string reference) =>
        new(new GetUploadPlaceQuery(reference), (place, input, stored) => new AddEvidenceCommand(place, input, stored));

    public static UploadTarget Engagement(string reference) =>
        new(new GetDocumentPlaceQuery(reference), (place, input, stored) => new AddDocumentCommand(place, input, stored));
}

/// <summary>The fields of an upload, which stand before its file.</summary>
internal sealed class UploadFields
{
    public const string Token = "__RequestVerificationToken";
    public const string OnceKey = "OnceKey";

    private static readonly string[] Known = ["tlp", "description", "receivedFrom", "sha256", "size"];
    private static readonly string[] OfForms = [.. Known, Token, OnceKey];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string? this[string name] => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public void Add(string name, string value, bool byForm)
    {
        if (!(byForm ? OfForms : Known).Contains(name, StringComparer.Ordinal))
        {
            throw new InvalidInputException(name, Words.Get("Evidence.UnknownField"));
        }

        if (!_values.TryAdd(name, value))
        {
            throw new InvalidInputException(name, Words.Get("Evidence.FieldTwice"));
        }
    }

    public Tlp? Tlp(UploadPlace place)
    {
        if (this["tlp"] is not { } label)
        {
            return null;
        }

        var tlp = TlpLabel.Parse(label) ?? throw new InvalidInputException("tlp", Words.Get("Error.OneOf", string.Join(", ", TlpLabel.All)));
        return tlp < place.Tlp ? throw new InvalidInputException("tlp", Words.Get("Error.Laxer", TlpLabel.Of(place.Tlp))) : tlp;
    }

    public string? Sha256() => this["sha256"] switch
    {
        null => null,
        { Length: 64 } hash when hash.All(char.IsAsciiHexDigit) => hash.ToLowerInvariant(),
        _ => throw new InvalidInputException("sha256", Words.Get("Evidence.NoHash")),
    };

    public long? Size() => this["size"] switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) => size,
        _ => throw new InvalidInputException("size", Words.Get("Evidence.NoNumber")),
    };
}

/// <summary>
/// Takes a file in as it comes: the right to bring it is asked before a byte is read, the bytes go to the store outside any
/// transaction, and one short command writes the row. What is refused leaves nothing in the store.
/// </summary>
internal sealed class EvidenceUpload(
    IDispatcher send, IEvidenceStore store, IIdempotencyContext once, IViewerAccessor viewer, IAntiforgery antiforgery)
{
    private const int Around = 1024 * 1024;
    private const int MaxField = 64 * 1024;

    /// <summary>What was typed, for a form that is shown again.</summary>
    public UploadFields Fields { get; } = new();

    /// <summary>Reads the call to its end and keeps its file.</summary>
    /// <param name="context">The call.</param>
    /// <param name="target">Where it is brought.</param>
    /// <param name="byForm">Whether a page sent it: its antiforgery token stands in a field.</param>
    public async Task<EvidenceKey> TakeAsync(HttpContext context, UploadTarget target, bool byForm)
    {
        var reader = Reader(context.Request);
        var place = await send.SendAsync(target.Place, context.RequestAborted);
        if (context.Request.ContentLength > place.MaxBytes + Around)
        {
            throw new TooLargeException();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most)
        {
            most.MaxRequestBodySize = place.MaxBytes + Around;
        }

        try
        {
            return await ReadAsync(context, reader, (target, place), byForm);
        }
        catch (ContentTooLargeException)
        {
            throw new TooLargeException();
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            throw new OperationCanceledException(context.RequestAborted);
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new InvalidInputException("file", Words.Get("Evidence.BrokenOff"));
        }
    }

    private static MultipartReader Reader(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw new UnsupportedMediaException();
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return boundary is { Length: > 0 and <= 70 }
            ? new MultipartReader(boundary, request.Body, 64 * 1024) { HeadersCountLimit = 8, HeadersLengthLimit = 8 * 1024 }
            : throw new InvalidInputException("file", Words.Get("Evidence.NoBoundary"));
    }

    private async Task<EvidenceKey> ReadAsync(HttpContext context, MultipartReader reader, (UploadTarget Target, UploadPlace Place) to, bool byForm)
    {
        var gone = context.RequestAborted;
        while (await reader.ReadNextSectionAsync(gone) is { } section)
        {
            var part = section.GetContentDispositionHeader();
            var name = HeaderUtilities.RemoveQuotes(part?.Name ?? default).Value ?? string.Empty;
            if (part?.IsFileDisposition() != true)
            {
                Fields.Add(name, await TextAsync(section, name, gone), byForm);
                continue;
            }

            if (name != "file")
            {
                throw new InvalidInputException(name, Words.Get("Evidence.UnknownField"));
            }

            await EnsureMeantAsync(context, byForm);
            var sent = HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).Value;
            return await KeepAsync(context, reader, section, to, sent ?? string.Empty);
        }

        throw new InvalidInputException("file", Words.Get("Error.Required"));
    }

    private static async Task<string> TextAsync(MultipartSection section, string name, CancellationToken gone)
    {
        var bytes = new byte[MaxField];
        var read = await section.Body.ReadAtLeastAsync(bytes, MaxField, throwOnEndOfStream: false, gone);
        return read < MaxField ? System.Text.Encoding.UTF8.GetString(bytes, 0, read) : throw new InvalidInputException(name, Words.Get("Evidence.FieldTooLong"));
    }

    /// <summary>A page's form proves itself by a field, which is looked at as the header that scripts send.</summary>
    private async Task EnsureMeantAsync(HttpContext context, bool byForm)
    {
        if (!byForm)
        {
            return;
        }

        context.Request.Headers["RequestVerificationToken"] = Fields[UploadFields.Token] ?? "none";
        try
        {
            await antiforgery.ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            throw new InvalidInputException("file", Words.Get("Evidence.FormTooOld"));
        }
    }

    private async Task<EvidenceKey> KeepAsync(
        HttpContext context, MultipartReader reader, MultipartSection section, (UploadTarget Target, UploadPlace Place) to, string sent)
    {
        var place = to.Place;
        var input = new AddEvidenceInput
        {
            Tlp = Fields.Tlp(place), Description = Fields["description"], ReceivedFrom = Fields["receivedFrom"], FileName = sent, MediaType = section.ContentType,
        };
        var (sha256, size) = (Fields.Sha256(), Fields.Size());
        if (size > place.MaxBytes)
        {
            throw new TooLargeException();
        }

        var stored = await store.WriteAsync(section.Body, place.MaxBytes, context.RequestAborted);
        try
        {
            EnsureAsDeclared(stored, sha256, size, section);
            if (await reader.ReadNextSectionAsync(context.RequestAborted) is not null)
            {
                throw new InvalidInputException("file", Words.Get("Evidence.NothingAfter"));
            }

            var key = await AddAsync(context, to.Target.Add(place.Reference, input, stored), stored);
            if (key.StorageKey != stored.Key)
            {
                // It is there already. That is cleared up once the answer has left, so that nobody learns of it by waiting.
                context.Response.OnCompleted(() => store.DeleteAsync(stored.Key, CancellationToken.None));
            }

            return key;
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            await store.DeleteAsync(stored.Key, CancellationToken.None);
            throw;
        }
    }

    private static void EnsureAsDeclared(StoredContent stored, string? sha256, long? size, MultipartSection section)
    {
        if (stored.Size == 0)
        {
            throw new InvalidInputException("file", Words.Get("Evidence.Empty"));
        }

        var declared = section.Headers?.TryGetValue(HeaderNames.ContentLength, out var length) == true ? length.ToString() : null;
        if ((size is not null && size != stored.Size)
            || (declared is not null && declared != stored.Size.ToString(CultureInfo.InvariantCulture)))
        {
            throw new InvalidInputException(size is null ? "file" : "size", Words.Get("Evidence.OtherSize", stored.Size));
        }

        if (sha256 is not null && sha256 != stored.Sha256)
        {
            throw new InvalidInputException("sha256", Words.Get("Evidence.OtherHash", stored.Sha256));
        }
    }

    /// <summary>Nobody waits any more is no reason to stop now: the file is here. Of two servers that bring the same content at once one goes again.</summary>
    private async Task<EvidenceKey> AddAsync(HttpContext context, ICommand<EvidenceKey> command, StoredContent stored)
    {
        once.Current = Once(context, stored.Sha256);
        try
        {
            return await send.SendAsync(command, CancellationToken.None);
        }
        catch (DbUpdateException race) when (Problems.IsUniqueViolation(race))
        {
            return await send.SendAsync(command, CancellationToken.None);
        }
        finally
        {
            once.Current = null;
        }
    }

    private IdempotencyKey? Once(HttpContext context, string sha256) =>
        once.Current is { } sent ? sent with { BodyHash = sha256 }
        : Fields[UploadFields.OnceKey] is { Length: <= 100 } key && key.All(char.IsAsciiLetterOrDigit)
            ? new IdempotencyKey(viewer.Required.UserId, context.Request.Method, context.Request.Path.Value!, key, sha256)
            : null;

    /// <summary>Surely nothing was saved. After anything else the row may stand; what is left over is swept away by its age.</summary>
    private static bool IsRefusal(Exception error) =>
        error is InvalidInputException or RuleBrokenException or NotFoundException or ForbiddenException or IdempotencyConflictException
            or IOException or InvalidDataException or OperationCanceledException or DbUpdateConcurrencyException;
}
