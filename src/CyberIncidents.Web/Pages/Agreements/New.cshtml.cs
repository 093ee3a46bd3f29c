using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Agreements;

/// <summary>Adds an agreement; its parties and provisions are added on its own page.</summary>
internal sealed class NewModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public CardForm Input { get; set; } = new() { Confidence = "K", Binding = true };

    public IReadOnlyList<PersonName> People { get; private set; } = [];

    public async Task OnGetAsync()
    {
        EnsureMay();
        await FindPeopleAsync();
        OnceKey = NewOnceKey();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        EnsureMay();
        var input = Input.Read(ModelState);
        if (ModelState.IsValid && await TryOnceAsync(() => Send.SendAsync(new AddAgreementCommand(input), Gone)))
        {
            return Done($"/agreements/{input.Code}", Words.Get("Agreements.Added"));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await FindPeopleAsync();
        return Page();
    }

    private async Task FindPeopleAsync() => People = (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items;

    private void EnsureMay()
    {
        if (!Shell.Holds(Permission.KeepCooperation))
        {
            throw new ForbiddenException("Agreements are kept by the national team.");
        }
    }
}
