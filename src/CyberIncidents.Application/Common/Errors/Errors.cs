namespace CyberIncidents.Application.Common.Errors;

/// <summary>There is none, or the viewer may not see it: the two are one answer (HTTP 404).</summary>
public sealed class NotFoundException() : Exception("Not found.");

/// <summary>The viewer sees it and may not do this (HTTP 403).</summary>
/// <param name="reason">Why, in English, free of content of the case.</param>
public sealed class ForbiddenException(string reason) : Exception(reason);

/// <summary>Somebody else changed it since it was read (HTTP 412).</summary>
public sealed class StaleVersionException() : Exception("It has changed since you read it.");

/// <summary>A change needs to say which version was read (HTTP 428).</summary>
public sealed class PreconditionRequiredException() : Exception("Send If-Match with the ETag that you read.");

/// <summary>What a caller says of the version it read. Versions begin at 1.</summary>
public static class ReadVersion
{
    /// <summary>It had to say and did not.</summary>
    public const long Missing = 0;

    /// <summary>It said something that no version ever is.</summary>
    public const long Never = -1;
}

/// <summary>The idempotency key was used with another body (HTTP 422).</summary>
public sealed class IdempotencyConflictException() : Exception("This idempotency key was used with another body.");
