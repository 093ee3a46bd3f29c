using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>Which days are working days where an organisation sits, for a few days around one.</summary>
internal sealed class WorkingDays
{
    private static readonly FixedQuery<DateOnly, DateOnly, DayOff> Holidays = new((db, from, to) =>
        db.Holidays.Where(h => h.RetiredAt == null && h.Date >= from && h.Date <= to).Select(h => new DayOff(h.Country, h.Date)));

    private static readonly FixedQuery<int, WeekendOf> Countries = new((db, _) => db.Countries.Select(c => new WeekendOf(c.Code, c.Weekend)));

    private static readonly FixedQuery<int, WeekendOf> Overrides = new((db, _) =>
        db.WeekendOverrides.Where(o => o.Area == string.Empty && o.RetiredAt == null).Select(o => new WeekendOf(o.Country, o.Weekend)));

    private readonly HashSet<DayOff> _holidays;
    private readonly Dictionary<string, IReadOnlyList<DayOfWeek>> _weekends;

    private WorkingDays(HashSet<DayOff> holidays, Dictionary<string, IReadOnlyList<DayOfWeek>> weekends) =>
        (_holidays, _weekends) = (holidays, weekends);

    /// <summary>Reads the calendars for some days.</summary>
    public static async Task<WorkingDays> ReadAsync(IAppDb db, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var holidays = await db.Run(Holidays, from, to).ToListAsync(cancellationToken);
        var weekends = (await db.Run(Countries, 0).ToListAsync(cancellationToken)).ToDictionary(w => w.Country, w => w.Days, StringComparer.Ordinal);
        foreach (var changed in await db.Run(Overrides, 0).ToListAsync(cancellationToken))
        {
            weekends[changed.Country] = changed.Days;
        }

        return new WorkingDays([.. holidays], weekends);
    }

    /// <summary>Whether people of an organisation work on a day: its own weekend goes before that of its country.</summary>
    public bool Has(Organisation organisation, DateOnly day)
    {
        var usual = _weekends.GetValueOrDefault(organisation.Country ?? string.Empty);
        return !CalendarBook.WeekendOf(organisation, null, usual).Contains(day.DayOfWeek)
            && (CalendarBook.NeverRests(organisation) || organisation.Country is null || !_holidays.Contains(new DayOff(organisation.Country, day)));
    }

    private sealed record DayOff(string Country, DateOnly Date);

    private sealed record WeekendOf(string Country, IReadOnlyList<DayOfWeek> Days);
}
