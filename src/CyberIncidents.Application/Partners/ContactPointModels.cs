using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Application.Partners;

/// <summary>How an organisation is reached where nobody of it has an account.</summary>
public sealed record ContactPointDetail
{
    /// <summary>The contact point.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>What it is for.</summary>
    public required ContactPurpose Purpose { get; init; }

    /// <summary>A person or a desk.</summary>
    public required string Name { get; init; }

    /// <summary>Where mail goes.</summary>
    public required string? Email { get; init; }

    /// <summary>A number with its country code.</summary>
    public required string? Phone { get; init; }

    /// <summary>BCP 47 tag of the language in which it is written to; null for the organisation's first.</summary>
    public required string? Language { get; init; }

    /// <summary>To which address undeliverable mail returns; null for that of the house.</summary>
    public required string? BounceAddress { get; init; }

    /// <summary>When mail to it was last refused for good; null when it never was, or was changed since.</summary>
    public required DateTimeOffset? BouncedAt { get; init; }

    /// <summary>Whether it was taken off the list.</summary>
    public required bool Retired { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }
}

/// <summary>A contact point that is to be registered, and what a patch makes of one.</summary>
public sealed record ContactPointInput
{
    /// <summary>Whose it is.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>What it is for.</summary>
    public ContactPurpose? Purpose { get; init; }

    /// <summary>A person or a desk.</summary>
    public string? Name { get; init; }

    /// <summary>Where mail goes; needed without a phone.</summary>
    public string? Email { get; init; }

    /// <summary>A number with its country code; needed without an e-mail.</summary>
    public string? Phone { get; init; }

    /// <summary>BCP 47 tag of the language in which it is written to; none for the organisation's first.</summary>
    public string? Language { get; init; }

    /// <summary>To which address undeliverable mail returns; none for that of the house.</summary>
    public string? BounceAddress { get; init; }

    internal static ContactPointInput Of(ContactPoint contact) => new()
    {
        OrganisationId = contact.OrganisationId,
        Purpose = contact.Purpose,
        Name = contact.Name,
        Email = contact.Email,
        Phone = contact.Phone,
        Language = contact.Language,
        BounceAddress = contact.BounceAddress,
    };

    internal ContactPointCard ToCard() => new(Purpose!.Value, Name!.Trim(), Text(Email), Text(Phone), Text(Language), Text(BounceAddress));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A JSON Merge Patch of a contact point; its organisation stays.</summary>
public sealed record EditContactPointInput
{
    /// <inheritdoc cref="ContactPointInput.Purpose"/>
    public Optional<ContactPurpose?> Purpose { get; init; }

    /// <inheritdoc cref="ContactPointInput.Name"/>
    public Optional<string> Name { get; init; }

    /// <inheritdoc cref="ContactPointInput.Email"/>
    public Optional<string> Email { get; init; }

    /// <inheritdoc cref="ContactPointInput.Phone"/>
    public Optional<string> Phone { get; init; }

    /// <inheritdoc cref="ContactPointInput.Language"/>
    public Optional<string> Language { get; init; }

    /// <inheritdoc cref="ContactPointInput.BounceAddress"/>
    public Optional<string> BounceAddress { get; init; }

    /// <summary>Whether it leaves the list.</summary>
    public Optional<bool?> Retired { get; init; }

    internal ContactPointInput On(ContactPointInput now) => now with
    {
        Purpose = Purpose.Or(now.Purpose),
        Name = Name.Or(now.Name),
        Email = Email.Or(now.Email),
        Phone = Phone.Or(now.Phone),
        Language = Language.Or(now.Language),
        BounceAddress = BounceAddress.Or(now.BounceAddress),
    };
}
