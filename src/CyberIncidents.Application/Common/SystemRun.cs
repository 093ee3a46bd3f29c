using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Application.Common;

/// <summary>
/// A part of a command that the program does itself, in the same transaction: an administrator who changes a rule has its clocks
/// recomputed and still sees no case.
/// </summary>
internal sealed class SystemRun(IServiceScopeFactory scopes)
{
    /// <summary>Runs work as the program; what the calling scope has to tell it is saved before.</summary>
    public async Task<T> RunAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return await scope.ServiceProvider.GetRequiredService<ITransactionRunner>().RunAsync(work, cancellationToken);
    }
}
