using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Deadlines;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>
/// Lists the deadline rules in their order; retired ones only where they are asked for. A partner gets those by which its requests are due.
/// </summary>
/// <param name="LegalBasis">Only those of this legal basis.</param>
/// <param name="Jurisdiction">Only those of this jurisdiction.</param>
/// <param name="Regime">Only those of this regime, by either of its names.</param>
/// <param name="Requests">Only those that time requests, or only those that time incidents.</param>
/// <param name="Retired">Those that left the list instead of those on it.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record ListDeadlineRulesQuery(string? LegalBasis, string? Jurisdiction, string? Regime, bool? Requests, bool? Retired = null)
    : IQuery<Page<DeadlineRuleDetail>>;

/// <summary>Reads a deadline rule, retired or not: old clocks point to it. Of a partner, as with the list.</summary>
/// <param name="Code">The rule.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record GetDeadlineRuleQuery(string Code) : IQuery<DeadlineRuleDetail>;

internal sealed class ListDeadlineRulesHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<ListDeadlineRulesQuery, Page<DeadlineRuleDetail>>
{
    public async Task<Page<DeadlineRuleDetail>> Handle(ListDeadlineRulesQuery query, CancellationToken cancellationToken)
    {
        var retired = query.Retired == true;
        var rules = await db.RulesFor(viewer.Required)
            .Where(r => r.RetiredAt != null == retired
                && (query.LegalBasis == null || r.LegalBasis == query.LegalBasis)
                && (query.Jurisdiction == null || r.Jurisdiction == query.Jurisdiction)
                && (query.Regime == null || r.Regime == query.Regime || r.RegimeId == query.Regime))
            .OrderBy(r => r.SortOrder).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        var both = viewer.Required.Holds(Permission.KeepReference);
        return new Page<DeadlineRuleDetail>(
            [.. rules.Where(r => query.Requests is null || r.IsForRequests == query.Requests).Select(r => DeadlineRuleDetail.Of(r, both))], null);
    }
}

internal sealed class GetDeadlineRuleHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<GetDeadlineRuleQuery, DeadlineRuleDetail>
{
    public async Task<DeadlineRuleDetail> Handle(GetDeadlineRuleQuery query, CancellationToken cancellationToken) =>
        await db.RulesFor(viewer.Required).SingleOrDefaultAsync(r => r.Code == query.Code, cancellationToken) is { } rule
            ? DeadlineRuleDetail.Of(rule, viewer.Required.Holds(Permission.KeepReference))
            : throw new NotFoundException();
}

/// <summary>The rules that a viewer may read.</summary>
internal static class ReadableRules
{
    public static IQueryable<DeadlineRule> RulesFor(this IAppDb db, Viewer viewer)
    {
        var all = db.DeadlineRules.AsNoTracking();
        return viewer.IsPartner ? all.Where(r => db.Requests.Any(q => q.DeadlineRule == r.Code)) : all;
    }
}
