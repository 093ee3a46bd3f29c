using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Retention;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Retention;

/// <summary>Lists what partners asked outside any case and whose term has run out, what ended first at the top; nothing goes by it.</summary>
/// <param name="On">The day on which it would go, in the zone of the house; today when null.</param>
/// <param name="Page">Which page; sorted by <c>endedAt</c>, not counted.</param>
[RequirePermission(Permission.DisposeCases)]
public sealed record PreviewRequestRetentionQuery(DateOnly? On, PageRequest Page) : IQuery<Page<ExpiredRequest>>;

internal sealed class PreviewRequestRetentionHandler(RetentionTerms rules, RequestTerms terms, HomeSettings home, TimeProvider time)
    : IQueryHandler<PreviewRequestRetentionQuery, Page<ExpiredRequest>>
{
    private const string Sort = "endedAt";
    private const int ReadAtOnce = 500;

    public async Task<Page<ExpiredRequest>> Handle(PreviewRequestRetentionQuery query, CancellationToken cancellationToken)
    {
        if (query.Page.Count is not null || query.Page.Sort is { Length: > 0 } and not Sort)
        {
            throw new InvalidInputException(query.Page.Count is null ? "sort" : "count", Words.Get("Error.OneOf", Sort));
        }

        var known = await rules.RulesAsync(cancellationToken);
        if (known.Count == 0)
        {
            return new Page<ExpiredRequest>([], null);
        }

        var at = query.On is { } day ? Zones.StartOf(day, home.TimeZone) : time.GetUtcNow();
        var limit = query.Page.EffectiveLimit;
        var found = await FindAsync(known, at, Keyset.Decode(query.Page.After, Sort), limit + 1, cancellationToken);
        var shown = found.Take(limit).ToList();
        return new Page<ExpiredRequest>(
            [.. shown.Select(Show)], found.Count > limit ? Keyset.Encode(Sort, shown[^1].Request.EndedAt, shown[^1].Request.Id) : null);
    }

    /// <summary>Reads on until there are enough, as for cases: which rules apply is no matter of the database.</summary>
    private async Task<List<RequestTerm>> FindAsync(
        List<RetentionRule> known, DateTimeOffset at, (DateTimeOffset At, Guid Id)? after, int wanted, CancellationToken cancellationToken)
    {
        var earliest = at.AddMonths(-known.Min(r => r.Months));
        var found = new List<RequestTerm>();
        while (found.Count < wanted)
        {
            var rows = await terms.Ended(earliest, after).Take(ReadAtOnce).ToListAsync(cancellationToken);
            found.AddRange((await terms.OfAsync(rows, known, cancellationToken)).Where(t => t.Until <= at));
            if (rows.Count < ReadAtOnce)
            {
                break;
            }

            after = (rows[^1].EndedAt, rows[^1].Id);
        }

        return found;
    }

    private static ExpiredRequest Show(RequestTerm term) => new(
        term.Request.Reference, term.Request.Subject, term.Request.Requester, term.Request.Tlp, term.Request.EndedAt, term.Until, term.Rule.Name,
        term.UnderWay ? "under-way" : null, term.Request.Version);
}
