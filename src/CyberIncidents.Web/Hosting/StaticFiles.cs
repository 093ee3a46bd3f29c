using Microsoft.Net.Http.Headers;

namespace CyberIncidents.Web.Hosting;

/// <summary>How the files under wwwroot are served.</summary>
internal static class StaticFiles
{
    /// <summary>What has its hash in its name is kept for ever, flags for a week, the rest is asked for again.</summary>
    public static StaticFileOptions Options { get; } = new()
    {
        OnPrepareResponse = context =>
        {
            var path = context.Context.Request.Path.Value ?? string.Empty;
            context.Context.Response.Headers[HeaderNames.CacheControl] =
                path.StartsWith("/assets/flags/", StringComparison.Ordinal) ? "public, max-age=604800"
                : path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable"
                : "no-cache";
        },
    };
}
