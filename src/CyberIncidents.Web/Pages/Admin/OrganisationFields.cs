namespace CyberIncidents.Web.Pages.Admin;

/// <summary>What the fields of an organisation are filled from, on the page that registers and on the one that edits.</summary>
/// <param name="Input">What is typed.</param>
internal sealed record OrganisationFields(OrganisationForm Input);
