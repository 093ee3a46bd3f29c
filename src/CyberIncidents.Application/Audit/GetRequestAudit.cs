using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Audit;

/// <summary>
/// Reads the history of a request from the time in which it belongs to no case, as far as the viewer sees its subjects now: the request, its clocks
/// and what left with it. From the time in a case on, the history of the case has it.
/// </summary>
/// <param name="Reference">The request.</param>
/// <param name="Page">Which page; <c>after</c> is the id of the last line of the page before.</param>
/// <param name="NewestFirst">Whether the last line comes first.</param>
[RequirePermission(Permission.ReadAudit)]
public sealed record GetRequestAuditQuery(string Reference, PageRequest Page, bool NewestFirst = false) : IQuery<Page<AuditLineDetail>>;

internal sealed class GetRequestAuditHandler(IAppDb db, AuditReading reading, IAccessGrants grants, IViewerAccessor viewer)
    : IQueryHandler<GetRequestAuditQuery, Page<AuditLineDetail>>
{
    public async Task<Page<AuditLineDetail>> Handle(GetRequestAuditQuery query, CancellationToken cancellationToken)
    {
        var request = await db.RequestAsync(query.Reference, cancellationToken);
        var subjects = await SubjectsAsync(request.Id, cancellationToken);
        var lines = db.AuditEntries.Where(a => a.ChainId == AuditChain.Rest && subjects.Contains(a.SubjectId));
        return await reading.ReadAsync(lines, new AuditWish(query.Page, null, query.NewestFirst), NamedAsync, cancellationToken);

        // Who is named for the case that took it in reads of it what was RED before, as all that is RED in the case.
        async Task<bool> NamedAsync() =>
            IsMine(await grants.PersonsOfItemAsync(request.Id, cancellationToken))
            || (request.IncidentId is { } incident && IsMine(await grants.PersonsOfAsync(incident, cancellationToken)));
    }

    private bool IsMine(IEnumerable<AccessGrant> given) => given.Any(g => g.UserId == viewer.Required.UserId);

    private async Task<List<Guid>> SubjectsAsync(Guid id, CancellationToken cancellationToken) =>
    [
        id,
        .. await db.LegalClocks.Where(c => c.RequestId == id).Select(c => c.Id).ToListAsync(cancellationToken),
        .. await db.Releases.Where(r => db.ReleaseItems.Any(i => i.ReleaseId == r.Id && i.SubjectType == SubjectType.Request && i.SubjectId == id))
            .Select(r => r.Id).ToListAsync(cancellationToken),
        .. await db.RequestTombstones.Where(t => t.RequestId == id).Select(t => t.Id).ToListAsync(cancellationToken),
    ];
}
