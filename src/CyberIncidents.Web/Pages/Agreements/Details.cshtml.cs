using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Agreements;

/// <summary>One agreement: what it says, its parties, its provisions, and how well each was checked.</summary>
internal sealed class DetailsModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Code { get; set; } = string.Empty;

    public AgreementDetail Agreement { get; private set; } = null!;

    public bool MayKeep => Shell.Holds(Permission.KeepCooperation);

    /// <summary>Whether its provisions are norms, which have pages of their own.</summary>
    public bool OfNorms => Domain.Agreements.Agreement.OfNorms.Contains(Agreement.Kind);

    public async Task OnGetAsync() => Agreement = await Send.SendAsync(new GetAgreementQuery(Code), Gone);

    public async Task<IActionResult> OnPostRetireAsync(bool retired, long? version)
    {
        var edit = new EditAgreementInput { Retired = new(true, retired) };
        if (await TryAsync(() => Send.SendAsync(new EditAgreementCommand(Code, edit, version), Gone)))
        {
            return Done($"/agreements/{Code}", Words.Get(retired ? "Agreements.IsRetired" : "Agreements.IsBack"));
        }

        await OnGetAsync();
        return Page();
    }
}
