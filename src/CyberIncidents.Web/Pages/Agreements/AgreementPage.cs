using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Agreements;

/// <summary>A page of one agreement on which it, one of its parties or one of its provisions is changed.</summary>
internal abstract class AgreementPage(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Code { get; set; } = string.Empty;

    /// <summary>The version that the form was filled from.</summary>
    [BindProperty]
    public long? Version { get; set; }

    public AgreementDetail Agreement { get; private set; } = null!;

    protected async Task LoadAsync()
    {
        if (!Shell.Holds(Permission.KeepCooperation))
        {
            throw new ForbiddenException("Agreements are kept by the national team.");
        }

        Agreement = await Send.SendAsync(new GetAgreementQuery(Code), Gone);
    }

    /// <summary>Saves; what is wrong with the row at <paramref name="row"/>, such as <c>parties[3]</c>, is put to the fields of the form.</summary>
    protected async Task<bool> SaveAsync(EditAgreementInput edit, string? row = null)
    {
        if (await TryAsync(() => Send.SendAsync(new EditAgreementCommand(Code, edit, Version), Gone)))
        {
            return true;
        }

        var prefix = $"Input.{row}.";
        foreach (var (key, entry) in ModelState.Where(e => row is not null && e.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            foreach (var error in entry!.Errors)
            {
                ModelState.AddModelError($"Input.{key[prefix.Length..].Split('[')[0]}", error.ErrorMessage);
            }

            ModelState.Remove(key);
        }

        return false;
    }

    /// <summary>Shows the form again after a refusal; on the version as it is now only once that somebody changed it was told.</summary>
    protected async Task<IActionResult> AgainAsync()
    {
        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await LoadAsync();
        if (Stale)
        {
            ModelState.Remove(nameof(Version));
            Version = Agreement.Version;
        }

        return Page();
    }

    /// <summary>The parties as a patch names them.</summary>
    protected static PartyInput Of(PartyDetail p) => new()
    {
        Country = p.Country,
        OrganisationId = p.Organisation?.Id,
        Standing = p.Standing,
        SignedOn = p.SignedOn,
        InForceFrom = p.InForceFrom,
        InForceTo = p.InForceTo,
        Reservations = p.Reservations,
        Confidence = p.Confidence,
    };

    /// <summary>The provisions as a patch names them.</summary>
    protected static ProvisionInput Of(ProvisionDetail p) => new()
    {
        Article = p.Article,
        TitleEn = p.TitleEn,
        TitleId = p.TitleId,
        SummaryEn = p.SummaryEn,
        SummaryId = p.SummaryId,
        Kinds = p.Kinds,
        LegalBasis = p.LegalBasis,
        BindingOnly = p.BindingOnly,
        Fields = [.. p.Fields.Select(f => new RequiredFieldInput { Code = f.Code, LabelEn = f.LabelEn, LabelId = f.LabelId })],
        Confidence = p.Confidence,
    };
}
