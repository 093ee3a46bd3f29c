using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Reference;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>The legal bases: what each allows, where it holds, when it is valid and where it stands.</summary>
internal sealed class BasesModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Jurisdiction { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool? Retired { get; set; }

    public IReadOnlyList<LegalBasisDetail> Bases { get; private set; } = [];

    public IReadOnlyList<string> Jurisdictions { get; private set; } = [];

    public bool Filtered => !string.IsNullOrEmpty(Jurisdiction) || Retired is not null;

    public async Task OnGetAsync()
    {
        var bases = (await Send.SendAsync(new ListLegalBasesQuery(Retired: Retired), Gone)).Items;
        Jurisdictions = [.. bases.Select(b => b.Jurisdiction).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Bases = string.IsNullOrEmpty(Jurisdiction) ? bases : [.. bases.Where(b => b.Jurisdiction == Jurisdiction)];
    }
}
