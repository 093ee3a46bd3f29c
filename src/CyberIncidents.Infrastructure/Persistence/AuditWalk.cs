using System.Text.Json;
using CyberIncidents.Application.Audit;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Retention;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>Goes along the lines of all chains, chain by chain, and keeps the first place that does not fit.</summary>
internal sealed class AuditWalk(Dictionary<Guid, AuditChain> heads, AuditHash hash)
{
    private readonly HashSet<Guid> _seen = [];
    private IChainLine? _last;
    private readonly SortedSet<long> _blanks = [];

    public AuditBreak? FirstBreak { get; private set; }

    public long Entries { get; private set; }

    public int Chains => _seen.Union(heads.Keys).Count();

    /// <summary>Last lines beyond the head that was read first: written meanwhile, or put there by somebody.</summary>
    public List<IChainLine> Grown { get; } = [];

    public void Next(IChainLine entry)
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

        foreach (var head in heads.Values.Where(h => !_seen.Contains(h.ChainId)).OrderBy(h => h.ChainId))
        {
            Break(head.ChainId, 1, "head");
        }
    }

    /// <summary>The next line cannot be read.</summary>
    public void StopAt((Guid Chain, long Sequence)? place)
    {
        var (chain, sequence) = place ?? (_last is null ? (AuditChain.Rest, 1) : (_last.ChainId, _last.Sequence + 1));
        Break(chain, sequence, "unreadable");
    }

    /// <summary>A case without a chain. The rest has one from the first start on.</summary>
    public void CheckMissing(IEnumerable<Guid> cases)
    {
        foreach (var chain in cases.Prepend(AuditChain.Rest).Where(c => !heads.ContainsKey(c) && !_seen.Contains(c)))
        {
            Break(chain, 1, "missing");
        }
    }

    public void CheckGrown(Dictionary<Guid, AuditChain> later)
    {
        foreach (var last in Grown)
        {
            if (!later.TryGetValue(last.ChainId, out var head) || !hash.Holds(head) || head.LastSequence < last.Sequence
                || (head.LastSequence == last.Sequence && head.LastHash != last.Hash))
            {
                Break(last.ChainId, last.Sequence, "head");
            }
        }
    }

    /// <summary>Fewer chains of cases (and of reads) than were begun, or more.</summary>
    /// <param name="begun">How many were begun before the heads were read.</param>
    /// <param name="begunLater">How many were after.</param>
    public void CheckCount(long? begun, long? begunLater)
    {
        var there = heads.Keys.Count(c => c != AuditChain.Rest);
        if (there < begun || there > begunLater)
        {
            Break(AuditChain.Rest, 0, "count");
        }
    }

    private void CheckLine(IChainLine entry)
    {
        var reason =
            entry.Sequence != (_last?.Sequence ?? 0) + 1 ? "sequence"
            : entry.PreviousHash != (_last?.Hash ?? string.Empty) ? "previous"
            : entry is AuditEntry line && !HoldsPayload(line) ? "payload"
            : entry.Hash != hash.Of(entry) ? "hash"
            : heads.TryGetValue(entry.ChainId, out var head) && head.LastSequence == entry.Sequence && head.LastHash != entry.Hash ? "head"
            : null;
        if (reason is not null)
        {
            Break(entry.ChainId, entry.Sequence, reason);
        }
    }

    /// <summary>
    /// What it says is what was hashed. A blank is looked at again at the end of the chain: disposal leaves a line after all that it blanks. In the
    /// chain that all share it blanks nothing but what partners asked, whatever a tombstone names.
    /// </summary>
    private bool HoldsPayload(AuditEntry entry)
    {
        if (entry is { Payload: null, Salt: null })
        {
            if (entry.ChainId == AuditChain.Rest && !Blanking.Kinds.Contains(entry.SubjectType))
            {
                return false;
            }

            _blanks.Add(entry.Sequence);
            return true;
        }

        if (!AuditHash.HoldsPayload(entry))
        {
            return false;
        }

        if (entry.Action == "dispose" && entry.Hash == hash.Of(entry))
        {
            Excuse(entry);
        }

        return true;
    }

    /// <summary>The tombstone of a case excuses what is blank before it; one in the chain that all share only what it names.</summary>
    private void Excuse(AuditEntry stone)
    {
        if (stone is { SubjectType: nameof(Tombstone) } && stone.ChainId != AuditChain.Rest)
        {
            _blanks.Clear();
        }
        else if (stone is { SubjectType: nameof(RequestTombstone) } && stone.ChainId == AuditChain.Rest)
        {
            _blanks.ExceptWith(LinesOf(stone.Payload!));
        }
    }

    private static List<long> LinesOf(string payload)
    {
        using var rows = JsonDocument.Parse(payload);
        return
        [
            .. rows.RootElement.EnumerateArray().Where(r => r.GetProperty("entity").GetString() == nameof(RequestTombstone))
                .SelectMany(r => r.GetProperty("values").GetProperty(nameof(RequestTombstone.Lines))[1].EnumerateArray()).Select(l => l.GetInt64()),
        ];
    }

    private void CheckBlank(Guid chain)
    {
        if (_blanks.Count > 0 && _blanks.Min is var sequence && (FirstBreak is null || (FirstBreak.ChainId == chain && FirstBreak.Sequence > sequence)))
        {
            FirstBreak = new AuditBreak(chain, sequence, "payload");
        }

        _blanks.Clear();
    }

    private void CheckEnd(IChainLine last)
    {
        CheckBlank(last.ChainId);
        var head = heads.GetValueOrDefault(last.ChainId);
        if (last.Sequence < head?.LastSequence)
        {
            Break(last.ChainId, last.Sequence + 1, "head");
        }
        else if (head is not null && !hash.Holds(head))
        {
            Break(last.ChainId, last.Sequence, "head");
        }
        else if (last.Sequence > (head?.LastSequence ?? 0))
        {
            Grown.Add(last);
        }
    }

    private void Break(Guid chain, long sequence, string reason) => FirstBreak ??= new AuditBreak(chain, sequence, reason);
}
