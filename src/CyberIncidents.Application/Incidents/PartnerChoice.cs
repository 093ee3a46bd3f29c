using System.Globalization;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
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
    /// <summary>The national contact of a country; null where there is none.</summary>
    public Task<Organisation?> NationalContactAsync(string country, CancellationToken cancellationToken) =>
        db.Organisations.SingleOrDefaultAsync(o => o.Country == country && o.NationalContact && !o.IsHome, cancellationToken);

    /// <summary>Resolves all, in order.</summary>
    /// <exception cref="InvalidInputException">An unknown country or organisation, our own, or one twice.</exception>
    public async Task<IReadOnlyList<ChosenPartner>> ResolveAsync(
        IReadOnlyList<PartnerInput> inputs, string field, CancellationToken cancellationToken)
    {
        var chosen = new List<ChosenPartner>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            var at = field.Length == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{field}[{i}].");
            var partner = await ResolveAsync(inputs[i], at, cancellationToken);
            if (chosen.Any(c => c.OrganisationId == partner.OrganisationId && (c.OrganisationId is not null || c.Country == partner.Country)))
            {
                throw new InvalidInputException(field.Length == 0 ? "items" : field, Words.Get("Error.PartnerTwice"));
            }

            chosen.Add(partner);
        }

        return chosen;
    }

    private async Task<ChosenPartner> ResolveAsync(PartnerInput input, string at, CancellationToken cancellationToken)
    {
        if (input.OrganisationId is { } id)
        {
            var organisation = await db.Organisations.SingleOrDefaultAsync(o => o.Id == id && !o.IsHome, cancellationToken)
                ?? throw new InvalidInputException(at + "organisationId", Words.Get("Error.UnknownOrganisation"));
            return new ChosenPartner(organisation.Country, organisation.Id, input.Roles!);
        }

        var country = input.Country!;
        if (country == home.Country
            || !await db.Countries.AnyAsync(c => c.Code == country && c.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException(at + "country", Words.Get("Error.UnknownCode"));
        }

        var contact = await NationalContactAsync(country, cancellationToken);
        return new ChosenPartner(country, contact?.Id, input.Roles!);
    }
}
