using System.Linq.Expressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Incidents;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>Lists the cases that the viewer may see.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c> or <c>updatedAt</c>, or by <c>nextClock</c>: the soonest first, cases without a clock last.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListIncidentsQuery(IncidentFilter Filter, PageRequest Page) : IQuery<Page<IncidentSummary>>;

internal sealed class ListIncidentsHandler(IAppDb db, HomeSettings home, TimeProvider time) : IQueryHandler<ListIncidentsQuery, Page<IncidentSummary>>
{
    private static readonly Dictionary<string, Expression<Func<Incident, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = i => i.CreatedAt,
        ["updatedAt"] = i => i.UpdatedAt,
    };

    private static readonly FixedQuery<IReadOnlyList<Guid>, CasePartner> Partners = new((db, ids) =>
        db.Participations.Where(p => ids.Contains(p.IncidentId)).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).Select(p => new CasePartner(
            p.IncidentId,
            p.Id,
            p.Country,
            p.OrganisationId == null
                ? null
                : new OrganisationName(p.OrganisationId.Value, db.Organisations.Where(o => o.Id == p.OrganisationId).Select(o => o.Name).First()),
            p.State)));

    public async Task<Page<IncidentSummary>> Handle(ListIncidentsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var cases = db.Incidents.Where(query.Filter, db, now);
        var (rows, next, count) = query.Page.Sort == NextClockOrder.Name
            ? await NextClockOrder.ReadAsync(db, cases, query.Page, Project(), cancellationToken)
            : await Keyset.ReadAsync(
                cases, query.Page, Sorts, "-createdAt", Project(),
                (row, sort) => (sort == "createdAt" ? row.CreatedAt : row.UpdatedAt, row.Id), cancellationToken, NextClockOrder.Name);
        return new Page<IncidentSummary>(await WithPartnersAsync(rows, now, cancellationToken), next, count);
    }

    private Expression<Func<Incident, IncidentSummary>> Project() => i => new IncidentSummary
    {
        Id = i.Id,
        Reference = i.Reference,
        Title = i.Title,
        Status = i.Status,
        Severity = i.Severity,
        Tlp = i.Tlp,
        Classification = new Classification(i.ClassCode, i.TypeCode),
        TerroristUse = i.TerroristUse,
        Owner = i.OwnerId == null ? null : new PersonName(i.OwnerId.Value, db.People.Where(p => p.Id == i.OwnerId).Select(p => p.DisplayName).First()),
        Tags = i.Tags,
        CreatedAt = i.CreatedAt,
        UpdatedAt = i.UpdatedAt,
        ClosedAt = i.ClosedAt,
        HoldUntil = i.Status == IncidentStatus.OnHold ? i.HoldUntil : null,
    };

    private async Task<IReadOnlyList<IncidentSummary>> WithPartnersAsync(
        IReadOnlyList<IncidentSummary> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var partners = await db.Run(Partners, ids).ToListAsync(cancellationToken);
        var requests = await db.CaseRequestsAsync(ids, cancellationToken);
        var followUps = await db.CaseFollowUpsAsync(ids, cancellationToken);
        var pills = partners.ToLookup(
            p => p.IncidentId, p => requests.Standing(p.Id, now).Pill(p.Id, p.Country, p.Organisation, p.State));
        return [.. rows.Select(r => r with
        {
            // The order in which they were added holds among equals.
            Partners = [.. pills[r.Id].OrderBy(p => p.Word)],
            NextClock = CaseClocks.Of(r.Id, requests, followUps, r.HoldUntil, home.TimeZone).FirstOrDefault(),
        })];
    }

    private sealed record CasePartner(Guid IncidentId, Guid Id, string? Country, OrganisationName? Organisation, ParticipationState State);
}
