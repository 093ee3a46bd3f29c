using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Infrastructure.Persistence.Interceptors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>
/// Writes the read log in a transaction of its own: a query's context never saves. What was opened before within the hour
/// costs one look into an index and waits for nobody.
/// </summary>
internal sealed class ReadLog(ContextLease lease, ITransactionRunner runner, IViewerAccessor viewer, AuditHash hash, TimeProvider time) : IReadLog
{
    private static readonly Func<AppDbContext, Guid, Guid, DateTimeOffset?, Task<bool>> Noted = EF.CompileAsyncQuery(
        (AppDbContext db, Guid person, Guid subject, DateTimeOffset? hour) =>
            db.Set<ReadEntry>().Any(r => r.PersonId == person && r.SubjectId == subject && r.Hour == hour));

    public async Task NoteAsync(OpenedItem item, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var reading = new Reading(me.UserId, me.OrganisationId, item.IncidentId, item.Type, item.Id, item.Tlp, item.Act);
        if (!await IsNotedAsync(lease.Context, reading))
        {
            await runner.RunAsync((services, token) => WriteAsync(services.GetRequiredService<ContextLease>().Context, reading, token), cancellationToken);
        }
    }

    private async Task<bool> IsNotedAsync(AppDbContext db, Reading reading) =>
        reading.Act == ReadAct.Opened && await Noted(db, reading.PersonId, reading.SubjectId, ReadEntry.HourOf(time.GetUtcNow()));

    /// <summary>The head is locked first, so that whoever noted the same meanwhile has been seen.</summary>
    private async Task<bool> WriteAsync(AppDbContext db, Reading reading, CancellationToken cancellationToken)
    {
        var heads = new Heads(db, hash);
        var head = await heads.TakeAsync(AuditChain.Reads, cancellationToken);
        if (await IsNotedAsync(db, reading))
        {
            return false;
        }

        var entry = new ReadEntry(reading, new DateTimeOffset(time.GetUtcNow().UtcTicks, TimeSpan.Zero), head.LastSequence + 1, head.LastHash);
        entry.Seal(hash.Of(entry));
        head.Advance(entry);
        heads.Seal();
        db.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
