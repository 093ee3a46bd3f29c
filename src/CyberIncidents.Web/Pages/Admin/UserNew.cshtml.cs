using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>Registers a user: one of ours with roles, a liaison officer of a partner, or one who speaks for an authority at home.</summary>
internal sealed class UserNewModel(Shell shell, IDispatcher send, SetUpService setUp) : AdminPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public UserForm Input { get; set; } = new();

    public IReadOnlyList<OrganisationChoice> Partners { get; private set; } = [];

    /// <param name="organisation">For whom the new one is to speak.</param>
    public async Task OnGetAsync(Guid? organisation)
    {
        OnceKey = NewOnceKey();
        (Input.Partner, Input.OrganisationId) = (organisation is not null, organisation);
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Require(Input.Email, "Input.Email");
        Require(Input.DisplayName, "Input.DisplayName");
        if (Input.Partner && Input.OrganisationId is null)
        {
            ModelState.AddModelError("Input.OrganisationId", Words.Get("Page.Required"));
        }

        if (!Input.Partner && Input.Roles.Count == 0)
        {
            ModelState.AddModelError("Input.Roles", Words.Get("Error.Roles"));
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            await LoadAsync();
            return Page();
        }

        var (id, link) = (Guid.Empty, (string?)null);
        if (!await TryOnceAsync(async () => (id, link) = await RegisterAsync()))
        {
            await LoadAsync();
            return Page();
        }

        if (link is not null)
        {
            TempData[UserModel.LinkKey(id)] = link;
        }

        return Done($"/admin/users/{id}", Words.Get("Admin.UserRegistered"));
    }

    /// <summary>The link is made after the commit and for the first sending of the form only: a repeated one must not open the account again.</summary>
    private async Task<(Guid Id, string? Link)> RegisterAsync()
    {
        var replay = await HttpContext.IsReplayAsync();
        var person = await Send.SendAsync(
            new RegisterUserCommand(new RegisterUserInput
            {
                Email = Input.Email,
                DisplayName = Input.DisplayName,
                OrganisationId = Input.Partner ? Input.OrganisationId : null,
                Roles = Input.Partner ? [await SpeakerAsync()] : Input.Roles,
            }),
            Gone);
        // While it waits for a second person there is no link that could be kept for later.
        var waits = (await Send.SendAsync(new GetUserQuery(person.Id), Gone)).AwaitsSecondSince is not null;
        return (person.Id, replay || waits ? null : await setUp.ForPersonAsync(person.Id, Gone));
    }

    /// <summary>Whoever speaks for another organisation has the role that goes with it.</summary>
    private async Task<Roles> SpeakerAsync() =>
        (await OrganisationsAsync()).FirstOrDefault(o => o.Id == Input.OrganisationId) is { AtHome: true } ? Roles.Stakeholder : Roles.LiaisonOfficer;

    private async Task LoadAsync() => Partners = [.. (await OrganisationsAsync()).Where(o => !o.IsHome)];
}

/// <summary>What is typed of a user.</summary>
internal sealed class UserForm
{
    public string? Email { get; set; }

    public string? DisplayName { get; set; }

    /// <summary>Speaks for a partner; else one of ours.</summary>
    public bool Partner { get; set; }

    public Guid? OrganisationId { get; set; }

    public List<Roles> Roles { get; set; } = [];

    /// <summary>Stands in for the other liaison officers of the organisation.</summary>
    public bool Deputy { get; set; }

    public long? Version { get; set; }
}
