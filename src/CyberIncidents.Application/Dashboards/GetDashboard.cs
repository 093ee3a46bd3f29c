using System.Globalization;
using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Dashboards;

/// <summary>A number with the query that lists what it counts.</summary>
/// <param name="Key">What is counted.</param>
/// <param name="Count">How many the viewer may see.</param>
/// <param name="Query">Path and query of the list that has that many rows.</param>
public sealed record Figure(string Key, int Count, string Query);

/// <summary>The figures: only what the viewer may see is counted.</summary>
/// <param name="AsOf">The instant for which they hold.</param>
/// <param name="Open">All open cases.</param>
/// <param name="OpenByStatus">Open cases by status.</param>
/// <param name="OpenBySeverity">Open cases by severity.</param>
/// <param name="OpenByCountry">Open cases by country of a foreign state organisation; one case may count in several.</param>
/// <param name="OpenByAge">Open cases by days since they were logged.</param>
/// <param name="Waiting">Requests on which an answer is expected.</param>
/// <param name="Silent">Of these, those on which nothing came and half the time is gone.</param>
/// <param name="Overdue">Of these, those past due.</param>
/// <param name="OpenByClass">Open cases by class of ENISA RSIT.</param>
/// <param name="OpenByTerroristUse">Open cases by terrorist use of the internet; one case may count in several.</param>
/// <param name="SilentByCountry">Silent requests by country of the requested organisation.</param>
/// <param name="OpenedByMonth">Cases by the month in which they were logged, the last twelve in the home zone, as <c>2026-11</c>.</param>
/// <param name="ClosedByMonth">Cases by the month in which they were closed, rejected or marked a duplicate.</param>
public sealed record Dashboard(
    DateTimeOffset AsOf,
    Figure Open,
    IReadOnlyList<Figure> OpenByStatus,
    IReadOnlyList<Figure> OpenBySeverity,
    IReadOnlyList<Figure> OpenByCountry,
    IReadOnlyList<Figure> OpenByAge,
    Figure Waiting,
    Figure Silent,
    Figure Overdue,
    IReadOnlyList<Figure> OpenByClass,
    IReadOnlyList<Figure> OpenByTerroristUse,
    IReadOnlyList<Figure> SilentByCountry,
    IReadOnlyList<Figure> OpenedByMonth,
    IReadOnlyList<Figure> ClosedByMonth);

/// <summary>Reads the figures.</summary>
[RequirePermission(Permission.ReadDashboard)]
public sealed record GetDashboardQuery : IQuery<Dashboard>;

internal sealed class GetDashboardHandler(IAppDb db, HomeSettings home, TimeProvider time) : IQueryHandler<GetDashboardQuery, Dashboard>
{
    private const string Cases = "/api/v1/incidents";
    private const string Requests = "/api/v1/requests";
    private const int Months = 12;

    private static readonly (string Key, int FromDays, int? ToDays)[] Ages = [("0-7", 0, 7), ("7-30", 7, 30), ("30-90", 30, 90), ("90+", 90, null)];

    private static readonly string OpenQuery = $"{Cases}?status={string.Join(',', IncidentLifecycle.Open)}";

