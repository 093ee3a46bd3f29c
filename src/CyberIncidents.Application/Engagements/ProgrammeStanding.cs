using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Countries;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Open cases and requests with other countries: the operational part of cooperation.</summary>
internal sealed record OpenWork(
    int Cases, IReadOnlyDictionary<string, int> CasesOf, IReadOnlyDictionary<string, int> WeWaitFor, IReadOnlyDictionary<string, int> WaitForUs)
{
    /// <summary>Requests that wait in either direction.</summary>
    public int Requests => WeWaitFor.Values.Sum() + WaitForUs.Values.Sum();

    public static async Task<OpenWork> ReadAsync(IAppDb db, CancellationToken cancellationToken)
    {
        var crossing = db.ForeignStates().Select(p => p.IncidentId);
        return new OpenWork(
            await db.Incidents.Where(IncidentLifecycle.IsOpenCase).CountAsync(i => crossing.Contains(i.Id), cancellationToken),
            await db.OpenCasesByCountryAsync(cancellationToken),
            await db.WaitingByCountryAsync(RequestDirection.Outbound, cancellationToken),
            await db.WaitingByCountryAsync(RequestDirection.Inbound, cancellationToken));
    }
}

/// <summary>What runs, what is owed and what comes next, set out by kind of cooperation and by country.</summary>
internal sealed record ProgrammeStanding(
    DateOnly Today, IReadOnlyList<Running> Running, IReadOnlyList<Owed> Owed, IReadOnlyList<RegisterDay> Register, OpenWork Work)
{
    /// <summary>By kind; what came of no engagement stands last.</summary>
    public IReadOnlyList<KindFigures> ByKind() =>
        [.. Enum.GetValues<CooperationKind>().Select(k => (CooperationKind?)k).Append(null)
            .Select(k =>
            {
                var (ours, theirs) = (Running.Where(r => r.Cooperation == k).ToList(), Owed.Where(o => o.Cooperation == k).ToList());
                var days = Register.Where(d => d.Cooperation == k && k is not null).Select(d => d.Entry);
                return new KindFigures(
                    k, ours.Count, theirs.Count(o => o.ToUs), theirs.Count(o => o.ByUs), theirs.Count(o => o.Entry.Overdue), Soonest(ours, theirs, days).FirstOrDefault(),
                    k == CooperationKind.Operational ? Work.Cases : null, k == CooperationKind.Operational ? Work.Requests : null);
            })
            .Where(f => f.Cooperation is not null || f.OwedToUs + f.WeOwe > 0)];

    /// <summary>By country; those with anything at all, but not our own: the circle at home is counted apart.</summary>
    public IReadOnlyList<CountryFigures> ByCountry(string home) =>
        [.. Running.SelectMany(r => r.Entry.Countries).Concat(Owed.SelectMany(o => o.Entry.Countries))
            .Concat(Work.CasesOf.Keys).Concat(Work.WeWaitFor.Keys).Concat(Work.WaitForUs.Keys).Distinct(StringComparer.Ordinal).Where(c => c != home)
            .Order(StringComparer.Ordinal)
            .Select(c =>
            {
                var (ours, theirs) = (Running.Where(r => r.Entry.Countries.Contains(c)).ToList(), Owed.Where(o => o.Entry.Countries.Contains(c)).ToList());
                var days = Register.Where(d => d.Entry.Countries.Contains(c)).Select(d => d.Entry);
                return new CountryFigures(
                    c, ours.Count, theirs.Count(o => o.ToUs), theirs.Count(o => o.ByUs), theirs.Count(o => o.Entry.Overdue), Soonest(ours, theirs, days).FirstOrDefault(),
                    Work.CasesOf.GetValueOrDefault(c), Work.WeWaitFor.GetValueOrDefault(c), Work.WaitForUs.GetValueOrDefault(c));
            })];

    /// <summary>All that comes, the soonest first; what is owed and overdue stands before that.</summary>
    public IEnumerable<ProgrammeEntry> Coming() => Soonest(Running, Owed, Register.Select(d => d.Entry));

    private IEnumerable<ProgrammeEntry> Soonest(IEnumerable<Running> running, IEnumerable<Owed> owed, IEnumerable<ProgrammeEntry> register) =>
        running.Select(r => r.Entry).Where(e => e.Until >= Today).Concat(owed.Select(o => o.Entry)).Concat(register)
            .OrderBy(e => e.On).ThenBy(e => e.Reference, StringComparer.Ordinal);
}
