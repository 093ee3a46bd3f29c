using CyberIncidents.Domain.Common;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CyberIncidents.Web.Api;

/// <summary>Signing in for programs: bearer tokens.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Signing in").AllowAnonymous();
        auth.MapPost("/login", LoginAsync).WithName("signIn").WithSummary("Sign in for a bearer token")
            .Produces<AccessTokenResponse>().ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        auth.MapPost("/refresh", RefreshAsync).WithName("refreshSignIn").WithSummary("Renew a bearer token")
            .Produces<AccessTokenResponse>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> LoginAsync(Body<LoginInput> body, HttpContext context, SignInService signIn, SignInLimiter limiter)
    {
        var input = body.Value;
        RequireBoth(("email", input.Email), ("password", input.Password));
        limiter.EnsureNotLimited(context);
        var principal = await signIn.SignInAsync(input.Email!, input.Password!, IdentityConstants.BearerScheme, context.RequestAborted);
        if (principal is null)
        {
            limiter.CountFailure(context);
            throw new NotSignedInException();
        }

        return Results.SignIn(principal, authenticationScheme: IdentityConstants.BearerScheme);
    }

    private static async Task<IResult> RefreshAsync(
        Body<RefreshInput> body, HttpContext context, IOptionsMonitor<BearerTokenOptions> options, SignedInPeople people, TimeProvider time)
    {
        RequireBoth(("refreshToken", body.Value.RefreshToken));
        var ticket = options.Get(IdentityConstants.BearerScheme).RefreshTokenProtector.Unprotect(body.Value.RefreshToken!);
        if (ticket?.Properties.ExpiresUtc is not { } expires || time.GetUtcNow() >= expires
            || await people.FindAsync(ticket.Principal, context.RequestAborted) is null)
        {
            throw new NotSignedInException();
        }

        return Results.SignIn(ticket.Principal, authenticationScheme: IdentityConstants.BearerScheme);
    }

    private static void RequireBoth(params (string Field, string? Value)[] fields)
    {
        var missing = fields.Where(f => string.IsNullOrEmpty(f.Value)).Select(f => f.Field).ToList();
        if (missing.Count > 0)
        {
            throw InvalidInputException.Same(missing, "Required.");
        }

        if (fields.FirstOrDefault(f => f.Value!.Length > 8192).Field is { } tooLong)
        {
            throw new InvalidInputException(tooLong, "Too long.");
        }
    }

    internal sealed record LoginInput(string? Email, string? Password);

    internal sealed record RefreshInput(string? RefreshToken);
}
