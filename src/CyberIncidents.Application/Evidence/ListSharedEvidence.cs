using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Evidence;

/// <summary>Lists the files that a partner brought or got, the newest first.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedEvidenceQuery(string Reference, PageRequest Page) : IQuery<Page<SharedEvidence>>;

/// <summary>Reads a file that a partner brought or got, without its bytes.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The file.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetSharedEvidenceQuery(string Reference, Guid Id) : IQuery<SharedEvidence>, IOpensOne<SharedEvidence>
{
    OpenedItem? IOpensOne<SharedEvidence>.Opened(SharedEvidence answer) =>
        new(answer.IncidentId, SubjectType.Evidence, answer.Id, answer.Tlp) { Own = answer.Own };
}

internal sealed class ListSharedEvidenceHandler(IAppDb db, IAccessGrants grants, IViewerAccessor viewer)
    : IQueryHandler<ListSharedEvidenceQuery, Page<SharedEvidence>>, IQueryHandler<GetSharedEvidenceQuery, SharedEvidence>
{
    public async Task<Page<SharedEvidence>> Handle(ListSharedEvidenceQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var (rows, next, count) = await Keyset.ReadAsync(
            Standing(id), query.Page, ListEvidenceHandler.Sorts, "-createdAt", Project(), (row, _) => (row.At!.Value, row.Id), cancellationToken);
        return new Page<SharedEvidence>(await SinceAsync(rows, cancellationToken), next, count);
    }

    public async Task<SharedEvidence> Handle(GetSharedEvidenceQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var row = await Standing(id).Where(e => e.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        return (await SinceAsync([row], cancellationToken))[0];
    }

    private IQueryable<EvidenceFile> Standing(Guid incidentId) => db.EvidenceFiles.Where(e => e.IncidentId == incidentId && e.WithdrawnAt == null);

    private Expression<Func<EvidenceFile, SharedEvidence>> Project()
    {
        var mine = viewer.Required.OrganisationId;
        return e => new SharedEvidence(e.Id, e.CreatedAt, e.OriginatorId == mine, e.FileName, e.Size, e.Sha256, e.Tlp) { IncidentId = e.IncidentId, Handling = HandlingValue.ForPartner(e.Handling) };
    }

    /// <summary>A partner learns when it got a file, not since when we have it.</summary>
    private async Task<IReadOnlyList<SharedEvidence>> SinceAsync(IReadOnlyList<SharedEvidence> rows, CancellationToken cancellationToken)
    {
        var given = await grants.GivenAsync(SubjectType.Evidence, [.. rows.Select(r => r.Id)], cancellationToken);
        return [.. rows.Select(r => r with { At = given.TryGetValue(r.Id, out var at) ? at : null })];
    }
}
