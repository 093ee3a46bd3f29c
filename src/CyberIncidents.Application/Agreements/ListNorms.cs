using System.Linq.Expressions;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Agreements;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>Lists the norms and confidence-building measures of the register.</summary>
/// <param name="Agreement">Only those of one agreement, by its code.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListNormsQuery(string? Agreement, PageRequest Page) : IQuery<Page<NormSummary>>;

/// <summary>Reads a norm, also one that left the register: cases may cite it.</summary>
/// <param name="Agreement">The agreement, by its code.</param>
/// <param name="Article">Its letter or number.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetNormQuery(string Agreement, string Article) : IQuery<NormSummary>;

/// <summary>Lists the cases in which a norm is at issue, those that the viewer sees, the newest citation first.</summary>
/// <param name="Agreement">The agreement, by its code.</param>
/// <param name="Article">Its letter or number.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListCitingCasesQuery(string Agreement, string Article, PageRequest Page) : IQuery<Page<CitingCase>>;

internal sealed class ListNormsHandler(IAppDb db)
    : IQueryHandler<ListNormsQuery, Page<NormSummary>>, IQueryHandler<GetNormQuery, NormSummary>, IQueryHandler<ListCitingCasesQuery, Page<CitingCase>>
{
    private static readonly Dictionary<string, Expression<Func<Provision, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = p => p.CreatedAt,
    };

    private static readonly Dictionary<string, Expression<Func<NormCitation, DateTimeOffset>>> CitationSorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = c => c.CreatedAt,
    };

    public async Task<Page<NormSummary>> Handle(ListNormsQuery query, CancellationToken cancellationToken)
    {
        var norms = db.Norms().Where(p => p.RemovedAt == null
            && db.Agreements.Any(a => a.Id == p.AgreementId && a.RetiredAt == null && (query.Agreement == null || a.Code == query.Agreement)));
        var (rows, next, count) = await Keyset.ReadAsync(norms, query.Page, Sorts, "createdAt", Project(), (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<NormSummary>(rows, next, count);
    }

    public async Task<NormSummary> Handle(GetNormQuery query, CancellationToken cancellationToken) =>
        await db.Norm(query.Agreement, query.Article).Select(Project()).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();

    public async Task<Page<CitingCase>> Handle(ListCitingCasesQuery query, CancellationToken cancellationToken)
    {
        var id = await db.NormIdAsync(query.Agreement, query.Article, cancellationToken);
        // Both sets pass the filter: a citation shows only where the viewer sees its case.
        var citations = db.NormCitations.Where(c => c.ProvisionId == id && c.WithdrawnAt == null && db.Incidents.Any(i => i.Id == c.IncidentId));
        var (rows, next, count) = await Keyset.ReadAsync(
            citations, query.Page, CitationSorts, "-createdAt",
            c => new CitingCase(
                db.Incidents.Where(i => i.Id == c.IncidentId).Select(i => i.Reference).First(),
                db.Incidents.Where(i => i.Id == c.IncidentId).Select(i => i.Title).First(),
                db.Incidents.Where(i => i.Id == c.IncidentId).Select(i => i.Status).First(),
                c.Tlp, c.CreatedAt, c.Note) { Id = c.Id },
            (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<CitingCase>(rows, next, count);
    }

    private Expression<Func<Provision, NormSummary>> Project() => p => new NormSummary
    {
        Id = p.Id,
        CreatedAt = p.CreatedAt,
        AgreementCode = db.Agreements.Where(a => a.Id == p.AgreementId).Select(a => a.Code).First(),
        AgreementEn = db.Agreements.Where(a => a.Id == p.AgreementId).Select(a => a.TitleEn).First(),
        AgreementId = db.Agreements.Where(a => a.Id == p.AgreementId).Select(a => a.TitleId).First(),
        Kind = db.Agreements.Where(a => a.Id == p.AgreementId).Select(a => a.Kind).First(),
        Source = db.Agreements.Where(a => a.Id == p.AgreementId).Select(a => a.Source).First(),
        Retired = p.RemovedAt != null || db.Agreements.Any(a => a.Id == p.AgreementId && a.RetiredAt != null),
        Article = p.Article,
        TitleEn = p.TitleEn,
        TitleId = p.TitleId,
        SummaryEn = p.SummaryEn,
        SummaryId = p.SummaryId,
        Confidence = p.Confidence,
        Cases = db.NormCitations.Count(c => c.ProvisionId == p.Id && c.WithdrawnAt == null && db.Incidents.Any(i => i.Id == c.IncidentId)),
        Measures = db.ImplementationMeasures.Count(m => m.ProvisionId == p.Id && m.State != MeasureState.Dropped),
    };
}

/// <summary>Finding norms in one way.</summary>
internal static class NormReading
{
    /// <summary>The provisions of sets of norms and of confidence-building measures.</summary>
    public static IQueryable<Provision> Norms(this IAppDb db) =>
        db.Provisions.Where(p => db.Agreements.Any(a => a.Id == p.AgreementId
            && (a.Kind == AgreementKind.NormSet || a.Kind == AgreementKind.ConfidenceBuildingMeasures)));

    public static IQueryable<Provision> Norm(this IAppDb db, string? agreement, string? article) =>
        db.Norms().Where(p => p.Article == article && db.Agreements.Any(a => a.Id == p.AgreementId && a.Code == agreement));

    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Guid> NormIdAsync(this IAppDb db, string agreement, string article, CancellationToken cancellationToken) =>
        await db.Norm(agreement, article).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
}
