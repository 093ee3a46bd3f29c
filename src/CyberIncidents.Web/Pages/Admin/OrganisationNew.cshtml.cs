using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>Registers an organisation.</summary>
internal sealed class OrganisationNewModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public OrganisationForm Input { get; set; } = new();

    public void OnGet() => OnceKey = NewOnceKey();

    public async Task<IActionResult> OnPostAsync()
    {
        var input = new RegisterOrganisationInput
        {
            Name = Input.Name,
            Country = string.IsNullOrEmpty(Input.Country) ? null : Input.Country,
            Kind = Input.Kind,
            Sector = Input.SectorOrNull,
            NationalContact = Input.NationalContact,
            TimeZone = Input.TimeZone?.Trim(),
            Languages = Input.LanguageTags,
            DutyHours = Input.Duty(ModelState),
            Weekend = Input.Weekend,
            CheckEveryDays = Input.CheckEveryDays,
        };
        var id = Guid.Empty;
        if (ModelState.IsValid && await TryOnceAsync(async () => id = (await Send.SendAsync(new RegisterOrganisationCommand(input), Gone)).Id))
        {
            return Done($"/admin/organisations/{id}", Words.Get("Admin.OrganisationRegistered"));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        ModelState.ToOneField("Input.Languages");
        OrganisationForm.DutyErrors(ModelState);
        return Page();
    }
}
