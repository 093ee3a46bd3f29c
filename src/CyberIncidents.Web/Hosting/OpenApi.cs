using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace CyberIncidents.Web.Hosting;

/// <summary>The published OpenAPI file and its viewer.</summary>
internal static class OpenApi
{
    public static void AddOpenApiFile(this IServiceCollection services) => services.AddOpenApi("v1", o =>
    {
        o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        o.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CyberIncidents",
                Version = "v1",
                Description = "Cross-border cyber incidents, worked together. Lists page by `limit` and `after`; POST takes `Idempotency-Key`; PATCH needs `If-Match`.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        });
        o.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var name in context.Description.ActionDescriptor.EndpointMetadata.OfType<Takes>().SelectMany(t => t.Names))
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = TypeOf(name) } });
            }

            if (operation.RequestBody?.Content is { } content && content.Remove("*/*", out var body))
            {
                var streamed = context.Description.ActionDescriptor.EndpointMetadata.OfType<Streamed>().Any();
                content[streamed ? "multipart/form-data" : "application/json"] = body;
            }

            return Task.CompletedTask;
        });
        o.AddSchemaTransformer(DescribeAsync);
        o.CreateSchemaReferenceId = type => IsOptional(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
    });

    /// <summary>Anonymous: the file. Signed in: the viewer, whose own content policy lets only its nonced scripts run.</summary>
    public static void MapOpenApiFile(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/docs", (options, context) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
            options.WithTitle("CyberIncidents API").WithNonce(nonce).WithOpenApiRoutePattern("/openapi/v1.json")
                .DisableAgent().DisableTelemetry().DisableMcp().HideDeveloperTools().HideClientButton();
            options.DefaultFonts = false;
            options.WithCustomCss(":root { --scalar-custom-header-height: 44px; }")
                .AddHeaderContent(
                    "<nav style=\"height: 44px; padding: 12px 20px; box-sizing: border-box; font: 500 14px/20px system-ui, sans-serif;\">"
                    + $"<a href=\"/\" style=\"color: var(--scalar-color-1)\">{HtmlEncoder.Default.Encode(Words.Get("Page.BackHome"))}</a></nav>");
            context.Response.Headers.ContentSecurityPolicy =
                $"default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'self'; style-src 'self' 'unsafe-inline'; "
                + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
        }).RequireAuthorization(Policies.SignedIn);
    }

    private static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var orNull = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is not null || context.JsonPropertyInfo is { IsGetNullable: true }
            ? JsonSchemaType.Null
            : default;
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. WordsOf(type).Select(n => (System.Text.Json.Nodes.JsonNode)n)];
        }
        else if (type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String | orNull;
            schema.Format = "date-time";
        }
        else if (type == typeof(TimeOnly))
        {
            schema.Type = JsonSchemaType.String | orNull;
            schema.Pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
        }
        else if (type == typeof(string))
        {
            schema.Type = JsonSchemaType.String | orNull;
        }
        else if (type == typeof(AudienceInput))
        {
            (schema.Type, schema.OneOf) = (null, Audiences());
        }
        else if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && schema.Items is null)
        {
            schema.Items = await context.GetOrCreateSchemaAsync(element, cancellationToken: cancellationToken);
        }
        else if (IsOptional(type))
        {
            var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], cancellationToken: cancellationToken);
            (schema.Type, schema.Format, schema.Enum, schema.Items, schema.Properties) = (inner.Type, inner.Format, inner.Enum, inner.Items, inner.Properties);
        }
    }

    private static IEnumerable<string> WordsOf(Type type) =>
        type == typeof(Tlp) ? TlpLabel.All
        : type == typeof(Pap) ? Enum.GetNames<Pap>().Select(n => n.ToUpperInvariant())
        : ExactEnumConverter.WordsOf(type);

    private static List<IOpenApiSchema> Audiences() =>
    [
        new OpenApiSchema { Type = JsonSchemaType.String, Enum = [nameof(Domain.Incidents.CommentAudience.National), nameof(Domain.Incidents.CommentAudience.Participants)] },
        new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "organisations" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["organisations"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
                },
            },
        },
    ];

    private static JsonSchemaType TypeOf(string parameter) => parameter switch
    {
        "limit" or "year" => JsonSchemaType.Integer,
        "count" or "overdue" or "silent" or "waiting" or "mine" or "unread" or "disabled" or "requests" or "retired" => JsonSchemaType.Boolean,
        _ => JsonSchemaType.String,
    };

    private static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);
}
