using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Partners;

/// <summary>What is wrong with the directory, kind by kind, each with the link that mends it.</summary>
internal sealed class ProblemsModel(Shell shell, IDispatcher send) : DirectoryPage(shell, send)
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? After { get; set; }

    public IReadOnlyList<DirectoryProblemCount> Counts { get; private set; } = [];

    /// <summary>The kind that was chosen; else the first of which there are any.</summary>
    public DirectoryProblemKind Chosen { get; private set; }

    public Page<DirectoryProblem> Problems { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        EnsureMay();
        Counts = (await Send.SendAsync(new CountDirectoryProblemsQuery(), Gone)).Items;
        Chosen = Enum.TryParse<DirectoryProblemKind>(Kind, ignoreCase: false, out var kind) && Enum.IsDefined(kind)
            ? kind
            : (Counts.FirstOrDefault(c => c.Count > 0) ?? Counts[0]).Kind;
        Problems = await Send.SendAsync(new ListDirectoryProblemsQuery(Chosen, new PageRequest(PageSize, After)), Gone);
    }

    /// <summary>Where it is mended: administrators edit, the national team asks and notes.</summary>
    public string PlaceOf(DirectoryProblem problem) => problem switch
    {
        { IncidentReference: { } reference } => $"/incidents/{reference}/partners",
        { Kind: DirectoryProblemKind.NoNationalContact, Country: { } country } => $"{(Administers ? "/admin" : string.Empty)}/organisations?country={country}",
        { Kind: DirectoryProblemKind.NoLiaison, OrganisationId: { } id } when Administers => $"/admin/users/new?organisation={id}",
        { Kind: DirectoryProblemKind.ProposalWaits, OrganisationId: { } id } => $"/organisations/{id}#proposals",
        { Kind: DirectoryProblemKind.ProofStale, OrganisationId: { } id } => $"/organisations/{id}#contact-{problem.Id:N}",
        { OrganisationId: { } id } when Administers => $"/admin/organisations/{id}",
        { OrganisationId: { } id } => $"/organisations/{id}",
        _ => "/organisations",
    };
}
