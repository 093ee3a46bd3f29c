using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Partners;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>The jobs of the directory as Hangfire calls them.</summary>
public sealed class DirectoryJobs
{
    private readonly ContactCheckPlanner _planner;

    internal DirectoryJobs(ContactCheckPlanner planner) => _planner = planner;

    /// <summary>Asks the organisations whose term is over whether they are there.</summary>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [JobDisplayName("Contact checks")]
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(60)]
    public Task AskAsync(CancellationToken cancellationToken) => _planner.RunAsync(cancellationToken);
}

/// <summary>Sends planned contact checks, by the ordinary command.</summary>
internal sealed class ContactCheckPlanner(IServiceScopeFactory scopes)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return (await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(new PlanContactChecksCommand(), cancellationToken)).Checks;
    }
}
