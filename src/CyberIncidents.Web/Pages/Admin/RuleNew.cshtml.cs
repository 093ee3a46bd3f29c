using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>Adds a deadline rule.</summary>
internal sealed class RuleNewModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public RuleForm Input { get; set; } = new() { Confidence = "K", OnClarification = Domain.Deadlines.ClarificationEffect.Runs };

    public IReadOnlyList<DeadlineRuleDetail> Stages { get; private set; } = [];

    public async Task OnGetAsync()
    {
        OnceKey = NewOnceKey();
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var input = Input.Read(ModelState);
        if (ModelState.IsValid && await TryOnceAsync(() => Send.SendAsync(new AddDeadlineRuleCommand(input), Gone)))
        {
            return Done($"/admin/rules/{input.Code}", Words.Get("Rules.Added"));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync() => Stages = (await Send.SendAsync(new ListDeadlineRulesQuery(null, null, null, null), Gone)).Items;
}
