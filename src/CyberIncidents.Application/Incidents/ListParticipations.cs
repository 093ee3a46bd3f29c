using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>Lists the partners of a case.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListParticipationsQuery(string Reference) : IQuery<Page<ParticipationDetail>>;

internal sealed class ListParticipationsHandler(IAppDb db) : IQueryHandler<ListParticipationsQuery, Page<ParticipationDetail>>
{
    public async Task<Page<ParticipationDetail>> Handle(ListParticipationsQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        return new Page<ParticipationDetail>(await db.ParticipationsOfAsync(id, cancellationToken), null);
    }
}

/// <summary>The partners of a case, read in one way.</summary>
internal static class ParticipationReading
{
    public static async Task<IReadOnlyList<ParticipationDetail>> ParticipationsOfAsync(
        this IAppDb db, Guid incidentId, CancellationToken cancellationToken)
    {
        var rows = await db.Participations.Where(p => p.IncidentId == incidentId).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id)
            .Select(p => new ParticipationDetail
            {
                Id = p.Id,
                Country = p.Country,
                Organisation = db.Organisations.Where(o => o.Id == p.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).FirstOrDefault(),
                Roles = p.Roles,
                State = p.State,
                SharedTitle = p.SharedTitle,
                SharedSummary = p.SharedSummary,
                NotifiedAt = p.NotifiedAt,
                EngagedAt = p.EngagedAt,
                EndedAt = p.EndedAt,
                EndReason = p.EndReason,
                Version = p.Version,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => r with { AllowedActions = [.. Participation.MovesOfOurs(r.State).Select(MoveName.Of)] })];
    }
}
