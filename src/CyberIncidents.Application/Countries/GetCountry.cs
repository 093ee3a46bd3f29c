using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Countries;

/// <summary>Reads what the work with a country comes to, as the viewer may see it.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetCountryQuery(string Code) : IQuery<CountryProfile>;

internal sealed class GetCountryHandler(
    IAppDb db, CountryDirectory directory, CountryAgreements agreements, ResponseReading responses, HomeSettings home, TimeProvider time)
    : IQueryHandler<GetCountryQuery, CountryProfile>
{
    private const string Api = "/api/v1";

    public async Task<CountryProfile> Handle(GetCountryQuery query, CancellationToken cancellationToken)
    {
        var code = query.Code;
        var country = await db.Countries.Where(c => c.Code == code).Select(c => new { c.Code, c.NameEn, c.NameId }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        var now = time.GetUtcNow();
        var since = ResponseReading.Since(now);
        var today = Zones.DateOf(now, home.TimeZone);
        var organisations = await directory.OrganisationsAsync(code, cancellationToken);
        var cases = await CasesAsync(code, now, cancellationToken);
        var owed = db.Commitments.Where(c => c.State == CommitmentState.Open);
        return new CountryProfile
        {
            Code = country.Code,
            Name = Words.Pick(country.NameEn, country.NameId),
            IsHome = country.Code == home.Country,
            AsOf = now,
            Since = since,
            Duty = await directory.DutyAsync(organisations, now, cancellationToken),
            TimeZones = await directory.ZonesAsync(code, organisations, cancellationToken),
            Organisations = organisations,
            OrganisationCount = await db.Organisations.CountAsync(o => o.Country == code, cancellationToken),
            Memberships = await directory.MembershipsAsync(code, today, cancellationToken),
            Agreements = await agreements.BetweenAsync(code, today, cancellationToken),
            WeAsk = await responses.ReadAsync(code, RequestDirection.Outbound, since, now, cancellationToken),
            TheyAsk = await responses.ReadAsync(code, RequestDirection.Inbound, since, now, cancellationToken),
            OpenCases = new CountryFigure(cases.Open, $"{Api}/incidents?country={code}&status={string.Join(',', IncidentLifecycle.Open)}"),
            AllCases = new CountryFigure(cases.All, $"{Api}/incidents?country={code}"),
            Engagements = new CountryFigure(
                await db.Engagements.CountAsync(e => e.Countries.Contains(code), cancellationToken), $"{Api}/engagements?country={code}"),
            // By the condition of the list, of which what both owe each other is only a part.
            Commitments = new CountryFigure(
                await owed.CountAsync(c => c.OwedByCountry == code || c.OwedToCountry == code, cancellationToken), $"{Api}/commitments?country={code}&state=Open"),
            OwedToUs = new CountryFigure(
                await owed.CountAsync(c => c.OwedToUs && c.OwedByCountry == code, cancellationToken), $"{Api}/commitments?country={code}&owedBy=them&state=Open"),
            WeOwe = new CountryFigure(
                await owed.CountAsync(c => c.OwedByUs && c.OwedToCountry == code, cancellationToken), $"{Api}/commitments?country={code}&owedBy=us&state=Open"),
        };
    }

    /// <summary>By the filter of the list, so that each number is that of its list.</summary>
    private async Task<(int Open, int All)> CasesAsync(string code, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await db.Incidents.Where(new IncidentFilter { Country = code, Open = true }, db, now).CountAsync(cancellationToken),
            await db.Incidents.Where(new IncidentFilter { Country = code }, db, now).CountAsync(cancellationToken));
}
