using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Reference;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>One legal basis: what it says, where that stands, when it is valid, and whether it is on the list.</summary>
internal sealed class BasisModel(Shell shell, IDispatcher send, ReferenceNames names) : AdminPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public BasisForm Input { get; set; } = new();

    public LegalBasisDetail Basis { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input = BasisForm.Of(Basis);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var edit = Patch(Input.Read(ModelState));
        if (ModelState.IsValid && await TryAsync(() => Send.SendAsync(new EditLegalBasisCommand(Code, edit, Input.Version), Gone)))
        {
            names.Forget();
            return Done($"/admin/bases/{Code}", Words.Get("Admin.Saved"));
        }

        return await AgainAsync(typed: true);
    }

    public async Task<IActionResult> OnPostRetireAsync(bool retired, long? version)
    {
        var edit = new EditLegalBasisInput { Retired = new(true, retired) };
        if (!await TryAsync(() => Send.SendAsync(new EditLegalBasisCommand(Code, edit, version), Gone)))
        {
            return await AgainAsync(typed: false);
        }

        names.Forget();
        return Done($"/admin/bases/{Code}", Words.Get(retired ? "Rules.BasisIsRetired" : "Rules.IsBack"));
    }

    private async Task<IActionResult> AgainAsync(bool typed)
    {
        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await LoadAsync();
        Input = typed ? Input : BasisForm.Of(Basis);
        ModelState.Remove($"{nameof(Input)}.{nameof(Input.Version)}");
        Input.Version = Basis.Version;
        return Page();
    }

    private async Task LoadAsync() => Basis = await Send.SendAsync(new GetLegalBasisQuery(Code), Gone);

    private static EditLegalBasisInput Patch(LegalBasisInput to) => new()
    {
        NameEn = new(true, to.NameEn),
        NameId = new(true, to.NameId),
        DescriptionEn = new(true, to.DescriptionEn),
        DescriptionId = new(true, to.DescriptionId),
        Jurisdiction = new(true, to.Jurisdiction),
        Source = new(true, to.Source),
        Confidence = new(true, to.Confidence),
        VerifiedOn = new(true, to.VerifiedOn),
        ValidFrom = new(true, to.ValidFrom),
        ValidTo = new(true, to.ValidTo),
    };
}
