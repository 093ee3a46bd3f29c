using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Partners;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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

/// <summary>Sends planned contact checks, each by a command of its own: what goes wrong with one keeps no other from being asked.</summary>
internal sealed partial class ContactCheckPlanner(IServiceScopeFactory scopes, ILogger<ContactCheckPlanner> logger)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var due = await AsProgramAsync(send => send.SendAsync(new ListDueContactChecksQuery(), cancellationToken));
        var asked = 0;
        foreach (var organisation in due.Organisations)
        {
            asked += await AskAsync(organisation, cancellationToken) ? 1 : 0;
        }

        return asked;
    }

    private async Task<bool> AskAsync(Guid organisation, CancellationToken cancellationToken)
    {
        try
        {
            return (await AsProgramAsync(send => send.SendAsync(new PlanContactCheckCommand(organisation), cancellationToken))).Asked;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Failed(logger, organisation, error.GetType().Name);
            return false;
        }
    }

    private async Task<T> AsProgramAsync<T>(Func<IDispatcher, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return await act(scope.ServiceProvider.GetRequiredService<IDispatcher>());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Organisation {OrganisationId} was not asked whether it is there: {Error}; it has its turn again within the hour")]
    private static partial void Failed(ILogger logger, Guid organisationId, string error);
}
