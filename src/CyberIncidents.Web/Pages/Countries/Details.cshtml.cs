using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Countries;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Countries;

/// <summary>One country: who is there, what holds between us, what is open both ways and how it went.</summary>
internal sealed class DetailsModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int ShownRequests = 8;
    private const int ShownCases = 10;
    private const int ShownEngagements = 8;
    private const int ShownCommitments = 12;

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Code { get; set; } = string.Empty;

    public CountryProfile Country { get; private set; } = null!;

    /// <summary>What waits, by direction: the soonest due first.</summary>
    public IReadOnlyList<(RequestDirection Direction, ResponseFigures Figures, IReadOnlyList<RequestSummary> Waiting)> Directions { get; private set; } = [];

    public IReadOnlyList<IncidentSummary> Cases { get; private set; } = [];

    public IReadOnlyList<EngagementSummary> Engagements { get; private set; } = [];

    public IReadOnlyList<CommitmentDetail> Commitments { get; private set; } = [];

    /// <summary>The strictest marking of what the page names, for its print.</summary>
    public Tlp Strictest => Directions.SelectMany(d => d.Waiting).Select(r => r.Tlp).Concat(Cases.Select(c => c.Tlp)).Concat(Engagements.Select(e => e.Tlp))
        .Concat(Commitments.Select(c => c.Tlp)).DefaultIfEmpty(Tlp.Clear).Max();

    public async Task OnGetAsync()
    {
        Request.EnsureNone();
        var code = Code.ToUpperInvariant();
        Country = await Send.SendAsync(new GetCountryQuery(code), Gone);
        Engagements = (await Send.SendAsync(new ListEngagementsQuery(new EngagementFilter { Country = code }, new PageRequest(ShownEngagements)), Gone)).Items;
        if (Country.IsHome)
        {
            // Nobody is on the other side: the page shows none of the rest, and its print is not marked for it.
            return;
        }

        Directions =
        [
            (RequestDirection.Outbound, Country.WeAsk, await WaitingAsync(code, RequestDirection.Outbound)),
            (RequestDirection.Inbound, Country.TheyAsk, await WaitingAsync(code, RequestDirection.Inbound)),
        ];
        Cases = (await Send.SendAsync(new ListIncidentsQuery(new IncidentFilter { Country = code, Open = true }, new PageRequest(ShownCases)), Gone)).Items;
        var open = new CommitmentFilter { Country = code, State = [CommitmentState.Open] };
        Commitments = (await Send.SendAsync(new ListCommitmentsQuery(open, new PageRequest(ShownCommitments)), Gone)).Items;
    }

    private async Task<IReadOnlyList<RequestSummary>> WaitingAsync(string code, RequestDirection direction)
    {
        var filter = new RequestFilter { Country = code, StatesOnly = true, Direction = direction, Waiting = true };
        return (await Send.SendAsync(new ListRequestsQuery(filter, new PageRequest(ShownRequests, Sort: "dueAt")), Gone)).Items;
    }
}
