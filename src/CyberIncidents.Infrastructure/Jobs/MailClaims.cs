using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>
/// Claims mails by lease: the one place that decides which process sends which. A process that is killed keeps its mails from the
/// others until the lease ends.
/// </summary>
internal sealed class MailClaims(ContextFactory contexts, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>How long a process has a mail for itself.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private const int Batch = 50;

    /// <summary>Claims what is due, the longest due first.</summary>
    /// <returns>The mails, not tracked.</returns>
    public async Task<IReadOnlyList<OutboxMail>> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await DueAsync(now, cancellationToken);
        return due.Count == 0 ? [] : await scopes.AsSystemAsync(
            async (services, token) =>
            {
                var mails = services.GetRequiredService<ContextLease>().Context.Set<OutboxMail>();
                var claimed = new List<OutboxMail>();
                var until = now + Lease;
                foreach (var mail in due)
                {
                    // Another may have it by now: the condition decides, not what was read.
                    var mine = await mails
                        .Where(m => m.Id == mail.Id && m.NextAt != null && m.NextAt <= now && (m.LeasedUntil == null || m.LeasedUntil <= now))
                        .ExecuteUpdateAsync(s => s.SetProperty(m => m.LeasedUntil, until).SetProperty(m => m.Version, m => m.Version + 1), token);
                    if (mine == 1)
                    {
                        claimed.Add(mail);
                    }
                }

                return claimed;
            },
            cancellationToken);
    }

    /// <summary>Gives back what was not tried.</summary>
    public Task ReleaseAsync(IReadOnlyCollection<Guid> mailIds, CancellationToken cancellationToken) => scopes.AsSystemAsync(
        (services, token) => services.GetRequiredService<ContextLease>().Context.Set<OutboxMail>()
            .Where(m => mailIds.Contains(m.Id) && m.NextAt != null)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.LeasedUntil, (DateTimeOffset?)null).SetProperty(m => m.Version, m => m.Version + 1), token),
        cancellationToken);

    private async Task<List<OutboxMail>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = contexts.Lease(Viewer.System);
        return await db.Set<OutboxMail>().AsNoTracking()
            .Where(m => m.NextAt != null && m.NextAt <= now && (m.LeasedUntil == null || m.LeasedUntil <= now))
            .OrderBy(m => m.NextAt).ThenBy(m => m.Id).Take(Batch).ToListAsync(cancellationToken);
    }
}
