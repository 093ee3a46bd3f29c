using System.Globalization;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;
using Microsoft.AspNetCore.Mvc.ModelBinding;

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

    /// <summary>When its duty hours begin, local time; both or neither.</summary>
    public string? DutyFrom { get; set; }

    public string? DutyTo { get; set; }

    /// <summary>Its own days off; none for those of its country.</summary>
    public List<DayOfWeek> Weekend { get; set; } = [];

    /// <summary>After how many days without a proof it is asked whether it is there.</summary>
    public int? CheckEveryDays { get; set; }

    public long? Version { get; set; }

    public string? SectorOrNull => string.IsNullOrWhiteSpace(Sector) ? null : Sector.Trim();

    public IReadOnlyList<string> LanguageTags => (Languages ?? string.Empty).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The duty hours that were typed; null where none were.</summary>
    public DutyHoursInput? Duty(ModelStateDictionary state)
    {
        var (from, to) = (state.Time(DutyFrom, "Input.DutyFrom"), state.Time(DutyTo, "Input.DutyTo"));
        return from is null && to is null ? null : new DutyHoursInput(from, to);
    }

    /// <summary>The API's duty hours are two fields here.</summary>
    public static void DutyErrors(ModelStateDictionary state)
    {
        state.Rename("Input.dutyHours.from", "Input.DutyFrom");
        state.Rename("Input.dutyHours.to", "Input.DutyTo");
    }

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
        DutyFrom = detail.DutyHours?.From.ToString("HH:mm", CultureInfo.InvariantCulture),
        DutyTo = detail.DutyHours?.To.ToString("HH:mm", CultureInfo.InvariantCulture),
        Weekend = [.. detail.Weekend],
        CheckEveryDays = detail.CheckEveryDays,
        Version = detail.Version,
    };
}
