using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CyberIncidents.Application.Audit;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

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
            entry.SubjectType, entry.SubjectId.ToString("N"), entry.CorrelationId, entry.PayloadHash,
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

/// <summary>Reads every chain from its first line to its head and recomputes it.</summary>
internal sealed class AuditVerifier(ContextFactory contexts, AuditHash hash) : IAuditVerifier
{
    public async Task<AuditCheck> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Lease(Application.Common.Security.Viewer.System);
        // One snapshot, so that what is written meanwhile looks like no break.
        await using var snapshot = await db.Database.BeginTransactionAsync(
            db.Database.IsSqlite() ? System.Data.IsolationLevel.Serializable : System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var heads = await db.Set<AuditChain>().AsNoTracking().ToDictionaryAsync(c => c.ChainId, cancellationToken);
        long entries = 0;
        AuditBreak? first = null;
        AuditEntry? last = null;
        var seen = new HashSet<Guid>();
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking().OrderBy(a => a.ChainId).ThenBy(a => a.Sequence).AsAsyncEnumerable()
            .WithCancellation(cancellationToken))
        {
            entries++;
            if (last is not null && last.ChainId != entry.ChainId)
            {
                first ??= CheckHead(last, heads);
                last = null;
            }

            seen.Add(entry.ChainId);
            first ??= CheckLine(entry, last);
            last = entry;
        }

        first ??= last is null ? null : CheckHead(last, heads);
        first ??= heads.Values.Where(h => h.LastSequence > 0 && !seen.Contains(h.ChainId))
            .Select(h => new AuditBreak(h.ChainId, h.LastSequence, "head")).FirstOrDefault();
        return new AuditCheck(first is null, heads.Count, entries, first);
    }

    private AuditBreak? CheckLine(AuditEntry entry, AuditEntry? before)
    {
        var reason =
            entry.Sequence != (before?.Sequence ?? 0) + 1 ? "sequence"
            : entry.PreviousHash != (before?.Hash ?? string.Empty) ? "previous"
            : entry.Payload is { } payload && AuditHash.OfPayload(entry.Salt ?? string.Empty, payload) != entry.PayloadHash ? "payload"
            : entry.Hash != hash.Of(entry) ? "hash"
            : null;
        return reason is null ? null : new AuditBreak(entry.ChainId, entry.Sequence, reason);
    }

    private static AuditBreak? CheckHead(AuditEntry last, Dictionary<Guid, AuditChain> heads) =>
        heads.TryGetValue(last.ChainId, out var head) && head.LastSequence == last.Sequence && head.LastHash == last.Hash
            ? null
            : new AuditBreak(last.ChainId, last.Sequence, "head");
}
