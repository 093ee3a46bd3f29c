using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.People;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>The tabs of a case.</summary>
internal enum CaseTab
{
    Overview,
    Partners,
    FollowUps,
    Clocks,
    Timeline,
    Observables,
    Evidence,
    Sharing,
    History,
}

/// <summary>A case: facts at the left, tabs in the middle, the discussion at the right. A partner is led to what was shared with it.</summary>
internal sealed partial class IndexModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int CommentsAtOnce = 50;
    private const int RowsAtOnce = 50;

    private static readonly string[] LiveParts =
        ["#case-strip", "#case-status", "#case-clocks", "#case-countries", "#case-tabs", "#case-funnel", "#case-messages"];

    /// <summary>The case's reference.</summary>
    public string Reference => (string)RouteData.Values["reference"]!;

    /// <summary>Which tab.</summary>
    public CaseTab Tab => RouteData.Values["tab"] switch
    {
        "partners" => CaseTab.Partners,
        "follow-ups" => CaseTab.FollowUps,
        "clocks" => CaseTab.Clocks,
        "timeline" => CaseTab.Timeline,
        "observables" => CaseTab.Observables,
        "evidence" => CaseTab.Evidence,
        "sharing" => CaseTab.Sharing,
        "history" => CaseTab.History,
        _ => CaseTab.Overview,
    };

    /// <summary>The case.</summary>
    public IncidentDetail Detail { get; private set; } = null!;

    /// <summary>Our requests in the case, the oldest first.</summary>
    public IReadOnlyList<RequestSummary> Requests { get; private set; } = [];

    /// <summary>What partners ask of us and the case has taken in, the oldest first.</summary>
    public IReadOnlyList<RequestSummary> AskedOfUs { get; private set; } = [];

    /// <summary>Comments, the newest last.</summary>
    public IReadOnlyList<CommentDetail> Comments { get; private set; } = [];

    /// <summary>Leads to comments before these; null when there are none.</summary>
    public string? EarlierComments { get; private set; }

    /// <summary>How many times something left.</summary>
    public int ReleaseCount { get; private set; }

    /// <summary>Releases; on their tab.</summary>
    public Page<ReleaseDetail> Releases { get; private set; } = new([], null);

    /// <summary>Follow-ups; on their tab.</summary>
    public Page<FollowUpDetail> FollowUps { get; private set; } = new([], null);

    /// <summary>History, the newest first; on its tab.</summary>
    public Page<AuditLineDetail> History { get; private set; } = new([], null);

    /// <summary>Who may be given work, where a form asks.</summary>
    public IReadOnlyList<PersonName> Assignees { get; private set; } = [];

    /// <summary>Organisations that may be added; on the tab of partners.</summary>
    public IReadOnlyList<OrganisationChoice> Organisations { get; private set; } = [];

    /// <summary>The form that was refused and stays open.</summary>
    public string? Open { get; private set; }

    /// <summary>What of the present tab is shown.</summary>
    public string? Show => One("show");

    /// <summary>The instant of the page.</summary>
    public DateTimeOffset Now => Shell.Here.Now;

    /// <summary>The parts that are read again while nobody types.</summary>
    public string Live => string.Join(
        ',', LiveParts.Concat(Tab == CaseTab.Partners ? Requests.Select(r => $"#live-{r.Reference}") : []));

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shell.IsPartner)
        {
            return LocalRedirect($"/shared/{Uri.EscapeDataString(Reference)}");
        }

        await LoadAsync();
        return Page();
    }

    /// <summary>The address of a tab.</summary>
    public string At(CaseTab tab, string? query = null) =>
        $"/incidents/{Detail?.Reference ?? Uri.EscapeDataString(Reference)}" + tab switch
        {
            CaseTab.Partners => "/partners",
            CaseTab.FollowUps => "/follow-ups",
            CaseTab.Clocks => "/clocks",
            CaseTab.Timeline => "/timeline",
            CaseTab.Observables => "/observables",
            CaseTab.Evidence => "/evidence",
            CaseTab.Sharing => "/sharing",
            CaseTab.History => "/history",
            _ => string.Empty,
        }
        + (query is null ? string.Empty : $"?{query}");

    /// <summary>The address to which a form on this tab is sent.</summary>
    public string To(string handler, string more = "") => At(Tab, $"handler={handler}{more}");

    /// <summary>Whether a form stays open because it was refused, or is open because a link led to it.</summary>
    public bool IsOpen(string form) => (Open ?? One("open")) == form;

    /// <summary>A participation's country or organisation, as people say it.</summary>
    public string NameOf(ParticipationDetail partner) =>
        partner is { AtHome: false, Country: { } country } ? Shell.Names.Country(country) : partner.Organisation?.Name ?? string.Empty;

    /// <summary>The country of an organisation that takes part.</summary>
    public string? CountryOf(Guid organisation) => Detail.Participations.FirstOrDefault(p => p.Organisation?.Id == organisation)?.Country;

    private string? One(string name) => Request.Query[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>Shows the page again after a refusal, with everything that was typed.</summary>
    private async Task<IActionResult> ShowAsync(string form)
    {
        Open = form;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        Detail = await Send.SendAsync(new GetIncidentQuery(Reference), Gone);
        var requests = await AllAsync(page => new ListRequestsQuery(new RequestFilter { Incident = Reference }, page), "createdAt");
        Requests = [.. requests.Where(r => r.Direction == RequestDirection.Outbound)];
        AskedOfUs = [.. requests.Where(r => r.Direction == RequestDirection.Inbound)];
        var comments = await Send.SendAsync(new ListCommentsQuery(Reference, new PageRequest(CommentsAtOnce, One("earlier"))), Gone);
        Comments = [.. comments.Items.Reverse()];
        EarlierComments = comments.Next;
        var releases = new PageRequest(Tab == CaseTab.Sharing ? RowsAtOnce : 1, Tab == CaseTab.Sharing ? One("after") : null, Count: true);
        Releases = await Send.SendAsync(new ListReleasesQuery(Reference, releases), Gone);
        ReleaseCount = Releases.Count ?? 0;
        await LoadClocksAsync();
        await LoadTabAsync();
        Prepare();
    }

    private async Task LoadTabAsync()
    {
        if (Tab == CaseTab.FollowUps || Detail.AllowedActions.Contains("triage"))
        {
            Assignees = (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items;
        }

        if (Detail.AllowedActions.Contains("close") && Detail.Counts.OpenFollowUps > 0)
        {
            OpenFollowUps = [.. (await AllAsync(page => new ListFollowUpsQuery(FollowUpScope.Open, false, Reference, page))).Select(f => f.Title)];
        }

        switch (Tab)
        {
            case CaseTab.Partners:
                Organisations = AddsPartners ? await OrganisationsAsync() : [];
                await LoadCircleAsync();
                break;
            case CaseTab.FollowUps:
                FollowUps = await Send.SendAsync(
                    new ListFollowUpsQuery(FollowUpFilter, false, Reference, new PageRequest(RowsAtOnce, One("after"), FollowUpSort)), Gone);
                break;
            case CaseTab.Overview:
                await LoadLinksAsync();
                await LoadNormsAsync();
                await LoadTombstoneAsync();
                break;
            case CaseTab.Timeline:
                await LoadTimelineAsync();
                break;
            case CaseTab.Observables:
                await LoadObservablesAsync();
                break;
            case CaseTab.Evidence:
                await LoadEvidenceAsync();
                break;
            case CaseTab.Sharing:
                await LoadSharingAsync();
                await LoadRecallsAsync();
                await LoadConsentsAsync();
                break;
            case CaseTab.History when ShowsReaders:
                await LoadReadersAsync();
                break;
            case CaseTab.History:
                History = await Send.SendAsync(new GetIncidentAuditQuery(Reference, new PageRequest(RowsAtOnce, One("after")), About, NewestFirst: true), Gone);
                break;
        }
    }

    /// <summary>Every form that the page shows has something to show.</summary>
    private void Prepare()
    {
        foreach (var move in Detail.AllowedActions)
        {
            Moves.TryAdd(move, new MoveForm { Owner = move == "triage" ? Shell.Me.Id : null });
        }

        foreach (var partner in Detail.Participations)
        {
            Partner.TryAdd(partner.Id, new PartnerForm { SharedTitle = partner.SharedTitle, SharedSummary = partner.SharedSummary });
        }

        foreach (var followUp in FollowUps.Items)
        {
            FollowUpForms.TryAdd(followUp.Id, new FollowUpForm { Assignee = followUp.Assignee.Id, Until = Shell.Here.NextMorning() });
        }

        foreach (var clock in LegalClocks)
        {
            ClockForms.TryAdd(clock.Id, new ClockForm { At = Shell.Here.Field(Now) });
        }

        Start.At ??= Shell.Here.Field(Awareness);
        Schedule.Assignee ??= Shell.Me.Id;
        Schedule.TimeZone ??= Shell.Here.Zone;
        Schedule.DueAt ??= Shell.Here.NextMorning();
        Comment.Audience ??= "National";
        Happened.Zone ??= Shell.Here.Zone;
    }
}
