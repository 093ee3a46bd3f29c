using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>Past the audit, like the disposal of a case, since that would keep what has to go; the tombstone's line says it.</summary>
internal sealed class RequestDisposal(ContextLease lease, AuditHash hash) : IRequestDisposal
{
    private AppDbContext Db => lease.Context;

    public async Task<IReadOnlySet<Guid>> UnderWayAsync(IReadOnlyCollection<Guid> requests, CancellationToken cancellationToken)
    {
        List<Guid?> ids = [.. requests.Select(r => (Guid?)r)];
        var tasks = await Db.All<Request>().Where(RequestStanding.Running).Where(r => ids.Contains(r.AnswersRequestId))
            .Select(r => r.AnswersRequestId!.Value).ToListAsync(cancellationToken);
        var clocks = await Db.All<LegalClock>().Where(c => c.State == ClockState.Running || c.State == ClockState.Stopped).Where(c => ids.Contains(c.RequestId))
            .Select(c => c.RequestId!.Value).ToListAsync(cancellationToken);
        return tasks.Concat(clocks).ToHashSet();
    }

    public async Task<DisposedRequest> DisposeAsync(Guid requestId, long version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Db.HoldRestAsync(cancellationToken);
        await ClaimAsync(requestId, version, cancellationToken);
        await Db.OverwriteFreedPagesAsync(cancellationToken);
        var tlp = await Db.All<Request>().Where(r => r.Id == requestId).Select(r => r.Tlp).SingleAsync(cancellationToken);
        var whole = await Db.WholeOfAsync(requestId, null, cancellationToken);
        var lines = await Db.BlankInRestAsync(hash, whole, cancellationToken);
        var parts = await DeleteAsync(requestId, whole, tlp == Tlp.Red, cancellationToken);
        await BlankAsync(requestId, now, cancellationToken);
        return new DisposedRequest(requestId, tlp, parts, lines);
    }

    /// <summary>
    /// Whoever takes it into a case, returns it or returns one of its tasks at the same time was first, and is found here, or comes later, with a
    /// version that is gone. What is disposed of goes past the save, which would ask for the version otherwise.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">Another was first; the runner begins anew.</exception>
    private async Task ClaimAsync(Guid requestId, long version, CancellationToken cancellationToken)
    {
        var free = await Db.All<Request>().Where(r => r.Id == requestId && r.Version == version && r.IncidentId == null && r.DisposedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1), cancellationToken);
        await Db.All<Request>().Where(r => r.AnswersRequestId == requestId && r.IncidentId == null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1), cancellationToken);
        if (free == 0 || (await UnderWayAsync([requestId], cancellationToken)).Count > 0)
        {
            throw new DbUpdateConcurrencyException("Somebody did something with the request meanwhile.");
        }
    }

    /// <summary>What others point to comes last.</summary>
    private async Task<IReadOnlyList<DisposedPart>> DeleteAsync(Guid requestId, InboundWhole whole, bool red, CancellationToken cancellationToken)
    {
        var (requests, releases) = (whole.Requests, whole.Releases);
        List<Guid> items = [.. requests, .. releases];
        var parts = new List<DisposedPart>();
        await GoAsync(Db.All<Alarm>().Where(a => a.RequestId != null && requests.Contains(a.RequestId.Value)));
        await GoAsync(Db.All<ClockStop>().Where(s => s.RequestId != null && requests.Contains(s.RequestId.Value)));
        await GoAsync(Db.All<LegalClock>().Where(c => c.RequestId != null && requests.Contains(c.RequestId.Value)));
        await GoAsync(Db.All<ChasingEntry>().Where(e => requests.Contains(e.RequestId)));
        await GoAsync(Db.All<RequestEntry>().Where(e => requests.Contains(e.RequestId)));
        await GoAsync(Db.All<Notice>().Where(n => items.Contains(n.SubjectId)));
        await GoAsync(Db.All<OutboxMail>().Where(m => m.SubjectId != null && items.Contains(m.SubjectId.Value)));
        await GoAsync(Db.All<ReleaseItem>().Where(i => releases.Contains(i.ReleaseId)));
        await GoAsync(Db.All<Release>().Where(r => releases.Contains(r.Id)));
        await GoAsync(Db.All<Request>().Where(r => r.Id != requestId && requests.Contains(r.Id)));
        await Db.Set<AccessGrant>().Where(g => g.SubjectId != requestId && g.SubjectId != null && items.Contains(g.SubjectId.Value)).ExecuteDeleteAsync(cancellationToken);
        await Db.Set<AccessGrant>().Where(g => g.SubjectId == requestId && g.Note != null)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.Note, (string?)null), cancellationToken);
        return parts;

        async Task GoAsync<T>(IQueryable<T> rows)
            where T : Entity
        {
            var shown = red || !typeof(T).IsAssignableTo(typeof(ISecured))
                ? await rows.CountAsync(cancellationToken)
                : await rows.CountAsync(r => EF.Property<Tlp>(r, nameof(ISecured.Tlp)) != Tlp.Red, cancellationToken);
            await rows.ExecuteDeleteAsync(cancellationToken);
            if (shown > 0)
            {
                parts.Add(new DisposedPart(typeof(T).Name, shown));
            }
        }
    }

    /// <summary>What was written in it; kind, state, outcome and dates stay, since the figures of past years count them.</summary>
    private async Task BlankAsync(Guid requestId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<BasisField> none = [];
        await Db.All<Request>().Where(r => r.Id == requestId).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.Subject, r => r.Reference).SetProperty(r => r.Body, string.Empty).SetProperty(r => r.TheirReference, (string?)null)
                .SetProperty(r => r.OurReference, (string?)null).SetProperty(r => r.MarkingReason, (string?)null).SetProperty(r => r.BasisFields, none)
                .SetProperty(r => r.Handling, (Handling?)null).SetProperty(r => r.DisposedAt, now).SetProperty(r => r.Version, r => r.Version + 1),
            cancellationToken);
    }
}
