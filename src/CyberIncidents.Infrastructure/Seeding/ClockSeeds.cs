using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>
/// Loads legal bases, deadline rules, ladders and days off. What an administrator has changed or added stays as it is; what left its file is
/// retired.
/// </summary>
internal sealed class ClockSeeds(DateTimeOffset now)
{
    public async Task BasesAsync(AppDbContext db, IReadOnlyList<Basis> items, CancellationToken cancellationToken)
    {
        var known = await db.Set<LegalBasis>().ToDictionaryAsync(b => b.Code, StringComparer.Ordinal, cancellationToken);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (known.TryGetValue(item.Code, out var basis))
            {
                basis.Reseed(item.Card, i);
            }
            else
            {
                db.Add(new LegalBasis(item.Code, item.Card, i, addedHere: false, now));
            }
        }

        foreach (var gone in known.Values.Where(b => items.All(i => i.Code != b.Code)))
        {
            gone.Unseed(now);
        }
    }

    public async Task RulesAsync(AppDbContext db, IReadOnlyList<Rule> items, CancellationToken cancellationToken)
    {
        var known = await db.Set<DeadlineRule>().ToDictionaryAsync(r => r.Code, StringComparer.Ordinal, cancellationToken);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (known.TryGetValue(item.Code, out var rule))
            {
                rule.Reseed(item.Card, i);
            }
            else
            {
                db.Add(new DeadlineRule(item.Code, item.Card, i, addedHere: false, now));
            }
        }

        foreach (var gone in known.Values.Where(r => !r.EditedHere && items.All(i => i.Code != r.Code)))
        {
            gone.Retire(retired: true, now);
        }
    }

    public async Task LaddersAsync(AppDbContext db, IReadOnlyList<Ladder> items, CancellationToken cancellationToken)
    {
        var known = await db.Set<ChasingLadder>().ToDictionaryAsync(l => l.Code, StringComparer.Ordinal, cancellationToken);
        foreach (var item in items)
        {
            var card = new LadderCard(item.NameEn, item.NameId, item.Kinds, item.Urgencies, item.Steps);
            if (known.TryGetValue(item.Code, out var ladder))
            {
                ladder.Reseed(card);
            }
            else
            {
                db.Add(new ChasingLadder(item.Code, card, addedHere: false, now));
            }
        }

        foreach (var gone in known.Values.Where(l => !l.EditedHere && items.All(i => i.Code != l.Code)))
        {
            gone.Retire(retired: true, now);
        }
    }

    public async Task HolidaysAsync(AppDbContext db, IReadOnlyList<DayOff> items, CancellationToken cancellationToken)
    {
        var known = (await db.Set<Holiday>().Select(h => new { h.Country, h.Date }).ToListAsync(cancellationToken)).Select(h => (h.Country, h.Date)).ToHashSet();
        db.AddRange(items.Where(i => known.Add((i.Country, i.Date))).Select(i => new Holiday(i.Country, i.Date, i.NameEn, i.NameId, now)));
    }

    public async Task WeekendsAsync(AppDbContext db, IReadOnlyList<Weekend> items, CancellationToken cancellationToken)
    {
        var known = (await db.Set<WeekendOverride>().Select(o => new { o.Country, o.Area }).ToListAsync(cancellationToken)).Select(o => (o.Country, o.Area)).ToHashSet();
        db.AddRange(items.Where(i => known.Add((i.Country, i.Area))).Select(i => new WeekendOverride(i.Country, i.Area, i.Days, i.Source, now)));
    }

    internal sealed record Basis(
        string Code,
        string NameEn,
        string NameId,
        string? DescriptionEn,
        string? DescriptionId,
        string Jurisdiction,
        string Source,
        DateOnly? VerifiedOn,
        DateOnly? ValidFrom,
        DateOnly? ValidTo,
        string Confidence)
    {
        public LegalBasisCard Card => new(
            NameEn, NameId, DescriptionEn, DescriptionId, Jurisdiction, Source, Confidence, VerifiedOn, ValidFrom, ValidTo);
    }

    internal sealed record Rule(
        string Code,
        string Regime,
        string? RegimeId,
        string NameEn,
        string NameId,
        string? DescriptionEn,
        string? DescriptionId,
        string Jurisdiction,
        ClockTrigger Trigger,
        int Amount,
        OffsetUnit Unit,
        CountingRule Counting,
        int? NotAfterAwarenessHours,
        string? Previous,
        ClarificationEffect OnClarification,
        ClockDuty Duty,
        RuleEffect Effect,
        string? LegalBasis,
        IReadOnlyList<RequestKind> Kinds,
        IReadOnlyList<Urgency> Urgencies,
        string Source,
        DateOnly? VerifiedOn,
        DateOnly? ValidFrom,
        DateOnly? ValidTo,
        string Confidence)
    {
        public DeadlineRuleCard Card => new(
            Regime, RegimeId, NameEn, NameId, DescriptionEn, DescriptionId, Jurisdiction,
            new DeadlineTerms(Trigger, new Offset(Amount, Unit), Counting, NotAfterAwarenessHours, OnClarification, Duty, Effect),
            Previous, LegalBasis, Kinds, Urgencies, Source, Confidence, VerifiedOn, ValidFrom, ValidTo);
    }

    internal sealed record Ladder(
        string Code, string NameEn, string NameId, IReadOnlyList<RequestKind> Kinds, IReadOnlyList<Urgency> Urgencies, IReadOnlyList<LadderStep> Steps);

    internal sealed record DayOff(string Country, DateOnly Date, string NameEn, string NameId);

    internal sealed record Weekend(
        string Country,
        string Area,
        [property: System.Text.Json.Serialization.JsonPropertyName("weekend")] IReadOnlyList<DayOfWeek> Days,
        string Source);
}
