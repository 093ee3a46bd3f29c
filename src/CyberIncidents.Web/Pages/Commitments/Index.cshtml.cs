using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Commitments;

/// <summary>What is owed to us and what we owe, whole, so that it can be printed; the open ones unless a state is asked for.</summary>
internal sealed class IndexModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private static readonly string[] Filters = [.. CommitmentEndpoints.Filters.Where(f => f != "owedBy")];

    public CommitmentFilter Filter { get; private set; } = new();

    public IReadOnlyList<(string Side, IReadOnlyList<CommitmentDetail> List)> Sides { get; private set; } = [];

    /// <summary>The marking of the page as a whole, for its print.</summary>
    public Tlp Strictest => Sides.SelectMany(s => s.List).Select(c => c.Tlp).DefaultIfEmpty(Tlp.Clear).Max();

    public async Task OnGetAsync()
    {
        Request.EnsureNone(Filters);
        Filter = Request.CommitmentFilter();
        Filter = Request.Query.ContainsKey("state") ? Filter : Filter with { State = [CommitmentState.Open] };
        var all = await AllAsync(page => new ListCommitmentsQuery(Filter, page));
        Sides =
        [
            ("Them", [.. all.Where(c => c.OwedTo.Us)]),
            ("Us", [.. all.Where(c => c.OwedBy.Us)]),
            .. all.Any(c => !c.OwedTo.Us && !c.OwedBy.Us) ? [("Others", (IReadOnlyList<CommitmentDetail>)[.. all.Where(c => !c.OwedTo.Us && !c.OwedBy.Us)])] : Array.Empty<(string, IReadOnlyList<CommitmentDetail>)>(),
        ];
    }
}
