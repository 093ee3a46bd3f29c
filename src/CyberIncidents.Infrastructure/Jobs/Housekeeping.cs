using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>What has to be done once a day.</summary>
internal sealed class Housekeeping(IServiceScopeFactory scopes, KeyRing keys, DatabaseSettings settings, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        keys.EnsureFresh();
        var before = time.GetUtcNow() - IdempotencyStore.Kept;
        await scopes.AsSystemAsync(
            async (services, token) =>
            {
                var db = services.GetRequiredService<ContextLease>().Context;
                if (settings.Provider == DatabaseProvider.Sqlite)
                {
                    await db.Database.ExecuteSqlRawAsync("PRAGMA optimize;", token);
                }

                return await db.Set<IdempotencyRecord>().Where(r => r.CreatedAt < before).ExecuteDeleteAsync(token);
            },
            cancellationToken);
    }
}
