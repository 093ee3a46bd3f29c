using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>Follow-ups about agreements. The register carries no marking: what is said of it goes as AMBER.</summary>
internal sealed class AgreementSubject(IAppDb db, HomeSettings home, TimeProvider time) : IFollowUpSubject
{
    public FollowUpAbout Type => FollowUpAbout.Agreement;

    public async Task<IReadOnlyList<FollowUpAboutDetail>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var today = Zones.DateOf(time.GetUtcNow(), home.TimeZone);
        var rows = await db.Agreements.Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, a.Code, a.TitleEn, a.TitleId, a.InForceTo, a.RetiredAt, a.Version }).ToListAsync(cancellationToken);
        return [.. rows.Select(a => new FollowUpAboutDetail(Type, a.Id, a.Code, Words.Pick(a.TitleEn, a.TitleId), Tlp.Amber, $"agreements/{a.Code}")
        {
            Ended = a.RetiredAt is not null || a.InForceTo < today,
            Version = a.Version,
        })];
    }
}

/// <summary>Follow-ups about what we do to live up to norms.</summary>
internal sealed class MeasureSubject(IAppDb db) : IFollowUpSubject
{
    public FollowUpAbout Type => FollowUpAbout.Measure;

    public async Task<IReadOnlyList<FollowUpAboutDetail>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await (
            from m in db.ImplementationMeasures
            where ids.Contains(m.Id)
            join p in db.Provisions on m.ProvisionId equals p.Id
            join a in db.Agreements on p.AgreementId equals a.Id
            select new { m.Id, m.Title, m.State, m.Version, p.Article, a.Code, Stands = p.RemovedAt == null && a.RetiredAt == null }).ToListAsync(cancellationToken);
        return [.. rows.Select(m => new FollowUpAboutDetail(Type, m.Id, $"{m.Code}/{m.Article}", m.Title, Tlp.Amber, $"norms/{m.Code}/{m.Article}#measures")
        {
            Ended = !m.Stands || m.State is MeasureState.Done or MeasureState.Dropped,
            Version = m.Version,
        })];
    }
}
