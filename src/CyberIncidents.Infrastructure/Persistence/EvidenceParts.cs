using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Infrastructure.Persistence.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>
/// Reads files of evidence without the filter: a save never sees by a broken glass, and yet a download by one has to stand in the
/// custody log; and a partner's own downloads stand in a log that partners do not read.
/// </summary>
internal sealed class EvidenceParts(ContextLease lease) : IEvidenceParts
{
    public Task<EvidenceFile?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        lease.Context.Set<EvidenceFile>().IgnoreQueryFilters([NeedToKnow.Name]).SingleOrDefaultAsync(e => e.Id == id, cancellationToken);

    public async Task<IReadOnlyList<EvidenceFile>> OfContentAsync(string sha256, CancellationToken cancellationToken) =>
        await lease.Context.Set<EvidenceFile>().IgnoreQueryFilters([NeedToKnow.Name])
            .Where(e => lease.Context.Set<Blob>().Any(b => b.Id == e.BlobId && b.Sha256 == sha256)).OrderBy(e => e.CreatedAt).ThenBy(e => e.Id)
            .ToListAsync(cancellationToken);

    public Task<bool> WasDownloadedAsync(Guid id, Guid personId, DateTimeOffset since, CancellationToken cancellationToken) =>
        lease.Context.Set<CustodyEntry>().IgnoreQueryFilters([NeedToKnow.Name])
            .AnyAsync(c => c.EvidenceId == id && c.PersonId == personId && c.Act == CustodyAct.Downloaded && c.CreatedAt >= since, cancellationToken);
}
