using System.Text.Json;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Audit;

/// <summary>One line of history.</summary>
/// <param name="Id">The line; places in the chain are not told, since gaps would count what the viewer may not see.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who; null for the program itself.</param>
/// <param name="Action">What: the acts of the aggregate in order.</param>
/// <param name="SubjectType">On what kind of thing.</param>
/// <param name="SubjectId">On which.</param>
/// <param name="Changes">Old and new values; null after disposal, and of what was RED then to all but the persons of the case.</param>
/// <param name="CorrelationId">Ties together what one call did, or one batch of alarms.</param>
/// <param name="Subject">What people call it: the reference of a request, the title of a follow-up, the organisation of a partner or a release, the value of an observable, the beginning of an entry of the timeline, the other case of a link, the name of a file; null for the rest.</param>
public sealed record AuditLineDetail(
    Guid Id,
    DateTimeOffset At,
    PersonName? Actor,
    string Action,
    string SubjectType,
    Guid SubjectId,
    JsonElement? Changes,
    string CorrelationId,
    string? Subject = null);

/// <summary>Reads the history of a case, as far as the viewer sees its subjects now.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; <c>after</c> is the id of the last line of the page before.</param>
/// <param name="About">Only lines on this kind of thing; null for all.</param>
/// <param name="NewestFirst">Whether the last line comes first.</param>
[RequirePermission(Permission.ReadAudit)]
public sealed record GetIncidentAuditQuery(string Reference, PageRequest Page, SubjectType? About = null, bool NewestFirst = false)
    : IQuery<Page<AuditLineDetail>>;

internal sealed class GetIncidentAuditHandler(IAppDb db, AuditReading reading, IAccessGrants grants, IViewerAccessor viewer)
    : IQueryHandler<GetIncidentAuditQuery, Page<AuditLineDetail>>
{
    public async Task<Page<AuditLineDetail>> Handle(GetIncidentAuditQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        return await reading.ReadAsync(Visible(id), new AuditWish(query.Page, query.About, query.NewestFirst), NamedAsync, cancellationToken);

        async Task<bool> NamedAsync() => (await grants.PersonsOfAsync(id, cancellationToken)).Any(g => g.UserId == viewer.Required.UserId);
    }

    private IQueryable<AuditEntry> Visible(Guid id) =>
        db.AuditEntries.Where(a => a.ChainId == id
            && ((a.SubjectType == nameof(SubjectType.Incident) && a.SubjectId == id)
                || (a.SubjectType == nameof(Tombstone) && db.Tombstones.Any(t => t.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.Participation) && db.Participations.Any(p => p.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.Request) && db.Requests.Any(r => r.Id == a.SubjectId))
                || (a.SubjectType == nameof(LegalClock) && db.LegalClocks.Any(c => c.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.FollowUp) && db.FollowUps.Any(f => f.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.Comment) && db.Comments.Any(c => c.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.Observable) && db.Observables.Any(o => o.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.Recall) && db.Recalls.Any(r => r.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.Consent) && db.Consents.Any(c => c.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.TimelineEntry) && db.TimelineEntries.Any(t => t.Id == a.SubjectId))
                || (a.SubjectType == nameof(IncidentLink) && db.IncidentLinks.Any(l => l.Id == a.SubjectId))
                || (a.SubjectType == nameof(NormCitation) && db.NormCitations.Any(c => c.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.Evidence) && db.EvidenceFiles.Any(e => e.Id == a.SubjectId))
                || (a.SubjectType == nameof(SubjectType.Release) && db.Releases.Any(r => r.Id == a.SubjectId))));
}
