using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.People;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Engagements;

/// <summary>Edits an engagement.</summary>
internal sealed class EditModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public EngagementFields Input { get; set; } = new();

    public EngagementDetail Engagement { get; private set; } = null!;

    public EngagementChoices Choices { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        await OfferAsync();
        Input = EngagementFields.Of(Engagement);
        Choices = Choices with { Input = Input };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var patch = Input.ReadPatch(ModelState);
        if (ModelState.IsValid && await TryAsync(() => Send.SendAsync(new EditEngagementCommand(Reference, patch, Input.Version), Gone)))
        {
            return Done($"/engagements/{Reference}", Words.Get("Admin.Saved"));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        await OfferAsync();
        ModelState.Remove($"{nameof(Input)}.{nameof(Input.Version)}");
        Input.Version = Engagement.Version;
        return Page();
    }

    private async Task OfferAsync()
    {
        Engagement = await Send.SendAsync(new GetEngagementQuery(Reference), Gone);
        Choices = new EngagementChoices(
            Input, (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items, await OrganisationsAsync(), await InstrumentsAsync(Engagement.Instruments));
    }
}
