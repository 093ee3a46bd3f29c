using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>Who at home works on what a partner asks of us, and what they answered.</summary>
internal sealed class AtHomeModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Reference { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public AssignForm Input { get; set; } = new();

    /// <summary>The partner's request.</summary>
    public RequestDetail Asked { get; private set; } = null!;

    public IReadOnlyList<RequestTask> Tasks { get; private set; } = [];

    /// <summary>Those at home that may be given a task now.</summary>
    public IReadOnlyList<OrganisationDetail> Circle { get; private set; } = [];

    public bool Runs => RequestStanding.RunningStates.Contains(Asked.State);

    /// <summary>AMBER+STRICT and RED stay where they are.</summary>
    public bool MayBePassedOn => Asked.Tlp <= Tlp.Amber;

    /// <summary>By which clock the due instant is, and whence the one that is filled in.</summary>
    public string DueHint => Asked.DueAt is { } ours && ours > Shell.Here.Now
        ? Words.Get("AtHome.DueBeforeOurs", Here.City(Shell.Here.Zone), Shell.Here.Moment(ours))
        : Words.Get("AtHome.DueByDefault", Here.City(Shell.Here.Zone));

    public bool Assigns => Runs && MayBePassedOn && Shell.Holds(Permission.MakeRequests);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shell.IsPartner)
        {
            return LocalRedirect($"/requests/{Uri.EscapeDataString(Reference)}");
        }

        await LoadAsync();
        // Of what is nearer, the writing of the task would use up a part: then it is reckoned when it is sent.
        Input.DueAt = Domain.Requests.Request.TaskDueBefore(Asked.DueAt, Shell.Here.Now) is { } due && due > Shell.Here.Now.AddHours(1) ? Shell.Here.Field(due) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        CheckInstant(Input.DueAt, "Input.DueAt");
        Require(Input.OrganisationId?.ToString(), "Input.OrganisationId");
        Require(Input.Task, "Input.Task");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (await TryOnceAsync(() => Send.SendAsync(new AssignStakeholderCommand(Reference, ReadInput(), null), Gone)))
        {
            return Done($"/requests/{Reference}/at-home", Words.Get("AtHome.Assigned"));
        }

        await LoadAsync();
        return Page();
    }

    private AssignStakeholderInput ReadInput() => new()
    {
        OrganisationId = Input.OrganisationId,
        Task = Input.Task,
        DueAt = Shell.Here.Read(Input.DueAt),
        WithoutWords = !Input.WithWords,
    };

    private async Task LoadAsync()
    {
        Asked = await Send.SendAsync(new GetRequestQuery(Reference), Gone);
        if (Asked.Direction != RequestDirection.Inbound)
        {
            throw new NotFoundException();
        }

        Tasks = (await Send.SendAsync(new ListTasksOfRequestQuery(Reference), Gone)).Items;
        if (Assigns)
        {
            var busy = Tasks.Where(t => RequestStanding.RunningStates.Contains(t.State)).Select(t => t.Organisation.Id).ToHashSet();
            Circle = [.. (await AllAsync(page => new ListOrganisationsQuery(null, null, page, AtHome: true)))
                .Where(o => !busy.Contains(o.Id)).OrderBy(o => o.Name, StringComparer.CurrentCulture)];
        }
    }
}

/// <summary>What an authority at home is to do, as it is typed.</summary>
internal sealed class AssignForm
{
    public Guid? OrganisationId { get; set; }

    public string? Task { get; set; }

    /// <summary>Day and time in the writer's zone.</summary>
    public string? DueAt { get; set; }

    /// <summary>What the partner asks goes along in its own words.</summary>
    public bool WithWords { get; set; } = true;
}
