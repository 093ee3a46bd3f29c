using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Mails;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>Makes the daily mails, by the ordinary command.</summary>
internal sealed class DigestMaker(IServiceScopeFactory scopes)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return (await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(new MakeDigestsCommand(), cancellationToken)).Mails;
    }
}
