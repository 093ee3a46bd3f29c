using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>
/// A case that is given up, rejected or marked as a duplicate, leaves no partner at work or without our answer: it would be neither chased
/// nor told.
/// </summary>
internal sealed class CaseGivenUp(
    IAppDb db, IViewerAccessor viewer, ICaseParts parts, RequestClocks clocks, RequestDispatch dispatch, NoticeWriter notices, TimeProvider time)
{
    /// <summary>
    /// Throws while requests are under way; there is no override, for whoever withdraws them tells the partners why. Those that the viewer
    /// may not see do not exist for the viewer and cannot be named: they are withdrawn in this save, their partner and owner are told.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>requests-open</c>, with the references that the viewer may see.</exception>
    public async Task LeaveNobodyAtWorkAsync(Incident incident, CancellationToken cancellationToken)
    {
        await parts.HoldAsync(incident.Id, cancellationToken);
        var open = (await parts.RunningRequestsAsync(incident.Id, cancellationToken))
            .Where(r => r.Direction == RequestDirection.Outbound && r.Kind != RequestKind.ForInformation).ToList();
        var ids = open.ConvertAll(r => r.Id);
        var seen = await db.Requests.Where(r => ids.Contains(r.Id)).OrderBy(r => r.Reference).Select(r => r.Reference).ToListAsync(cancellationToken);
        if (seen.Count > 0)
        {
            throw new RuleBrokenException(
                "requests-open", "Requests to partners are still open; withdraw them first.", [.. incident.AllowedMoves.Select(MoveName.Of)], seen);
        }

        foreach (var hidden in open)
        {
            hidden.FollowThrough(RequestMove.Withdraw, viewer.Required.UserId, null, time.GetUtcNow());
            await clocks.EndedAsync(hidden, cancellationToken);
            await dispatch.TellLiaisonsAsync(NoticeKind.RequestWithdrawn, hidden, cancellationToken);
            await notices.TellOwnerAsync(NoticeKind.RequestWithdrawn, hidden, cancellationToken);
        }
    }
}
