using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Hosting;

/// <summary>Puts sign-in, pages, limits and languages into the container.</summary>
internal static class WebServices
{
    /// <summary>The cookie that holds a language chosen before sign-in.</summary>
    public const string LanguageCookie = "cyberincidents-language";

    /// <summary>The cookie that brings a word to the next page.</summary>
    public const string FlashCookie = "cyberincidents-flash";

    private const string CookieOrBearer = "CookieOrBearer";

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(CookieOrBearer)
            .AddPolicyScheme(CookieOrBearer, null, o => o.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme)
            .AddBearerToken(IdentityConstants.BearerScheme, o =>
            {
                o.BearerTokenExpiration = TimeSpan.FromHours(1);
                o.RefreshTokenExpiration = TimeSpan.FromDays(14);
            })
            .AddCookie(IdentityConstants.ApplicationScheme, o =>
            {
                o.Cookie.Name = "cyberincidents";
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = TimeSpan.FromHours(12);
                o.SlidingExpiration = true;
                o.LoginPath = "/sign-in";
                o.LogoutPath = "/sign-out";
                o.AccessDeniedPath = "/not-allowed";
                o.ReturnUrlParameter = "returnUrl";
                o.Events.OnRedirectToLogin = SignInAgain;
                // A page that refreshes itself is nobody at work: it keeps no session alive.
                o.Events.OnCheckSlidingExpiration = context =>
                {
                    context.ShouldRenew &= !RefreshesItself(context.Request);
                    return Task.CompletedTask;
                };
            });
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, p => p.RequireAssertion(c => c.Resource is HttpContext context && Policies.ViewerOf(context) is not null))
            .AddPolicy(Policies.RunsSystem, p => p.RequireAssertion(c => c.Resource is HttpContext context && Policies.MayRunSystem(context)));
        services.AddAntiforgery(o =>
        {
            o.HeaderName = "RequestVerificationToken";
            o.Cookie.Name = "cyberincidents-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<SignInLimiter>();
    }

    private static bool RefreshesItself(HttpRequest request) => request.Headers.ContainsKey("HX-Request");

    /// <summary>A part that refreshes itself after the session has ended takes its whole page to the sign-in, instead of going blank.</summary>
    private static Task SignInAgain(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (RefreshesItself(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Refresh"] = "true";
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    /// <summary>The pages and what they share.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorPages().AddMvcOptions(o => o.Filters.AddService<ShellFilter>());
        services.Configure<CookieTempDataProviderOptions>(o => o.Cookie.Name = FlashCookie);
        services.AddSingleton<AssetManifest>();
        services.AddSingleton<ReferenceNames>();
        services.AddScoped<Shell>();
        services.AddScoped<ShellFilter>();
    }

    /// <summary>Limits on all calls of one user (or address, when nobody is signed in); off in Development.</summary>
    public static void AddLimits(this IServiceCollection services, IConfiguration configuration, bool development)
    {
        var perMinute = CallsPerMinute(configuration, development);
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.OnRejected = async (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "10";
                await Problems.WriteAsync(context.HttpContext, Problems.ForStatus(StatusCodes.Status429TooManyRequests));
            };
            o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetSlidingWindowLimiter(
                context.RequestServices.GetRequiredService<IViewerAccessor>().Current?.UserId.ToString()
                    ?? context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
        });
    }

    /// <summary>The limits, where there are any: a limiter has timers that run as long as the process.</summary>
    public static void UseLimits(this WebApplication app)
    {
        if (CallsPerMinute(app.Configuration, app.Environment.IsDevelopment()) > 0)
        {
            app.UseRateLimiter();
        }
    }

    private static int CallsPerMinute(IConfiguration configuration, bool development) =>
        configuration.GetValue<int?>("RateLimits:PerMinute") ?? (development ? 0 : 1200);

    /// <summary>English and Bahasa Indonesia, by the browser until the person chooses.</summary>
    public static void AddLanguages(this IServiceCollection services) =>
        services.Configure<RequestLocalizationOptions>(o =>
        {
            var cultures = Words.Languages.Select(CultureInfo.GetCultureInfo).ToList();
            o.DefaultRequestCulture = new RequestCulture(cultures[0]);
            o.SupportedCultures = cultures;
            o.SupportedUICultures = cultures;
            o.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = LanguageCookie },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
            o.ApplyCurrentCultureToResponseHeaders = true;
        });

    /// <summary>
    /// Behind a proxy: scheme, host and address are believed when they come from a known one (<c>Proxy:Known</c>, addresses
    /// or networks); a proxy on the same machine always is.
    /// </summary>
    public static void AddProxies(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var known in configuration.GetSection("Proxy:Known").Get<string[]>() ?? [])
            {
                if (IPAddress.TryParse(known, out var address))
                {
                    o.KnownProxies.Add(address);
                }
                else
                {
                    o.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(known));
                }
            }
        });
}

/// <summary>The policies of pages and of what other libraries serve.</summary>
internal static class Policies
{
    /// <summary>Anybody who is signed in.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Administrators.</summary>
    public const string RunsSystem = nameof(RunsSystem);

    /// <summary>The viewer of a call; null when nobody is signed in.</summary>
    public static Viewer? ViewerOf(HttpContext context) => context.RequestServices.GetRequiredService<IViewerAccessor>().Current;

    /// <summary>Whether the viewer of a call is an administrator.</summary>
    public static bool MayRunSystem(HttpContext context) => ViewerOf(context)?.Holds(Permission.RunSystem) == true;
}
