using CyberIncidents.Domain.Calendars;

namespace CyberIncidents.Domain.Partners;

/// <summary>What a contact point is for.</summary>
public enum ContactPurpose
{
    /// <summary>Technical work.</summary>
    Technical,

    /// <summary>Diplomatic matters.</summary>
    Diplomatic,

    /// <summary>Day and night.</summary>
    AroundTheClock,

    /// <summary>Legal matters.</summary>
    Legal,

    /// <summary>The press.</summary>
    Press,
}

/// <summary>A network that is closed to the public and by which a contact point is reached.</summary>
public enum SecureChannelKind
{
    /// <summary>SIENA, the exchange network of Europol.</summary>
    Siena,

    /// <summary>I-24/7, the police communication system of INTERPOL.</summary>
    I247,

    /// <summary>Another one, which the address names.</summary>
    Other,
}

/// <summary>A secure channel.</summary>
/// <param name="Kind">Which network.</param>
/// <param name="Address">How the contact point is found in it; at most 200 characters.</param>
public sealed record SecureChannel(SecureChannelKind Kind, string Address);

/// <summary>An OpenPGP public key as it was read.</summary>
/// <param name="Armored">The key as text, ASCII armor of RFC 9580 section 6.</param>
/// <param name="Fingerprint">Of the primary key, upper-case hexadecimal without spaces.</param>
/// <param name="UserIds">Whom it says that it belongs to.</param>
/// <param name="ExpiresAt">When it expires; null for never.</param>
public sealed record OpenPgpKey(string Armored, string Fingerprint, IReadOnlyList<string> UserIds, DateTimeOffset? ExpiresAt);

/// <summary>What an administrator keeps of a contact point.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Name">A person or a desk; at most 200 characters.</param>
/// <param name="Email">Where mail goes.</param>
/// <param name="Phone">A number with its country code.</param>
/// <param name="Language">BCP 47 tag of the language in which it is written to; null for the organisation's first.</param>
/// <param name="BounceAddress">To which address the mail server returns what it cannot deliver; null for that of the house.</param>
public sealed record ContactPointCard(
    ContactPurpose Purpose, string Name, string? Email, string? Phone, string? Language, string? BounceAddress)
{
    /// <summary>An address of the web where it takes reports.</summary>
    public string? Web { get; init; }

    /// <summary>By which closed network it is reached.</summary>
    public SecureChannel? Secure { get; init; }

    /// <summary>Its own duty hours in its zone; null for those of its organisation.</summary>
    public DutyHours? Duty { get; init; }

    /// <summary>IANA name of its own zone; null for that of its organisation.</summary>
    public string? TimeZone { get; init; }

    /// <summary>BCP 47 tags of the languages that it takes; empty for those of its organisation.</summary>
    public IReadOnlyList<string> Accepts { get; init; } = [];

    /// <summary>The key with which what it is sent is encrypted.</summary>
    public OpenPgpKey? Key { get; init; }
}
