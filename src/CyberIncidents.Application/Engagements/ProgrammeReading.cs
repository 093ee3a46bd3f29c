using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>An engagement that is not over.</summary>
internal sealed record Running(CooperationKind Cooperation, ProgrammeEntry Entry);

/// <summary>A commitment that is open.</summary>
internal sealed record Owed(CooperationKind? Cooperation, bool ToUs, bool ByUs, ProgrammeEntry Entry);

/// <summary>A day of the register, and to which kind of cooperation it belongs.</summary>
internal sealed record RegisterDay(CooperationKind? Cooperation, ProgrammeEntry Entry);

/// <summary>Reads what stands on the programme, each by its own query.</summary>
internal sealed class ProgrammeReading(IAppDb db, DateTimeOffset now, DateOnly today, string zone)
{
    public async Task<IReadOnlyList<ProgrammeEntry>> OfYearAsync(int year, CancellationToken cancellationToken)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var (from, to) = (Zones.StartOf(first, zone), Zones.StartOf(last.AddDays(1), zone));
        var engagements = await EngagementsAsync(db.Engagements.Where(e => e.From <= last && e.To >= first), cancellationToken);
        var commitments = await CommitmentsAsync(db.Commitments.Where(c => c.DueOn >= first && c.DueOn <= last), cancellationToken);
        var register = await RegisterDaysAsync(first, last, cancellationToken);
        // What the program itself reminds of, a commitment, a renewal, a review, says no more than that.
        var milestones = await db.FollowUps
            .Where(f => f.AboutId != null && f.AboutType != FollowUpAbout.Commitment && f.Purpose == FollowUpPurpose.Work && f.DueAt >= from && f.DueAt < to && f.State != FollowUpState.Cancelled)
            .Select(f => new { f.Id, f.Title, f.DueAt, f.Tlp, f.State, f.OverdueAt }).ToListAsync(cancellationToken);
        return [.. engagements.Select(e => e.Entry).Concat(commitments.Select(c => c.Entry)).Concat(register.Select(r => r.Entry))
            .Concat(milestones.Select(m => new ProgrammeEntry(
                ProgrammeKind.Milestone, Zones.DateOf(m.DueAt, zone), Zones.DateOf(m.DueAt, zone), null, m.Title, m.Tlp, [], m.State == FollowUpState.Done,
                m.State == FollowUpState.Due && m.OverdueAt <= now, $"follow-ups?open={m.Id}")))
            .OrderBy(e => e.On).ThenBy(e => e.Kind).ThenBy(e => e.Reference, StringComparer.Ordinal)];
    }

    /// <summary>The days on which agreements have to be renewed, or end, and measures are to be reviewed.</summary>
    public async Task<IReadOnlyList<RegisterDay>> RegisterDaysAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var agreements = await db.Agreements.Where(a => a.RetiredAt == null && (a.RenewOn ?? a.InForceTo) >= first && (a.RenewOn ?? a.InForceTo) <= last)
            .Select(a => new { a.Code, a.TitleEn, a.TitleId, a.Kind, a.Reach, On = (a.RenewOn ?? a.InForceTo)!.Value, a.Id }).ToListAsync(cancellationToken);
        var two = agreements.Where(a => a.Reach == AgreementReach.Bilateral).Select(a => a.Id).ToList();
        var sides = (await db.AgreementParties.Where(p => two.Contains(p.AgreementId) && p.RemovedAt == null && p.Country != null)
            .Select(p => new { p.AgreementId, p.Country }).ToListAsync(cancellationToken)).ToLookup(p => p.AgreementId, p => p.Country!);
        var reviews = await (
            from m in db.ImplementationMeasures
            where (m.State == MeasureState.Planned || m.State == MeasureState.Underway) && m.NextReviewOn >= first && m.NextReviewOn <= last
            join p in db.Provisions on m.ProvisionId equals p.Id
            join a in db.Agreements on p.AgreementId equals a.Id
            where p.RemovedAt == null && a.RetiredAt == null
            select new { m.Title, On = m.NextReviewOn!.Value, a.Code, p.Article }).ToListAsync(cancellationToken);
        return
        [
            .. agreements.Select(a => new RegisterDay(
                Agreement.OfNorms.Contains(a.Kind) ? CooperationKind.NormSetting : null,
                new ProgrammeEntry(
                    ProgrammeKind.Renewal, a.On, a.On, a.Code, Words.Pick(a.TitleEn, a.TitleId), Tlp.Amber, [.. sides[a.Id].Order(StringComparer.Ordinal)], false, a.On < today,
                    $"agreements/{a.Code}"))),
            .. reviews.Select(m => new RegisterDay(CooperationKind.NormSetting, new ProgrammeEntry(
                ProgrammeKind.Review, m.On, m.On, $"{m.Code}/{m.Article}", m.Title, Tlp.Amber, [], false, m.On < today, $"norms/{m.Code}/{m.Article}#measures"))),
        ];
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
