using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Infrastructure.Identity;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>The canonical form of an audit line, and its hash under the key of <c>Audit:Key</c>.</summary>
internal sealed class AuditHash(SecretKeys keys)
{
    private readonly byte[] _key = keys.AuditKey;

    /// <summary>HMAC-SHA256 over the hash before and every other column; old and new values enter by their own hash.</summary>
    public string Of(AuditEntry entry)
    {
        var canonical = new StringBuilder();
        foreach (var column in new[]
        {
            entry.PreviousHash, entry.Id.ToString("N"), entry.ChainId.ToString("N"), entry.Sequence.ToString(CultureInfo.InvariantCulture),
            entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture), entry.Actor, entry.ActorId?.ToString("N") ?? string.Empty, entry.Action,
            entry.SubjectType, entry.SubjectId.ToString("N"), entry.CorrelationId, entry.Tlp.ToString(), entry.PayloadHash,
        })
        {
            canonical.Append(CultureInfo.InvariantCulture, $"{column.Length}:{column};");
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(canonical.ToString())));
    }

    /// <summary>SHA-256 of salt and payload: it stays when retention blanks both.</summary>
    public static string OfPayload(string salt, string payload) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + payload)));
}
