using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Reference;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Admin;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Partners;

/// <summary>One organisation: how it is reached and how long ago it last answered, what it belongs to, what the work with it comes to.</summary>
internal sealed class OrganisationModel(Shell shell, IDispatcher send) : DirectoryPage(shell, send)
{
    private const int ShownChecks = 10;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    [ValidateNever]
    public ProofForm Proof { get; set; } = new();

    [BindProperty]
    [ValidateNever]
    public MembershipForm Membership { get; set; } = new();

    [BindProperty]
    [ValidateNever]
    public ConstituentForm Constituent { get; set; } = new();

    public OrganisationDetail Organisation { get; private set; } = null!;

    public IReadOnlyList<ContactPointDetail> Contacts { get; private set; } = [];

    public IReadOnlyList<MembershipDetail> Memberships { get; private set; } = [];

    public IReadOnlyList<ConstituentDetail> Constituents { get; private set; } = [];

    public IReadOnlyList<CodeDetail> Networks { get; private set; } = [];

    /// <summary>What the work with it comes to; null for those who see no cases.</summary>
    public OrganisationProfile? Profile { get; private set; }

    public IReadOnlyList<ContactCheckDetail> Checks { get; private set; } = [];

    /// <summary>What it proposes of its profile and nobody has decided.</summary>
    public IReadOnlyList<ProposalDetail> Proposals { get; private set; } = [];

    /// <summary>The form that was refused.</summary>
    public string? Tried { get; private set; }

    public async Task OnGetAsync()
    {
        EnsureMay();
        await LoadAsync();
    }

    public Task<IActionResult> OnPostCheckAsync() =>
        DoAsync("check", string.Empty, "Directory.Asked", () => Send.AskAsync(Id, Gone), once: true);

    public Task<IActionResult> OnPostProveAsync() =>
        DoAsync($"prove-{Proof.Contact:N}", nameof(Proof), "Directory.ProofNoted", () => Send.SendAsync(new NoteProofCommand(Proof.Contact, Proof.Read(), null), Gone));

    /// <param name="person">Whom.</param>
    public Task<IActionResult> OnPostApproveAsync(Guid person) =>
        DoAsync("approve", string.Empty, "Directory.Approved", () => Send.SendAsync(new ApproveSpeakerCommand(person), Gone));

    public async Task<IActionResult> OnPostMembershipAsync()
    {
        var input = Membership.Read(await Send.SendAsync(new GetOrganisationQuery(Id), Gone), ModelState);
        return await DoAsync("membership", nameof(Membership), "Directory.MembershipNoted", () => Send.SendAsync(new RegisterMembershipCommand(input), Gone));
    }

    /// <param name="membership">Which.</param>
    /// <param name="version">The version that the page showed.</param>
    /// <param name="until">Its last day.</param>
    public Task<IActionResult> OnPostEndAsync(Guid membership, long? version, string? until)
    {
        var day = ModelState.Date(until, "until");
        if (day is null && ModelState.IsValid)
        {
            ModelState.AddModelError("until", Words.Get("Page.Required"));
        }

        var edit = new EditMembershipInput { Until = new Optional<DateOnly?>(true, day) };
        return DoAsync($"end-{membership:N}", string.Empty, "Directory.MembershipEnded", () => Send.SendAsync(new EditMembershipCommand(membership, edit, version), Gone));
    }

    public Task<IActionResult> OnPostConstituentAsync() =>
        DoAsync("constituent", nameof(Constituent), "Directory.ConstituentListed", () => Send.SendAsync(new AddConstituentCommand(Id, Constituent.Read()), Gone));

    /// <param name="constituent">Which.</param>
    /// <param name="version">The version that the page showed.</param>
    /// <param name="retired">Whether it leaves the list.</param>
    public Task<IActionResult> OnPostRetireAsync(Guid constituent, long? version, bool retired)
    {
        var edit = new EditConstituentInput { Retired = new Optional<bool?>(true, retired) };
        return DoAsync($"retire-{constituent:N}", string.Empty, retired ? "Rules.IsTakenOff" : "Rules.IsBack", () => Send.SendAsync(new EditConstituentCommand(constituent, edit, version), Gone));
    }

    /// <param name="proposal">Which.</param>
    /// <param name="approve">Whether it is approved.</param>
    /// <param name="reason">Why it is rejected.</param>
    public Task<IActionResult> OnPostDecideAsync(Guid proposal, bool approve, string? reason) =>
        DoAsync($"decide-{proposal:N}", string.Empty, approve ? "Directory.ProposalDone" : "Directory.ProposalRejected", () => Send.SendAsync(new DecideProposalCommand(proposal, approve, new ActionInput { Reason = reason }), Gone));

    /// <summary>Does what a form asks; what is refused is shown in it, with what was typed.</summary>
    private async Task<IActionResult> DoAsync(string form, string prefix, string done, Func<Task> act, bool once = false)
    {
        EnsureMay();
        if (ModelState.IsValid && await (once ? TryOnceAsync(act, prefix) : TryAsync(act, prefix)))
        {
            return Done($"/organisations/{Id}", Words.Get(done));
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        if (Stale)
        {
            Refuse("conflict");
        }

        Tried = form;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        Organisation = await Send.SendAsync(new GetOrganisationQuery(Id), Gone);
        Contacts = [.. (await AllAsync(page => new ListContactPointsQuery(Id, page))).Where(c => !c.Retired).OrderBy(c => c.Purpose)];
        Memberships = await AllAsync(page => new ListMembershipsQuery(Id, null, null, page));
        Constituents = await AllAsync(page => new ListConstituentsQuery(Id, page));
        Proposals = (await Send.SendAsync(new ListProposalsQuery(Id, Waiting: true, new PageRequest()), Gone)).Items;
        Networks = (await Send.SendAsync(new ListNetworksQuery(), Gone)).Items;
        if (SeesCases)
        {
            Profile = await Send.SendAsync(new GetOrganisationProfileQuery(Id), Gone);
            Checks = (await Send.SendAsync(new ListContactChecksQuery(Id, Open: false, new PageRequest(ShownChecks)), Gone)).Items;
        }
    }
}
