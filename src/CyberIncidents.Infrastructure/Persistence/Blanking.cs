using CyberIncidents.Domain.Auditing;
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
/// <param name="Subjects">All that has lines in a history: those, their clocks and their mails.</param>
internal sealed record InboundWhole(IReadOnlyList<Guid> Requests, IReadOnlyList<Guid> Releases, IReadOnlyList<Guid> Subjects);

/// <summary>What disposal does to a database, whatever goes.</summary>
internal static class Blanking
{
    /// <summary>SQLite leaves deleted rows in the file until the place is used again; from here on it writes zeros over them.</summary>
    public static async Task OverwriteFreedPagesAsync(this AppDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON;", cancellationToken);
        }
    }

    /// <summary>All that hangs on a partner's request.</summary>
    public static async Task<InboundWhole> WholeOfAsync(this AppDbContext db, Guid requestId, CancellationToken cancellationToken)
    {
        List<Guid> requests =
        [
            requestId,
            .. await db.All<Request>().Where(r => r.AnswersRequestId == requestId).Select(r => r.Id).ToListAsync(cancellationToken),
        ];
        var releases = await db.All<ReleaseItem>().Where(i => i.SubjectType == SubjectType.Request && requests.Contains(i.SubjectId))
            .Select(i => i.ReleaseId).Distinct().ToListAsync(cancellationToken);
        List<Guid> items = [.. requests, .. releases];
        return new InboundWhole(requests, releases,
        [
            .. items,
            .. await db.All<LegalClock>().Where(c => c.RequestId != null && requests.Contains(c.RequestId.Value)).Select(c => c.Id).ToListAsync(cancellationToken),
            .. await db.All<OutboxMail>().Where(m => m.SubjectId != null && items.Contains(m.SubjectId.Value)).Select(m => m.Id).ToListAsync(cancellationToken),
        ]);
    }

    /// <summary>Blanks what the chain that all share says of some rows; a tombstone has to name the lines.</summary>
    /// <returns>The places of the lines, in order.</returns>
    public static async Task<IReadOnlyList<long>> BlankInRestAsync(this AppDbContext db, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken)
    {
        var lines = db.Set<AuditEntry>().Where(a => a.ChainId == AuditChain.Rest && a.Payload != null && subjects.Contains(a.SubjectId));
        var places = await lines.OrderBy(a => a.Sequence).Select(a => a.Sequence).ToListAsync(cancellationToken);
        if (places.Count > 0)
        {
            await lines.ExecuteUpdateAsync(s => s.SetProperty(a => a.Payload, (string?)null).SetProperty(a => a.Salt, (string?)null), cancellationToken);
        }

        return places;
    }

    /// <summary>The rows of a table, whoever looks.</summary>
    public static IQueryable<T> All<T>(this AppDbContext db)
        where T : class => db.Set<T>().IgnoreQueryFilters([NeedToKnow.Name]);
}
