using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.People;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Engagements;

/// <summary>Notes an engagement.</summary>
internal sealed class NewModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public EngagementFields Input { get; set; } = new();

    public EngagementChoices Choices { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        OnceKey = NewOnceKey();
        Input = new EngagementFields { Responsible = Shell.Me.Id };
        await OfferAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var input = Input.Read(ModelState);
        var key = (EngagementKey?)null;
        if (ModelState.IsValid && await TryOnceAsync(async () => key = await Send.SendAsync(new AddEngagementCommand(input), Gone)))
        {
            return Done($"/engagements/{key!.Reference}", Words.Get("Engagements.Added", key.Reference));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await OfferAsync();
        return Page();
    }

    private async Task OfferAsync() =>
        Choices = new EngagementChoices(
            Input, (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items, await OrganisationsAsync(), await InstrumentsAsync([]));
}
