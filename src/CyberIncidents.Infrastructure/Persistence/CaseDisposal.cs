using System.Linq.Expressions;
using System.Reflection;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence.Visibility;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>
/// It goes by the model and not by a list: whatever table has rows of a case loses them, so a new kind of part is disposed of from
/// its first day. Past the audit, since that would keep what has to go; the tombstone's line says it.
/// </summary>
internal sealed class CaseDisposal(ContextLease lease, AuditHash hash) : ICaseDisposal
{
    /// <summary>What stays: the case's own row, what says that its content went, and the persons who may know of it.</summary>
    private static readonly Type[] Staying = [typeof(Incident), typeof(Tombstone), typeof(AccessGrant)];

    private AppDbContext Db => lease.Context;

    public async Task<IReadOnlyDictionary<Guid, DisposalFacts>> FactsAsync(IReadOnlyCollection<Guid> incidents, CancellationToken cancellationToken)
    {
        List<Guid?> ids = [.. incidents.Select(i => (Guid?)i)];
        var bases = await Db.Set<Request>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(r => ids.Contains(r.IncidentId) && r.LegalBasis != null)
            .Select(r => new { r.IncidentId, r.LegalBasis }).Distinct().ToListAsync(cancellationToken);
        HashSet<Guid> running =
        [
            .. await CasesAsync(ids, RequestStanding.Running, cancellationToken),
            .. await Tasks(ids).Where(t => RequestStanding.RunningStates.Contains(t.Task.State)).Select(t => t.IncidentId).ToListAsync(cancellationToken),
            .. await CasesAsync<LegalClock>(ids, c => c.State == ClockState.Running || c.State == ClockState.Stopped, cancellationToken),
            .. await CasesAsync<Recall>(ids, r => r.State == RecallState.Open, cancellationToken),
            .. await CasesAsync<Consent>(ids, c => c.State == ConsentState.Asked, cancellationToken),
            .. await CasesAsync<FollowUp>(ids, f => f.State == FollowUpState.Scheduled || f.State == FollowUpState.Due, cancellationToken),
        ];
        var byCase = bases.ToLookup(b => b.IncidentId!.Value, b => b.LegalBasis!);
        return incidents.Where(i => byCase.Contains(i) || running.Contains(i))
            .ToDictionary(i => i, i => new DisposalFacts([.. byCase[i]], running.Contains(i)));
    }

