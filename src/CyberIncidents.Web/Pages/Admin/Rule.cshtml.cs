using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>One deadline rule: what it says, whether running clocks follow a change, and whether it is on the list.</summary>
internal sealed class RuleModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public RuleForm Input { get; set; } = new();

    public DeadlineRuleDetail Rule { get; private set; } = null!;

    public IReadOnlyList<DeadlineRuleDetail> Stages { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input = RuleForm.Of(Rule);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (edit, key) = (Patch(Input.Read(ModelState)), (DeadlineRuleKey?)null);
        if (ModelState.IsValid && await TryAsync(async () => key = await Send.SendAsync(new EditDeadlineRuleCommand(Code, edit, Input.Version), Gone)))
        {
            return Done($"/admin/rules/{Code}", key!.Reapplied is { } changed ? Words.Get("Rules.SavedAndApplied", changed) : Words.Get("Admin.Saved"));
        }

        return await AgainAsync(typed: true);
    }

    public async Task<IActionResult> OnPostRetireAsync(bool retired, long? version)
    {
        var edit = new EditDeadlineRuleInput { Retired = new(true, retired) };
        return await TryAsync(() => Send.SendAsync(new EditDeadlineRuleCommand(Code, edit, version), Gone))
            ? Done($"/admin/rules/{Code}", Words.Get(retired ? "Rules.IsRetired" : "Rules.IsBack"))
            : await AgainAsync(typed: false);
    }

    private async Task<IActionResult> AgainAsync(bool typed)
    {
        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await LoadAsync();
        Input = typed ? Input : RuleForm.Of(Rule);
        ModelState.Remove($"{nameof(Input)}.{nameof(Input.Version)}");
        Input.Version = Rule.Version;
        return Page();
    }

    private async Task LoadAsync()
    {
        Rule = await Send.SendAsync(new GetDeadlineRuleQuery(Code), Gone);
        Stages = [.. (await Send.SendAsync(new ListDeadlineRulesQuery(null, null, null, null), Gone)).Items.Where(r => r.Code != Code)];
    }

    private EditDeadlineRuleInput Patch(DeadlineRuleInput to) => new()
    {
        Regime = new(true, to.Regime),
        RegimeId = new(true, to.RegimeId),
        NameEn = new(true, to.NameEn),
        NameId = new(true, to.NameId),
        DescriptionEn = new(true, to.DescriptionEn),
        DescriptionId = new(true, to.DescriptionId),
        Jurisdiction = new(true, to.Jurisdiction),
        Trigger = new(true, to.Trigger),
        Amount = new(true, to.Amount),
        Unit = new(true, to.Unit),
        Counting = new(true, to.Counting),
        NotAfterAwarenessHours = new(true, to.NotAfterAwarenessHours),
        Previous = new(true, to.Previous),
        OnClarification = new(true, to.OnClarification),
        Duty = new(true, to.Duty),
        Effect = new(true, to.Effect),
        LegalBasis = new(true, to.LegalBasis),
        Kinds = new(true, to.Kinds),
        Urgencies = new(true, to.Urgencies),
        Source = new(true, to.Source),
        Confidence = new(true, to.Confidence),
        VerifiedOn = new(true, to.VerifiedOn),
        ValidFrom = new(true, to.ValidFrom),
        ValidTo = new(true, to.ValidTo),
        ApplyToRunning = Input.ApplyToRunning,
    };
}