    public async Task<Dashboard> Handle(GetDashboardQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = db.Incidents.Where(i => IncidentLifecycle.Open.Contains(i.Status));
        var byStatus = await open.GroupBy(i => i.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var bySeverity = await open.GroupBy(i => i.Severity).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return new Dashboard(
            now,
            new Figure("open", byStatus.Sum(s => s.Count), OpenQuery),
            [.. IncidentLifecycle.Open.Select(s => new Figure(
                s.ToString(), byStatus.Where(g => g.Key == s).Sum(g => g.Count), $"{Cases}?status={s}"))],
            [.. Enum.GetValues<Severity>().Reverse().Select(s => new Figure(
                s.ToString(), bySeverity.Where(g => g.Key == s).Sum(g => g.Count), $"{OpenQuery}&severity={s}"))],
            await ByCountryAsync(open, cancellationToken),
            await ByAgeAsync(open, now, cancellationToken),
            await CountAsync("waiting", db.Requests.Where(RequestStanding.Waiting), cancellationToken),
            await CountAsync("silent", db.Requests.Where(RequestStanding.Silent(now)), cancellationToken),
            await CountAsync("overdue", db.Requests.Where(RequestStanding.Overdue(now)), cancellationToken),
            await ByClassAsync(open, cancellationToken),
            await ByTerroristUseAsync(open, cancellationToken),
            await SilentByCountryAsync(now, cancellationToken),
            await ByMonthAsync(db.Incidents, i => i.CreatedAt, ("from", "to"), now, cancellationToken),
            await ByMonthAsync(db.Incidents.Where(i => i.ClosedAt != null), i => i.ClosedAt!.Value, ("closedFrom", "closedTo"), now, cancellationToken));
    }

    private static async Task<IReadOnlyList<Figure>> ByClassAsync(IQueryable<Incident> open, CancellationToken cancellationToken)
    {
        var counts = await open.GroupBy(i => i.ClassCode).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new Figure(c.Key, c.Count, $"{OpenQuery}&classification={Uri.EscapeDataString(c.Key)}"))];
    }

    private static async Task<IReadOnlyList<Figure>> ByTerroristUseAsync(IQueryable<Incident> open, CancellationToken cancellationToken)
    {
        // SQLite cannot unfold lists of all rows in one query (no APPLY), so the short lists of the open cases are counted here.
        var uses = await open.Select(i => i.TerroristUse).ToListAsync(cancellationToken);
        var counts = uses.SelectMany(u => u).GroupBy(u => u, StringComparer.Ordinal).Select(g => new { g.Key, Count = g.Count() });
        return [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new Figure(c.Key, c.Count, $"{OpenQuery}&terroristUse={Uri.EscapeDataString(c.Key)}"))];
    }

    private async Task<IReadOnlyList<Figure>> SilentByCountryAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var countries = from r in db.Requests.Where(RequestStanding.Silent(now))
                        join o in db.Organisations on r.RequestedOrganisationId equals o.Id
                        where o.Country != null
                        select o.Country;
        var counts = await countries.GroupBy(c => c).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new Figure(c.Key, c.Count, $"{Requests}?silent=true&country={c.Key}"))];
    }

    private async Task<IReadOnlyList<Figure>> ByMonthAsync(
        IQueryable<Incident> cases,
        Expression<Func<Incident, DateTimeOffset>> at,
        (string From, string To) filters,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var today = Zones.DateOf(now, home.TimeZone);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        var months = Enumerable.Range(0, Months + 1).Select(m => first.AddMonths(m)).ToList();
        var bounds = months.ConvertAll(m => Zones.StartOf(m, home.TimeZone));
        var counts = await Buckets.CountAsync(cases, at, bounds, cancellationToken);
        return [.. counts.Select((count, m) => new Figure(
            months[m].ToString("yyyy-MM", CultureInfo.InvariantCulture), count,
            $"{Cases}?{filters.From}={Instant(bounds[m])}&{filters.To}={Instant(bounds[m + 1])}"))];
    }

    private async Task<IReadOnlyList<Figure>> ByCountryAsync(IQueryable<Incident> open, CancellationToken cancellationToken)
    {
        var pairs = from p in db.ForeignStates()
                    where open.Any(i => i.Id == p.IncidentId)
                    select new { p.Country, p.IncidentId };
        var counts = await pairs.Distinct().GroupBy(p => p.Country).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new Figure(c.Key!, c.Count, $"{OpenQuery}&country={c.Key}"))];
    }

    private static async Task<IReadOnlyList<Figure>> ByAgeAsync(IQueryable<Incident> open, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var (key, fromDays, toDays) in Ages)
        {
            var aged = open;
            var link = OpenQuery;
            if (fromDays > 0)
            {
                var before = now.AddDays(-fromDays);
                aged = aged.Where(i => i.CreatedAt < before);
                link += $"&to={Instant(before)}";
            }

            if (toDays is { } to)
            {
                var since = now.AddDays(-to);
                aged = aged.Where(i => i.CreatedAt >= since);
                link += $"&from={Instant(since)}";
            }

            figures.Add(new Figure(key, await aged.CountAsync(cancellationToken), link));
        }

        return figures;
    }

    private static async Task<Figure> CountAsync(string key, IQueryable<Request> requests, CancellationToken cancellationToken) =>
        new(key, await requests.CountAsync(cancellationToken), $"{Requests}?{key}=true");

    private static string Instant(DateTimeOffset at) =>
        Uri.EscapeDataString(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
}
