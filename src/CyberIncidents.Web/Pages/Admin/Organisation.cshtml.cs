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

    /// <summary>The contact point that is typed: a new one, or one of the list.</summary>
    [BindProperty]
    [ValidateNever]
    public ContactForm Contact { get; set; } = new();

    public IReadOnlyList<ContactPointDetail> Contacts { get; private set; } = [];

    public OrganisationDetail Organisation { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        await LoadAsync();
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
            DutyHours = new(true, Input.Duty(ModelState)),
            Weekend = new(true, Input.Weekend),
            CheckEveryDays = new(true, Input.CheckEveryDays),
        };
        if (ModelState.IsValid && await TryAsync(() => Send.SendAsync(new EditOrganisationCommand(Id, edit, Input.Version), Gone)))
        {
            return Done($"/admin/organisations/{Id}", Words.Get("Admin.Saved"));
        }

        // What was typed stays; it is saved against what is there now.
        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await LoadAsync();
        ModelState.ToOneField("Input.Languages");
        OrganisationForm.DutyErrors(ModelState);
        ModelState.Remove($"{nameof(Input)}.{nameof(Input.Version)}");
        Input.Version = Organisation.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostContactAsync()
    {
        // The API's nested fields are fields of their own here.
        var typed = Contact.Read(Id, ModelState);
        var saved = ModelState.IsValid && (Contact.Id is { } id
            ? await TryAsync(() => Send.SendAsync(new EditContactPointCommand(id, Contact.Patch(typed), Contact.Version), Gone), nameof(Contact))
            : await TryAsync(() => Send.SendAsync(new RegisterContactPointCommand(typed), Gone), nameof(Contact)));
        ContactForm.NestedErrors(ModelState);
        return saved ? Done($"/admin/organisations/{Id}", Words.Get("Admin.ContactSaved")) : await AgainAsync();
    }

    public async Task<IActionResult> OnPostRetireContactAsync(Guid contact, long? version, bool retired)
    {
        var edit = new EditContactPointInput { Retired = new(true, retired) };
        return await TryAsync(() => Send.SendAsync(new EditContactPointCommand(contact, edit, version), Gone), nameof(Contact))
            ? Done($"/admin/organisations/{Id}", Words.Get(retired ? "Rules.IsTakenOff" : "Rules.IsBack"))
            : await AgainAsync();
    }

    /// <summary>The page again with what was typed of a contact point; what is beside it is as it stands.</summary>
    private async Task<IActionResult> AgainAsync()
    {
        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await LoadAsync();
        Input = OrganisationForm.Of(Organisation);
        if (Stale)
        {
            Refuse("conflict");
            Contact.Version = Contacts.FirstOrDefault(c => c.Id == Contact.Id)?.Version;
            ModelState.Remove($"{nameof(Contact)}.{nameof(ContactForm.Version)}");
        }

        return Page();
    }

    private async Task LoadAsync()
    {
        Organisation = await Send.SendAsync(new GetOrganisationQuery(Id), Gone);
        Contacts = await AllAsync(page => new ListContactPointsQuery(Id, page));
    }
}
