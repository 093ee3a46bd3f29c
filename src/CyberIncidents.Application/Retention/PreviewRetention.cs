using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Retention;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Retention;

/// <summary>Lists the closed cases whose term has run out, those closed first at the top; nothing goes by it.</summary>
/// <param name="On">The day on which they would go, in the zone of the house; today when null.</param>
/// <param name="Page">Which page; sorted by <c>closedAt</c>, not counted.</param>
[RequirePermission(Permission.DisposeCases)]
public sealed record PreviewRetentionQuery(DateOnly? On, PageRequest Page) : IQuery<Page<ExpiredCase>>;

internal sealed class PreviewRetentionHandler(IAppDb db, RetentionTerms terms, HomeSettings home, TimeProvider time)
    : IQueryHandler<PreviewRetentionQuery, Page<ExpiredCase>>
{
    private const string Sort = "closedAt";
    private const int ReadAtOnce = 500;

    public async Task<Page<ExpiredCase>> Handle(PreviewRetentionQuery query, CancellationToken cancellationToken)
    {
        if (query.Page.Count is not null || query.Page.Sort is { Length: > 0 } and not Sort)
        {
            throw new InvalidInputException(query.Page.Count is null ? "sort" : "count", Words.Get("Error.OneOf", Sort));
        }

        var rules = await terms.RulesAsync(cancellationToken);
        if (rules.Count == 0)
        {
            return new Page<ExpiredCase>([], null);
        }

        var limit = query.Page.EffectiveLimit;
        var found = await FindAsync(rules, At(query.On), Keyset.Decode(query.Page.After, Sort), limit + 1, cancellationToken);
        var shown = found.Take(limit).ToList();
        return new Page<ExpiredCase>(
            [.. shown.Select(Show)], found.Count > limit ? Keyset.Encode(Sort, shown[^1].Case.ClosedAt, shown[^1].Case.Id) : null);
    }

    private DateTimeOffset At(DateOnly? on) => on is { } day ? Zones.StartOf(day, home.TimeZone) : time.GetUtcNow();

    /// <summary>
    /// Reads on until there are enough: which rules apply is no matter of the database, and cases that a longer one keeps lie between.
    /// </summary>
    private async Task<List<CaseTerm>> FindAsync(
        List<RetentionRule> rules, DateTimeOffset at, (DateTimeOffset At, Guid Id)? after, int wanted, CancellationToken cancellationToken)
    {
        var earliest = at.AddMonths(-rules.Min(r => r.Months));
        var found = new List<CaseTerm>();
        while (found.Count < wanted)
        {
            var closed = db.Incidents.Where(i => i.DisposedAt == null && i.ClosedAt != null && i.ClosedAt <= earliest);
            if (after is var (last, id))
            {
                closed = closed.Where(i => i.ClosedAt > last || (i.ClosedAt == last && i.Id.CompareTo(id) > 0));
            }

            var rows = await closed.OrderBy(i => i.ClosedAt).ThenBy(i => i.Id).Take(ReadAtOnce).Select(ClosedCase.Of).ToListAsync(cancellationToken);
            found.AddRange((await terms.OfAsync(rows, rules, cancellationToken)).Where(t => t.Until <= at));
            if (rows.Count < ReadAtOnce)
            {
                break;
            }

            after = (rows[^1].ClosedAt, rows[^1].Id);
        }

        return found;
    }

    private static ExpiredCase Show(CaseTerm term) => new(
        term.Case.Reference, term.Case.Title, term.Case.Tlp, term.Case.ClosedAt, term.Until, term.Rule.Name,
        Incident.BlocksDisposal(IncidentStatus.Closed, term.Case.LegalHold, term.UnderWay), term.Case.LegalHold, term.Case.Version);
}
