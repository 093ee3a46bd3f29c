using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CyberIncidents.Application.Common.Behaviors;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CyberIncidents.Web.Api;

/// <summary>The commands and queries that an endpoint sends; their permissions are checked before a body is read.</summary>
/// <param name="Types">The types; one that the caller may send is enough.</param>
internal sealed record Sends(params Type[] Types)
{
    /// <summary>Whether the viewer may send one of them.</summary>
    public bool Allows(Viewer viewer) => Types.Any(t => RequestPermissions.Of(t) is not { } anyOf || viewer.HoldsAny(anyOf));
}

/// <summary>The query parameters that a list takes; they stand in the OpenAPI file.</summary>
/// <param name="Names">Their names.</param>
internal sealed record Takes(params string[] Names);

/// <summary>What every endpoint group shares.</summary>
internal static class Endpoints
{
    /// <summary>Says which command or query an endpoint sends, and names it in the OpenAPI file.</summary>
    public static RouteHandlerBuilder Sending(this RouteHandlerBuilder endpoint, string summary, params Type[] types) =>
        endpoint.WithMetadata(new Sends(types)).WithName(OperationId(summary)).WithSummary(summary)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>A list that pages by keyset, with its filters.</summary>
    public static RouteHandlerBuilder AsPages(this RouteHandlerBuilder endpoint, params string[] filters) =>
        endpoint.WithMetadata(new Takes(["limit", "after", "sort", "count", .. filters]));

    /// <summary>An action: the body may be left out, and the state may forbid it.</summary>
    public static RouteHandlerBuilder AsAction(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new BodyMayBeEmpty()).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    /// <summary>A merge patch: it needs If-Match.</summary>
    public static RouteHandlerBuilder AsPatch(this RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    /// <summary>The answer with its version as ETag.</summary>
    public static IResult Versioned<T>(this HttpContext context, T model, long version, string? created = null)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        return created is null ? Results.Ok(model) : Results.Created(created, model);
    }

    /// <summary>The answer to a partner: a weak hash of the body, so that hidden edits do not show.</summary>
    public static IResult Hashed<T>(this HttpContext context, T model, string? created = null)
    {
        context.Response.Headers.ETag = WeakHash(context, model);
        return created is null ? Results.Ok(model) : Results.Created(created, model);
    }

    /// <summary>The version that a PATCH was read at; it has to be said.</summary>
    public static long? RequiredVersion(this HttpContext context) => context.HasIfMatch() ? context.OptionalVersion() : ReadVersion.Missing;

    /// <summary>The version that an action was read at; null when the caller does not care. It is judged once the row is found.</summary>
    public static long? OptionalVersion(this HttpContext context)
    {
        if (!context.HasIfMatch())
        {
            return null;
        }

        if (!EntityTagHeaderValue.TryParseList(context.Request.Headers.IfMatch, out var tags) || tags.Count != 1)
        {
            return ReadVersion.Never;
        }

        return tags[0].Equals(EntityTagHeaderValue.Any) ? null
            : long.TryParse(tags[0].Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version
            : ReadVersion.Never;
    }

    /// <summary>A partner's If-Match is compared with the hash of what it would get now.</summary>
    public static void EnsureHash<T>(this HttpContext context, T model)
    {
        var sent = context.Request.Headers.IfMatch.ToString();
        if (sent.Length > 0 && sent != "*" && sent != WeakHash(context, model))
        {
            throw new StaleVersionException();
        }
    }

    public static bool HasIfMatch(this HttpContext context) => context.Request.Headers.IfMatch.Count > 0;

    /// <summary>Whether this call, by its idempotency key, was answered before.</summary>
    public static async Task<bool> IsReplayAsync(this HttpContext context) =>
        context.RequestServices.GetRequiredService<IIdempotencyContext>().Current is { } key
        && await context.RequestServices.GetRequiredService<IIdempotencyStore>().IsKeptAsync(key, context.RequestAborted);

    private static string WeakHash<T>(HttpContext context, T model)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(model, options));
        return $"W/\"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}\"";
    }

    private static string OperationId(string summary)
    {
        var words = summary.TrimEnd('.').Split([' ', '-', '\'', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((w, i) => (i == 0 ? char.ToLowerInvariant(w[0]) : char.ToUpperInvariant(w[0])) + w[1..]));
    }
}

/// <summary>Query parameters, read by hand so that every fault is a 400 that names its field.</summary>
internal static class Query
{
    public static PageRequest Page(this HttpRequest request) =>
        new(request.Integer("limit"), request.Text("after", 500), request.Text("sort", 50), request.Flag("count"));

    public static string? Text(this HttpRequest request, string name, int maxLength = 200)
    {
        var text = request.Query[name].FirstOrDefault(v => !string.IsNullOrEmpty(v));
        if (text?.Contains('\uFFFE', StringComparison.Ordinal) == true)
        {
            throw new InvalidInputException(name, "Broken Unicode.");
        }

        return text?.Length > maxLength ? throw new InvalidInputException(name, "Too long.") : text;
    }

    public static bool? Flag(this HttpRequest request, string name) => request.Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw new InvalidInputException(name, "true or false."),
    };

    public static int? Integer(this HttpRequest request, string name) => request.Text(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new InvalidInputException(name, "A whole number."),
    };

    public static Guid? Key(this HttpRequest request, string name) => request.Text(name) switch
    {
        null => null,
        var text when Guid.TryParse(text, out var id) => id,
        _ => throw new InvalidInputException(name, "An id."),
    };

    public static DateTimeOffset? Instant(this HttpRequest request, string name) => request.Text(name) switch
    {
        null => null,
        var text => InstantConverter.Parse(text) ?? throw new InvalidInputException(name, "An instant with offset (RFC 3339)."),
    };

    public static DateOnly? Day(this HttpRequest request, string name) => request.Text(name) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw new InvalidInputException(name, "A date, for example 2026-11-26."),
    };

    /// <summary>Words of an enum, repeated or separated by commas.</summary>
    public static IReadOnlyList<T> Words<T>(this HttpRequest request, string name)
        where T : struct, Enum =>
        request.Words<T>(name, text => Enum.GetNames<T>().Contains(text, StringComparer.Ordinal) ? Enum.Parse<T>(text) : null, Enum.GetNames<T>());

    public static IReadOnlyList<T> Words<T>(this HttpRequest request, string name, Func<string, T?> parse, IEnumerable<string> expected)
        where T : struct =>
        [.. request.Query[name].SelectMany(v => (v ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries))
            .Select(text => parse(text) ?? throw new InvalidInputException(name, $"One of: {string.Join(", ", expected)}."))];

    /// <summary>No parameters at all: a list that does not page must not look as if it did.</summary>
    public static void EnsureNone(this HttpRequest request, params string[] known)
    {
        var unknown = request.Query.Keys.Where(k => !known.Contains(k, StringComparer.Ordinal)).ToList();
        if (unknown.Count > 0)
        {
            throw InvalidInputException.Same(unknown, "Unknown parameter.");
        }
    }

    /// <summary>No other parameters than these: a misspelt filter must not look like an empty one.</summary>
    public static void EnsureOnly(this HttpRequest request, params string[] known)
    {
        var unknown = request.Query.Keys.Where(k => !known.Contains(k, StringComparer.Ordinal) && k is not ("limit" or "after" or "sort" or "count")).ToList();
        if (unknown.Count > 0)
        {
            throw InvalidInputException.Same(unknown, "Unknown parameter.");
        }
    }
}
