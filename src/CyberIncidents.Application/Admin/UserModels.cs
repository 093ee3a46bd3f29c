using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.People;

namespace CyberIncidents.Application.Admin;

/// <summary>A user as an administrator reads it.</summary>
/// <param name="Id">The person.</param>
/// <param name="Email">Their address.</param>
/// <param name="DisplayName">What others read.</param>
/// <param name="Organisation">For whom they speak.</param>
/// <param name="Roles">What they come for.</param>
/// <param name="Deputy">Whether a liaison officer stands in for the others.</param>
/// <param name="Disabled">Whether the account is shut.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="Version">The version of the row; also the ETag.</param>
/// <param name="SetUpLink">Path of a one-time link with which the person chooses a password; only in the answer that made it.</param>
public sealed record UserDetail(
    Guid Id,
    string Email,
    string DisplayName,
    OrganisationName Organisation,
    IReadOnlyList<Roles> Roles,
    bool Deputy,
    bool Disabled,
    DateTimeOffset CreatedAt,
    long Version,
    string? SetUpLink = null)
{
    /// <summary>Since when it waits for a second person, and is shut until then; null where it does not.</summary>
    public DateTimeOffset? AwaitsSecondSince { get; init; }

    /// <summary>Who registered it, while it waits: that one cannot approve it.</summary>
    public Guid? RegisteredById { get; init; }

    /// <summary>Until when a liaison officer is away.</summary>
    public DateTimeOffset? AbsentUntil { get; init; }
}

/// <summary>Somebody who is to get an account.</summary>
public sealed record RegisterUserInput
{
    /// <summary>Their address; also their name at sign-in.</summary>
    public string? Email { get; init; }

    /// <summary>What others read.</summary>
    public string? DisplayName { get; init; }

    /// <summary>For whom they speak; our own organisation when left out.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>What they come for.</summary>
    public IReadOnlyList<Roles>? Roles { get; init; }
}

/// <summary>A JSON Merge Patch of a user.</summary>
public sealed record EditUserInput
{
    /// <inheritdoc cref="RegisterUserInput.DisplayName"/>
    public Optional<string> DisplayName { get; init; }

    /// <inheritdoc cref="RegisterUserInput.Roles"/>
    public Optional<IReadOnlyList<Roles>> Roles { get; init; }

    /// <summary>Whether the account is shut.</summary>
    public Optional<bool?> Disabled { get; init; }

    /// <summary>Whether a liaison officer stands in for the others when they do not act.</summary>
    public Optional<bool?> Deputy { get; init; }
}
