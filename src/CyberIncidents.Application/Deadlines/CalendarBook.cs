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

    private readonly Dictionary<Guid, WorkCalendar> _known = [];

    /// <summary>The calendar of an organisation.</summary>
    public async Task<WorkCalendar> OfAsync(Guid organisationId, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(organisationId, out var calendar))
        {
            var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == organisationId, cancellationToken);
            _known[organisationId] = calendar = await MakeAsync(organisation, cancellationToken);
        }

        return calendar;
    }

    /// <summary>The calendar at home: the home country's days off in the home zone.</summary>
    public async Task<WorkCalendar> HomeAsync(CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(Guid.Empty, out var calendar))
        {
            var house = await db.Organisations.AsNoTracking().SingleAsync(o => o.IsHome, cancellationToken);
            var (weekend, holidays) = await DaysOffAsync(home.Country, house.Weekend, cancellationToken);
            _known[Guid.Empty] = calendar = new WorkCalendar(home.TimeZone, weekend, holidays, house.Duty ?? UsualDuty);
        }

        return calendar;
    }

    private async Task<WorkCalendar> MakeAsync(Organisation organisation, CancellationToken cancellationToken)
    {
        if (organisation.Kind == OrganisationKind.ContactPoint247)
        {
            return new WorkCalendar(organisation.TimeZone, [], [], null);
        }

        var (weekend, holidays) = await DaysOffAsync(organisation.Country, organisation.Weekend, cancellationToken);
        return new WorkCalendar(organisation.TimeZone, weekend, holidays, organisation.Duty ?? UsualDuty);
    }

    private async Task<(IReadOnlyCollection<DayOfWeek> Weekend, IReadOnlyCollection<DateOnly> Holidays)> DaysOffAsync(
        string? country, IReadOnlyList<DayOfWeek> own, CancellationToken cancellationToken)
    {
        if (country is null)
        {
            return (own.Count > 0 ? own : UsualWeekend, []);
        }

        var holidays = await db.Holidays.Where(h => h.Country == country && h.RetiredAt == null).Select(h => h.Date).ToListAsync(cancellationToken);
        if (own.Count > 0)
        {
            return (own, holidays);
        }

        var special = await db.WeekendOverrides.Where(o => o.Country == country && o.Area == string.Empty && o.RetiredAt == null)
            .Select(o => o.Weekend).FirstOrDefaultAsync(cancellationToken);
        var usual = special ?? await db.Countries.Where(c => c.Code == country).Select(c => c.Weekend).FirstOrDefaultAsync(cancellationToken);
        return (usual is { Count: > 0 } ? usual : UsualWeekend, holidays);
    }
}
