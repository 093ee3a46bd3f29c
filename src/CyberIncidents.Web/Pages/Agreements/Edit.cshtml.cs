using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Agreements;

/// <summary>Changes what an agreement says.</summary>
internal sealed class EditModel(Shell shell, IDispatcher send) : AgreementPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public CardForm Input { get; set; } = new();

    public IReadOnlyList<PersonName> People { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        await FindPeopleAsync();
        Input = CardForm.Of(Agreement);
        Version = Agreement.Version;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        await FindPeopleAsync();
        var input = Input.Read(ModelState);
        return ModelState.IsValid && await SaveAsync(CardForm.Patch(input))
            ? Done($"/agreements/{Code}", Words.Get("Admin.Saved"))
            : await AgainAsync();
    }

    private async Task FindPeopleAsync() => People = (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items;
}
