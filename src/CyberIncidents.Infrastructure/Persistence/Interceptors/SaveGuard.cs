using CyberIncidents.Domain.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CyberIncidents.Infrastructure.Persistence.Interceptors;

/// <summary>No save outside a transaction of the runner, and none without a viewer or for a preview; on SQLite that is the write lane.</summary>
internal sealed class SaveGuard : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new InvalidOperationException("Saves are asynchronous.");

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not AppDbContext { MayWrite: true, Viewer.IsPreview: false } db)
        {
            throw new InvalidOperationException("A save outside the write lane: run it by ITransactionRunner.");
        }

        if (db.ChangeTracker.Entries<CustodyEntry>().Any(Rewrites))
        {
            throw new InvalidOperationException("A custody log only grows.");
        }

        return ValueTask.FromResult(result);
    }

    /// <summary>Its effective marking follows that of the file; nothing else of a line ever changes.</summary>
    private static bool Rewrites(EntityEntry<CustodyEntry> line) =>
        line.State == EntityState.Deleted
        || (line.State == EntityState.Modified && line.Properties.Any(p => p.IsModified && p.Metadata.Name is not (nameof(CustodyEntry.Tlp) or nameof(CustodyEntry.OwnTlp) or nameof(CustodyEntry.Version))));
}
