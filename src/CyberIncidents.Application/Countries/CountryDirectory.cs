using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Countries;

/// <summary>Reads who there is in a country and whether somebody is there now; each by one query for all of its organisations.</summary>
internal sealed class CountryDirectory(IAppDb db, CalendarBook calendars, TimeProvider time)
{
    private const int MostOrganisations = 25;
    private const int MostMemberships = 50;
    private const int MostZones = 6;

    /// <summary>Its organisations with their contacts and speakers, the national contact first.</summary>
    public async Task<IReadOnlyList<CountryOrganisation>> OrganisationsAsync(string country, CancellationToken cancellationToken)
    {
        var rows = await db.Organisations.Where(o => o.Country == country)
            .OrderByDescending(o => o.NationalContact).ThenByDescending(o => o.IsHome).ThenBy(o => o.Name).ThenBy(o => o.Id).Take(MostOrganisations)
            .Select(o => new CountryOrganisation(o.Id, o.Name, o.Kind, o.NationalContact, o.TimeZone, o.ProvenAt, o.ProvenBy, Array.Empty<CountryContact>(), Array.Empty<CountrySpeaker>()))
            .ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(o => o.Id);
        var contacts = (await db.ContactPoints.Where(c => ids.Contains(c.OrganisationId) && c.RetiredAt == null).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)
            .Select(c => new { c.OrganisationId, Contact = new CountryContact(c.Id, c.Purpose, c.Name, c.Email, c.Phone, c.ProvenAt, c.ProvenBy, c.BouncedAt) })
            .ToListAsync(cancellationToken)).ToLookup(c => c.OrganisationId, c => c.Contact);
        var speakers = await SpeakersAsync(ids, cancellationToken);
        return [.. rows.Select(o => o with { Contacts = [.. contacts[o.Id].OrderBy(c => c.Purpose)], Speakers = [.. speakers[o.Id]] })];
    }

    /// <summary>Whether the national contact is there, by the calendar that the clocks use.</summary>
    public async Task<CountryDuty?> DutyAsync(IReadOnlyList<CountryOrganisation> organisations, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (organisations.FirstOrDefault(o => o.NationalContact) is not { } contact)
        {
            return null;
        }

        var calendar = await calendars.OfAsync(contact.Id, cancellationToken);
        var open = calendar.IsOpen(now);
        return new CountryDuty(
            new OrganisationName(contact.Id, contact.Name), contact.TimeZone, open, CalendarBook.NeverRests(contact.Kind), open ? null : calendar.NextOpen(now));
    }

    /// <summary>The zones of its organisations, that of the national contact first.</summary>
    public async Task<IReadOnlyList<string>> ZonesAsync(string country, IReadOnlyList<CountryOrganisation> organisations, CancellationToken cancellationToken)
    {
        var zones = await db.Organisations.Where(o => o.Country == country).GroupBy(o => o.TimeZone)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).Take(MostZones).ToListAsync(cancellationToken);
        return [.. organisations.Where(o => o.NationalContact).Select(o => o.TimeZone).Concat(zones).Distinct(StringComparer.Ordinal).Take(MostZones)];
    }

    /// <summary>To what it, or one of its organisations, belongs today.</summary>
    public async Task<IReadOnlyList<MembershipDetail>> MembershipsAsync(string country, DateOnly today, CancellationToken cancellationToken)
    {
        var there = db.Organisations.Where(o => o.Country == country).Select(o => (Guid?)o.Id);
        var rows = await db.Memberships.Where(m => (m.Until == null || m.Until >= today) && (m.Country == country || there.Contains(m.OrganisationId)))
            .OrderBy(m => m.Network).ThenBy(m => m.CreatedAt).ThenBy(m => m.Id).Take(MostMemberships).Select(MembershipReading.Project(db)).ToListAsync(cancellationToken);
        return rows.ConvertAll(m => m.Finish());
    }

    /// <summary>Those who may sign in; an absence that is over is none.</summary>
    private async Task<ILookup<Guid, CountrySpeaker>> SpeakersAsync(IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await db.People
            .Where(p => organisations.Contains(p.OrganisationId) && Person.SpeakerRoles.Contains(p.Roles) && p.DisabledAt == null)
            .OrderBy(p => p.IsDeputy).ThenBy(p => p.DisplayName)
            .Select(p => new { p.OrganisationId, Speaker = new CountrySpeaker(p.Id, p.DisplayName, p.IsDeputy, p.AbsentUntil > now ? p.AbsentUntil : null) })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(r => r.OrganisationId, r => r.Speaker);
    }
}
