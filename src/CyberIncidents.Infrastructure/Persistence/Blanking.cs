using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>A partner's request with the tasks at home for it, and what of them has a history of its own.</summary>
/// <param name="Requests">The request, and the tasks.</param>
/// <param name="Releases">What left with any of them.</param>
/// <param name="Clocks">Their clocks.</param>
/// <param name="Mails">Their mails, and those on what left.</param>
internal sealed record InboundWhole(IReadOnlyList<Guid> Requests, IReadOnlyList<Guid> Releases, IReadOnlyList<Guid> Clocks, IReadOnlyList<Guid> Mails)
{
    /// <summary>
    /// All that has lines in a history, and as what. Which rows hang on a request is told by tables that no chain seals; what a line is about is
    /// sealed with it.
    /// </summary>
    public IReadOnlyDictionary<Guid, string> Subjects()
    {
        var subjects = new Dictionary<Guid, string>();
        foreach (var (type, ids) in new[] { (nameof(Request), Requests), (nameof(Release), Releases), (nameof(LegalClock), Clocks), (nameof(OutboxMail), Mails) })
        {
            foreach (var id in ids)
            {
                subjects.TryAdd(id, type);
            }
        }

        return subjects;
    }

    /// <summary>Whether something began as a part of this, by its own lines: a task names the request, a clock and what left name that or a task.</summary>
    public bool Began(IGrouping<Guid, AuditEntry> lines)
    {
        var (subject, type) = (lines.Key, lines.First().SubjectType);
        return subject == Requests[0] || type == nameof(OutboxMail)
            || (type == nameof(Request) ? Requests.Take(1) : Requests).Any(r => lines.Any(a => a.Payload!.Contains(r.ToString(), StringComparison.Ordinal)));
    }
}

/// <summary>What disposal does to a database, whatever goes.</summary>
internal static class Blanking
{
    /// <summary>What lines of the chain that all share may be about and blank: what a partner asked, and what hung on it.</summary>
    public static IReadOnlySet<string> Kinds { get; } =
        new HashSet<string>(StringComparer.Ordinal) { nameof(Request), nameof(Release), nameof(LegalClock), nameof(OutboxMail) };

    /// <summary>SQLite leaves deleted rows in the file until the place is used again; from here on it writes zeros over them.</summary>
    public static async Task OverwriteFreedPagesAsync(this AppDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON;", cancellationToken);
        }
    }

    /// <summary>All that hangs on a partner's request.</summary>
    /// <param name="db">Where.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="incidentId">The case that took it in; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<InboundWhole> WholeOfAsync(this AppDbContext db, Guid requestId, Guid? incidentId, CancellationToken cancellationToken)
    {
        List<Guid> requests =
        [
            requestId,
            .. await db.All<Request>().Where(r => r.AnswersRequestId == requestId && r.IncidentId == null).Select(r => r.Id).ToListAsync(cancellationToken),
        ];
        var releases = await db.ReleasesOfAsync(requests, incidentId, cancellationToken);
        List<Guid> items = [.. requests, .. releases];
        return new InboundWhole(
            requests,
            releases,
            await db.All<LegalClock>().Where(c => c.RequestId != null && requests.Contains(c.RequestId.Value)).Select(c => c.Id).ToListAsync(cancellationToken),
            await db.All<OutboxMail>().Where(m => m.SubjectId != null && items.Contains(m.SubjectId.Value)).Select(m => m.Id).ToListAsync(cancellationToken));
    }

    /// <summary>What left with some requests, outside any case or in the one that took them in.</summary>
    public static Task<List<Guid>> ReleasesOfAsync(this AppDbContext db, IReadOnlyList<Guid> requests, Guid? incidentId, CancellationToken cancellationToken) =>
        db.All<Release>().Where(r => r.IncidentId == null || r.IncidentId == incidentId)
            .Where(r => db.Set<ReleaseItem>().Any(i => i.ReleaseId == r.Id && i.SubjectType == SubjectType.Request && requests.Contains(i.SubjectId)))
            .Select(r => r.Id).ToListAsync(cancellationToken);

    /// <summary>Until the end of the transaction nobody else adds a line to the chain that all share, as when one adds a line oneself.</summary>
    public static async Task HoldRestAsync(this AppDbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            await db.Set<AuditChain>().Where(c => c.ChainId == AuditChain.Rest)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.LastSequence, c => c.LastSequence), cancellationToken);
        }
    }

    /// <summary>
    /// Blanks what the chain that all share says of a request and what hangs on it; a tombstone has to name the lines. The chain is held before. Only
    /// what is as it was written, and was written of it, is blanked: a tombstone would excuse whatever somebody did to it.
    /// </summary>
    /// <returns>The places of the lines, in order.</returns>
    /// <exception cref="RuleBrokenException"><c>history-broken</c>.</exception>
    public static async Task<IReadOnlyList<long>> BlankInRestAsync(this AppDbContext db, AuditHash hash, InboundWhole whole, CancellationToken cancellationToken)
    {
        var subjects = whole.Subjects();
        var ids = subjects.Keys.ToList();
        var found = await db.Set<AuditEntry>().AsNoTracking().Where(a => a.ChainId == AuditChain.Rest && a.Payload != null && ids.Contains(a.SubjectId))
            .OrderBy(a => a.Sequence).ToListAsync(cancellationToken);
        var lines = found.FindAll(a => a.SubjectType == subjects[a.SubjectId]);
        if (lines.Exists(a => a.Hash != hash.Of(a) || !AuditHash.HoldsPayload(a)) || !lines.GroupBy(a => a.SubjectId).All(whole.Began))
        {
            throw new RuleBrokenException("history-broken", "Its history and what hangs on it do not agree.");
        }

        var places = lines.ConvertAll(a => a.Sequence);
        if (places.Count > 0)
        {
            await db.Set<AuditEntry>().Where(a => a.ChainId == AuditChain.Rest && places.Contains(a.Sequence))
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.Payload, (string?)null).SetProperty(a => a.Salt, (string?)null), cancellationToken);
        }

        return places;
    }

    /// <summary>The rows of a table, whoever looks.</summary>
    public static IQueryable<T> All<T>(this AppDbContext db)
        where T : class => db.Set<T>().IgnoreQueryFilters([NeedToKnow.Name]);
}
