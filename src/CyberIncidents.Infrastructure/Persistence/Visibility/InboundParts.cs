using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Visibility;

/// <summary>
/// Reads what hangs on a request that a partner filed, whoever looks: it lifts the filter. Its notices stay without a case, since the
/// partner hears of it without seeing one.
/// </summary>
internal sealed class InboundParts(ContextLease lease) : IInboundParts
{
    public async Task TakeIntoAsync(Guid requestId, Guid incidentId, CancellationToken cancellationToken)
    {
        await MoveAsync(All<RequestEntry>().Where(e => e.RequestId == requestId), incidentId, cancellationToken);
        await MoveAsync(All<LegalClock>().Where(c => c.RequestId == requestId), incidentId, cancellationToken);
        await MoveAsync(All<ClockStop>().Where(s => s.RequestId == requestId), incidentId, cancellationToken);
        await MoveAsync(All<ChasingEntry>().Where(e => e.RequestId == requestId), incidentId, cancellationToken);
        await MoveAsync(All<Alarm>().Where(a => a.RequestId == requestId), incidentId, cancellationToken);
        var releases = await All<ReleaseItem>().Where(i => i.SubjectType == SubjectType.Request && i.SubjectId == requestId)
            .Select(i => i.ReleaseId).Distinct().ToListAsync(cancellationToken);
        await MoveAsync(All<Release>().Where(r => releases.Contains(r.Id)), incidentId, cancellationToken);
        await MoveAsync(All<ReleaseItem>().Where(i => releases.Contains(i.ReleaseId)), incidentId, cancellationToken);
    }

    /// <summary>
    /// Whether a row hangs on a request that a partner filed: its marking is the partner's, and a case that is marked more strictly later
    /// does not take it from the partner.
    /// </summary>
    public static bool HangsOn(Entity part, IReadOnlySet<Guid> requests) => part switch
    {
        Request r => requests.Contains(r.Id),
        RequestEntry e => requests.Contains(e.RequestId),
        LegalClock { RequestId: { } id } => requests.Contains(id),
        ClockStop { RequestId: { } id } => requests.Contains(id),
        ChasingEntry e => requests.Contains(e.RequestId),
        Alarm { FollowUpId: null, RequestId: { } id } => requests.Contains(id),
        _ => false,
    };

    private async Task MoveAsync<T>(IQueryable<T> rows, Guid incidentId, CancellationToken cancellationToken)
        where T : Entity
    {
        foreach (var row in await rows.ToListAsync(cancellationToken))
        {
            lease.Context.Entry(row).Property(nameof(ISecured.IncidentId)).CurrentValue = incidentId;
        }
    }

    private IQueryable<T> All<T>()
        where T : Entity => lease.Context.Set<T>().IgnoreQueryFilters([NeedToKnow.Name]);
}
