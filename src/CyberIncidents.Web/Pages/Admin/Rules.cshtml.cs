using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>The deadline rules by regime: what starts a clock, how long it runs, whose duty it is, and where that stands.</summary>
internal sealed class RulesModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    /// <summary>Up to so many rules every group is open.</summary>
    private const int FewRules = 12;

    /// <summary>Words that have to be in a rule: in its names, code, law or source.</summary>
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Regime { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Jurisdiction { get; set; }

    [BindProperty(SupportsGet = true)]
    public ClockDuty? Duty { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool? Requests { get; set; }

    /// <summary>Those that left the list in place of those on it.</summary>
    [BindProperty(SupportsGet = true)]
    public bool? Retired { get; set; }

    public IReadOnlyList<IGrouping<string, DeadlineRuleDetail>> Groups { get; private set; } = [];

    public IReadOnlyList<string> Regimes { get; private set; } = [];

    public IReadOnlyList<string> Jurisdictions { get; private set; } = [];

    public int Count { get; private set; }

    public bool Filtered =>
        !string.IsNullOrWhiteSpace(Q) || !string.IsNullOrEmpty(Regime) || !string.IsNullOrEmpty(Jurisdiction) || Duty is not null || Requests is not null || Retired is not null;

    /// <summary>Whether the groups stand open: they do when somebody looks for something, or when there are few rules.</summary>
    public bool Opens => Filtered || Count <= FewRules;

    /// <summary>Our own periods have no law for a name.</summary>
    public static string RegimeName(string regime) => ClockSaying.IsOwn(regime) ? Words.Get("Rules.Own") : regime;

    public async Task OnGetAsync()
    {
        var rules = (await Send.SendAsync(new ListDeadlineRulesQuery(null, null, null, Requests, Retired), Gone)).Items;
        Regimes = [.. rules.Select(r => r.Regime).Distinct(StringComparer.Ordinal)];
        Jurisdictions = [.. rules.Select(r => r.Jurisdiction).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var shown = rules.Where(Fits).ToList();
        Groups = [.. shown.GroupBy(r => r.Regime, StringComparer.Ordinal)];
        Count = shown.Count;
    }

    public string JurisdictionName(string code) => RuleWords.Jurisdiction(code, Shell.Names);

    /// <summary>Which requests it times; the law last, since it stands above them.</summary>
    public string ForWhat(DeadlineRuleDetail rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var parts = new List<string>();
        parts.AddRange(rule.Kinds.Select(k => Words.Get($"Terms.RequestKind.{k}")));
        parts.AddRange(rule.Urgencies.Select(u => Words.Get($"Terms.Urgency.{u}")));
        if (rule.LegalBasis is { } basis)
        {
            parts.Add(Shell.Names.Basis(basis));
        }

        return string.Join(", ", parts);
    }

    private bool Fits(DeadlineRuleDetail rule)
    {
        if ((!string.IsNullOrEmpty(Regime) && rule.Regime != Regime) || (!string.IsNullOrEmpty(Jurisdiction) && rule.Jurisdiction != Jurisdiction)
            || (Duty is not null && rule.Duty != Duty))
        {
            return false;
        }

        string[] said = [rule.Code, rule.Regime, RegimeName(rule.Regime), rule.Name, rule.NameEn ?? string.Empty, rule.NameId ?? string.Empty, rule.Source, JurisdictionName(rule.Jurisdiction)];
        return (Q ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => said.Any(s => s.Contains(word, StringComparison.CurrentCultureIgnoreCase)));
    }
}
