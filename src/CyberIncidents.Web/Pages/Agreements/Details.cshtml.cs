using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Engagements;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Agreements;

/// <summary>One agreement: what it says, its parties, its provisions, and how well each was checked.</summary>
internal sealed class DetailsModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Code { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public PlanFields Plan { get; set; } = new();

    public AgreementDetail Agreement { get; private set; } = null!;

    public IReadOnlyList<FollowUpDetail> FollowUps { get; private set; } = [];

    /// <summary>The engagements that have to do with it or one of its provisions.</summary>
    public IReadOnlyList<EngagementSummary> Engagements { get; private set; } = [];

    /// <summary>The commitments that keep it or one of its provisions.</summary>
    public IReadOnlyList<CommitmentDetail> Commitments { get; private set; } = [];

    /// <summary>The strictest marking of what the page names, for its print; null where nothing carries one.</summary>
    public Tlp? Strictest => Engagements.Select(e => (Tlp?)e.Tlp).Concat(Commitments.Select(c => (Tlp?)c.Tlp)).Concat(FollowUps.Select(f => (Tlp?)f.Tlp)).Max();

    public IReadOnlyList<PersonName> People { get; private set; } = [];

    /// <summary>Whether the form that schedules a follow-up was refused, and so is open.</summary>
    public bool Planning { get; private set; }

    public bool MayKeep => Shell.Holds(Permission.KeepCooperation);

    /// <summary>Whether its provisions are norms, which have pages of their own.</summary>
    public bool OfNorms => Domain.Agreements.Agreement.OfNorms.Contains(Agreement.Kind);

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Plan = new PlanFields { Assignee = Shell.Me.Id, DueAt = Shell.Here.NextMorning() };
    }

    public async Task<IActionResult> OnPostRetireAsync(bool retired, long? version)
    {
        var edit = new EditAgreementInput { Retired = new(true, retired) };
        if (await TryAsync(() => Send.SendAsync(new EditAgreementCommand(Code, edit, version), Gone)))
        {
            return Done($"/agreements/{Code}", Words.Get(retired ? "Agreements.IsRetired" : "Agreements.IsBack"));
        }

        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostScheduleAsync()
    {
        Agreement = await Send.SendAsync(new GetAgreementQuery(Code), Gone);
        var input = new ScheduleFollowUpInput
        {
            Title = Plan.Title,
            DueAt = Shell.Here.Read(Plan.DueAt),
            TimeZone = Shell.Here.Zone,
            Assignee = Plan.Assignee,
            Reminders = Plan.DayBefore ? ["-P1D"] : [],
            About = new FollowUpAboutInput { Type = FollowUpAbout.Agreement, Id = Agreement.Id },
        };
        if (await TryAsync(() => Send.SendAsync(new ScheduleFollowUpCommand(null, input), Gone), nameof(Plan)))
        {
            return Done($"/agreements/{Code}#about", Words.Get("Case.FollowUpScheduled"));
        }

        Planning = true;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        Agreement = await Send.SendAsync(new GetAgreementQuery(Code), Gone);
        FollowUps = await AllAsync(page => new ListFollowUpsQuery(null, false, null, page, Agreement.Id));
        Engagements = await AllAsync(page => new ListEngagementsQuery(new EngagementFilter { Instrument = Code }, page));
        Commitments = await AllAsync(page => new ListCommitmentsQuery(new CommitmentFilter { Instrument = Code }, page));
        People = MayKeep ? (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items : [];
    }
}
