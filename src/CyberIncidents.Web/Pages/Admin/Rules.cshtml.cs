using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>The deadline rules by regime: what starts a clock, how long it runs, whose duty it is, and where that stands.</summary>
internal sealed class RulesModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    private const string OurOwn = "Default";

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Jurisdiction { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool? Requests { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool? Retired { get; set; }

    public IReadOnlyList<IGrouping<string, DeadlineRuleDetail>> Groups { get; private set; } = [];

    public IReadOnlyList<string> Jurisdictions { get; private set; } = [];

    public int Count { get; private set; }

    public bool Filtered => !string.IsNullOrEmpty(Jurisdiction) || Requests is not null || Retired is not null;

    /// <summary>Our own periods have no law for a name.</summary>
    public static string RegimeName(string regime) => regime == OurOwn ? Words.Get("Rules.Own") : regime;

    public async Task OnGetAsync()
    {
        var rules = (await Send.SendAsync(new ListDeadlineRulesQuery(null, null, null, Requests, Retired), Gone)).Items;
        Jurisdictions = [.. rules.Select(r => r.Jurisdiction).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var shown = string.IsNullOrEmpty(Jurisdiction) ? rules : [.. rules.Where(r => r.Jurisdiction == Jurisdiction)];
        Groups = [.. shown.GroupBy(r => r.Regime, StringComparer.Ordinal)];
        Count = shown.Count;
    }

    public string JurisdictionName(string code) => RuleWords.Jurisdiction(code, Shell.Names);

    /// <summary>Which requests it times.</summary>
    public string ForWhat(DeadlineRuleDetail rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var parts = new List<string>();
        if (rule.LegalBasis is { } basis)
        {
            parts.Add(Shell.Names.Basis(basis));
        }

        parts.AddRange(rule.Kinds.Select(k => Words.Get($"Terms.RequestKind.{k}")));
        parts.AddRange(rule.Urgencies.Select(u => Words.Get($"Terms.Urgency.{u}")));
        return string.Join(", ", parts);
    }
}
