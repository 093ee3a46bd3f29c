using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Reference;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>Adds a legal basis.</summary>
internal sealed class BasisNewModel(Shell shell, IDispatcher send, ReferenceNames names) : AdminPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public BasisForm Input { get; set; } = new() { Confidence = "K" };

    public void OnGet() => OnceKey = NewOnceKey();

    public async Task<IActionResult> OnPostAsync()
    {
        var input = Input.Read(ModelState);
        if (ModelState.IsValid && await TryOnceAsync(() => Send.SendAsync(new AddLegalBasisCommand(input), Gone)))
        {
            names.Forget();
            return Done($"/admin/bases/{input.Code}", Words.Get("Rules.Added"));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        return Page();
    }
}
