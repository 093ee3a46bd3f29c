using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>Why a text is no key to encrypt with.</summary>
public enum KeyFault
{
    /// <summary>It is no OpenPGP public key, or more than one.</summary>
    NotAKey,

    /// <summary>It holds a secret key, which belongs to nobody but its owner.</summary>
    SecretKey,

    /// <summary>It has expired or was revoked.</summary>
    Expired,

    /// <summary>It only signs: nothing in it that holds now encrypts.</summary>
    NotForEncryption,
}

/// <summary>What was read of a text.</summary>
/// <param name="Key">The key; null when there is a fault.</param>
/// <param name="Fault">What is wrong; null for nothing.</param>
public sealed record KeyReading(OpenPgpKey? Key, KeyFault? Fault);

/// <summary>Reads OpenPGP public keys (RFC 4880, RFC 9580).</summary>
public interface IOpenPgpKeys
{
    /// <summary>Reads a key and looks whether its own signatures hold.</summary>
    /// <param name="armored">The text.</param>
    /// <param name="now">The instant at which it has to be good.</param>
    /// <returns>The key or the fault.</returns>
    KeyReading Read(string armored, DateTimeOffset now);
}
