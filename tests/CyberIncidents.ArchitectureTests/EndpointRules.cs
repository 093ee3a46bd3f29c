using CyberIncidents.Application;
using CyberIncidents.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace CyberIncidents.ArchitectureTests;

/// <summary>What every endpoint of the host keeps to.</summary>
internal static class EndpointRules
{
    private const string Api = "/api/v1";

    /// <summary>Signing in sends no message: what proves who people are is kept apart.</summary>
    private static readonly string[] WithoutMessage = ["/api/v1/auth/login", "/api/v1/auth/refresh"];

    /// <summary>What anybody may ask for; everything else outside the API needs a policy.</summary>
    private static readonly string[] Open =
    [
        "/", "/index", "/sign-in", "/sign-out", "/set-up/{token}", "/not-allowed", "/error/{status:int?}", "/{choice:regex(^(language|theme)$)}", "/health/live", "/health/ready", "/openapi/{documentName}.json",
        "/calendar/{token}.ics", // its token says whose it is
        "/docs/scalar.js", "/docs/scalar.aspnetcore.js", "/docs/favicon.svg", // the viewer's own static files; the page that loads them needs a policy
    ];

    public static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.Trim('/');

    /// <summary>What is wrong with an endpoint.</summary>
    public static IEnumerable<string> Faults(RouteEndpoint endpoint)
    {
        var path = Path(endpoint);
        if (path == Api || path.StartsWith(Api + "/", StringComparison.Ordinal))
        {
            return FaultsOfApi(path, endpoint.Metadata.GetMetadata<Sends>());
        }

        var guarded = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null;
        return guarded || Open.Contains(path, StringComparer.OrdinalIgnoreCase) ? [] : [$"{path} is open to anybody"];
    }

    /// <summary>What the endpoints send.</summary>
    public static IEnumerable<Type> Sent(IEnumerable<RouteEndpoint> endpoints) =>
        endpoints.SelectMany(e => e.Metadata.GetMetadata<Sends>()?.Types ?? []).Distinct();

    private static IEnumerable<string> FaultsOfApi(string path, Sends? sends)
    {
        if (WithoutMessage.Contains(path, StringComparer.Ordinal))
        {
            return [];
        }

        return sends is not { Types.Length: > 0 }
            ? [$"{path} does not say what it sends"]
            : sends.Types.Except(ApplicationServices.MessageTypes()).Select(t => $"{path} sends {t.Name}, which is no message");
    }
}
