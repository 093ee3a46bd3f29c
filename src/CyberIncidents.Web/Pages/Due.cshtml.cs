using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.WebUtilities;

namespace CyberIncidents.Web.Pages;

/// <summary>A row of what is due.</summary>
/// <param name="Item">What is due.</param>
/// <param name="Acts">Whether a follow-up is done right here: on the desk, in its form.</param>
internal sealed record DueRow(DeskItem Item, bool Acts);

/// <summary>All that is due: the list behind the desk's <em>Due soonest</em>.</summary>
internal sealed class DueModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    /// <summary>What the whole team has, not only the reader.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Limit { get; set; }

    public Page<DeskItem> Items { get; private set; } = new([], null, 0);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shell.IsPartner)
        {
            return LocalRedirect("/action");
        }

        Items = await Send.SendAsync(new ListDueQuery(!All, new PageRequest(Limit, After, Count: true)), Gone);
        return Page();
    }

    /// <summary>This list from a row on; from its beginning when none is given.</summary>
    public string Address(string? after = null)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["all"] = All ? "true" : null,
            ["limit"] = Limit?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["after"] = after,
        };
        return QueryHelpers.AddQueryString("/desk/due", parts.Where(p => p.Value is not null));
    }
}
