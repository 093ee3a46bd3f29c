using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.People;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Commitments;

/// <summary>Notes a commitment.</summary>
internal sealed class NewModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public CommitmentFields Input { get; set; } = new();

    public CommitmentChoices Choices { get; private set; } = null!;

    public async Task OnGetAsync(string? engagement)
    {
        OnceKey = NewOnceKey();
        Input = new CommitmentFields { Engagement = engagement, Responsible = Shell.Me.Id };
        await OfferAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var input = Input.Read(ModelState);
        var key = (CommitmentKey?)null;
        if (ModelState.IsValid && await TryOnceAsync(async () => key = await Send.SendAsync(new MakeCommitmentCommand(input), Gone)))
        {
            return Done($"/commitments/{key!.Reference}", Words.Get("Engagements.CommitmentAdded", key.Reference));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await OfferAsync();
        return Page();
    }

    private async Task OfferAsync() =>
        Choices = new CommitmentChoices(
            Input, (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items, await OrganisationsAsync(), await InstrumentsAsync([]), Fresh: true);
}
