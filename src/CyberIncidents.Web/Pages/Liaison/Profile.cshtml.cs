using System.Globalization;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Web.Pages.Admin;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>How a partner is reached, as we have it; what it proposes changes when we have approved it.</summary>
internal sealed class ProfileModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int ShownProposals = 20;

    [BindProperty]
    [ValidateNever]
    public ContactForm Contact { get; set; } = new();

    [BindProperty]
    [ValidateNever]
    public string? DutyFrom { get; set; }

    [BindProperty]
    [ValidateNever]
    public string? DutyTo { get; set; }

    public OrganisationDetail Organisation { get; private set; } = null!;

    public IReadOnlyList<ContactPointDetail> Contacts { get; private set; } = [];

    public IReadOnlyList<ProposalDetail> Proposals { get; private set; } = [];

    /// <summary>The form that was refused.</summary>
    public string? Tried { get; private set; }

    public async Task OnGetAsync()
    {
        EnsureMay();
        await LoadAsync();
        (DutyFrom, DutyTo) = (Text(Organisation.DutyHours?.From), Text(Organisation.DutyHours?.To));
    }

    public async Task<IActionResult> OnPostContactAsync()
    {
        EnsureMay();
        var typed = Contact.Read(Guid.Empty, ModelState) with { OrganisationId = null };
        var input = new ProposeInput
        {
            Subject = Contact.Id is null ? ProposalSubject.NewContact : ProposalSubject.Contact,
            ContactPointId = Contact.Id,
            Contact = typed,
        };
        var done = ModelState.IsValid && await TryOnceAsync(() => Send.SendAsync(new ProposeProfileCommand(input), Gone), nameof(Contact));
        ContactForm.NestedErrors(ModelState);
        return done ? Done("/profile", Words.Get("Directory.Proposed")) : await AgainAsync("contact");
    }

    public async Task<IActionResult> OnPostDutyAsync()
    {
        EnsureMay();
        var (from, to) = (ModelState.Time(DutyFrom, nameof(DutyFrom)), ModelState.Time(DutyTo, nameof(DutyTo)));
        var input = new ProposeInput { Subject = ProposalSubject.DutyHours, DutyHours = from is null && to is null ? null : new DutyHoursInput(from, to) };
        return ModelState.IsValid && await TryAsync(() => Send.SendAsync(new ProposeProfileCommand(input), Gone), string.Empty)
            ? Done("/profile", Words.Get("Directory.Proposed"))
            : await AgainAsync("duty");
    }

    /// <param name="id">Which proposal.</param>
    public async Task<IActionResult> OnPostWithdrawAsync(Guid id)
    {
        EnsureMay();
        return await TryAsync(() => Send.SendAsync(new WithdrawProposalCommand(id), Gone), string.Empty)
            ? Done("/profile", Words.Get("Directory.ProposalWithdrawn"))
            : await AgainAsync("withdraw");
    }

    /// <summary>The form of a contact point, as it is proposed.</summary>
    public ContactFields Fields(ContactForm contact, bool typed) => new(Organisation.Id, contact, typed)
    {
        Action = "/profile?handler=Contact",
        Button = Words.Get("Directory.Propose"),
        OnceKey = OnceKey,
    };

    private async Task<IActionResult> AgainAsync(string tried)
    {
        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        Tried = tried;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        OnceKey ??= NewOnceKey();
        Organisation = await Send.SendAsync(new GetOrganisationQuery(Shell.Me.Organisation.Id), Gone);
        Contacts = [.. (await AllAsync(page => new ListContactPointsQuery(Organisation.Id, page))).Where(c => !c.Retired)];
        Proposals = (await Send.SendAsync(new ListProposalsQuery(Organisation.Id, Waiting: false, new PageRequest(ShownProposals)), Gone)).Items;
    }

    private static string? Text(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);

    private void EnsureMay()
    {
        if (!Shell.Holds(Permission.ReadShared))
        {
            throw new ForbiddenException("A profile is that of a partner.");
        }
    }
}
