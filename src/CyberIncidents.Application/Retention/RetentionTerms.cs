using System.Linq.Expressions;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Retention;

/// <summary>A closed case, as its term is read off it.</summary>
internal sealed record ClosedCase(
    Guid Id, string Reference, string Title, Tlp Tlp, string ClassCode, IReadOnlyList<string> TerroristUse, DateTimeOffset ClosedAt, string? LegalHold, long Version)
{
    public static Expression<Func<Incident, ClosedCase>> Of { get; } =
        i => new ClosedCase(i.Id, i.Reference, i.Title, i.Tlp, i.ClassCode, i.TerroristUse, i.ClosedAt!.Value, i.LegalHold, i.Version);
}

/// <summary>Until when a closed case is kept, and whether something of it still runs.</summary>
internal sealed record CaseTerm(ClosedCase Case, RetentionRule Rule, DateTimeOffset Until, bool UnderWay);

/// <summary>Reads off the rules until when cases are kept.</summary>
internal sealed class RetentionTerms(IAppDb db, ICaseDisposal disposal, HomeSettings home)
{
    /// <summary>The rules on the list.</summary>
    public Task<List<RetentionRule>> RulesAsync(CancellationToken cancellationToken) =>
        db.RetentionRules.AsNoTracking().Where(r => r.RetiredAt == null).ToListAsync(cancellationToken);

    /// <summary>The term of each case to which a rule applies; the others are kept for good.</summary>
    public async Task<IReadOnlyList<CaseTerm>> OfAsync(IReadOnlyList<ClosedCase> cases, IReadOnlyList<RetentionRule> rules, CancellationToken cancellationToken)
    {
        var facts = await disposal.FactsAsync([.. cases.Select(c => c.Id)], cancellationToken);
        var terms = new List<CaseTerm>();
        foreach (var closed in cases)
        {
            var of = facts.GetValueOrDefault(closed.Id, DisposalFacts.None);
            var last = RetentionRule.LastOf(rules, new RetentionFacts(closed.ClassCode, closed.TerroristUse, of.LegalBases, closed.ClosedAt), home.TimeZone);
            if (last is var (rule, until))
            {
                terms.Add(new CaseTerm(closed, rule, until, of.UnderWay));
            }
        }

        return terms;
    }
}
