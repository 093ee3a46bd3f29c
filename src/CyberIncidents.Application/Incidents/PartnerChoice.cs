using System.Globalization;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>A partner that was chosen: its country means the one organisation flagged national contact.</summary>
internal sealed record ChosenPartner(string? Country, Guid? OrganisationId, IReadOnlyList<ParticipationRole> Roles)
{
    /// <summary>Each in its place: 100 ns apart, so that they are listed in the order in which they were chosen.</summary>
    public static IEnumerable<Participation> In(Incident incident, IEnumerable<ChosenPartner> chosen, DateTimeOffset now) =>
        chosen.Select((c, i) => new Participation(incident.Id, incident.Tlp, c.Country, c.OrganisationId, c.Roles, now.AddTicks(i)));
}

/// <summary>Finds the organisations behind countries, and refuses what is no partner.</summary>
internal sealed class PartnerChoice(IAppDb db, HomeSettings home)
{
    private static readonly FixedQuery<IReadOnlyList<Guid>, IReadOnlyList<string>, KnownOrganisation> Organisations = new((db, ids, countries) =>
        db.Organisations.Where(o => !o.IsHome && (ids.Contains(o.Id) || (o.NationalContact && o.Country != null && countries.Contains(o.Country))))
            .Select(o => new KnownOrganisation(o.Id, o.Country, o.NationalContact)));

    private static readonly FixedQuery<IReadOnlyList<string>, string> Countries = new((db, codes) =>
        db.Countries.Where(c => codes.Contains(c.Code) && c.RetiredAt == null).Select(c => c.Code));

    /// <summary>The national contact of a country; null where there is none.</summary>
    public Task<Organisation?> NationalContactAsync(string country, CancellationToken cancellationToken) =>
        db.Organisations.SingleOrDefaultAsync(o => o.Country == country && o.NationalContact && !o.IsHome, cancellationToken);

    /// <summary>Resolves all, in order.</summary>
    /// <exception cref="InvalidInputException">An unknown country or organisation, our own, or one twice.</exception>
    public async Task<IReadOnlyList<ChosenPartner>> ResolveAsync(
        IReadOnlyList<PartnerInput> inputs, string field, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(inputs, cancellationToken);
        var chosen = new List<ChosenPartner>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            var at = field.Length == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{field}[{i}].");
            var partner = Resolve(inputs[i], known, at);
            if (chosen.Any(c => c.OrganisationId == partner.OrganisationId && (c.OrganisationId is not null || c.Country == partner.Country)))
            {
                throw new InvalidInputException(field.Length == 0 ? "items" : field, Words.Get("Error.PartnerTwice"));
            }

            chosen.Add(partner);
        }

        return chosen;
    }

    private ChosenPartner Resolve(PartnerInput input, Known known, string at)
    {
        if (input.OrganisationId is { } id)
        {
            var organisation = known.Organisations.Find(o => o.Id == id)
                ?? throw new InvalidInputException(at + "organisationId", Words.Get("Error.UnknownOrganisation"));
            EnsureCanPlay(organisation.Country == home.Country, input.Roles!, at);
            return new ChosenPartner(organisation.Country, organisation.Id, input.Roles!);
        }

        var country = input.Country!;
        if (country == home.Country || !known.Countries.Contains(country, StringComparer.Ordinal))
        {
            throw new InvalidInputException(at + "country", Words.Get("Error.UnknownCode"));
        }

        EnsureCanPlay(atHome: false, input.Roles!, at);
        return new ChosenPartner(country, known.Organisations.Find(o => o.NationalContact && o.Country == country)?.Id, input.Roles!);
    }

    /// <summary>Who hosts or is passed through says something of a country; who leads or prosecutes, of an authority of ours.</summary>
    private static void EnsureCanPlay(bool atHome, IReadOnlyList<ParticipationRole> roles, string at)
    {
        if (roles.Any(r => !AtHome.Takes(atHome, r)))
        {
            throw new InvalidInputException(at + "roles", Words.Get(atHome ? "AtHome.Error.RoleAbroad" : "AtHome.Error.RoleAtHome"));
        }
    }

    /// <summary>All that was named, by two queries.</summary>
    private async Task<Known> ReadAsync(IReadOnlyList<PartnerInput> inputs, CancellationToken cancellationToken)
    {
        if (inputs.Count == 0)
        {
            return new Known([], []);
        }

        IReadOnlyList<Guid> ids = [.. inputs.Where(i => i.OrganisationId is not null).Select(i => i.OrganisationId!.Value).Distinct()];
        IReadOnlyList<string> countries = [.. inputs.Where(i => i.Country is not null).Select(i => i.Country!).Distinct(StringComparer.Ordinal)];
        return new Known(
            await db.Run(Organisations, ids, countries).ToListAsync(cancellationToken),
            countries.Count == 0 ? [] : await db.Run(Countries, countries).ToListAsync(cancellationToken));
    }

    private sealed record KnownOrganisation(Guid Id, string? Country, bool NationalContact);

    private sealed record Known(List<KnownOrganisation> Organisations, List<string> Countries);
}
