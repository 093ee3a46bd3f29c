using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Admin;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Norms;

/// <summary>What is typed of a measure.</summary>
internal sealed class MeasureFields
{
    public string? Title { get; set; }

    public string? Note { get; set; }

    public Guid? Owner { get; set; }

    public MeasureState? State { get; set; }

    public string? NextReviewOn { get; set; }

    public long? Version { get; set; }

    public static MeasureFields Of(MeasureDetail m) => new()
    {
        Title = m.Title,
        Note = m.Note,
        Owner = m.Owner.Id,
        State = m.State,
        NextReviewOn = TypedFields.Text(m.NextReviewOn),
        Version = m.Version,
    };
}

/// <summary>One norm: the cases in which it is at issue, and what we do to live up to it.</summary>
internal sealed class DetailsModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int CasesAtOnce = 50;

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Agreement { get; set; } = string.Empty;

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Article { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public MeasureFields Input { get; set; } = new();

    public NormSummary Norm { get; private set; } = null!;

    public Page<CitingCase> Cases { get; private set; } = new([], null);

    public IReadOnlyList<MeasureDetail> Measures { get; private set; } = [];

    public IReadOnlyList<PersonName> People { get; private set; } = [];

    public IReadOnlyList<EngagementSummary> Engagements { get; private set; } = [];

    public IReadOnlyList<CommitmentDetail> Commitments { get; private set; } = [];

    /// <summary>The measure whose form was refused; an empty id for a new one.</summary>
    public Guid? Tried { get; private set; }

    public bool MayKeep => Shell.Holds(Permission.KeepCooperation);

    /// <summary>The address of this page.</summary>
    public string Address => $"/norms/{Norm.AgreementCode}/{Norm.Article}";

    /// <summary>The strictest marking on the page, for print.</summary>
    public Tlp? Strictest => Cases.Items.Select(c => (Tlp?)c.Tlp).Concat(Engagements.Select(e => (Tlp?)e.Tlp)).Concat(Commitments.Select(c => (Tlp?)c.Tlp)).Max();

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAddAsync()
    {
        var input = new MeasureInput
        {
            Title = Input.Title,
            Note = TypedFields.OrNull(Input.Note),
            Owner = Input.Owner,
            State = Input.State,
            NextReviewOn = ModelState.Date(Input.NextReviewOn, "Input.NextReviewOn"),
        };
        return ModelState.IsValid && await TryOnceAsync(() => Send.SendAsync(new AddMeasureCommand(Agreement, Article, input), Gone))
            ? Done($"/norms/{Agreement}/{Article}#measures", Words.Get("Agreements.MeasureAdded"))
            : await AgainAsync(Guid.Empty);
    }

    public async Task<IActionResult> OnPostEditAsync(Guid id)
    {
        var input = new EditMeasureInput
        {
            Title = new(true, Input.Title),
            Note = new(true, TypedFields.OrNull(Input.Note)),
            Owner = new(true, Input.Owner),
            State = new(true, Input.State),
            NextReviewOn = new(true, ModelState.Date(Input.NextReviewOn, "Input.NextReviewOn")),
        };
        return ModelState.IsValid && await TryAsync(() => Send.SendAsync(new EditMeasureCommand(id, input, Input.Version), Gone))
            ? Done($"/norms/{Agreement}/{Article}#measures", Words.Get("Admin.Saved"))
            : await AgainAsync(id);
    }

    /// <summary>What a form of a measure shows: what was typed where it was refused, else what stands.</summary>
    public MeasureFormView FormOf(MeasureDetail? measure)
    {
        var id = measure?.Id ?? Guid.Empty;
        var input = Tried == id ? Input : measure is null ? new MeasureFields { State = MeasureState.Planned, Owner = Shell.Me.Id } : MeasureFields.Of(measure);
        if (Stale && Tried == id && measure is not null)
        {
            input.Version = measure.Version;
        }

        return new MeasureFormView(input, People, measure is null ? $"{Address}?handler=Add" : $"{Address}?handler=Edit&id={id}", id, Tried == id, NewOnceKey());
    }

    private async Task<IActionResult> AgainAsync(Guid tried)
    {
        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        Tried = tried;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        Norm = await Send.SendAsync(new GetNormQuery(Agreement, Article), Gone);
        Cases = await Send.SendAsync(
            new ListCitingCasesQuery(Agreement, Article, new PageRequest(CasesAtOnce, Request.Query["after"] is [{ Length: > 0 } after] ? after : null)), Gone);
        var code = $"{Norm.AgreementCode}/{Norm.Article}";
        Engagements = await AllAsync(page => new ListEngagementsQuery(new EngagementFilter { Instrument = code }, page));
        Commitments = await AllAsync(page => new ListCommitmentsQuery(new CommitmentFilter { Instrument = code }, page));
        Measures = await AllAsync(page => new ListMeasuresQuery(Agreement, Article, page));
        People = MayKeep ? (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items : [];
    }
}

/// <summary>The form of a measure.</summary>
/// <param name="Input">What it is filled with.</param>
/// <param name="People">Who may answer for it.</param>
/// <param name="Action">Where it is sent.</param>
/// <param name="Id">The measure; an empty id for a new one.</param>
/// <param name="Open">Whether it was refused and stays open.</param>
/// <param name="OnceKey">A key of its own.</param>
internal sealed record MeasureFormView(MeasureFields Input, IReadOnlyList<PersonName> People, string Action, Guid Id, bool Open, string OnceKey);
