using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Incidents;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Interceptors;

/// <summary>
/// The heads of the chains that one save adds to. Each is locked when it is taken, and sealed again at the end. A head that
/// does not fit its seal is never sealed anew: work goes on, and the check goes on finding it.
/// </summary>
internal sealed class Heads(AppDbContext db, AuditHash hash)
{
    private static readonly Func<AppDbContext, Guid, CancellationToken, Task<AuditChain?>> Stored = EF.CompileAsyncQuery(
        (AppDbContext db, Guid chainId, CancellationToken _) => db.Set<AuditChain>().SingleOrDefault(c => c.ChainId == chainId));

    private readonly Dictionary<Guid, AuditChain> _known = db.ChangeTracker.Entries<AuditChain>().Select(e => e.Entity).ToDictionary(c => c.ChainId);
    private readonly Dictionary<Guid, AuditChain> _taken = [];
    private readonly HashSet<Guid> _made =
        [.. db.ChangeTracker.Entries<Incident>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.Id)];

    private readonly HashSet<Guid> _broken = [];

    /// <summary>The chains in the order of their locks, with the one that counts the others when a case is made.</summary>
    public IReadOnlyList<Guid> InOrder(IEnumerable<Guid> chains) =>
        [.. (_made.Any(id => !_known.ContainsKey(id)) ? chains.Append(AuditChain.Rest) : chains).Distinct().Order()];

    public async Task<AuditChain> TakeAsync(Guid chainId, CancellationToken cancellationToken)
    {
        if (_taken.TryGetValue(chainId, out var taken))
        {
            return taken;
        }

        // A case that is made in this very save has no chain yet.
        var head = _known.GetValueOrDefault(chainId) ?? (_made.Contains(chainId) ? null : await LockAsync(chainId, cancellationToken));
        if (head is null)
        {
            head = await BeginAsync(chainId, cancellationToken);
        }
        else if (!hash.Holds(head))
        {
            _broken.Add(chainId);
        }

        _taken.Add(chainId, head);
        return head;
    }

    public void Seal()
    {
        foreach (var head in _taken.Values.Where(h => !_broken.Contains(h.ChainId)))
        {
            head.SealAs(hash.Of(head));
        }
    }

    private async Task<AuditChain?> LockAsync(Guid chainId, CancellationToken cancellationToken)
    {
        if (db.Database.IsSqlite())
        {
            // In the lane of SQLite there is no second writer.
            return await Stored(db, chainId, cancellationToken);
        }

        // The update takes the row's lock on a server.
        var found = await db.Set<AuditChain>().Where(c => c.ChainId == chainId)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.LastSequence, c => c.LastSequence), cancellationToken);
        return found == 0 ? null : await db.Set<AuditChain>().SingleAsync(c => c.ChainId == chainId, cancellationToken);
    }

    private async Task<AuditChain> BeginAsync(Guid chainId, CancellationToken cancellationToken)
    {
        var fresh = new AuditChain(chainId);
        db.Add(fresh);
        if (chainId != AuditChain.Rest)
        {
            (await TakeAsync(AuditChain.Rest, cancellationToken)).Count(1);
        }

        return fresh;
    }
}
