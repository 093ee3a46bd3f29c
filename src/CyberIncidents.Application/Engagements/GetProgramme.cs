using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

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
/// <param name="Next">The next engagement or commitment; null when there is none.</param>
public sealed record KindFigures(CooperationKind? Cooperation, int Running, int OwedToUs, int WeOwe, int Overdue, ProgrammeEntry? Next);

/// <summary>How the work with one country fares.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Running">Engagements with it that are planned, confirmed, or held and not yet followed up.</param>
/// <param name="OwedToUs">What it owes us.</param>
/// <param name="WeOwe">What we owe it.</param>
/// <param name="Overdue">Open commitments past their last day.</param>
/// <param name="Next">The next engagement or commitment; null when there is none.</param>
public sealed record CountryFigures(string Country, int Running, int OwedToUs, int WeOwe, int Overdue, ProgrammeEntry? Next);

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
        var running = await reading.RunningAsync(cancellationToken);
        var owed = await reading.OwedAsync(cancellationToken);
        var next = running.Select(r => r.Entry).Where(e => e.Until >= today).Concat(owed.Select(o => o.Entry))
            .OrderBy(e => e.On).ThenBy(e => e.Reference, StringComparer.Ordinal).Take(Soon).ToList();
        return new Programme(year, today, months, ByKind(running, owed, today), ByCountry(running, owed, today), next);
    }

    private static bool Touches(ProgrammeEntry entry, int year, int month) =>
        entry.On <= new DateOnly(year, month, DateTime.DaysInMonth(year, month)) && entry.Until >= new DateOnly(year, month, 1);

    private static IReadOnlyList<KindFigures> ByKind(IReadOnlyList<Running> running, IReadOnlyList<Owed> owed, DateOnly today) =>
        [.. Enum.GetValues<CooperationKind>().Select(k => (CooperationKind?)k).Append(null)
            .Select(k =>
            {
                var (ours, theirs) = (running.Where(r => r.Cooperation == k).ToList(), owed.Where(o => o.Cooperation == k).ToList());
                return new KindFigures(
                    k, ours.Count, theirs.Count(o => o.ToUs), theirs.Count(o => o.ByUs), theirs.Count(o => o.Entry.Overdue), NextOf(ours, theirs, today));
            })
            .Where(f => f.Cooperation is not null || f.OwedToUs + f.WeOwe > 0)];

    private static IReadOnlyList<CountryFigures> ByCountry(IReadOnlyList<Running> running, IReadOnlyList<Owed> owed, DateOnly today) =>
        [.. running.SelectMany(r => r.Entry.Countries).Concat(owed.SelectMany(o => o.Entry.Countries)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(c =>
            {
                var (ours, theirs) = (running.Where(r => r.Entry.Countries.Contains(c)).ToList(), owed.Where(o => o.Entry.Countries.Contains(c)).ToList());
                return new CountryFigures(
                    c, ours.Count, theirs.Count(o => o.ToUs), theirs.Count(o => o.ByUs), theirs.Count(o => o.Entry.Overdue), NextOf(ours, theirs, today));
            })];

    private static ProgrammeEntry? NextOf(IReadOnlyList<Running> running, IReadOnlyList<Owed> owed, DateOnly today) =>
        running.Select(r => r.Entry).Where(e => e.Until >= today).Concat(owed.Select(o => o.Entry)).OrderBy(e => e.On).FirstOrDefault();
}

/// <summary>An engagement that is not over.</summary>
internal sealed record Running(CooperationKind Cooperation, ProgrammeEntry Entry);

/// <summary>A commitment that is open.</summary>
internal sealed record Owed(CooperationKind? Cooperation, bool ToUs, bool ByUs, ProgrammeEntry Entry);

/// <summary>Reads what stands on the programme, each by its own query.</summary>
internal sealed class ProgrammeReading(IAppDb db, DateTimeOffset now, DateOnly today, string zone)
{
    public async Task<IReadOnlyList<ProgrammeEntry>> OfYearAsync(int year, CancellationToken cancellationToken)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var (from, to) = (Zones.StartOf(first, zone), Zones.StartOf(last.AddDays(1), zone));
        var engagements = await EngagementsAsync(db.Engagements.Where(e => e.From <= last && e.To >= first), cancellationToken);
        var commitments = await CommitmentsAsync(db.Commitments.Where(c => c.DueOn >= first && c.DueOn <= last), cancellationToken);
        // What reminds of a commitment says no more than the commitment.
        var milestones = await db.FollowUps
            .Where(f => f.AboutId != null && f.AboutType != FollowUpAbout.Commitment && f.DueAt >= from && f.DueAt < to && f.State != FollowUpState.Cancelled)
            .Select(f => new { f.Id, f.Title, f.DueAt, f.Tlp, f.State, f.OverdueAt }).ToListAsync(cancellationToken);
        return [.. engagements.Select(e => e.Entry).Concat(commitments.Select(c => c.Entry))
            .Concat(milestones.Select(m => new ProgrammeEntry(
                ProgrammeKind.Milestone, Zones.DateOf(m.DueAt, zone), Zones.DateOf(m.DueAt, zone), null, m.Title, m.Tlp, [], m.State == FollowUpState.Done,
                m.State == FollowUpState.Due && m.OverdueAt <= now, $"follow-ups?open={m.Id}")))
            .OrderBy(e => e.On).ThenBy(e => e.Kind).ThenBy(e => e.Reference, StringComparer.Ordinal)];
    }

    public Task<IReadOnlyList<Running>> RunningAsync(CancellationToken cancellationToken) =>
        EngagementsAsync(db.Engagements.Where(e => e.State != EngagementState.FollowedUp && e.State != EngagementState.Cancelled), cancellationToken);

    public Task<IReadOnlyList<Owed>> OwedAsync(CancellationToken cancellationToken) =>
        CommitmentsAsync(db.Commitments.Where(c => c.State == CommitmentState.Open), cancellationToken);

    private static async Task<IReadOnlyList<Running>> EngagementsAsync(IQueryable<Engagement> source, CancellationToken cancellationToken) =>
        [.. (await source.Select(e => new { e.Cooperation, e.From, e.To, e.Reference, e.Title, e.Tlp, e.Countries, e.State }).ToListAsync(cancellationToken))
            .Select(e => new Running(e.Cooperation, new ProgrammeEntry(
                ProgrammeKind.Engagement, e.From, e.To, e.Reference, e.Title, e.Tlp, e.Countries, EngagementLifecycle.IsOver(e.State), false, $"engagements/{e.Reference}")))];

    private async Task<IReadOnlyList<Owed>> CommitmentsAsync(IQueryable<Commitment> source, CancellationToken cancellationToken) =>
        [.. (await source
            .Select(c => new
            {
                c.OwedToUs, c.OwedByUs, c.OwedByCountry, c.OwedToCountry, c.DueOn, c.Reference, c.Title, c.Tlp, c.State,
                Cooperation = db.Engagements.Where(e => e.Id == c.EngagementId).Select(e => (CooperationKind?)e.Cooperation).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken))
            .Select(c => new Owed(c.Cooperation, c.OwedToUs, c.OwedByUs, new ProgrammeEntry(
                ProgrammeKind.Commitment, c.DueOn, c.DueOn, c.Reference, c.Title, c.Tlp, [.. new[] { c.OwedByCountry, c.OwedToCountry }.OfType<string>().Distinct(StringComparer.Ordinal)],
                c.State != CommitmentState.Open, c.State == CommitmentState.Open && c.DueOn < today, $"commitments/{c.Reference}")))];
}
