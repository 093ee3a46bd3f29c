using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>Adds a ladder.</summary>
internal sealed class LadderNewModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public LadderForm Input { get; set; } = new();

    public void OnGet()
    {
        OnceKey = NewOnceKey();
        Input.AddRows();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var input = Input.Read(ModelState);
        if (ModelState.IsValid && await TryOnceAsync(() => Send.SendAsync(new AddLadderCommand(input), Gone)))
        {
            return Done($"/admin/ladders/{input.Code}", Words.Get("Rules.Added"));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        Input.AddRows();
        return Page();
    }
}
