using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;

namespace CyberIncidents.Application.Deadlines;

/// <summary>A stage of law that can be started on a case.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Regime">The law in short.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Jurisdiction">ISO 3166-1 alpha-2, <c>EU</c> or <c>INT</c>.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Previous">The stage whose submission starts it by itself; null for a first stage.</param>
/// <param name="Amount">How many units it runs.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Counting">How it is counted.</param>
/// <param name="Duty">Whose duty it is.</param>
/// <param name="Source">Instrument and article.</param>
/// <param name="Confidence">V read in the source, S in a secondary one, K not checked.</param>
public sealed record CaseRuleDetail(
    string Code,
    string Regime,
    string Stage,
    string Jurisdiction,
    ClockTrigger Trigger,
    string? Previous,
    int Amount,
    OffsetUnit Unit,
    CountingRule Counting,
    ClockDuty Duty,
    string Source,
    string Confidence);

/// <summary>Lists the stages of law that can be started on a case today, law by law.</summary>
[RequirePermission(Permission.ReadCases)]
public sealed record ListCaseRulesQuery : IQuery<IReadOnlyList<CaseRuleDetail>>;

internal sealed class ListCaseRulesHandler(RuleBook rules, TimeProvider time) : IQueryHandler<ListCaseRulesQuery, IReadOnlyList<CaseRuleDetail>>
{
    public async Task<IReadOnlyList<CaseRuleDetail>> Handle(ListCaseRulesQuery query, CancellationToken cancellationToken)
    {
        var found = await rules.OfCasesAsync(time.GetUtcNow(), cancellationToken);
        return [.. found.Select(r => new CaseRuleDetail(
            r.Code, r.Regime, Words.Pick(r.NameEn, r.NameId), r.Jurisdiction, r.Trigger, r.Previous, r.Amount, r.Unit, r.Counting, r.Duty, r.Source, r.Confidence))];
    }
}
