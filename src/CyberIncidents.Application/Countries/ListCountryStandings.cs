using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Countries;

/// <summary>What there is with a country, as far as the viewer may see it.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Name">Its name, in the language of the call.</param>
/// <param name="OtherName">Its name in the other language.</param>
/// <param name="Region">Top region of UN M49.</param>
/// <param name="HasNationalContact">Whether choosing it means an organisation.</param>
/// <param name="Organisations">Its organisations in the directory.</param>
/// <param name="WeWaitFor">Our requests that wait for an answer of its state organisations.</param>
/// <param name="WaitForUs">Their requests that wait for ours.</param>
/// <param name="OpenCases">Open cases that it has a part in.</param>
/// <param name="Agreements">Agreements that hold between it and us, those that hold for every state too.</param>
public sealed record CountryRow(
    string Code, string Name, string OtherName, string? Region, bool HasNationalContact, int Organisations, int WeWaitFor, int WaitForUs, int OpenCases, int Agreements)
{
    /// <summary>Whether such an agreement names it.</summary>
    internal bool Named { get; init; }

    internal bool Anything => Named || Organisations + WeWaitFor + WaitForUs + OpenCases > 0;
}

/// <summary>Lists countries by name with what there is with each.</summary>
/// <param name="Q">Words of the name in either language, or a code; null for the countries with which there is anything.</param>
/// <param name="Region">Only of this region of UN M49.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListCountryStandingsQuery(string? Q, string? Region) : IQuery<Page<CountryRow>>;

internal sealed class ListCountryStandingsHandler(IAppDb db, HomeSettings home, TimeProvider time) : IQueryHandler<ListCountryStandingsQuery, Page<CountryRow>>
{
    public async Task<Page<CountryRow>> Handle(ListCountryStandingsQuery query, CancellationToken cancellationToken)
    {
        var countries = await db.Countries.AsNoTracking().Where(c => c.RetiredAt == null).ToListAsync(cancellationToken);
        if (query.Region is { } region && countries.TrueForAll(c => c.Region != region && c.Subregion != region))
        {
            throw new InvalidInputException("region", Words.Get("Error.UnknownCode"));
        }

        var words = Incident.Normalise(query.Q ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var figures = await FiguresAsync(cancellationToken);
        var rows = countries
            .Where(c => c.Code != home.Country && (query.Region is null || c.Region == query.Region || c.Subregion == query.Region))
            .Where(c => words.All(Incident.Normalise($"{c.NameEn} {c.NameId} {c.Code} {c.Alpha3}").Contains))
            .Select(c => new CountryRow(
                c.Code, Words.Pick(c.NameEn, c.NameId), Words.Pick(c.NameId, c.NameEn), c.Region, figures.Contacts.Contains(c.Code), figures.Organisations.GetValueOrDefault(c.Code),
                figures.WeWaitFor.GetValueOrDefault(c.Code), figures.WaitForUs.GetValueOrDefault(c.Code), figures.OpenCases.GetValueOrDefault(c.Code),
                figures.InForce.Count(e => e.HoldsFor(c.Code, figures.Day))) { Named = figures.InForce.Any(e => e.Parties[c.Code].Any(p => RegisterReading.HoldsOn(p, figures.Day))) })
            .Where(r => words.Length > 0 || r.Anything);
        return new Page<CountryRow>([.. rows.OrderBy(r => r.Name, StringComparer.CurrentCulture)], null);
    }

    private async Task<Figures> FiguresAsync(CancellationToken cancellationToken)
    {
        var day = Zones.DateOf(time.GetUtcNow(), home.TimeZone);
        var organisations = await db.Organisations.Where(o => o.Country != null && !o.IsHome).GroupBy(o => o.Country!).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var contacts = await db.Organisations.Where(o => o.NationalContact && o.Country != null).Select(o => o.Country!).ToListAsync(cancellationToken);
        var register = await db.RegisterAsync(home, day, cancellationToken);
        return new Figures(
            organisations, [.. contacts], await db.WaitingByCountryAsync(RequestDirection.Outbound, cancellationToken),
            await db.WaitingByCountryAsync(RequestDirection.Inbound, cancellationToken), await db.OpenCasesByCountryAsync(cancellationToken),
            [.. register.Where(e => e.InForceWithUs)], day);
    }

    private sealed record Figures(
        Dictionary<string, int> Organisations, HashSet<string> Contacts, IReadOnlyDictionary<string, int> WeWaitFor, IReadOnlyDictionary<string, int> WaitForUs,
        IReadOnlyDictionary<string, int> OpenCases, IReadOnlyList<RegisterEntry> InForce, DateOnly Day);
}

/// <summary>What is open, by country, as the lists behind count it.</summary>
internal static class OpenByCountry
{
    /// <summary>Requests of one direction that wait, by the country of the other side, neither operators of platforms nor tasks at home.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> WaitingByCountryAsync(this IAppDb db, RequestDirection direction, CancellationToken cancellationToken)
    {
        var waiting = db.Requests.Where(RequestStanding.Running).Where(RequestStanding.Waiting).Where(r => r.Direction == direction);
        var others = direction == RequestDirection.Outbound ? waiting.Select(r => r.RequestedOrganisationId) : waiting.Select(r => r.RequesterOrganisationId);
        var pairs = from id in others
                    join o in db.Organisations on id equals o.Id
                    where o.Country != null && o.Kind != OrganisationKind.PlatformOperator && !db.Organisations.Any(h => h.IsHome && h.Country == o.Country)
                    group o by o.Country into g
                    select new { g.Key, Count = g.Count() };
        return await pairs.ToDictionaryAsync(p => p.Key!, p => p.Count, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Open cases by country of a foreign state organisation; one case may count in several.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> OpenCasesByCountryAsync(this IAppDb db, CancellationToken cancellationToken)
    {
        var pairs = from i in db.Incidents.Where(IncidentLifecycle.IsOpenCase)
                    join p in db.ForeignStates() on i.Id equals p.IncidentId
                    select new { p.Country, p.IncidentId };
        return await pairs.Distinct().GroupBy(p => p.Country).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key!, g => g.Count, StringComparer.Ordinal, cancellationToken);
    }
}
