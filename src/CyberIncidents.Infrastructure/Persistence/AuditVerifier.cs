using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>
/// Reads every chain from its first line to its head and recomputes it, while others go on writing: lines never change,
/// so the heads are read before the lines, and once more for chains that have grown meanwhile.
/// </summary>
internal sealed class AuditVerifier(ContextFactory contexts, AuditHash hash) : IAuditVerifier
{
    public async Task<AuditCheck> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Lease(Viewer.System);
        var heads = await db.Set<AuditChain>().AsNoTracking().ToDictionaryAsync(c => c.ChainId, cancellationToken);
        var walk = new Walk(heads, hash);
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking().OrderBy(a => a.ChainId).ThenBy(a => a.Sequence).AsAsyncEnumerable()
            .WithCancellation(cancellationToken))
        {
            walk.Next(entry);
        }

        walk.End();
        var grown = walk.Grown.Select(g => g.ChainId).ToList();
        var later = await db.Set<AuditChain>().AsNoTracking().Where(c => grown.Contains(c.ChainId)).ToDictionaryAsync(c => c.ChainId, cancellationToken);
        walk.CheckGrown(later);
        return new AuditCheck(walk.FirstBreak is null, walk.Chains, walk.Entries, walk.FirstBreak);
    }

    private sealed class Walk(Dictionary<Guid, AuditChain> heads, AuditHash hash)
    {
        private readonly HashSet<Guid> _seen = [];
        private AuditEntry? _last;

        public AuditBreak? FirstBreak { get; private set; }

        public long Entries { get; private set; }

        public int Chains => _seen.Union(heads.Keys).Count();

        /// <summary>Last lines beyond the head that was read first: written meanwhile, or put there by somebody.</summary>
        public List<AuditEntry> Grown { get; } = [];

        public void Next(AuditEntry entry)
        {
            if (_last is not null && _last.ChainId != entry.ChainId)
            {
                CheckEnd(_last);
                _last = null;
            }

            Entries++;
            _seen.Add(entry.ChainId);
            CheckLine(entry);
            _last = entry;
        }

        public void End()
        {
            if (_last is not null)
            {
                CheckEnd(_last);
            }

            foreach (var head in heads.Values.Where(h => h.LastSequence > 0 && !_seen.Contains(h.ChainId)).OrderBy(h => h.ChainId))
            {
                Break(head.ChainId, head.LastSequence, "head");
            }
        }

        public void CheckGrown(Dictionary<Guid, AuditChain> later)
        {
            foreach (var last in Grown.Where(g => !later.TryGetValue(g.ChainId, out var head) || head.LastSequence < g.Sequence))
            {
                Break(last.ChainId, last.Sequence, "head");
            }
        }

        private void CheckLine(AuditEntry entry)
        {
            var reason =
                entry.Sequence != (_last?.Sequence ?? 0) + 1 ? "sequence"
                : entry.PreviousHash != (_last?.Hash ?? string.Empty) ? "previous"
                : entry.Payload is { } payload && AuditHash.OfPayload(entry.Salt ?? string.Empty, payload) != entry.PayloadHash ? "payload"
                : entry.Hash != hash.Of(entry) ? "hash"
                : heads.TryGetValue(entry.ChainId, out var head) && head.LastSequence == entry.Sequence && head.LastHash != entry.Hash ? "head"
                : null;
            if (reason is not null)
            {
                Break(entry.ChainId, entry.Sequence, reason);
            }
        }

        private void CheckEnd(AuditEntry last)
        {
            var head = heads.GetValueOrDefault(last.ChainId)?.LastSequence ?? 0;
            if (last.Sequence < head)
            {
                Break(last.ChainId, last.Sequence + 1, "head");
            }
            else if (last.Sequence > head)
            {
                Grown.Add(last);
            }
        }

        private void Break(Guid chain, long sequence, string reason) => FirstBreak ??= new AuditBreak(chain, sequence, reason);
    }
}
