using System.Linq.Expressions;
using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Incidents;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>
/// Reads every chain from its first line to its head and recomputes it, while others go on writing: lines never change,
/// so cases are read before heads and heads before lines, and heads once more for chains that have grown meanwhile.
/// </summary>
internal sealed class AuditVerifier(ContextFactory contexts, AuditHash hash) : IAuditVerifier
{
    public async Task<AuditCheck> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Lease(Viewer.System);
        var cases = await db.Set<Incident>().Select(i => i.Id).ToListAsync(cancellationToken);
        var begun = await BegunAsync(db, cancellationToken);
        if (await HeadsAsync(db, cancellationToken) is not { } heads)
        {
            return await UnreadableHeadAsync(db, cancellationToken);
        }

        var begunLater = await BegunAsync(db, cancellationToken);
        var walk = new AuditWalk(heads, hash);
        await ReadLinesAsync(db.Set<AuditEntry>().AsNoTracking().OrderBy(a => a.ChainId).ThenBy(a => a.Sequence), a => new Place(a.ChainId, a.Sequence), walk, cancellationToken);
        await ReadLinesAsync(db.Set<ReadEntry>().AsNoTracking().OrderBy(r => r.Sequence), r => new Place(AuditChain.Reads, r.Sequence), walk, cancellationToken);
        walk.End();
        walk.CheckMissing(cases);
        var grown = walk.Grown.Select(g => g.ChainId).ToList();
        walk.CheckGrown(await db.Set<AuditChain>().AsNoTracking().Where(c => grown.Contains(c.ChainId)).ToDictionaryAsync(c => c.ChainId, cancellationToken));
        walk.CheckCount(begun, begunLater);
        var firstBreak = walk.FirstBreak ?? await StoredForms.FindOtherAsync(db, cancellationToken);
        return new AuditCheck(firstBreak is null, walk.Chains, walk.Entries, firstBreak);
    }

    private static Task<long?> BegunAsync(AppDbContext db, CancellationToken cancellationToken) =>
        db.Set<AuditChain>().Where(c => c.ChainId == AuditChain.Rest).Select(c => (long?)c.Begun).SingleOrDefaultAsync(cancellationToken);

    private static async Task<Dictionary<Guid, AuditChain>?> HeadsAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            return await db.Set<AuditChain>().AsNoTracking().ToDictionaryAsync(c => c.ChainId, cancellationToken);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    /// <summary>A head whose id is none: only an edit of the database makes such a value.</summary>
    private static async Task<AuditCheck> UnreadableHeadAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var chains = await db.Set<AuditChain>().CountAsync(cancellationToken);
        var entries = await db.Set<AuditEntry>().LongCountAsync(cancellationToken) + await db.Set<ReadEntry>().LongCountAsync(cancellationToken);
        return new AuditCheck(false, chains, entries, new AuditBreak(AuditChain.Rest, 0, "unreadable"));
    }

    private static async Task ReadLinesAsync<T>(
        IQueryable<T> lines, Expression<Func<T, Place>> placeOf, AuditWalk walk, CancellationToken cancellationToken)
        where T : class, IChainLine
    {
        var before = walk.Entries;
        try
        {
            await foreach (var entry in lines.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                walk.Next(entry);
            }
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            walk.StopAt(await PlaceAsync(lines.Select(placeOf), walk.Entries - before, cancellationToken));
        }
    }

    /// <summary>Where the line stands that cannot be read: after those that could be. Null when even its place cannot.</summary>
    private static async Task<(Guid Chain, long Sequence)?> PlaceAsync(IQueryable<Place> places, long read, CancellationToken cancellationToken)
    {
        try
        {
            var place = await places.Skip((int)read).FirstAsync(cancellationToken);
            return (place.Chain, place.Sequence);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    /// <summary>What a column throws that holds no id, no instant or no marking.</summary>
    private static bool IsUnreadable(Exception e) => e is FormatException or InvalidCastException or InvalidOperationException or ArgumentException or OverflowException;

    private sealed record Place(Guid Chain, long Sequence);
}
