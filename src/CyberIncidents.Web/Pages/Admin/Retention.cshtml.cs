using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Reference;
using CyberIncidents.Application.Retention;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>How long the content of closed cases is kept.</summary>
internal sealed class RetentionModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public RetentionForm Input { get; set; } = new();

    public IReadOnlyList<RetentionRuleDetail> Rules { get; private set; } = [];

    public IReadOnlyList<LegalBasisDetail> Bases { get; private set; } = [];

    public async Task OnGetAsync()
    {
        OnceKey = NewOnceKey();
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync() =>
        await TryOnceAsync(() => Send.SendAsync(new AddRetentionRuleCommand(Input.ToInput()), Gone))
            ? Done("/admin/retention", Words.Get("Retention.RuleAdded"))
            : await AgainAsync();

    public async Task<IActionResult> OnPostRetireAsync(Guid id, long? version, bool retired) =>
        await TryAsync(() => Send.SendAsync(new EditRetentionRuleCommand(id, new EditRetentionRuleInput { Retired = new(true, retired) }, version), Gone))
            ? Done("/admin/retention", Words.Get("Retention.RuleChanged"))
            : await AgainAsync();

    /// <summary>To which cases a rule applies, in words.</summary>
    public string ScopeOf(RetentionRuleDetail rule)
    {
        string?[] parts =
        [
            rule.Classification is { } code ? Shell.Names.Class(code) : null,
            rule.TerroristUse is { } use ? Shell.Names.TerroristUse(use) : null,
            rule.LegalBasis is { } basis ? Bases.FirstOrDefault(b => b.Code == basis)?.Name ?? basis : null,
        ];
        var named = parts.OfType<string>().ToList();
        return named.Count == 0 ? Words.Get("Retention.AllCases") : string.Join(", ", named);
    }

    private async Task<IActionResult> AgainAsync()
    {
        if (Stale)
        {
            Refuse("conflict");
        }

        OnceKey ??= NewOnceKey();
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        Rules = (await Send.SendAsync(new ListRetentionRulesQuery(), Gone)).Items;
        Bases = (await Send.SendAsync(new ListLegalBasesQuery(null, null), Gone)).Items;
    }
}

/// <summary>What is typed of a rule.</summary>
internal sealed class RetentionForm
{
    public string? Name { get; set; }

    public string? Classification { get; set; }

    public string? TerroristUse { get; set; }

    public string? LegalBasis { get; set; }

    public int? Months { get; set; }

    public string? Source { get; set; }

    public string? Confidence { get; set; } = "K";

    public RetentionRuleInput ToInput() => new()
    {
        Name = Name, Classification = Classification, TerroristUse = TerroristUse, LegalBasis = LegalBasis, Months = Months, Source = Source, Confidence = Confidence,
    };
}
