using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Timeline;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Audit;

/// <summary>What people call the subjects of a page of history, as far as the viewer sees them now.</summary>
internal static class AuditNames
{
    public static async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(
        IAppDb db, IReadOnlyList<AuditLineDetail> lines, CancellationToken cancellationToken)
    {
        var names = new Dictionary<Guid, string>();
        await AddAsync(SubjectType.Request, ids => db.Requests.Where(r => ids.Contains(r.Id)).Select(r => new Named(r.Id, r.Reference)));
        await AddAsync(
            SubjectType.FollowUp,
            ids => db.FollowUps.Where(f => ids.Contains(f.Id)).Select(f => new Named(f.Id, f.Title)
            {
                Purpose = f.Purpose,
                Request = db.Requests.Where(r => r.Id == f.RequestId).Select(r => r.Reference).FirstOrDefault(),
            }));
        await AddAsync(
            SubjectType.Participation,
            ids => from p in db.Participations
                   where ids.Contains(p.Id)
                   join o in db.Organisations on p.OrganisationId equals (Guid?)o.Id
                   select new Named(p.Id, o.Name));
        await AddAsync(
            SubjectType.Release,
            ids => from r in db.Releases
                   where ids.Contains(r.Id)
                   join o in db.Organisations on r.OrganisationId equals o.Id
                   select new Named(r.Id, o.Name));
        await AddAsync(
            SubjectType.Recall,
            ids => from r in db.Recalls
                   where ids.Contains(r.Id)
                   join o in db.Organisations on r.OrganisationId equals o.Id
                   select new Named(r.Id, o.Name));
        await AddAsync(SubjectType.Observable, ids => db.Observables.Where(o => ids.Contains(o.Id)).Select(o => new Named(o.Id, o.Value)));
        await AddAsync(
            SubjectType.Consent,
            ids => from c in db.Consents
                   where ids.Contains(c.Id)
                   join o in db.Organisations on c.OriginatorId equals o.Id
                   select new Named(c.Id, o.Name));
        await AddAsync(SubjectType.TimelineEntry, ids => db.TimelineEntries.Where(t => ids.Contains(t.Id)).Select(t => new Named(t.Id, t.Text.Substring(0, TimelineName.Length + 1))));
        await AddOfTypeAsync(
            nameof(IncidentLink),
            ids => from l in db.IncidentLinks
                   where ids.Contains(l.Id)
                   join i in db.Incidents on l.OtherId equals i.Id
                   select new Named(l.Id, i.Reference));
        await AddOfTypeAsync(
            nameof(NormCitation),
            ids => from c in db.NormCitations
                   where ids.Contains(c.Id)
                   join p in db.Provisions on c.ProvisionId equals p.Id
                   select new Named(c.Id, p.Article + " " + p.TitleEn) { NameId = p.Article + " " + p.TitleId });
        await AddAsync(SubjectType.Evidence, ids => db.EvidenceFiles.Where(e => ids.Contains(e.Id)).Select(e => new Named(e.Id, e.FileName)));
        await AddOfTypeAsync(
            nameof(LegalClock),
            ids => from c in db.LegalClocks
                   where ids.Contains(c.Id)
                   select new Named(c.Id, db.Requests.Where(r => r.Id == c.RequestId).Select(r => r.Reference).FirstOrDefault() ?? string.Empty)
                   {
                       Stage = db.DeadlineRules.Where(r => r.Code == c.RuleCode).Select(r => new StageName(r.Regime, r.RegimeId, r.NameEn, r.NameId)).FirstOrDefault(),
                   });
        return names;

        Task AddAsync(SubjectType type, Func<List<Guid>, IQueryable<Named>> read) => AddOfTypeAsync(type.ToString(), read);

        async Task AddOfTypeAsync(string type, Func<List<Guid>, IQueryable<Named>> read)
        {
            var ids = lines.Where(l => l.SubjectType == type).Select(l => l.SubjectId).Distinct().ToList();
            if (ids.Count > 0)
            {
                foreach (var named in await read(ids).ToListAsync(cancellationToken))
                {
                    names[named.Id] = type == nameof(SubjectType.TimelineEntry) ? TimelineName.Of(named.Name)
                        : named.NameId is { } indonesian ? Words.Pick(named.Name, indonesian)
                        : named.Stage?.Title ?? FollowUpTitle.Of(named.Purpose, named.Name, named.Request);
                }
            }
        }
    }

    private sealed record Named(Guid Id, string Name)
    {
        /// <summary>In Indonesian; null where it is the same.</summary>
        public string? NameId { get; init; }

        public FollowUpPurpose Purpose { get; init; }

        public string? Request { get; init; }

        public StageName? Stage { get; init; }
    }
}
