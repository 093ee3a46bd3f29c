using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>
/// The calendars of organisations: zone, duty hours, days off. An organisation's own days off go before those of its country's
/// override, and these before CLDR's. A 24/7 contact point has no day off.
/// </summary>
internal sealed class CalendarBook(IAppDb db, HomeSettings home)
{
    /// <summary>The duty hours of whoever has told none.</summary>
    public static readonly DutyHours UsualDuty = new(new TimeOnly(8, 0), new TimeOnly(17, 0));

    private static readonly DayOfWeek[] UsualWeekend = [DayOfWeek.Saturday, DayOfWeek.Sunday];
    private static readonly DayOfWeek[] NoWeekend = [];

    private readonly Dictionary<Guid, WorkCalendar> _known = [];

    /// <summary>Whether it works day and night, every day.</summary>
    public static bool NeverRests(Organisation organisation) => NeverRests(organisation.Kind);

    /// <summary>Whether organisations of a kind work day and night, every day.</summary>
    public static bool NeverRests(OrganisationKind kind) => kind == OrganisationKind.ContactPoint247;

    /// <summary>The days off of an organisation, given those of its country: an override goes before CLDR's.</summary>
    public static IReadOnlyCollection<DayOfWeek> WeekendOf(
        Organisation organisation, IReadOnlyList<DayOfWeek>? special, IReadOnlyList<DayOfWeek>? usual) =>
        NeverRests(organisation) ? NoWeekend
        : organisation.Weekend.Count > 0 ? organisation.Weekend
        : special is { Count: > 0 } ? special
        : usual is { Count: > 0 } ? usual
        : UsualWeekend;

    /// <summary>The calendar of an organisation.</summary>
    public async Task<WorkCalendar> OfAsync(Guid organisationId, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(organisationId, out var calendar))
        {
            var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == organisationId, cancellationToken);
            _known[organisationId] = calendar = await MakeAsync(organisation, organisation.Country, organisation.TimeZone, cancellationToken);
        }

        return calendar;
    }

    /// <summary>The calendar at home: the home country's days off in the home zone.</summary>
    public async Task<WorkCalendar> HomeAsync(CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(Guid.Empty, out var calendar))
        {
            var house = await db.Organisations.AsNoTracking().SingleAsync(o => o.IsHome, cancellationToken);
            _known[Guid.Empty] = calendar = await MakeAsync(house, home.Country, home.TimeZone, cancellationToken);
        }

        return calendar;
    }

    private async Task<WorkCalendar> MakeAsync(Organisation organisation, string? country, string zone, CancellationToken cancellationToken)
    {
        if (NeverRests(organisation))
        {
            return new WorkCalendar(zone, [], [], null);
        }

        var holidays = await db.Holidays.Where(h => h.Country == country && h.RetiredAt == null).Select(h => h.Date).ToListAsync(cancellationToken);
        var special = await db.WeekendOverrides.Where(o => o.Country == country && o.Area == string.Empty && o.RetiredAt == null)
            .Select(o => o.Weekend).FirstOrDefaultAsync(cancellationToken);
        var usual = await db.Countries.Where(c => c.Code == country).Select(c => c.Weekend).FirstOrDefaultAsync(cancellationToken);
        return new WorkCalendar(zone, WeekendOf(organisation, special, usual), holidays, organisation.Duty ?? UsualDuty);
    }
}
