using System.Globalization;
using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>Exports what of a case left the house, item by item and signed.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Format">How the lines are written.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ExportReleasesQuery(string Reference, ExportFormat Format) : IQuery<ExportFile>, IOpensOne<ExportFile>
{
    OpenedItem? IOpensOne<ExportFile>.Opened(ExportFile answer) => answer.Taken;
}

internal sealed class ExportReleasesHandler(IAppDb db, IExportSigner signer, TimeProvider time) : IQueryHandler<ExportReleasesQuery, ExportFile>
{
    private static readonly string[] Columns =
    [
        "number", "askedAt", "decidedAt", "state", "releaseId", "organisationId", "organisation", "markedAs", "reason", "releasedBy", "approvedBy", "subjectType", "subjectId",
        "sha256", "content",
    ];

    public async Task<ExportFile> Handle(ExportReleasesQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var head = await db.AuditChains.Where(c => c.ChainId == id).Select(c => c.LastHash).SingleOrDefaultAsync(cancellationToken);
        var items = await (
            from release in db.Releases
            where release.IncidentId == id
            join item in db.ReleaseItems on release.Id equals item.ReleaseId
            orderby release.CreatedAt, release.Id, item.CreatedAt, item.Id
            select new
            {
                release.Number,
                release.CreatedAt,
                release.DecidedAt,
                release.State,
                release.Id,
                release.OrganisationId,
                Organisation = db.Organisations.Where(o => o.Id == release.OrganisationId).Select(o => o.Name).First(),
                release.MarkedAs,
                release.Reason,
                ReleasedBy = db.People.Where(p => p.Id == release.ReleasedById).Select(p => p.DisplayName).First(),
                ApprovedBy = db.People.Where(p => p.Id == release.ApprovedById).Select(p => p.DisplayName).FirstOrDefault(),
                item.SubjectType,
                item.SubjectId,
                item.Sha256,
                item.Content,
                item.Tlp,
            }).ToListAsync(cancellationToken);
        var rows = items.Select(i => (IReadOnlyList<string?>)
        [
            i.Number, At(i.CreatedAt), At(i.DecidedAt), i.State.ToString(), i.Id.ToString(), i.OrganisationId.ToString(), i.Organisation, TlpLabel.Of(i.MarkedAs),
            i.Reason.ToString(), i.ReleasedBy, i.ApprovedBy, i.SubjectType.ToString(), i.SubjectId.ToString(), i.Sha256, i.Content,
        ]).ToList();
        var file = SignedExport.Make(new ExportRows("releases", query.Reference, Columns, rows, id.ToString(), head ?? string.Empty), query.Format, signer, time.GetUtcNow());
        return items.Count == 0 ? file : file with { Taken = OpenedItem.FileOf(id, items.Max(i => i.Tlp)) };
    }

    private static string? At(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);
}
