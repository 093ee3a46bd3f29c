using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>How many requests were taken over.</summary>
/// <param name="Requests">Those that run and had no clock.</param>
public sealed record RequestsAdopted(int Requests);

/// <summary>
/// Gives the running requests of an earlier version, which knew no clocks, a clock and a ladder; done once, at the first start.
/// </summary>
[RequirePermission(Permission.System)]
public sealed record AdoptRequestsCommand : ICommand<RequestsAdopted>;

internal sealed class AdoptRequestsHandler(IAppDb db, RequestClocks clocks) : ICommandHandler<AdoptRequestsCommand, RequestsAdopted>
{
    public async Task<RequestsAdopted> Handle(AdoptRequestsCommand command, CancellationToken cancellationToken)
    {
        var running = await db.Requests.Where(RequestStanding.Running)
            .Where(r => r.Kind != RequestKind.ForInformation && r.DueAt != null && !db.LegalClocks.Any(c => c.RequestId == r.Id)).ToListAsync(cancellationToken);
        foreach (var request in running)
        {
            await clocks.AdoptAsync(request, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RequestsAdopted(running.Count);
    }
}