    public async Task<DisposedCase> DisposeAsync(Guid incidentId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Db.OverwriteFreedPagesAsync(cancellationToken);
        var asked = await BlankBeforeAsync(incidentId, cancellationToken);
        await TakeInAsync(incidentId, [.. asked.Select(a => a.RequestId)], cancellationToken);
        var red = await Db.Set<Incident>().Where(i => i.Id == incidentId).Select(i => i.Tlp == Tlp.Red).SingleAsync(cancellationToken);
        var parts = new List<DisposedPart>();
        foreach (var (type, columns) in PartTypes())
        {
            var count = await (Task<int>)Method(nameof(DeleteAsync)).MakeGenericMethod(type.ClrType).Invoke(this, [incidentId, columns, red, cancellationToken])!;
            if (count > 0)
            {
                parts.Add(new DisposedPart(type.ClrType.Name, count));
            }
        }

        // Content that no other file holds goes with its key, and cannot be read from then on; the sweep takes what lies in the store.
        await Db.Set<Blob>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(b => !Db.Set<EvidenceFile>().Any(e => e.BlobId == b.Id) && !Db.Set<EngagementDocument>().Any(d => d.BlobId == b.Id)).ExecuteDeleteAsync(cancellationToken);
        await Db.Set<AccessGrant>().Where(g => g.IncidentId == incidentId && g.SubjectType != null).ExecuteDeleteAsync(cancellationToken);
        await Db.Set<AccessGrant>().Where(g => g.IncidentId == incidentId && g.Note != null)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.Note, (string?)null), cancellationToken);
        await Db.Set<AuditEntry>().Where(a => a.ChainId == incidentId)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.Payload, (string?)null).SetProperty(a => a.Salt, (string?)null), cancellationToken);
        await BlankAsync(incidentId, now, cancellationToken);
        return new DisposedCase(parts, asked);
    }

    /// <summary>Those of some cases that have a row which still runs.</summary>
    private Task<List<Guid>> CasesAsync<T>(List<Guid?> incidents, Expression<Func<T, bool>> runs, CancellationToken cancellationToken)
        where T : class, ISecured =>
        Db.Set<T>().IgnoreQueryFilters([NeedToKnow.Name]).Where(runs).Select(r => EF.Property<Guid?>(r, nameof(ISecured.IncidentId)))
            .Where(i => incidents.Contains(i)).Select(i => i!.Value).Distinct().ToListAsync(cancellationToken);

    /// <summary>The tasks at home that serve the answer to what a partner asked in some cases; they belong to no case themselves.</summary>
    private IQueryable<TaskOfCase> Tasks(List<Guid?> incidents) =>
        from task in Db.Set<Request>().IgnoreQueryFilters([NeedToKnow.Name])
        join asked in Db.Set<Request>() on task.AnswersRequestId equals asked.Id
        where task.IncidentId == null && incidents.Contains(asked.IncidentId)
        select new TaskOfCase { Task = task, IncidentId = asked.IncidentId!.Value };

    /// <summary>
    /// The tasks hold the partner's words, and so go with its case: as parts of it from here on. So do notices, mails and grants of what it asked,
    /// which stayed without a case when the case took that in; the grant of a broken glass says why.
    /// </summary>
    private async Task TakeInAsync(Guid incidentId, IReadOnlyList<Guid> asked, CancellationToken cancellationToken)
    {
        var tasks = await Tasks([incidentId]).Select(t => t.Task.Id).ToListAsync(cancellationToken);
        List<Guid> requests = [.. asked, .. tasks];
        if (requests.Count == 0)
        {
            return;
        }

        var releases = await Db.ReleasesOfAsync(requests, incidentId, cancellationToken);
        List<Guid> items = [.. requests, .. releases];
        await MoveAsync<RequestEntry>(e => tasks.Contains(e.RequestId));
        await MoveAsync<LegalClock>(c => c.RequestId != null && tasks.Contains(c.RequestId.Value));
        await MoveAsync<ClockStop>(s => s.RequestId != null && tasks.Contains(s.RequestId.Value));
        await MoveAsync<ChasingEntry>(e => tasks.Contains(e.RequestId));
        await MoveAsync<Alarm>(a => a.RequestId != null && tasks.Contains(a.RequestId.Value));
        await MoveAsync<Notice>(n => items.Contains(n.SubjectId));
        await MoveAsync<OutboxMail>(m => m.SubjectId != null && items.Contains(m.SubjectId.Value));
        await MoveAsync<AccessGrant>(g => g.SubjectId != null && items.Contains(g.SubjectId.Value));
        await MoveAsync<ReleaseItem>(i => releases.Contains(i.ReleaseId));
        await MoveAsync<Release>(r => releases.Contains(r.Id));
        await MoveAsync<Request>(r => tasks.Contains(r.Id));

        Task MoveAsync<T>(Expression<Func<T, bool>> of)
            where T : class => Db.Set<T>().IgnoreQueryFilters([NeedToKnow.Name]).Where(of)
            .ExecuteUpdateAsync(s => s.SetProperty(r => EF.Property<Guid?>(r, nameof(ISecured.IncidentId)), (Guid?)incidentId), cancellationToken);
    }

    private sealed class TaskOfCase
    {
        public required Request Task { get; init; }

        public required Guid IncidentId { get; init; }
    }

    /// <summary>What a partner asked has a history from before it came into the case, and so have its tasks at home: in the chain that all share.</summary>
    private async Task<IReadOnlyList<DisposedRequest>> BlankBeforeAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        var asked = await Db.All<Request>().Where(r => r.IncidentId == incidentId && r.Direction == RequestDirection.Inbound)
            .Select(r => new { r.Id, r.Tlp }).ToListAsync(cancellationToken);
        if (asked.Count > 0)
        {
            await Db.HoldRestAsync(cancellationToken);
        }

        var gone = new List<DisposedRequest>(asked.Count);
        foreach (var request in asked)
        {
            var whole = await Db.WholeOfAsync(request.Id, incidentId, cancellationToken);
            gone.Add(new DisposedRequest(request.Id, request.Tlp, [], await Db.BlankInRestAsync(hash, whole, cancellationToken)));
        }

        return gone;
    }

    /// <summary>The tables with rows of a case, by which columns; those that others point to come last.</summary>
    private IEnumerable<(IEntityType Type, IReadOnlyList<string> Columns)> PartTypes()
    {
        var types = Db.Model.GetEntityTypes()
            .Where(t => !t.IsOwned() && !Staying.Contains(t.ClrType) && t.ClrType.Namespace != typeof(AuditEntry).Namespace)
            .Select(t => (Type: t, Columns: ColumnsOf(t))).Where(t => t.Columns.Count > 0).ToList();
        while (types.Count > 0)
        {
            var next = types.FindIndex(t => !types.Exists(o => o.Type != t.Type && o.Type.GetForeignKeys().Any(k => k.PrincipalEntityType == t.Type)));
            yield return types[next];
            types.RemoveAt(next);
        }
    }

    /// <summary>The case that a row belongs to, and every other column that points to a case.</summary>
    private static IReadOnlyList<string> ColumnsOf(IEntityType type) =>
        [.. type.GetForeignKeys().Where(k => k.PrincipalEntityType.ClrType == typeof(Incident)).Select(k => k.Properties[0].Name)
            .Concat(type.FindProperty(nameof(ISecured.IncidentId)) is { } own ? [own.Name] : Array.Empty<string>()).Distinct(StringComparer.Ordinal)];

    private static MethodInfo Method(string name) => typeof(CaseDisposal).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance)!;

    private async Task<int> DeleteAsync<T>(Guid incidentId, IReadOnlyList<string> columns, bool red, CancellationToken cancellationToken)
        where T : class
    {
        var shown = 0;
        foreach (var column in columns)
        {
            var rows = Db.Set<T>().IgnoreQueryFilters([NeedToKnow.Name]).Where(r => EF.Property<Guid?>(r, column) == incidentId);
            var all = await rows.CountAsync(cancellationToken);
            shown += red || !typeof(T).IsAssignableTo(typeof(ISecured))
                ? all
                : await rows.CountAsync(r => EF.Property<Tlp>(r, nameof(ISecured.Tlp)) != Tlp.Red, cancellationToken);
            if (all > 0)
            {
                await rows.ExecuteDeleteAsync(cancellationToken);
            }
        }

        return shown;
    }

    /// <summary>What was written in the case itself; class, severity and dates stay, since the figures of past years count them.</summary>
    private async Task BlankAsync(Guid incidentId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<string> none = [];
        await Db.Set<Incident>().Where(i => i.Id == incidentId).ExecuteUpdateAsync(
            s => s.SetProperty(i => i.Title, i => i.Reference).SetProperty(i => i.Summary, string.Empty).SetProperty(i => i.Source, (string?)null)
                .SetProperty(i => i.Tags, none).SetProperty(i => i.StatusReason, (string?)null).SetProperty(i => i.ClosingSummary, (string?)null)
                .SetProperty(i => i.JointReason, (string?)null).SetProperty(i => i.Handling, (Handling?)null)
                .SetProperty(i => i.DuplicateOfId, (Guid?)null).SetProperty(i => i.SearchText, i => i.Reference).SetProperty(i => i.DisposedAt, now)
                .SetProperty(i => i.UpdatedAt, now).SetProperty(i => i.Version, i => i.Version + 1),
            cancellationToken);
    }
}
