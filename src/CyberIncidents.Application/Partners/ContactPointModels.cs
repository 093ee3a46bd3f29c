using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Application.Partners;

/// <summary>A closed network by which a contact point is reached.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Address">How the contact point is found in it.</param>
public sealed record SecureChannelDetail(SecureChannelKind Kind, string Address);

/// <summary>A closed network as it is typed.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Address">How the contact point is found in it; at most 200 characters.</param>
public sealed record SecureChannelInput(SecureChannelKind? Kind, string? Address);

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

    /// <summary>An address of the web where it takes reports.</summary>
    public required string? Web { get; init; }

    /// <summary>The closed network by which it is reached.</summary>
    public required SecureChannelDetail? SecureChannel { get; init; }

    /// <summary>BCP 47 tag of the language in which it is written to; null for the organisation's first.</summary>
    public required string? Language { get; init; }

    /// <summary>BCP 47 tags of the languages that it takes; empty for those of its organisation.</summary>
    public required IReadOnlyList<string> Accepts { get; init; }

    /// <summary>Its own duty hours; null for those of its organisation.</summary>
    public required DutyHoursDetail? DutyHours { get; init; }

    /// <summary>IANA name of its own zone; null for that of its organisation.</summary>
    public required string? TimeZone { get; init; }

    /// <summary>To which address undeliverable mail returns; null for that of the house.</summary>
    public required string? BounceAddress { get; init; }

    /// <summary>The fingerprint of its OpenPGP key; null without a key.</summary>
    public required string? Fingerprint { get; init; }

    /// <summary>Whom the key says that it belongs to.</summary>
    public required IReadOnlyList<string> KeyUserIds { get; init; }

    /// <summary>When the key expires; null for never.</summary>
    public required DateTimeOffset? KeyExpiresAt { get; init; }

    /// <summary>When mail to it was last refused for good; null when it never was, or was changed since.</summary>
    public required DateTimeOffset? BouncedAt { get; init; }

    /// <summary>When it was last proven that somebody answers here; null for never.</summary>
    public required DateTimeOffset? ProvenAt { get; init; }

    /// <summary>By what.</summary>
    public required ProofKind? ProvenBy { get; init; }

    /// <summary>What whoever noted it said; for our own side alone.</summary>
    public required string? ProofNote { get; init; }

    /// <summary>Whether it was taken off the list.</summary>
    public required bool Retired { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>The key as text; lists leave it out.</summary>
    public string? OpenPgpKey { get; init; }
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

    /// <summary>Where mail goes; one way to reach it is needed.</summary>
    public string? Email { get; init; }

    /// <summary>A number with its country code.</summary>
    public string? Phone { get; init; }

    /// <summary>An address of the web where it takes reports: absolute, <c>http</c> or <c>https</c>.</summary>
    public string? Web { get; init; }

    /// <summary>A closed network by which it is reached.</summary>
    public SecureChannelInput? SecureChannel { get; init; }

    /// <summary>BCP 47 tag of the language in which it is written to; none for the organisation's first.</summary>
    public string? Language { get; init; }

    /// <summary>BCP 47 tags of the languages that it takes; none for those of its organisation.</summary>
    public IReadOnlyList<string>? Accepts { get; init; }

    /// <summary>Its own duty hours; none for those of its organisation.</summary>
    public DutyHoursInput? DutyHours { get; init; }

    /// <summary>IANA name of its own zone; none for that of its organisation.</summary>
    public string? TimeZone { get; init; }

    /// <summary>To which address undeliverable mail returns; none for that of the house.</summary>
    public string? BounceAddress { get; init; }

    /// <summary>An OpenPGP public key in ASCII armor; fingerprint, names and end are read from it.</summary>
    public string? OpenPgpKey { get; init; }

    /// <summary>The fingerprint as it was told by another way; it has to be the key's. Spaces do not matter.</summary>
    public string? Fingerprint { get; init; }

    internal static ContactPointInput Of(ContactPoint contact) => new()
    {
        OrganisationId = contact.OrganisationId,
        Purpose = contact.Purpose,
        Name = contact.Name,
        Email = contact.Email,
        Phone = contact.Phone,
        Web = contact.Web,
        SecureChannel = contact.SecureKind is { } kind ? new SecureChannelInput(kind, contact.SecureAddress) : null,
        Language = contact.Language,
        Accepts = contact.Accepts,
        DutyHours = contact.Duty is { } duty ? new DutyHoursInput(duty.From, duty.To) : null,
        TimeZone = contact.TimeZone,
        BounceAddress = contact.BounceAddress,
        OpenPgpKey = contact.OpenPgpKey,
    };

    internal ContactPointCard ToCard(OpenPgpKey? key) => new(Purpose!.Value, Name!.Trim(), Text(Email), Text(Phone), Text(Language), Text(BounceAddress))
    {
        Web = Text(Web),
        Secure = SecureChannel is { Kind: { } kind, Address: { } address } ? new SecureChannel(kind, address.Trim()) : null,
        Accepts = [.. (Accepts ?? []).Distinct(StringComparer.OrdinalIgnoreCase)],
        Duty = DutyHours?.ToDuty(),
        TimeZone = Text(TimeZone),
        Key = key,
    };

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

    /// <inheritdoc cref="ContactPointInput.Web"/>
    public Optional<string> Web { get; init; }

    /// <inheritdoc cref="ContactPointInput.SecureChannel"/>
    public Optional<SecureChannelInput> SecureChannel { get; init; }

    /// <inheritdoc cref="ContactPointInput.Language"/>
    public Optional<string> Language { get; init; }

    /// <inheritdoc cref="ContactPointInput.Accepts"/>
    public Optional<IReadOnlyList<string>> Accepts { get; init; }

    /// <inheritdoc cref="ContactPointInput.DutyHours"/>
    public Optional<DutyHoursInput> DutyHours { get; init; }

    /// <inheritdoc cref="ContactPointInput.TimeZone"/>
    public Optional<string> TimeZone { get; init; }

    /// <inheritdoc cref="ContactPointInput.BounceAddress"/>
    public Optional<string> BounceAddress { get; init; }

    /// <inheritdoc cref="ContactPointInput.OpenPgpKey"/>
    public Optional<string> OpenPgpKey { get; init; }

    /// <inheritdoc cref="ContactPointInput.Fingerprint"/>
    public Optional<string> Fingerprint { get; init; }

    /// <summary>Whether it leaves the list.</summary>
    public Optional<bool?> Retired { get; init; }

    internal ContactPointInput On(ContactPointInput now) => now with
    {
        Purpose = Purpose.Or(now.Purpose),
        Name = Name.Or(now.Name),
        Email = Email.Or(now.Email),
        Phone = Phone.Or(now.Phone),
        Web = Web.Or(now.Web),
        SecureChannel = SecureChannel.Or(now.SecureChannel),
        Language = Language.Or(now.Language),
        Accepts = Accepts.Or(now.Accepts),
        DutyHours = DutyHours.Or(now.DutyHours),
        TimeZone = TimeZone.Or(now.TimeZone),
        BounceAddress = BounceAddress.Or(now.BounceAddress),
        OpenPgpKey = OpenPgpKey.Or(now.OpenPgpKey),
        Fingerprint = Fingerprint.Value,
    };
}
