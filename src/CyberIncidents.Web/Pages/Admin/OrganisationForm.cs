using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>What is typed of an organisation.</summary>
internal sealed class OrganisationForm
{
    public string? Name { get; set; }

    /// <summary>Chosen once; empty for an international body.</summary>
    public string? Country { get; set; }

    /// <summary>Chosen once.</summary>
    public OrganisationKind? Kind { get; set; }

    public string? Sector { get; set; }

    public bool NationalContact { get; set; }

    public string? TimeZone { get; set; }

    /// <summary>BCP 47 tags with commas between them, preferred first.</summary>
    public string? Languages { get; set; }

    public long? Version { get; set; }

    public string? SectorOrNull => string.IsNullOrWhiteSpace(Sector) ? null : Sector.Trim();

    public IReadOnlyList<string> LanguageTags => (Languages ?? string.Empty).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The form of an organisation as it stands.</summary>
    public static OrganisationForm Of(OrganisationDetail detail) => new()
    {
        Name = detail.Name,
        Country = detail.Country,
        Kind = detail.Kind,
        Sector = detail.Sector,
        NationalContact = detail.NationalContact,
        TimeZone = detail.TimeZone,
        Languages = string.Join(", ", detail.Languages),
        Version = detail.Version,
    };
}
