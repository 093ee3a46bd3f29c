using System.Diagnostics;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Domain.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Web.Api;

/// <summary>Too many failures from one place (HTTP 429).</summary>
/// <param name="retryAfter">When to try again.</param>
internal sealed class TooManyFailuresException(TimeSpan retryAfter) : Exception("Too many failed attempts.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>Not signed in, or not any more (HTTP 401).</summary>
internal sealed class NotSignedInException() : Exception("Sign in.");

/// <summary>The closed set of errors as RFC 9457 problem details; an exception's text never leaves but where it is ours.</summary>
internal sealed partial class Problems(ILogger<Problems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = Describe(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            Unexpected(logger, exception.GetType().Name, Where(exception));
        }

        if (exception is TooManyFailuresException busy)
        {
            httpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(busy.RetryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (!IsApi(httpContext))
        {
            return false;
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        await WriteAsync(httpContext, problem);
        return true;
    }

    public static bool IsApi(HttpContext context)
    {
        // While an error is handled, the request's own path is that of the error page.
        PathString path = context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path;
        return path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The answer for a status without a body of its own; one body for each status.</summary>
    public static ProblemDetails ForStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Problem(status, "unauthenticated", "Sign in."),
        StatusCodes.Status403Forbidden => Problem(status, "forbidden", "Your roles do not hold this permission."),
        StatusCodes.Status404NotFound => Problem(status, "not-found", "There is none, or you may not see it."),
        StatusCodes.Status405MethodNotAllowed => Problem(status, "method-not-allowed", "This path does not take that method."),
        StatusCodes.Status413PayloadTooLarge => Problem(status, "too-large", "The body is too large."),
        StatusCodes.Status415UnsupportedMediaType => Problem(status, "unsupported-media-type", "Send application/json."),
        StatusCodes.Status429TooManyRequests => Problem(status, "too-many-requests", "Too many requests; see Retry-After."),
        _ => Problem(status, "error", "The request failed."),
    };

    public static Task WriteAsync(HttpContext context, ProblemDetails problem) =>
        Results.Json(problem, contentType: "application/problem+json", statusCode: problem.Status).ExecuteAsync(context);

    private static ProblemDetails Describe(Exception exception) => exception switch
    {
        NotFoundException => ForStatus(StatusCodes.Status404NotFound),
        ForbiddenException => Problem(StatusCodes.Status403Forbidden, "forbidden", exception.Message),
        InvalidInputException invalid => Invalid(invalid.Errors),
        RuleBrokenException broken => Broken(broken),
        StaleVersionException => Problem(StatusCodes.Status412PreconditionFailed, "stale", exception.Message),
        DbUpdateConcurrencyException => Problem(StatusCodes.Status412PreconditionFailed, "stale", "It has changed since you read it."),
        DbUpdateException when IsUniqueViolation(exception) =>
            Problem(StatusCodes.Status409Conflict, "conflict", "Somebody else did the same at this moment."),
        PreconditionRequiredException => Problem(StatusCodes.Status428PreconditionRequired, "if-match-required", exception.Message),
        IdempotencyConflictException => Problem(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", exception.Message),
        TooManyFailuresException => ForStatus(StatusCodes.Status429TooManyRequests),
        NotSignedInException => ForStatus(StatusCodes.Status401Unauthorized),
        TooLargeException => ForStatus(StatusCodes.Status413PayloadTooLarge),
        UnsupportedMediaException => ForStatus(StatusCodes.Status415UnsupportedMediaType),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ForStatus(StatusCodes.Status413PayloadTooLarge),
        BadHttpRequestException => Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["request"] = ["Not a well-formed request."] }),
        _ => Problem(StatusCodes.Status500InternalServerError, "unexpected", "Something went wrong; nothing was saved."),
    };

    private static ProblemDetails Invalid(IReadOnlyDictionary<string, string[]> errors)
    {
        var problem = Problem(StatusCodes.Status400BadRequest, "invalid", "The input is not valid.");
        problem.Extensions["errors"] = errors;
        return problem;
    }

    private static ProblemDetails Broken(RuleBrokenException broken)
    {
        var problem = Problem(StatusCodes.Status409Conflict, broken.Code, broken.Message);
        problem.Extensions["allowed"] = broken.Allowed ?? [];
        if (broken.Details is { } details)
        {
            problem.Extensions["details"] = details;
        }

        return problem;
    }

    private static ProblemDetails Problem(int status, string code, string detail) => new()
    {
        Status = status,
        Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
        Detail = detail,
        Extensions = { ["code"] = code },
    };

    public static bool IsUniqueViolation(Exception exception) => exception.InnerException switch
    {
        Microsoft.Data.Sqlite.SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        Microsoft.Data.SqlClient.SqlException { Number: 2601 or 2627 } => true,
        _ => false,
    };

    /// <summary>The method that threw: an exception's own text may quote content.</summary>
    private static string Where(Exception exception)
    {
        var frame = new StackTrace(exception).GetFrames().FirstOrDefault(f => f.GetMethod()?.DeclaringType?.Namespace?.StartsWith("CyberIncidents", StringComparison.Ordinal) == true);
        return frame?.GetMethod() is { } method ? $"{method.DeclaringType}.{method.Name}" : "outside our code";
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Error} in {Where}")]
    private static partial void Unexpected(ILogger logger, string error, string where);
}
