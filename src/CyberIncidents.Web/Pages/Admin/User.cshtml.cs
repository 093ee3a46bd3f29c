using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>One user: name and roles, whether the account is open, and a new set-up link, which shows once.</summary>
internal sealed class UserModel(Shell shell, IDispatcher send, SetUpService setUp) : AdminPage(shell, send)
{
    /// <summary>Under which a fresh link waits for the next page; it is encrypted on its way.</summary>
    public static string LinkKey(Guid id) => $"set-up-link-{id:N}";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    [ValidateNever]
    public UserForm Input { get; set; } = new();

    public UserDetail Person { get; private set; } = null!;

    public OrganisationDetail Organisation { get; private set; } = null!;

    /// <summary>The set-up link in full, in the one answer after it was made.</summary>
    public string? Link { get; private set; }

    public bool IsLiaison => !Organisation.IsHome;

    /// <summary>The one role of whoever speaks for another organisation.</summary>
    public Roles Speaker => Organisation.AtHome ? Roles.Stakeholder : Roles.LiaisonOfficer;

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input = FormOfPerson();
        // Until a second person has approved the account, a link opens nothing.
        if (Person.AwaitsSecondSince is null && TempData[LinkKey(Id)] is string path)
        {
            Response.Headers.CacheControl = "no-store";
            Link = $"{Request.Scheme}://{Request.Host}{path}";
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!IsLiaison && Input.Roles.Count == 0)
        {
            ModelState.AddModelError("Input.Roles", Words.Get("Error.Roles"));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var edit = new EditUserInput
        {
            DisplayName = new(true, Input.DisplayName),
            Roles = new(true, IsLiaison ? [Speaker] : Input.Roles),
            Deputy = IsLiaison ? new(true, Input.Deputy) : default,
        };
        return await EditAsync(edit, typed: true, "Admin.Saved");
    }

    public Task<IActionResult> OnPostDisableAsync() => EditAsync(new EditUserInput { Disabled = new(true, true) }, typed: false, "Admin.UserDisabled");

    public Task<IActionResult> OnPostEnableAsync() => EditAsync(new EditUserInput { Disabled = new(true, false) }, typed: false, "Admin.UserEnabled");

    /// <summary>An account that waits for a second person is not let in.</summary>
    public Task<IActionResult> OnPostRefuseAsync() => EditAsync(new EditUserInput { Disabled = new(true, true) }, typed: false, "Directory.Refused");

    /// <summary>Somebody else than who registered it opens it, with a link that works from now on.</summary>
    public async Task<IActionResult> OnPostApproveAsync()
    {
        if (await TryAsync(() => Send.SendAsync(new ApproveSpeakerCommand(Id), Gone)))
        {
            TempData[LinkKey(Id)] = await setUp.ForPersonAsync(Id, Gone);
            return Done($"/admin/users/{Id}", Words.Get("Directory.Approved"));
        }

        await LoadAsync();
        Input = FormOfPerson();
        return Page();
    }

    public async Task<IActionResult> OnPostRenewAsync()
    {
        await Send.SendAsync(new RenewSetUpCommand(Id), Gone);
        TempData[LinkKey(Id)] = await setUp.ForPersonAsync(Id, Gone);
        return LocalRedirect($"/admin/users/{Id}");
    }

    private async Task<IActionResult> EditAsync(EditUserInput edit, bool typed, string done)
    {
        if (await TryAsync(() => Send.SendAsync(new EditUserCommand(Id, edit, Input.Version), Gone)))
        {
            // Where a second person has to approve it, what was to open it has only asked for that.
            var waits = edit.Disabled is { IsSet: true, Value: false } && (await Send.SendAsync(new GetUserQuery(Id), Gone)).AwaitsSecondSince is not null;
            return Done($"/admin/users/{Id}", Words.Get(waits ? "Directory.AwaitsSecond" : done));
        }

        // What was typed stays; it is saved against what is there now.
        await LoadAsync();
        Input = typed ? Input : FormOfPerson();
        ModelState.Remove($"{nameof(Input)}.{nameof(Input.Version)}");
        Input.Version = Person.Version;
        return Page();
    }

    private UserForm FormOfPerson() => new() { DisplayName = Person.DisplayName, Roles = [.. Person.Roles], Deputy = Person.Deputy, Version = Person.Version };

    private async Task LoadAsync()
    {
        Person = await Send.SendAsync(new GetUserQuery(Id), Gone);
        Organisation = await Send.SendAsync(new GetOrganisationQuery(Person.Organisation.Id), Gone);
    }
}
