using System.Globalization;
using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
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
/// <param name="Waiting">Requests on which a partner's answer is expected; tasks at home are not among them.</param>
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
        var open = db.Incidents.Where(IncidentLifecycle.IsOpenCase);
        var cases = await OpenAsync(open, now, cancellationToken);
        var requests = await RequestsAsync(now, cancellationToken);
        return new Dashboard(
            now,
            new Figure("open", cases.Sum(c => c.Count), OpenQuery),
            [.. IncidentLifecycle.Open.Select(s => new Figure(s.ToString(), cases.Where(c => c.Status == s).Sum(c => c.Count), $"{Cases}?status={s}"))],
            [.. Enum.GetValues<Severity>().Reverse().Select(s => new Figure(
                s.ToString(), cases.Where(c => c.Severity == s).Sum(c => c.Count), $"{OpenQuery}&severity={s}"))],
            await ByCountryAsync(open, cancellationToken),
            ByAge(cases, now),
            new Figure("waiting", requests.Sum(r => r.Waiting), $"{Requests}?waiting=true&atHome=false"),
            new Figure("silent", requests.Sum(r => r.Silent), $"{Requests}?silent=true&atHome=false"),
            new Figure("overdue", requests.Sum(r => r.Overdue), $"{Requests}?overdue=true&atHome=false"),
            Descending(cases.AggregateBy(c => c.ClassCode, 0, (sum, c) => sum + c.Count, StringComparer.Ordinal), c => $"{OpenQuery}&classification={Uri.EscapeDataString(c)}"),
            await ByTerroristUseAsync(open, cancellationToken),
            await SilentByCountryAsync(requests, cancellationToken),
            await ByMonthAsync(db.Incidents, i => i.CreatedAt, ("from", "to"), now, cancellationToken),
            await ByMonthAsync(db.Incidents.Where(i => i.ClosedAt != null), i => i.ClosedAt!.Value, ("closedFrom", "closedTo"), now, cancellationToken));
    }

    private static IReadOnlyList<Figure> Descending(IEnumerable<KeyValuePair<string, int>> counts, Func<string, string> query) =>
        [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new Figure(c.Key, c.Value, query(c.Key)))];

    private static async Task<IReadOnlyList<Figure>> ByTerroristUseAsync(IQueryable<Incident> open, CancellationToken cancellationToken)
    {
        // SQLite cannot unfold lists of all rows in one query (no APPLY), so the short lists of the open cases are counted here.
        var uses = await open.Where(i => i.TerroristUse.Any()).Select(i => i.TerroristUse).ToListAsync(cancellationToken);
        return Descending(
            uses.SelectMany(u => u).CountBy(u => u, StringComparer.Ordinal), u => $"{OpenQuery}&terroristUse={Uri.EscapeDataString(u)}");
    }

    /// <summary>
    /// What partners owe us, in one pass, by the organisation that is asked; what they ask of us is another figure, and tasks at home stand apart:
    /// <see cref="GetHomeFiguresQuery"/>.
    /// </summary>
    private Task<List<Standing>> RequestsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Requests.Where(RequestStanding.Running).Where(RequestStanding.Waiting).Where(r => r.Direction == RequestDirection.Outbound).WhereAtHome(db, atHome: false)
            .GroupBy(r => r.RequestedOrganisationId)
            .Select(g => new Standing(
                g.Key, g.Count(),
                g.AsQueryable().Count(RequestStanding.Silent(now)),
                g.AsQueryable().Count(RequestStanding.Overdue(now))))
            .ToListAsync(cancellationToken);

    /// <summary>Of states alone: an operator of a platform is silent for no country.</summary>
    private async Task<IReadOnlyList<Figure>> SilentByCountryAsync(IReadOnlyList<Standing> requests, CancellationToken cancellationToken)
    {
        var silent = requests.Where(r => r.Silent > 0).Select(r => r.OrganisationId).ToList();
        var countries = await db.Organisations.Where(o => silent.Contains(o.Id) && o.Country != null && o.Kind != OrganisationKind.PlatformOperator)
            .ToDictionaryAsync(o => o.Id, o => o.Country!, cancellationToken);
        var counts = requests.Where(r => countries.ContainsKey(r.OrganisationId)).GroupBy(r => countries[r.OrganisationId], StringComparer.Ordinal)
            .Select(g => KeyValuePair.Create(g.Key, g.Sum(r => r.Silent)));
        return Descending(counts.Where(c => c.Value > 0), c => $"{Requests}?silent=true&country={c}&statesOnly=true");
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
        var pairs = from i in open
                    join p in db.ForeignStates() on i.Id equals p.IncidentId
                    select new { p.Country, p.IncidentId };
        var counts = await pairs.Distinct().GroupBy(p => p.Country).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return Descending(counts.Select(c => KeyValuePair.Create(c.Key!, c.Count)), c => $"{OpenQuery}&country={c}");
    }

    /// <summary>One pass over the open cases for all that is counted of them; their index holds these columns.</summary>
    private static Task<List<OpenCases>> OpenAsync(IQueryable<Incident> open, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (first, second, third) = (Since(Ages[0], now), Since(Ages[1], now), Since(Ages[2], now));
        return open
            .Select(i => new { i.Status, i.Severity, i.ClassCode, Age = i.CreatedAt >= first ? 0 : i.CreatedAt >= second ? 1 : i.CreatedAt >= third ? 2 : 3 })
            .GroupBy(i => new { i.Status, i.Severity, i.ClassCode, i.Age })
            .Select(g => new OpenCases(g.Key.Status, g.Key.Severity, g.Key.ClassCode, g.Key.Age, g.Count()))
            .ToListAsync(cancellationToken);
    }

    private static List<Figure> ByAge(IReadOnlyList<OpenCases> cases, DateTimeOffset now)
    {
        var figures = new List<Figure>();
        foreach (var (index, age) in Ages.Index())
        {
            var link = OpenQuery + (age.FromDays > 0 ? $"&to={Instant(now.AddDays(-age.FromDays))}" : string.Empty)
                + (age.ToDays is null ? string.Empty : $"&from={Instant(Since(age, now))}");
            figures.Add(new Figure(age.Key, cases.Where(c => c.Age == index).Sum(c => c.Count), link));
        }

        return figures;
    }

    /// <summary>The instant at or after which a case of that age was logged.</summary>
    private static DateTimeOffset Since((string Key, int FromDays, int? ToDays) age, DateTimeOffset now) =>
        age.ToDays is { } days ? now.AddDays(-days) : DateTimeOffset.MinValue;

    private static string Instant(DateTimeOffset at) =>
        Uri.EscapeDataString(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));

    private sealed record OpenCases(IncidentStatus Status, Severity Severity, string ClassCode, int Age, int Count);

    private sealed record Standing(Guid OrganisationId, int Waiting, int Silent, int Overdue);
}
