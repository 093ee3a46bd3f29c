using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Domain.Common;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace CyberIncidents.Web.Api;

/// <summary>The media type of a body is none that is read here (HTTP 415).</summary>
internal sealed class UnsupportedMediaException() : Exception("Send application/json.");

/// <summary>The body is larger than is taken (HTTP 413).</summary>
internal sealed class TooLargeException() : Exception("The body is too large.");

/// <summary>
/// A JSON body, read after the permission was checked. Every fault of form is a 400 that names its field, and all unknown
/// fields are named at once.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <param name="Value">What was sent; an empty body of an action is an empty object.</param>
internal sealed record Body<T>(T Value) : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    // Routing would answer 415 before anybody is asked to sign in; the type is checked here, and named in the OpenAPI file.
    private const string AnyType = "*/*";

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var json = context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        var bytes = await RequestBytes.ReadAsync(context);
        if (bytes.Length == 0 && context.GetEndpoint()!.Metadata.GetMetadata<BodyMayBeEmpty>() is not null)
        {
            bytes = "{}"u8.ToArray();
        }
        else
        {
            EnsureJson(context.Request);
        }

        return new Body<T>(Parse(bytes, json));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([AnyType], typeof(T)));

    internal static T Parse(byte[] bytes, JsonSerializerOptions options)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = options.MaxDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidInputException("body", "A JSON object.");
            }

            UnknownFields.Find(document.RootElement, typeof(T), options, string.Empty, errors);
            if (errors.Count == 0)
            {
                return document.RootElement.Deserialize<T>(options)!;
            }
        }
        catch (JsonException error)
        {
            errors[FieldOf(error)] = [error.Path is null or "$" ? "Not well-formed JSON." : Own(error) ? error.Message : "Of the wrong type or form."];
        }
        catch (InvalidOperationException)
        {
            errors["body"] = ["Broken Unicode."];
        }

        throw new InvalidInputException(errors);
    }

    /// <summary>The messages of our own converters may be shown; those of the library name types.</summary>
    private static bool Own(JsonException error) => !error.Message.Contains("System.", StringComparison.Ordinal) && !error.Message.Contains("CyberIncidents", StringComparison.Ordinal) && !error.Message.Contains("Path:", StringComparison.Ordinal);

    private static string FieldOf(JsonException error)
    {
        var path = error.Path?.TrimStart('$').TrimStart('.');
        return string.IsNullOrEmpty(path) ? "body" : path;
    }

    private static void EnsureJson(HttpRequest request)
    {
        if (!request.HasJsonContentType() && request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new UnsupportedMediaException();
        }
    }
}

/// <summary>On actions, whose body may be left out.</summary>
internal sealed record BodyMayBeEmpty;

/// <summary>The bytes of a body, read once; the idempotency key hashes the same bytes.</summary>
internal static class RequestBytes
{
    public const int Limit = 1024 * 1024;

    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(RequestBytes), out var known))
        {
            return (byte[])known!;
        }

        if (context.Request.ContentLength > Limit)
        {
            throw new TooLargeException();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Limit;
        }

        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > Limit)
            {
                throw new TooLargeException();
            }

            buffer.Write(chunk, 0, read);
        }

        var bytes = buffer.ToArray();
        context.Items[typeof(RequestBytes)] = bytes;
        return bytes;
    }
}

/// <summary>Names every member that a type does not know, at any depth.</summary>
internal static class UnknownFields
{
    public static void Find(JsonElement element, Type type, JsonSerializerOptions options, string path, Dictionary<string, string[]> errors)
    {
        var inner = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>) ? type.GetGenericArguments()[0] : type;
        var info = options.GetTypeInfo(inner);
        if (element.ValueKind == JsonValueKind.Object && info.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                if (info.Properties.FirstOrDefault(p => p.Name == member.Name) is { } known)
                {
                    Find(member.Value, known.PropertyType, options, at, errors);
                }
                else
                {
                    errors[at] = ["Unknown field."];
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Array && info is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } of })
        {
            var i = 0;
            foreach (var item in element.EnumerateArray())
            {
                Find(item, of, options, $"{path}[{i++}]", errors);
            }
        }
    }
}
