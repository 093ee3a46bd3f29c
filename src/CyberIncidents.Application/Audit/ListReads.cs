using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Audit;

/// <summary>What one person read of one thing.</summary>
/// <param name="Person">Who.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="SubjectType">What kind of thing.</param>
/// <param name="SubjectId">Which one.</param>
/// <param name="Subject">What people call it: a reference or a value; null for the rest.</param>
/// <param name="First">When it was read first.</param>
/// <param name="Last">When last; of openings the first of its hour.</param>
/// <param name="Hours">In how many hours it was opened.</param>
/// <param name="Downloads">How often it was downloaded.</param>
public sealed record ReaderDetail(
    PersonName Person,
    OrganisationName Organisation,
    SubjectType SubjectType,
    Guid SubjectId,
    string? Subject,
    DateTimeOffset First,
    DateTimeOffset Last,
    int Hours,
    int Downloads);

/// <summary>
/// Lists who opened or downloaded what of a case, the last reader first: what was released to partners, and what is RED. For the
/// owner of the case and for managers who see it.
/// </summary>
/// <param name="Reference">The case.</param>
/// <param name="Organisation">Only readers of this organisation; null for all.</param>
/// <param name="Page">Which page.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListReadsQuery(string Reference, Guid? Organisation, PageRequest Page) : IQuery<Page<ReaderDetail>>;

internal sealed class ListReadsHandler(ReadRows reads) : IQueryHandler<ListReadsQuery, Page<ReaderDetail>>
{
    public async Task<Page<ReaderDetail>> Handle(ListReadsQuery query, CancellationToken cancellationToken)
    {
        var id = await reads.CaseIdAsync(query.Reference, cancellationToken);
        if (query.Page.Sort is not null || query.Page.Count is not null)
        {
            throw new InvalidInputException(query.Page.Sort is null ? "count" : "sort", "Readers are listed by their last reading, and not counted.");
        }

        var lines = reads.Visible(id, query.Organisation);
        var limit = query.Page.EffectiveLimit;
        var groups = lines.GroupBy(r => new { r.PersonId, r.OrganisationId, r.SubjectType, r.SubjectId }).Select(g => new
        {
            g.Key.PersonId,
            g.Key.OrganisationId,
            g.Key.SubjectType,
            g.Key.SubjectId,
            Place = g.Max(r => r.Sequence),
            First = g.Min(r => r.At),
            Last = g.Max(r => r.At),
            Hours = g.Count(r => r.Act == ReadAct.Opened),
            Downloads = g.Count(r => r.Act == ReadAct.Downloaded),
        });
        if (await AfterAsync(lines, query.Page.After, cancellationToken) is { } place)
        {
            groups = groups.Where(g => g.Place < place);
        }

        var rows = await groups.OrderByDescending(g => g.Place).Take(limit + 1).ToListAsync(cancellationToken);
        var names = await reads.NamesAsync(query.Reference, [.. rows.Select(r => (r.PersonId, r.OrganisationId, r.SubjectId))], cancellationToken);
        return new Page<ReaderDetail>(
            [.. rows.Take(limit).Select(r => new ReaderDetail(
                names.Person(r.PersonId), names.Organisation(r.OrganisationId), r.SubjectType, r.SubjectId, names.Subject(r.SubjectType, r.SubjectId),
                r.First, r.Last, r.Hours, r.Downloads))],
            rows.Count > limit ? await CursorAsync(lines, rows[limit - 1].Place, cancellationToken) : null);
    }

    /// <summary>Places in the chain are not told: their gaps would count what others read elsewhere. The cursor is the key of a line.</summary>
    private static async Task<string> CursorAsync(IQueryable<ReadEntry> lines, long place, CancellationToken cancellationToken) =>
        (await lines.Where(r => r.Sequence == place).Select(r => r.Id).SingleAsync(cancellationToken)).ToString("N");

    private static async Task<long?> AfterAsync(IQueryable<ReadEntry> lines, string? after, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(after))
        {
            return null;
        }

        return Guid.TryParseExact(after, "N", out var id)
            && await lines.Where(r => r.Id == id).Select(r => (long?)r.Sequence).SingleOrDefaultAsync(cancellationToken) is { } place
                ? place
                : throw new InvalidInputException("after", "Not a cursor of this list.");
    }
}
