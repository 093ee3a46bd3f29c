using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Commitments;

/// <summary>One commitment: what it says, its moves, and the form that changes it.</summary>
internal sealed class DetailsModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public CommitmentFields Input { get; set; } = new();

    public CommitmentDetail Commitment { get; private set; } = null!;

    public CommitmentChoices Choices { get; private set; } = null!;

    /// <summary>What people scheduled about it and is open: it ends with it only when that is said.</summary>
    public IReadOnlyList<FollowUpDetail> OpenFollowUps { get; private set; } = [];

    /// <summary>Whether the form was refused, and so is open.</summary>
    public bool Opened { get; private set; }

    /// <summary>The move that was refused, with what was said with it.</summary>
    public TriedAct? Tried { get; private set; }

    /// <summary>Whether the reader may change it.</summary>
    public bool Keeps => Shell.Holds(Permission.KeepCooperation);

    public Task OnGetAsync() => LoadAsync(typed: false);

    public async Task<IActionResult> OnPostAsync()
    {
        var patch = Input.ReadPatch(ModelState);
        if (ModelState.IsValid && await TryAsync(() => Send.SendAsync(new EditCommitmentCommand(Reference, patch, Input.Version), Gone)))
        {
            return Done($"/commitments/{Reference}", Words.Get("Admin.Saved"));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        Opened = true;
        await LoadAsync(typed: true);
        return Page();
    }

    public async Task<IActionResult> OnPostMoveAsync(string? move, string? reason, bool cancelFollowUps, long? version)
    {
        var wanted = MoveName.Parse<CommitmentMove>(move) ?? throw new NotFoundException();
        var input = new ActionInput { Reason = reason, CancelFollowUps = cancelFollowUps };
        Tried = new TriedAct(this, MoveName.Of(wanted), reason, cancelFollowUps);
        if (await TryAsync(() => Send.SendAsync(new MoveCommitmentCommand(Reference, wanted, input, version), Gone), Tried.Move))
        {
            return Done($"/commitments/{Reference}", Words.Get("Engagements.Saved"));
        }

        await LoadAsync(typed: false);
        return Page();
    }

    private async Task LoadAsync(bool typed)
    {
        Commitment = await Send.SendAsync(new GetCommitmentQuery(Reference), Gone);
        Input = typed ? Input : CommitmentFields.Of(Commitment);
        ModelState.Remove($"{nameof(Input)}.{nameof(Input.Version)}");
        Input.Version = Commitment.Version;
        if (Keeps)
        {
            OpenFollowUps = [.. (await AllAsync(page => new ListFollowUpsQuery(FollowUpScope.Open, false, null, page, Commitment.Id))).Where(f => f.Id != Commitment.FollowUpId)];
            Choices = new CommitmentChoices(
                Input, (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items, await OrganisationsAsync(), await InstrumentsAsync(Commitment.Instruments), Fresh: false);
        }
    }
}
