using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>Reads a case in full.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetIncidentQuery(string Reference) : IQuery<IncidentDetail>, IOpensOne<IncidentDetail>
{
    OpenedItem? IOpensOne<IncidentDetail>.Opened(IncidentDetail answer) => new(answer.Id, SubjectType.Incident, answer.Id, answer.Tlp);
}

internal sealed class GetIncidentHandler(
    IAppDb db, IAccessGrants grants, IViewerAccessor viewer, ParticipationReading partners, IBrokenGlass glass, HomeSettings home)
    : IQueryHandler<GetIncidentQuery, IncidentDetail>
{
    private const int MostClocks = 20;

    private static readonly FixedQuery<string, IncidentDetail> Detail = new((db, reference) =>
        db.Incidents.Where(i => i.Reference == reference).Select(i => new IncidentDetail
        {
            Id = i.Id,
            Reference = i.Reference,
            Title = i.Title,
            Summary = i.Summary,
            Classification = new Classification(i.ClassCode, i.TypeCode),
            TerroristUse = i.TerroristUse,
            Severity = i.Severity,
            Tlp = i.Tlp,
            Pap = i.Pap,
            Handling = HandlingValue.Of(i.Pap, i.Handling),
            Status = i.Status,
            StatusReason = i.StatusReason,
            HoldUntil = i.HoldUntil,
            Outcome = i.Outcome,
            ClosingSummary = i.ClosingSummary,
            DuplicateOf = db.Incidents.Where(o => o.Id == i.DuplicateOfId && i.StatusBeforeMerge == null).Select(o => o.Reference).FirstOrDefault(),
            Merged = i.StatusBeforeMerge != null,
            MergedInto = db.Incidents.Where(o => o.Id == i.DuplicateOfId && i.StatusBeforeMerge != null).Select(o => o.Reference).FirstOrDefault(),
            Owner = i.OwnerId == null ? null : new PersonName(i.OwnerId.Value, db.People.Where(p => p.Id == i.OwnerId).Select(p => p.DisplayName).First()),
            CreatedBy = new PersonName(i.CreatedById, db.People.Where(p => p.Id == i.CreatedById).Select(p => p.DisplayName).First()),
            OccurredAt = i.OccurredAt,
            DetectedAt = i.DetectedAt,
            Source = i.Source,
            Tags = i.Tags,
            CreatedAt = i.CreatedAt,
            UpdatedAt = i.UpdatedAt,
            Joint = i.Joint,
            JointReason = i.JointReason,
            ResolvedAt = i.ResolvedAt,
            ClosedAt = i.ClosedAt,
            LegalHold = i.LegalHold,
            DisposedAt = i.DisposedAt,
            Version = i.Version,
            Counts = new IncidentCounts(
                0, db.Requests.Count(r => r.IncidentId == i.Id), db.FollowUps.Count(f => f.IncidentId == i.Id),
                db.Comments.Count(c => c.IncidentId == i.Id), 0, 0,
                db.Observables.Count(o => o.IncidentId == i.Id && o.WithdrawnAt == null),
                db.EvidenceFiles.Count(e => e.IncidentId == i.Id && e.WithdrawnAt == null))
            {
                Timeline = db.TimelineEntries.Count(t => t.IncidentId == i.Id && t.WithdrawnAt == null),
            },
        }));

    public async Task<IncidentDetail> Handle(GetIncidentQuery query, CancellationToken cancellationToken)
    {
        var detail = await db.Run(Detail, query.Reference).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        var id = detail.Id;
        var named = (await grants.PersonsOfAsync(id, cancellationToken))
            .Where(g => g.Reason == GrantReason.NamedPerson).Select(g => g.UserId!.Value).ToList();
        var requests = await db.CaseRequestsAsync([id], cancellationToken);
        var followUps = await db.CaseFollowUpsAsync([id], cancellationToken);
        var (participations, contacts) = await partners.ReadAsync(id, detail.Status, detail.Tlp, requests, cancellationToken);
        var me = viewer.Required;
        var byGlass = (await glass.OnlyReadAsync([(id, detail.Tlp)], cancellationToken)).Count > 0;
        var onlyReads = byGlass || detail.DisposedAt is not null;
        return detail with
        {
            AllowedActions = me.Holds(Permission.WorkCases) && !onlyReads && !detail.Merged ? [.. IncidentLifecycle.Table.Allowed(detail.Status).Select(MoveName.Of)] : [],
            OnlyRead = byGlass,
            MayUnmerge = me.Holds(Permission.WorkCases) && !onlyReads && detail.Merged,
            May = onlyReads ? CaseMay.Nothing : CaseMay.Of(me, detail.Status, detail.Tlp, detail.Joint, contacts, participations),
            Clocks = [.. CaseClocks.Of(id, requests, followUps, detail.Status == IncidentStatus.OnHold ? detail.HoldUntil : null, home.TimeZone).Take(MostClocks)],
            Participations = participations,
            NamedPersons = named.Count == 0
                ? []
                : await db.People.Where(p => named.Contains(p.Id)).OrderBy(p => p.DisplayName)
                    .Select(p => new PersonName(p.Id, p.DisplayName)).ToListAsync(cancellationToken),
            Counts = detail.Counts with
            {
                Participations = participations.Count,
                WaitingRequests = requests.Of(id).Count(r => r.Facts.IsWaiting),
                OpenFollowUps = followUps[id].Count(),
            },
        };
    }
}
