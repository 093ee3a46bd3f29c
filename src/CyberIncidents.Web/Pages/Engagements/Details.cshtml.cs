using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Admin;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Engagements;

/// <summary>One engagement with all that belongs to it, each with its own form.</summary>
internal sealed class DetailsModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public DelegationFields Party { get; set; } = new();

    [BindProperty]
    [ValidateNever]
    public AgendaFields Item { get; set; } = new();

    [BindProperty]
    [ValidateNever]
    public PlanFields Plan { get; set; } = new();

    [BindProperty]
    [ValidateNever]
    public string? Outcome { get; set; }

    [BindProperty]
    [ValidateNever]
    public string? Link { get; set; }

    /// <summary>The form that was refused, and so is open.</summary>
    public string? Opened { get; private set; }

    /// <summary>The move that was refused, with what was said with it.</summary>
    public TriedAct? Tried { get; private set; }

    public EngagementDetail Engagement { get; private set; } = null!;

    public IReadOnlyList<DocumentDetail> Documents { get; private set; } = [];

    public IReadOnlyList<CommitmentDetail> Commitments { get; private set; } = [];

    public IReadOnlyList<FollowUpDetail> FollowUps { get; private set; } = [];

    /// <summary>Those of them that are open: they end with it only when that is said.</summary>
    public int OpenFollowUps => FollowUps.Count(f => f.State is FollowUpState.Scheduled or FollowUpState.Due);

    /// <summary>The strictest marking of what the page names, for its print.</summary>
    public Tlp Strictest => Documents.Select(d => d.Tlp).Concat(Commitments.Select(c => c.Tlp)).Concat(Engagement.Incidents.Select(i => i.Tlp))
        .Concat(FollowUps.Select(f => f.Tlp)).Append(Engagement.Tlp).Max();

    public IReadOnlyList<PersonName> People { get; private set; } = [];

    public IReadOnlyList<OrganisationChoice> Organisations { get; private set; } = [];

    /// <summary>Whether the reader may add to it, and it takes more.</summary>
    public bool Keeps => Engagement.TakesMore && Shell.Holds(Permission.KeepCooperation);

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Plan = new PlanFields { Assignee = Shell.Me.Id, DueAt = Shell.Here.NextMorning() };
    }

    public Task<IActionResult> OnPostMoveAsync(string? move, string? reason, bool cancelFollowUps, long? version)
    {
        var input = new ActionInput { Reason = reason, CancelFollowUps = cancelFollowUps };
        var wanted = MoveName.Parse<EngagementMove>(move) ?? throw new NotFoundException();
        Tried = new TriedAct(this, MoveName.Of(wanted), reason, cancelFollowUps);
        return TakeAsync(new MoveEngagementCommand(Reference, wanted, input, version), "move", Tried.Move, "facts");
    }

    public Task<IActionResult> OnPostDelegationAsync() => TakeAsync(new AddDelegationCommand(Reference, Party.Read()), "delegation", nameof(Party), "delegations");

    public async Task<IActionResult> OnPostAgendaAsync()
    {
        Engagement = await Send.SendAsync(new GetEngagementQuery(Reference), Gone);
        var at = new Here(Shell.Here.Now, Engagement.TimeZone).Read(Item.At);
        var input = new AgendaItemInput { At = at, Title = Item.Title, Speaker = TypedFields.OrNull(Item.Speaker) };
        return await TakeAsync(new AddAgendaItemCommand(Reference, input), "agenda", nameof(Item), "agenda");
    }

    public Task<IActionResult> OnPostOutcomeAsync() =>
        TakeAsync(new AddOutcomeCommand(Reference, new OutcomeInput { Text = Outcome }), "outcome", string.Empty, "outcomes");

    public Task<IActionResult> OnPostRemoveAsync(Guid id) => TakeAsync(new RemoveEngagementPartCommand(Reference, id), "remove", string.Empty, "delegations");

    public Task<IActionResult> OnPostLinkAsync() =>
        TakeAsync(new LinkIncidentToEngagementCommand(Reference, new LinkedIncidentInput { Reference = Link }), "link", string.Empty, "cases");

    public Task<IActionResult> OnPostUnlinkAsync(string incident) =>
        TakeAsync(new UnlinkIncidentFromEngagementCommand(Reference, incident), "link", string.Empty, "cases");

    public async Task<IActionResult> OnPostWithdrawDocumentAsync(Guid id) =>
        await TryAsync(() => Send.SendAsync(new WithdrawDocumentCommand(Reference, id, new ActionInput()), Gone), string.Empty)
            ? Done($"/engagements/{Reference}#documents", Words.Get("Engagements.Saved"))
            : await AgainAsync("documents");

    public async Task<IActionResult> OnPostScheduleAsync()
    {
        Engagement = await Send.SendAsync(new GetEngagementQuery(Reference), Gone);
        var input = new ScheduleFollowUpInput
        {
            Title = Plan.Title,
            DueAt = Shell.Here.Read(Plan.DueAt),
            TimeZone = Shell.Here.Zone,
            Assignee = Plan.Assignee,
            Reminders = Plan.DayBefore ? ["-P1D"] : [],
            About = new FollowUpAboutInput { Type = FollowUpAbout.Engagement, Id = Engagement.Id },
        };
        return await TryAsync(() => Send.SendAsync(new ScheduleFollowUpCommand(null, input), Gone), nameof(Plan))
            ? Done($"/engagements/{Reference}#about", Words.Get("Case.FollowUpScheduled"))
            : await AgainAsync("schedule");
    }

    private async Task<IActionResult> TakeAsync(ICommand<EngagementKey> command, string form, string prefix, string section) =>
        await TryAsync(() => Send.SendAsync(command, Gone), prefix)
            ? Done($"/engagements/{Reference}#{section}", Words.Get("Engagements.Saved"))
            : await AgainAsync(form);

    private async Task<IActionResult> AgainAsync(string form)
    {
        Opened = form;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        Engagement = await Send.SendAsync(new GetEngagementQuery(Reference), Gone);
        Documents = await AllAsync(page => new ListDocumentsQuery(Reference, false, page));
        Commitments = await AllAsync(page => new ListCommitmentsQuery(new CommitmentFilter { Engagement = Reference }, page));
        FollowUps = await AllAsync(page => new ListFollowUpsQuery(null, false, null, page, Engagement.Id));
        if (Keeps)
        {
            People = (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items;
            Organisations = await OrganisationsAsync();
        }
    }
}

