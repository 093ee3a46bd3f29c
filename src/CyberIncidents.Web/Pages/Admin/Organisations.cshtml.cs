using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;
using CyberIncidents.Web.Pages.Shared;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.WebUtilities;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>The organisations, by name and country.</summary>
internal sealed class OrganisationsModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
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
    public string? After { get; set; }

    public OrganisationTable Table { get; private set; } = null!;

    public int Count { get; private set; }

    public async Task OnGetAsync()
    {
        var country = string.IsNullOrEmpty(Country) ? null : Country;
        var page = await Send.SendAsync(new ListOrganisationsQuery(country, Q, new PageRequest(PageSize, After, Count: true)), Gone);
        Count = page.Count ?? 0;
        Table = new OrganisationTable(
            page.Items, "/admin/organisations", After is null ? null : Address(null), page.Next is null ? null : Address(page.Next));
    }

    /// <summary>The address of a page of the same list.</summary>
    private string Address(string? after)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal) { ["q"] = Q, ["country"] = Country, ["after"] = after };
        return QueryHelpers.AddQueryString("/admin/organisations", parts.Where(p => !string.IsNullOrEmpty(p.Value)));
    }
}
