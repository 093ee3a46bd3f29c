using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Persistence.Transactions;

/// <summary>
/// Previews by the ordinary runner: the work's answer leaves as an exception, so the savepoint, on a server the transaction, is
/// rolled back by the same path as that of any refused command, and nothing is left that could commit.
/// </summary>
internal sealed class PreviewRoom(IServiceScopeFactory scopes, ITransactionRunner runner) : IPreviewRoom
{
    public async Task<T> LookAsync<T>(Viewer eyes, Func<IServiceProvider, CancellationToken, Task<T>> look, CancellationToken cancellationToken)
    {
        if (!eyes.IsPreview)
        {
            throw new InvalidOperationException("A preview looks with a viewer of a preview.");
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = eyes;
        scope.ServiceProvider.GetRequiredService<ContextLease>().Write = AmbientTransaction.Current?.Write;
        return await look(scope.ServiceProvider, cancellationToken);
    }

    public async Task<T> RehearseAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (AmbientTransaction.Current is not null)
        {
            // What follows the outer commit would then tell of what was rolled back.
            throw new InvalidOperationException("A rehearsal inside a transaction.");
        }

        try
        {
            return await runner.RunAsync<T>(async (services, token) => throw new RehearsedException<T>(await work(services, token)), cancellationToken);
        }
        catch (RehearsedException<T> rehearsed)
        {
            return rehearsed.Answer;
        }
    }

    /// <summary>The way out of a rehearsal.</summary>
    private sealed class RehearsedException<T>(T answer) : Exception("A rehearsal is rolled back.")
    {
        public T Answer { get; } = answer;
    }
}
