using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages;

/// <summary>A manager opens a RED case without being named. It leads to where the case would be, whether there is one or not.</summary>
internal sealed class BreakGlassModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public BreakGlassForm Input { get; set; } = new();

    public void OnGet(string? reference)
    {
        EnsureMay();
        Input = new BreakGlassForm { Reference = reference };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        EnsureMay();
        GlassAnswer? answer = null;
        var input = new BreakGlassInput { Reference = Input.Reference?.Trim().ToUpperInvariant(), Reason = Input.Reason };
        if (!await TryAsync(async () => answer = await Send.SendAsync(new BreakGlassCommand(input), Gone)))
        {
            return Page();
        }

        Flash(Words.Get("Incidents.GlassDone", answer!.Reference, Shell.Here.Moment(answer.Until)));
        return LocalRedirect($"/go?q={Uri.EscapeDataString(answer.Reference)}");
    }

    private void EnsureMay()
    {
        if (!Shell.Holds(Permission.BreakGlass))
        {
            throw new ForbiddenException("Only managers open a case without being named.");
        }
    }

    /// <summary>What is typed.</summary>
    internal sealed class BreakGlassForm
    {
        public string? Reference { get; set; }

        public string? Reason { get; set; }
    }
}
