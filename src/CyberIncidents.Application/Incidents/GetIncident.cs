using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>Reads a case in full.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetIncidentQuery(string Reference) : IQuery<IncidentDetail>;

internal sealed class GetIncidentHandler(IAppDb db, IAccessGrants grants) : IQueryHandler<GetIncidentQuery, IncidentDetail>
{
    public async Task<IncidentDetail> Handle(GetIncidentQuery query, CancellationToken cancellationToken)
    {
        var detail = await ReadAsync(query.Reference, cancellationToken) ?? throw new NotFoundException();
        var id = detail.Id;
        var named = (await grants.PersonsOfAsync(id, cancellationToken))
            .Where(g => g.Reason == GrantReason.NamedPerson).Select(g => g.UserId!.Value).ToList();
        return detail with
        {
            AllowedActions = [.. IncidentLifecycle.Table.Allowed(detail.Status).Select(MoveName.Of)],
            Participations = await db.ParticipationsOfAsync(id, cancellationToken),
            NamedPersons = await db.People.Where(p => named.Contains(p.Id)).OrderBy(p => p.DisplayName)
                .Select(p => new PersonName(p.Id, p.DisplayName)).ToListAsync(cancellationToken),
            Counts = new IncidentCounts(
                await db.Participations.CountAsync(p => p.IncidentId == id, cancellationToken),
                await db.Requests.CountAsync(r => r.IncidentId == id, cancellationToken),
                await db.FollowUps.CountAsync(f => f.IncidentId == id, cancellationToken),
                await db.Comments.CountAsync(c => c.IncidentId == id, cancellationToken)),
        };
    }

    private Task<IncidentDetail?> ReadAsync(string reference, CancellationToken cancellationToken) =>
        db.Incidents.Where(i => i.Reference == reference)
            .Select(i => new IncidentDetail
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
                Status = i.Status,
                StatusReason = i.StatusReason,
                HoldUntil = i.HoldUntil,
                Outcome = i.Outcome,
                ClosingSummary = i.ClosingSummary,
                DuplicateOf = db.Incidents.Where(o => o.Id == i.DuplicateOfId).Select(o => o.Reference).FirstOrDefault(),
                Owner = db.People.Where(p => p.Id == i.OwnerId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                CreatedBy = db.People.Where(p => p.Id == i.CreatedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                OccurredAt = i.OccurredAt,
                DetectedAt = i.DetectedAt,
                Source = i.Source,
                Tags = i.Tags,
                CreatedAt = i.CreatedAt,
                UpdatedAt = i.UpdatedAt,
                ResolvedAt = i.ResolvedAt,
                ClosedAt = i.ClosedAt,
                Version = i.Version,
            })
            .SingleOrDefaultAsync(cancellationToken);
}
