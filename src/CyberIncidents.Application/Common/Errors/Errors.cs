namespace CyberIncidents.Application.Common.Errors;

/// <summary>There is none, or the viewer may not see it: the two are one answer (HTTP 404).</summary>
public sealed class NotFoundException() : Exception("Not found.");

/// <summary>The viewer sees it and may not do this (HTTP 403).</summary>
/// <param name="reason">Why, in English, free of content of the case.</param>
public sealed class ForbiddenException(string reason) : Exception(reason);

/// <summary>Somebody else changed it since it was read (HTTP 412).</summary>
public sealed class StaleVersionException() : Exception("It has changed since you read it.");

/// <summary>The idempotency key was used with another body (HTTP 422).</summary>
public sealed class IdempotencyConflictException() : Exception("This idempotency key was used with another body.");
