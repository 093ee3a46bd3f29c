using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Infrastructure.Jobs;
using CyberIncidents.Infrastructure.Persistence;
using CyberIncidents.Infrastructure.Persistence.Startup;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure;

/// <summary>Whether this process can do its work.</summary>
public sealed class SystemState
{
    private readonly ContextFactory _contexts;
    private readonly DatabaseStartup _startup;
    private readonly JobFigureReader _figures;

    internal SystemState(ContextFactory contexts, DatabaseStartup startup, JobFigureReader figures) =>
        (_contexts, _startup, _figures) = (contexts, startup, figures);

    /// <summary>Whether schema and seeding are done and the database answers.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True when it does.</returns>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (!_startup.Ready)
        {
            return false;
        }

        try
        {
            await using var db = _contexts.Lease(Viewer.System);
            return await db.Set<Organisation>().AnyAsync(o => o.IsHome, cancellationToken);
        }
        catch (Exception error) when (error is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>How many alarms were given up and still stand.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their number.</returns>
    public Task<int> GivenUpAsync(CancellationToken cancellationToken) => _figures.GivenUpAsync(cancellationToken);

    /// <summary>How many mails were given up and not dismissed.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their number.</returns>
    public Task<int> DeadMailsAsync(CancellationToken cancellationToken) => _figures.DeadMailsAsync(cancellationToken);

    /// <summary>Whether the sweep of this process should have run and has not for five minutes.</summary>
    /// <returns>False where another process sweeps.</returns>
    public bool SweepIsLate() => _figures.SweepIsLate();
}
