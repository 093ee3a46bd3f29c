using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Admin;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Engagements;

/// <summary>What is typed of an engagement, on the page that adds and on the one that edits.</summary>
internal sealed class EngagementFields
{
    public EngagementKind? Kind { get; set; }

    public CooperationKind? Cooperation { get; set; }

    public string? Title { get; set; }

    public string? Place { get; set; }

    public string? Country { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? TimeZone { get; set; }

    public List<string> HostCountries { get; set; } = [];

    public List<string> HostOrganisations { get; set; } = [];

    public string? Summary { get; set; }

    public string? Tlp { get; set; }

    public Guid? Responsible { get; set; }

    public List<Guid> NamedPersons { get; set; } = [];

    public List<string> Instruments { get; set; } = [];

    public long? Version { get; set; }

    /// <summary>The form of an engagement as it stands.</summary>
    public static EngagementFields Of(EngagementDetail engagement) => new()
    {
        Kind = engagement.Kind,
        Cooperation = engagement.Cooperation,
        Title = engagement.Title,
        Place = engagement.Place,
        Country = engagement.Country,
        From = Day(engagement.From),
        To = Day(engagement.To),
        TimeZone = engagement.TimeZone,
        HostCountries = [.. engagement.Hosts.Where(h => h.Organisation is null).Select(h => h.Country!)],
        HostOrganisations = [.. engagement.Hosts.Where(h => h.Organisation is not null).Select(h => h.Organisation!.Id.ToString())],
        Summary = engagement.Summary,
        Tlp = TlpLabel.Of(engagement.Tlp),
        Responsible = engagement.Responsible?.Id,
        NamedPersons = [.. engagement.NamedPersons.Select(p => p.Id)],
        Instruments = [.. engagement.Instruments.Select(i => i.Code)],
        Version = engagement.Version,
    };

    /// <summary>What was typed, as the API takes it.</summary>
    public EngagementInput Read(ModelStateDictionary state) => new()
    {
        Kind = Kind,
        Cooperation = Cooperation,
        Title = Title,
        Place = TypedFields.OrNull(Place),
        Country = TypedFields.OrNull(Country),
        From = state.Date(From, "Input.From"),
        To = state.Date(To, "Input.To"),
        TimeZone = TypedFields.OrNull(TimeZone),
        Hosts =
        [
            .. HostCountries.Where(c => !string.IsNullOrEmpty(c)).Select(c => new PartyInput { Country = c }),
            .. HostOrganisations.Where(o => Guid.TryParse(o, out _)).Select(o => new PartyInput { OrganisationId = Guid.Parse(o) }),
        ],
        Summary = TypedFields.OrNull(Summary),
        Tlp = TlpLabel.Parse(Tlp),
        Responsible = Responsible,
        NamedPersons = NamedPersons,
        Instruments = [.. Instruments.Where(i => !string.IsNullOrEmpty(i))],
    };

    /// <summary>The same as a patch of the whole.</summary>
    public EditEngagementInput ReadPatch(ModelStateDictionary state)
    {
        var input = Read(state);
        return new EditEngagementInput
        {
            Kind = new(true, input.Kind),
            Cooperation = new(true, input.Cooperation),
            Title = new(true, input.Title),
            Place = new(true, input.Place),
            Country = new(true, input.Country),
            From = new(true, input.From),
            To = new(true, input.To),
            TimeZone = new(true, input.TimeZone),
            Hosts = new(true, input.Hosts),
            Summary = new(true, input.Summary),
            Tlp = new(true, input.Tlp),
            Responsible = new(true, input.Responsible),
            NamedPersons = new(true, input.NamedPersons),
            Instruments = new(true, input.Instruments),
        };
    }

    /// <summary>A day as its field takes it.</summary>
    public static string Day(DateOnly day) => day.ToString(TypedFields.DateForm, CultureInfo.InvariantCulture);
}

/// <summary>What the fields are filled from, and what their pickers offer.</summary>
/// <param name="Input">What is typed.</param>
/// <param name="People">Who may answer for it, and be named.</param>
/// <param name="Organisations">Who may hold it.</param>
/// <param name="Instruments">The agreements and norms that it may have to do with.</param>
internal sealed record EngagementChoices(
    EngagementFields Input, IReadOnlyList<PersonName> People, IReadOnlyList<OrganisationChoice> Organisations, IReadOnlyList<InstrumentName> Instruments);
