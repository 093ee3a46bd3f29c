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
        if (eventData.Context is not AppDbContext { MayWrite: true, Viewer.IsPreview: false })
        {
            throw new InvalidOperationException("A save outside the write lane: run it by ITransactionRunner.");
        }

        return ValueTask.FromResult(result);
    }
}
