using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Evidence;

/// <summary>What of a file would leave: its name, size, hash and kind, and by them its bytes. What is in quarantine does not leave.</summary>
internal sealed class ReleasableEvidence(IAppDb db) : IReleasableKind
{
    public SubjectType Type => SubjectType.Evidence;

    public async Task<IReadOnlyList<Releasable>> ReadAsync(Guid incidentId, IReadOnlyCollection<Guid>? ids, CancellationToken cancellationToken)
    {
        var source = db.EvidenceFiles.Where(e => e.IncidentId == incidentId && e.WithdrawnAt == null && e.QuarantinedAt == null);
        source = ids is null ? source : source.Where(e => ids.Contains(e.Id));
        var rows = await source.OrderBy(e => e.CreatedAt).ThenBy(e => e.Id)
            .Select(e => new { e.Id, e.Tlp, e.OriginatorId, e.FileName, e.Size, e.Sha256, e.MediaType, e.Handling }).ToListAsync(cancellationToken);
        return [.. rows.Select(e => new Releasable(
            Type, e.Id, e.Tlp, e.OriginatorId, e.FileName, new { e.FileName, e.Size, e.Sha256, e.MediaType, Tlp = TlpLabel.Of(e.Tlp), Handling = e.Handling?.ForPartner?.ToString() }, e.Handling))];
    }
}