/// <summary>What is typed of a delegation: of a country or of an organisation, its members one a line.</summary>
internal sealed class DelegationFields
{
    public string? Country { get; set; }

    public Guid? OrganisationId { get; set; }

    public string? Head { get; set; }

    public string? Members { get; set; }

    /// <summary>What was typed, as the API takes it; what stands behind the first comma of a line is the role.</summary>
    public DelegationInput Read() => new()
    {
        Country = TypedFields.OrNull(Country),
        OrganisationId = OrganisationId,
        Head = TypedFields.OrNull(Head),
        Members = [.. (Members ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(',', 2, StringSplitOptions.TrimEntries))
            .Select(parts => new MemberInput { Name = parts[0], Role = parts.Length > 1 ? TypedFields.OrNull(parts[1]) : null })],
    };
}

/// <summary>What is typed of an item of the agenda, by the clock of the engagement's zone.</summary>
internal sealed class AgendaFields
{
    public string? At { get; set; }

    public string? Title { get; set; }

    public string? Speaker { get; set; }
}

/// <summary>What is typed of a follow-up, by the reader's clock.</summary>
internal sealed class PlanFields
{
    public string? Title { get; set; }

    public string? DueAt { get; set; }

    public Guid? Assignee { get; set; }

    public bool DayBefore { get; set; }
}
