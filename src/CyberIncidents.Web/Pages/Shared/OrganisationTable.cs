using CyberIncidents.Application.Partners;

namespace CyberIncidents.Web.Pages.Shared;

/// <summary>A page of organisations.</summary>
/// <param name="Rows">The organisations.</param>
/// <param name="Base">Where the page of one is, without its id.</param>
/// <param name="First">The address of the first page; null on it.</param>
/// <param name="Next">The address of the next page; null on the last.</param>
internal sealed record OrganisationTable(IReadOnlyList<OrganisationDetail> Rows, string Base, string? First, string? Next);
