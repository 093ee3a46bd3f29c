using System.Security.Claims;
using System.Security.Cryptography;
using System.Globalization;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Web.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace CyberIncidents.Web.Hosting;

/// <summary>What happens to a call between its signature and its endpoint.</summary>
internal static class Middleware
{
    /// <summary>Security headers on every answer; pages with their own content policy set it before.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // The jobs' own pages, which another library writes, style by attributes.
        var styles = context.Request.Path.StartsWithSegments("/hangfire", StringComparison.OrdinalIgnoreCase) ? "style-src 'self' 'unsafe-inline'; " : string.Empty;
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            if (headers["Referrer-Policy"].Count == 0)
            {
                headers["Referrer-Policy"] = "same-origin";
            }

            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy =
                    $"default-src 'self'; {styles}base-uri 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; object-src 'none'";
            }

            // Whatever the program itself answers may hold content of cases; files say for themselves how long they hold.
            if (headers.CacheControl.Count == 0 && (context.GetEndpoint() is not null || Problems.IsApi(context)))
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>
    /// Turns the principal into the viewer: only the id is taken from the token. A shut account or an ended session is
    /// nobody. The person's own language, when chosen, goes before the browser's.
    /// </summary>
    public static IApplicationBuilder UseViewer(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            var people = context.RequestServices.GetRequiredService<SignedInPeople>();
            var person = await people.FindAsync(context.User, context.RequestAborted);
            if (person is null)
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
            else
            {
                context.RequestServices.GetRequiredService<IViewerAccessor>().Current = Viewer.InPerson(person);
                if (person.Language is { } language)
                {
                    CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                }
            }
        }

        await next(context);
    });

    /// <summary>401, then 403 for a permission that no role of the caller holds, before any body is read; cookies need the antiforgery token.</summary>
    public static IApplicationBuilder UseApiGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Sends>() is { } sends)
        {
            var viewer = context.RequestServices.GetRequiredService<IViewerAccessor>().Current;
            if (viewer is null || !sends.Allows(viewer))
            {
                var status = viewer is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
                context.Response.StatusCode = status;
                if (viewer is null)
                {
                    context.Response.Headers.WWWAuthenticate = "Bearer";
                }

                await Problems.WriteAsync(context, Problems.ForStatus(status));
                return;
            }

            await EnsureAntiforgeryAsync(context);
            await ReadIdempotencyKeyAsync(context, viewer);
        }

        await next(context);
    });

    private static async Task EnsureAntiforgeryAsync(HttpContext context)
    {
        var byCookie = context.User.Identity?.AuthenticationType == IdentityConstants.ApplicationScheme;
        if (!byCookie || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        if (IsStreamed(context) && context.Request.Headers["RequestVerificationToken"].Count == 0)
        {
            // Without the header the token is looked for in the form, which reads the whole body.
            throw MissingToken();
        }

        try
        {
            await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            throw MissingToken();
        }
    }

    private static InvalidInputException MissingToken() =>
        new("requestVerificationToken", "Missing or not valid: a call by cookie needs the antiforgery token.");

    private static bool IsStreamed(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Streamed>() is not null;

    private static async Task ReadIdempotencyKeyAsync(HttpContext context, Viewer viewer)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Headers.TryGetValue("Idempotency-Key", out var values))
        {
            return;
        }

        var key = values.ToString();
        if (key.Length is 0 or > 200 || key.Any(c => c is < '!' or > '~'))
        {
            throw new InvalidInputException("Idempotency-Key", "1 to 200 visible ASCII characters.");
        }

        // Of an upload the hash is the file's, known once it is here.
        var hash = IsStreamed(context) ? string.Empty : Convert.ToHexStringLower(SHA256.HashData(await RequestBytes.ReadAsync(context)));
        var path = context.Request.Path.Value!;
        if (path.Length > 300)
        {
            throw new InvalidInputException("path", "Too long.");
        }

        context.RequestServices.GetRequiredService<IIdempotencyContext>().Current =
            new IdempotencyKey(viewer.UserId, context.Request.Method, path, key, hash);
    }
}
