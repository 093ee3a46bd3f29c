using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Web.Pages.Shared;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.WebUtilities;

namespace CyberIncidents.Web.Pages.Partners;

/// <summary>The organisations that we work with, by name, country, kind and sector.</summary>
internal sealed class IndexModel(Shell shell, IDispatcher send) : DirectoryPage(shell, send)
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Country { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Sector { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? After { get; set; }

    /// <summary>Only the circle at home, or only those abroad.</summary>
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? AtHome { get; set; }

    public bool? Circle => bool.TryParse(AtHome, out var atHome) ? atHome : null;

    public OrganisationKind? ChosenKind =>
        Enum.TryParse<OrganisationKind>(Kind, ignoreCase: false, out var kind) && Enum.IsDefined(kind) ? kind : null;

    public OrganisationTable Table { get; private set; } = null!;

    public int Count { get; private set; }

    public bool IsFiltered => !string.IsNullOrEmpty(Q) || !string.IsNullOrEmpty(Country) || !string.IsNullOrEmpty(Sector) || ChosenKind is not null || Circle is not null;

    public async Task OnGetAsync()
    {
        EnsureMay();
        var query = new ListOrganisationsQuery(OrNull(Country), Q, new PageRequest(PageSize, After, Count: true), ChosenKind, OrNull(Sector)?.Trim(), Circle);
        var page = await Send.SendAsync(query, Gone);
        Count = page.Count ?? 0;
        Table = new OrganisationTable(page.Items, "/organisations", After is null ? null : Address(null), page.Next is null ? null : Address(page.Next));
    }

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private string Address(string? after)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Q, ["country"] = Country, ["kind"] = Kind, ["sector"] = Sector, ["atHome"] = AtHome, ["after"] = after,
        };
        return QueryHelpers.AddQueryString("/organisations", parts.Where(p => !string.IsNullOrEmpty(p.Value)));
    }
}
