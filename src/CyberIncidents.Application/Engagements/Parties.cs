using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Finds the countries and organisations that somebody named as sides.</summary>
internal sealed class Parties(IAppDb db)
{
    /// <summary>A side by its country or its organisation, of which one is said.</summary>
    /// <exception cref="InvalidInputException">There is none of that name; the field stands below <paramref name="place"/>.</exception>
    public async Task<Party> FindAsync(string? country, Guid? organisationId, string place, CancellationToken cancellationToken)
    {
        if (organisationId is not { } id)
        {
            await EnsureCountryAsync(country, place + "country", cancellationToken);
            return new Party(country, null);
        }

        var found = await db.Organisations.Where(o => o.Id == id).Select(o => new { o.Country, o.Kind }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new InvalidInputException(place + "organisationId", Words.Get("Error.UnknownOrganisation"));
        // An operator of a platform speaks for no state, wherever it sits: what it owes is owed by no country.
        return new Party(found.Kind == OrganisationKind.PlatformOperator ? null : found.Country, id);
    }

    /// <summary>A country that is on the list, or none.</summary>
    /// <exception cref="InvalidInputException">It is not.</exception>
    public async Task EnsureCountryAsync(string? country, string field, CancellationToken cancellationToken)
    {
        if (country is not null && !await db.Countries.AnyAsync(c => c.Code == country && c.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException(field, Words.Get("Error.UnknownCode"));
        }
    }

    /// <summary>The names of organisations, by key.</summary>
    public async Task<IReadOnlyDictionary<Guid, OrganisationName>> NamesAsync(IEnumerable<Guid?> organisations, CancellationToken cancellationToken)
    {
        var ids = organisations.OfType<Guid>().Distinct().ToList();
        return ids.Count == 0
            ? new Dictionary<Guid, OrganisationName>()
            : await db.Organisations.Where(o => ids.Contains(o.Id)).Select(o => new OrganisationName(o.Id, o.Name)).ToDictionaryAsync(o => o.Id, cancellationToken);
    }

    /// <summary>The names of people, by key.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonName>> PeopleAsync(IEnumerable<Guid?> people, CancellationToken cancellationToken)
    {
        var ids = people.OfType<Guid>().Distinct().ToList();
        return ids.Count == 0
            ? new Dictionary<Guid, PersonName>()
            : await db.People.Where(p => ids.Contains(p.Id)).Select(p => new PersonName(p.Id, p.DisplayName)).ToDictionaryAsync(p => p.Id, cancellationToken);
    }
}
