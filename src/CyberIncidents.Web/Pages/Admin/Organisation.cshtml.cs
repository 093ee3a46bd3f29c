using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>One organisation; its country and kind stay as they were registered.</summary>
internal sealed class OrganisationModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    [ValidateNever]
    public OrganisationForm Input { get; set; } = new();

    public OrganisationDetail Organisation { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Organisation = await Send.SendAsync(new GetOrganisationQuery(Id), Gone);
        Input = OrganisationForm.Of(Organisation);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var edit = new EditOrganisationInput
        {
            Name = new(true, Input.Name),
            Sector = new(true, Input.SectorOrNull),
            NationalContact = new(true, Input.NationalContact),
            TimeZone = new(true, Input.TimeZone?.Trim()),
            Languages = new(true, Input.LanguageTags),
        };
        if (await TryAsync(() => Send.SendAsync(new EditOrganisationCommand(Id, edit, Input.Version), Gone)))
        {
            return Done($"/admin/organisations/{Id}", Words.Get("Admin.Saved"));
        }

        // What was typed stays; it is saved against what is there now.
        Organisation = await Send.SendAsync(new GetOrganisationQuery(Id), Gone);
        ModelState.ToOneField("Input.Languages");
        ModelState.Remove($"{nameof(Input)}.{nameof(Input.Version)}");
        Input.Version = Organisation.Version;
        return Page();
    }
}
