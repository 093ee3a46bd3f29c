using System.Linq.Expressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>The numbers of the quick filters, each with the query that lists so many rows.</summary>
/// <param name="Open">Open cases.</param>
/// <param name="Mine">Open cases that the viewer owns.</param>
/// <param name="Unowned">Triaged, active and paused cases that nobody owns.</param>
/// <param name="Silent">Open cases with a silent request.</param>
/// <param name="Overdue">Open cases with an overdue request.</param>
/// <param name="Reported">Cases that nobody has judged yet.</param>
public sealed record CaseFigures(Figure Open, Figure Mine, Figure Unowned, Figure Silent, Figure Overdue, Figure Reported);

/// <summary>Counts the cases of the quick filters.</summary>
[RequirePermission(Permission.ReadCases)]
public sealed record CountIncidentsQuery : IQuery<CaseFigures>;

internal sealed class CountIncidentsHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time) : IQueryHandler<CountIncidentsQuery, CaseFigures>
{
    private const string Cases = "/api/v1/incidents";

    public async Task<CaseFigures> Handle(CountIncidentsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var me = viewer.Required.UserId;
        var (silent, overdue) = (Of(RequestStanding.Silent(now)), Of(RequestStanding.Overdue(now)));
        // One pass over the open cases; those with such a request are looked up in a list that is made once.
        var groups = await db.Incidents.Where(IncidentLifecycle.IsOpenCase)
            .Select(i => new
            {
                i.Status,
                Whose = i.OwnerId == null ? 0 : i.OwnerId == me ? 1 : 2,
                Silent = silent.Contains(i.Id) ? 1 : 0,
                Overdue = overdue.Contains(i.Id) ? 1 : 0,
            })
            .GroupBy(i => new { i.Status, i.Whose })
            .Select(g => new { g.Key.Status, g.Key.Whose, Count = g.Count(), Silent = g.Sum(i => i.Silent), Overdue = g.Sum(i => i.Overdue) })
            .ToListAsync(cancellationToken);
        int Sum(Func<IncidentStatus, int, bool> counts) => groups.Where(g => counts(g.Status, g.Whose)).Sum(g => g.Count);
        return new CaseFigures(
            new Figure("open", Sum((_, _) => true), $"{Cases}?open=true"),
            new Figure("mine", Sum((_, whose) => whose == 1), $"{Cases}?open=true&owner=me"),
            new Figure("unowned", Sum((status, whose) => whose == 0 && status != IncidentStatus.Reported), $"{Cases}?status=Triaged,Active,OnHold&owner=none"),
            new Figure("silent", groups.Sum(g => g.Silent), $"{Cases}?open=true&silent=true"),
            new Figure("overdue", groups.Sum(g => g.Overdue), $"{Cases}?open=true&overdue=true"),
            new Figure("reported", Sum((status, _) => status == IncidentStatus.Reported), $"{Cases}?status=Reported"));
    }

    private IQueryable<Guid> Of(Expression<Func<Request, bool>> standing) =>
        db.Requests.Where(RequestStanding.Running).Where(standing).Where(r => r.Direction == RequestDirection.Outbound && r.IncidentId != null)
            .Select(r => r.IncidentId!.Value);
}

/// <summary>The countries of cases' partners.</summary>
internal static class CaseCountries
{
    public static async Task<ILookup<Guid, string>> CountriesOfAsync(
        this IAppDb db, IReadOnlyList<Guid> incidentIds, CancellationToken cancellationToken) =>
        (await db.Participations.Where(p => incidentIds.Contains(p.IncidentId) && p.Country != null)
            .OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).Select(p => new { p.IncidentId, p.Country }).ToListAsync(cancellationToken))
        .DistinctBy(p => (p.IncidentId, p.Country)).ToLookup(p => p.IncidentId, p => p.Country!);
}
