using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Web.Pages.Incidents;

/// <summary>
/// The cases of the national team. It takes the query parameters of the API's list; without any it shows the open cases,
/// what falls due first on top.
/// </summary>
internal sealed class IndexModel(Shell shell, IDispatcher send, IViewerAccessor viewer) : AppPage(shell, send)
{
    /// <summary>As many rows as keep the page light.</summary>
    private const int Rows = 30;

    public CaseList List { get; private set; } = null!;

    public CaseFigures Counts { get; private set; } = null!;

    public IReadOnlyList<PersonName> People { get; private set; } = [];

    public Page<IncidentSummary> Cases { get; private set; } = new([], null);

    /// <summary>What is wrong with the address.</summary>
    public string? Fault { get; private set; }

    public Guid Me => viewer.Required.UserId;

    public async Task<IActionResult> OnGetAsync()
    {
        if (viewer.Required.IsPartner)
        {
            return LocalRedirect("/shared");
        }

        Counts = await Send.SendAsync(new CountIncidentsQuery(), Gone);
        People = (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items;
        try
        {
            Request.EnsureOnly(IncidentEndpoints.Filters);
            List = new CaseList(Request.Query, Request.IncidentFilter(viewer.Required), Shell);
            var page = new PageRequest(Rows, Request.Text("after", 500), List.Sort, Count: true);
            Cases = await Send.SendAsync(new ListIncidentsQuery(List.Filter, page), Gone);
        }
        catch (InvalidInputException invalid)
        {
            List = new CaseList(new QueryCollection(), new IncidentFilter(), Shell);
            Fault = string.Join("; ", invalid.Errors.Keys);
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return Page();
    }

    /// <summary>Gives the picked cases to the reader.</summary>
    public async Task<IActionResult> OnPostTakeAsync(string[] pick, string? back)
    {
        var taken = 0;
        var left = new List<string>();
        foreach (var reference in pick.Distinct(StringComparer.Ordinal).Take(PageRequest.MaxLimit))
        {
            var input = new EditIncidentInput { Owner = new Optional<Guid?>(true, Me) };
            try
            {
                var found = await Send.SendAsync(new GetIncidentQuery(reference), Gone);
                await Send.SendAsync(new EditIncidentCommand(reference, input, found.Version), Gone);
                taken++;
            }
            catch (Exception refused) when (refused is RuleBrokenException or NotFoundException or ForbiddenException or InvalidInputException
                or StaleVersionException or DbUpdateConcurrencyException)
            {
                left.Add(reference);
            }
        }

        var text = pick.Length == 0 ? Words.Get("Incidents.PickFirst") : Words.Get("Incidents.Taken", taken);
        Flash(left.Count == 0 ? text : $"{text} {Words.Get("Incidents.NotTaken", string.Join(", ", left))}");
        return LocalRedirect("/incidents" + (back?.StartsWith('?') == true ? back : string.Empty));
    }

    /// <summary>Whether a row may be picked: it takes an owner, and is not the reader's already.</summary>
    public bool MayTake(IncidentSummary row) =>
        Shell.Holds(Permission.WorkCases) && IncidentLifecycle.BlocksMore(row.Status) is null && row.Owner?.Id != Me;

    /// <summary>The strictest marking on the page, for print.</summary>
    public Tlp Strictest => Cases.Items.Count == 0 ? Tlp.Clear : Cases.Items.Max(c => c.Tlp);
}
