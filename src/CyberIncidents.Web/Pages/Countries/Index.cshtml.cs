using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Countries;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Countries;

/// <summary>The countries with which there is anything; any other is found by its name in either language, or by its code.</summary>
internal sealed class IndexModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int MostRows = 60;

    public string? Q { get; private set; }

    public string? Region { get; private set; }

    public IReadOnlyList<CountryRow> Rows { get; private set; } = [];

    /// <summary>All that were found; the page shows the first of them.</summary>
    public int Count { get; private set; }

    public bool More => Count > Rows.Count;

    public bool Filtered => Q is not null || Region is not null;

    /// <summary>The top regions, by name.</summary>
    public IEnumerable<string> Regions => Shell.Names.Countries.Select(c => c.Region).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public async Task OnGetAsync()
    {
        Request.EnsureNone("q", "region");
        (Q, Region) = (Request.Text("q"), Request.Text("region"));
        var all = (await Send.SendAsync(new ListCountryStandingsQuery(Q, Region), Gone)).Items;
        (Count, Rows) = (all.Count, [.. all.Take(MostRows)]);
    }
}
