using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Audit;

/// <summary>Exports who opened or downloaded what of a case, line by line and signed. For its owner and for managers who see it.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Organisation">Only readers of this organisation; null for all.</param>
/// <param name="Format">How the lines are written.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ExportReadsQuery(string Reference, Guid? Organisation, ExportFormat Format) : IQuery<ExportFile>;

internal sealed class ExportReadsHandler(IAppDb db, ReadRows reads, IExportSigner signer, TimeProvider time) : IQueryHandler<ExportReadsQuery, ExportFile>
{
    private static readonly string[] Columns =
        ["at", "act", "personId", "person", "organisationId", "organisation", "subjectType", "subjectId", "subject", "tlp", "hash"];

    public async Task<ExportFile> Handle(ExportReadsQuery query, CancellationToken cancellationToken)
    {
        var id = await reads.CaseIdAsync(query.Reference, cancellationToken);
        // The head is read first: it is never behind a line that is told.
        var head = await db.AuditChains.Where(c => c.ChainId == AuditChain.Reads).Select(c => c.LastHash).SingleOrDefaultAsync(cancellationToken);
        var lines = await reads.Visible(id, query.Organisation).OrderBy(r => r.Sequence).ToListAsync(cancellationToken);
        var names = await reads.NamesAsync(query.Reference, [.. lines.Select(r => (r.PersonId, r.OrganisationId, r.SubjectId))], cancellationToken);
        var rows = lines.Select(r => (IReadOnlyList<string?>)
        [
            r.At.ToString("O", CultureInfo.InvariantCulture), r.Act.ToString(), r.PersonId.ToString(), names.Person(r.PersonId).Name,
            r.OrganisationId.ToString(), names.Organisation(r.OrganisationId).Name, r.SubjectType.ToString(), r.SubjectId.ToString(),
            names.Subject(r.SubjectType, r.SubjectId), TlpLabel.Of(r.Tlp), r.Hash,
        ]).ToList();
        return SignedExport.Make(new ExportRows("reads", query.Reference, Columns, rows, "reads", head ?? string.Empty), query.Format, signer, time.GetUtcNow());
    }
}
