using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Application.Common.Behaviors;

/// <summary>The names under which the application tells of itself.</summary>
public static class Telemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "CyberIncidents";

    internal static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);
    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("cyberincidents.request.duration", "ms");
}

/// <summary>Span, duration and outcome by the type's name; never the content.</summary>
internal sealed partial class TelemetryBehavior<TRequest, TResponse>(ILogger<IDispatcher> logger, TimeProvider time)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private static readonly string Name = typeof(TRequest).Name;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        using var activity = Telemetry.Source.StartActivity(Name);
        var started = time.GetTimestamp();
        var outcome = "ok";
        try
        {
            return await next();
        }
        catch (Exception error)
        {
            outcome = error.GetType().Name;
            throw;
        }
        finally
        {
            var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
            activity?.SetTag("outcome", outcome);
            Telemetry.Duration.Record(
                elapsed, new KeyValuePair<string, object?>("request", Name), new KeyValuePair<string, object?>("outcome", outcome));
            Handled(logger, Name, outcome, elapsed);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Request} {Outcome} in {Milliseconds:F1} ms")]
    private static partial void Handled(ILogger logger, string request, string outcome, double milliseconds);
}

/// <summary>Deny by default: what says nothing about permission is a fault of the program.</summary>
internal sealed class AuthorizationBehavior<TRequest, TResponse>(IViewerAccessor viewer) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (RequestPermissions.Of(typeof(TRequest)) is { } anyOf && !viewer.Required.HoldsAny(anyOf))
        {
            throw new ForbiddenException("Your roles do not hold this permission.");
        }

        return next();
    }
}

/// <summary>What a command or query needs; read once per type.</summary>
public static class RequestPermissions
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Permission>?> Known = new();

    /// <summary>One of these is needed.</summary>
    /// <param name="request">The type of the command or query.</param>
    /// <returns>The permissions; null when it is for anyone.</returns>
    /// <exception cref="InvalidOperationException">The type says nothing.</exception>
    public static IReadOnlyList<Permission>? Of(Type request) => Known.GetOrAdd(request, static type =>
    {
        if (type.GetCustomAttribute<RequirePermissionAttribute>() is { } required)
        {
            return required.AnyOf;
        }

        return type.GetCustomAttribute<AllowAnonymousRequestAttribute>() is not null
            ? null
            : throw new InvalidOperationException($"{type.Name} says nothing about permission.");
    });
}

/// <summary>Form only: types, lengths, codes. Validators run one after the other.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var errors = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var validator in validators)
        {
            var result = await validator.ValidateAsync(request, cancellationToken);
            foreach (var failure in result.Errors)
            {
                var field = FieldNames.Of(failure.PropertyName);
                (errors.TryGetValue(field, out var list) ? list : errors[field] = []).Add(failure.ErrorMessage);
            }
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal));
        }

        return await next();
    }
}

/// <summary>Field names in the words of the API.</summary>
internal static class FieldNames
{
    /// <summary>The field that an expression such as <c>c => c.Input.Title.Value</c> reads.</summary>
    public static string Of(LambdaExpression expression)
    {
        var path = expression.Body.ToString();
        return Of(path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary><c>Input.Classification.Class</c> becomes <c>classification.class</c>: bodies stand at the root.</summary>
    public static string Of(string property)
    {
        var parts = property.Split('.');
        if (parts.Length > 1 && parts[0] == "Input")
        {
            parts = parts[1..];
        }

        var named = new List<string>();
        foreach (var part in parts)
        {
            // The value of a merge patch's member is the member: "Tags.Value[0]" is "tags[0]". One at the root or in a list is a field of that name.
            if ((part == "Value" || part.StartsWith("Value[", StringComparison.Ordinal)) && named.Count > 0 && !named[^1].EndsWith(']'))
            {
                named[^1] += part["Value".Length..];
            }
            else
            {
                named.Add(JsonNamingPolicy.CamelCase.ConvertName(part));
            }
        }

        return string.Join('.', named);
    }
}

/// <summary>
/// Commands run in one transaction, in a scope of its own; with an idempotency key the answer is kept in the same
/// transaction, and a repeated call gets it again.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(ITransactionRunner runner, IIdempotencyContext idempotency)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private static readonly bool IsCommand = typeof(ICommand<TResponse>).IsAssignableFrom(typeof(TRequest));

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (!IsCommand)
        {
            return next();
        }

        var key = idempotency.Current;
        return runner.RunAsync(
            async (services, token) =>
            {
                var store = services.GetRequiredService<IIdempotencyStore>();
                if (key is not null && await store.ClaimAsync(key, token) is { } kept)
                {
                    return JsonSerializer.Deserialize<TResponse>(kept)!;
                }

                var handler = services.GetRequiredService<IRequestHandler<TRequest, TResponse>>();
                var answer = await handler.Handle(request, token);
                if (key is not null)
                {
                    await store.CompleteAsync(key, JsonSerializer.Serialize(answer), token);
                }

                return answer;
            },
            cancellationToken);
    }
}
