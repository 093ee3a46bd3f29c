using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Engagements;

/// <summary>What stands on a day of the programme.</summary>
public enum ProgrammeKind
{
    /// <summary>An engagement.</summary>
    Engagement,

    /// <summary>The last day of a commitment.</summary>
    Commitment,

    /// <summary>A follow-up about an engagement or an agreement.</summary>
    Milestone,

    /// <summary>An agreement has to be renewed, or ends.</summary>
    Renewal,

    /// <summary>What we do to live up to a norm is to be reviewed.</summary>
    Review,
}

/// <summary>Something on the programme.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="On">Its first or only day, by the clock of its place; commitments and milestones by the home clock.</param>
/// <param name="Until">Its last day.</param>
/// <param name="Reference">What people call it; null where it has none.</param>
/// <param name="Title">Its title.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="Countries">The countries that it has to do with.</param>
/// <param name="Over">Whether it is over, kept, dropped or done.</param>
/// <param name="Overdue">Whether it is still owed, or still to be done, past its day.</param>
/// <param name="Page">The page that shows it, without the leading slash.</param>
public sealed record ProgrammeEntry(
    ProgrammeKind Kind, DateOnly On, DateOnly Until, string? Reference, string Title, Tlp Tlp, IReadOnlyList<string> Countries, bool Over, bool Overdue, string Page);

/// <summary>A month of the programme.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Entries">What stands in it, by day; what lasts longer stands in each of its months.</param>
public sealed record ProgrammeMonth(int Month, IReadOnlyList<ProgrammeEntry> Entries);

/// <summary>How one kind of cooperation fares.</summary>
/// <param name="Cooperation">The kind; null for commitments from no engagement.</param>
/// <param name="Running">Engagements that are planned, confirmed, or held and not yet followed up.</param>
/// <param name="OwedToUs">Open commitments to us.</param>
/// <param name="WeOwe">Open commitments of ours.</param>
/// <param name="Overdue">Open commitments past their last day.</param>
/// <param name="Next">What comes next; null when there is none.</param>
/// <param name="OpenCases">Open cases with other countries; of operational cooperation alone.</param>
/// <param name="OpenRequests">Requests that wait in either direction; of operational cooperation alone.</param>
public sealed record KindFigures(
    CooperationKind? Cooperation, int Running, int OwedToUs, int WeOwe, int Overdue, ProgrammeEntry? Next, int? OpenCases = null, int? OpenRequests = null);

/// <summary>How the work with one country fares.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Running">Engagements with it that are planned, confirmed, or held and not yet followed up.</param>
/// <param name="OwedToUs">What it owes us.</param>
/// <param name="WeOwe">What we owe it.</param>
/// <param name="Overdue">Open commitments past their last day.</param>
/// <param name="Next">What comes next; null when there is none.</param>
/// <param name="OpenCases">Open cases that it has a part in.</param>
/// <param name="WeWaitFor">Our requests that wait for an answer of its state organisations.</param>
/// <param name="WaitForUs">Their requests that wait for ours.</param>
public sealed record CountryFigures(
    string Country, int Running, int OwedToUs, int WeOwe, int Overdue, ProgrammeEntry? Next, int OpenCases, int WeWaitFor, int WaitForUs);

/// <summary>A year of cooperation, as far as the viewer may see it.</summary>
/// <param name="Year">The year.</param>
/// <param name="Today">Today, by the home clock.</param>
/// <param name="Months">Twelve months.</param>
/// <param name="ByKind">What runs and what is owed now, by kind of cooperation.</param>
/// <param name="ByCountry">The same by country; those with anything at all.</param>
/// <param name="Next">What comes next, at most eight.</param>
public sealed record Programme(
    int Year, DateOnly Today, IReadOnlyList<ProgrammeMonth> Months, IReadOnlyList<KindFigures> ByKind, IReadOnlyList<CountryFigures> ByCountry,
    IReadOnlyList<ProgrammeEntry> Next);

/// <summary>Reads the programme of a year.</summary>
/// <param name="Year">The year; null for this one, by the home clock.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetProgrammeQuery(int? Year) : IQuery<Programme>;

internal sealed class GetProgrammeHandler(IAppDb db, HomeSettings home, TimeProvider time) : IQueryHandler<GetProgrammeQuery, Programme>
{
    private const int Soon = 8;

    public async Task<Programme> Handle(GetProgrammeQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = Zones.DateOf(now, home.TimeZone);
        if (query.Year is < 1900 or > 2999)
        {
            throw new InvalidInputException("year", "1900 to 2999.");
        }

        var year = query.Year ?? today.Year;
        var reading = new ProgrammeReading(db, now, today, home.TimeZone);
        var ofYear = await reading.OfYearAsync(year, cancellationToken);
        var months = Enumerable.Range(1, 12).Select(m => new ProgrammeMonth(m, [.. ofYear.Where(e => Touches(e, year, m))])).ToList();
        var standing = new ProgrammeStanding(
            today, await reading.RunningAsync(cancellationToken), await reading.OwedAsync(cancellationToken),
            await reading.RegisterDaysAsync(today, DateOnly.MaxValue, cancellationToken), await OpenWork.ReadAsync(db, cancellationToken));
        return new Programme(year, today, months, standing.ByKind(), standing.ByCountry(home.Country), [.. standing.Coming().Take(Soon)]);
    }

    private static bool Touches(ProgrammeEntry entry, int year, int month) =>
        entry.On <= new DateOnly(year, month, DateTime.DaysInMonth(year, month)) && entry.Until >= new DateOnly(year, month, 1);
}
