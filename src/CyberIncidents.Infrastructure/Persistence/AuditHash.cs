using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CyberIncidents.Domain.Auditing;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>The canonical forms of audit lines and of heads of chains, and their hashes.</summary>
/// <param name="key">The key of <c>Audit:Key</c> or its file.</param>
internal sealed class AuditHash(byte[] key)
{
    private const int SaltBytes = 16;

    /// <summary>HMAC-SHA256 over the hash before and every other column; old and new values enter by their own hash.</summary>
    public string Of(AuditEntry entry) => Of(
        entry.PreviousHash, entry.Id.ToString("N"), entry.ChainId.ToString("N"), entry.Sequence.ToString(CultureInfo.InvariantCulture),
        entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture), entry.Actor, entry.ActorId?.ToString("N") ?? string.Empty, entry.Action,
        entry.SubjectType, entry.SubjectId.ToString("N"), entry.CorrelationId, entry.Tlp.ToString(), entry.PayloadHash);

    /// <summary>As of any line of a chain. The first word of one of the read log is not that of any other.</summary>
    public string Of(IChainLine line) => line switch
    {
        AuditEntry entry => Of(entry),
        ReadEntry read => Of(
            "read", read.PreviousHash, read.Id.ToString("N"), read.Sequence.ToString(CultureInfo.InvariantCulture), Ticks(read.At), Ticks(read.Hour),
            read.PersonId.ToString("N"), read.OrganisationId.ToString("N"), read.IncidentId?.ToString("N") ?? string.Empty,
            read.SubjectType.ToString(), read.SubjectId.ToString("N"), read.Tlp.ToString(), read.Act.ToString()),
        _ => throw new ArgumentOutOfRangeException(nameof(line)),
    };

    /// <summary>The seal of a head: HMAC-SHA256 over every other column. Its first word is not that of any line.</summary>
    public string Of(AuditChain head) => Of(
        "head", head.ChainId.ToString("N"), head.LastSequence.ToString(CultureInfo.InvariantCulture), head.LastHash,
        head.Begun.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a head is as the program left it.</summary>
    public bool Holds(AuditChain head) => head.Seal == Of(head);

    /// <summary>
    /// Whether a line holds what was written. Salt and payload are hashed as one text, so only the length of the salt says where
    /// the one ends and the other begins.
    /// </summary>
    public static bool HoldsPayload(AuditEntry entry) =>
        entry is { Payload: { } payload, Salt: { Length: 2 * SaltBytes } salt } && OfPayload(salt, payload) == entry.PayloadHash;

    /// <summary>A salt for a new line: hex, always of the same length.</summary>
    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));

    /// <summary>SHA-256 of salt and payload: it stays when retention blanks both.</summary>
    public static string OfPayload(string salt, string payload) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + payload)));

    private static string Ticks(DateTimeOffset? at) => at?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private string Of(params ReadOnlySpan<string> columns)
    {
        var canonical = new StringBuilder();
        foreach (var column in columns)
        {
            canonical.Append(CultureInfo.InvariantCulture, $"{column.Length}:{column};");
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(canonical.ToString())));
    }
}
