using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Web.Pages.Admin;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Agreements;

/// <summary>What is typed of a party.</summary>
internal sealed class PartyForm
{
    public string? Country { get; set; }

    public Guid? OrganisationId { get; set; }

    public PartyStanding Standing { get; set; }

    public string? SignedOn { get; set; }

    public string? InForceFrom { get; set; }

    public string? InForceTo { get; set; }

    public string? Reservations { get; set; }

    public string? Confidence { get; set; } = "K";
}

/// <summary>Adds a party to an agreement, changes one, or takes one off the list.</summary>
internal sealed class PartyModel(Shell shell, IDispatcher send) : AgreementPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public PartyForm Input { get; set; } = new();

    /// <summary>The party that is changed; null for a new one.</summary>
    public PartyDetail? Party { get; private set; }

    public IReadOnlyList<OrganisationChoice> Organisations { get; private set; } = [];

    /// <summary>Where the form is sent.</summary>
    public string Address => $"/agreements/{Code}/party{Request.QueryString}";

    public async Task OnGetAsync()
    {
        await ReadAsync();
        Version = Agreement.Version;
        if (Party is { } p)
        {
            Input = new PartyForm
            {
                Country = p.Country,
                OrganisationId = p.Organisation?.Id,
                Standing = p.Standing,
                SignedOn = TypedFields.Text(p.SignedOn),
                InForceFrom = TypedFields.Text(p.InForceFrom),
                InForceTo = TypedFields.Text(p.InForceTo),
                Reservations = p.Reservations,
                Confidence = p.Confidence,
            };
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await ReadAsync();
        var typed = new PartyInput
        {
            Country = Party is null ? TypedFields.OrNull(Input.Country) : Party.Country,
            OrganisationId = Party is null ? Input.OrganisationId : Party.Organisation?.Id,
            Standing = Input.Standing,
            SignedOn = ModelState.Date(Input.SignedOn, "Input.SignedOn"),
            InForceFrom = ModelState.Date(Input.InForceFrom, "Input.InForceFrom"),
            InForceTo = ModelState.Date(Input.InForceTo, "Input.InForceTo"),
            Reservations = TypedFields.OrNull(Input.Reservations),
            Confidence = Input.Confidence,
        };
        List<PartyInput> all = [.. Agreement.Parties.Where(p => p != Party).Select(Of), typed];
        return ModelState.IsValid && await SaveAsync(new EditAgreementInput { Parties = new(true, all) }, $"parties[{all.Count - 1}]")
            ? Done($"/agreements/{Code}#parties", Words.Get("Admin.Saved"))
            : await AgainAsync();
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        await ReadAsync();
        List<PartyInput> rest = [.. Agreement.Parties.Where(p => p != Party).Select(Of)];
        return await SaveAsync(new EditAgreementInput { Parties = new(true, rest) })
            ? Done($"/agreements/{Code}#parties", Words.Get("Agreements.PartyRemoved"))
            : await AgainAsync();
    }

    private async Task ReadAsync()
    {
        await LoadAsync();
        Organisations = await OrganisationsAsync();
        var (country, organisation) = (Request.Query["country"].ToString(), Request.Query["organisation"].ToString());
        if (country.Length + organisation.Length > 0)
        {
            Party = Agreement.Parties.FirstOrDefault(p => p.Country == country || p.Organisation?.Id.ToString() == organisation) ?? throw new NotFoundException();
        }
    }
}
