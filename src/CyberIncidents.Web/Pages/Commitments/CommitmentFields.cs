using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Admin;
using CyberIncidents.Web.Pages.Engagements;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Commitments;

/// <summary>What is typed of a commitment. A side is one choice: <c>we</c>, a country's code, or an organisation's key.</summary>
internal sealed class CommitmentFields
{
    /// <summary>Our side. No code of a country in any case of letters: a list chooses its option without regard to case, and US is one.</summary>
    public const string Us = "we";

    public string? OwedBy { get; set; }

    public string? OwedTo { get; set; }

    public string? Title { get; set; }

    public string? Text { get; set; }

    public string? DueOn { get; set; }

    public string? Engagement { get; set; }

    public string? Incident { get; set; }

    public string? Basis { get; set; }

    public Guid? Responsible { get; set; }

    public string? Tlp { get; set; }

    public List<Guid> NamedPersons { get; set; } = [];

    public List<string> Instruments { get; set; } = [];

    public long? Version { get; set; }

    /// <summary>The form of a commitment as it stands.</summary>
    public static CommitmentFields Of(CommitmentDetail commitment) => new()
    {
        OwedBy = Choice(commitment.OwedBy),
        OwedTo = Choice(commitment.OwedTo),
        Title = commitment.Title,
        Text = commitment.Text,
        DueOn = EngagementFields.Day(commitment.DueOn),
        Engagement = commitment.Engagement,
        Incident = commitment.Incident,
        Basis = commitment.Basis,
        Responsible = commitment.Responsible.Id,
        NamedPersons = [.. commitment.NamedPersons.Select(p => p.Id)],
        Instruments = [.. commitment.Instruments.Select(i => i.Code)],
        Tlp = TlpLabel.Of(commitment.Tlp),
        Version = commitment.Version,
    };

    /// <summary>What was typed, as the API takes it.</summary>
    public CommitmentInput Read(ModelStateDictionary state) => new()
    {
        OwedBy = Party(OwedBy),
        OwedTo = Party(OwedTo),
        Title = Title,
        Text = TypedFields.OrNull(Text),
        DueOn = state.Date(DueOn, "Input.DueOn"),
        Engagement = TypedFields.OrNull(Engagement),
        Incident = TypedFields.OrNull(Incident),
        Basis = TypedFields.OrNull(Basis),
        Responsible = Responsible,
        Tlp = TlpLabel.Parse(Tlp),
        NamedPersons = NamedPersons,
        Instruments = [.. Instruments.Where(i => !string.IsNullOrEmpty(i))],
    };

    /// <summary>The same as a patch; whence it came stays.</summary>
    public EditCommitmentInput ReadPatch(ModelStateDictionary state)
    {
        var input = Read(state);
        return new EditCommitmentInput
        {
            OwedBy = new(true, input.OwedBy),
            OwedTo = new(true, input.OwedTo),
            Title = new(true, input.Title),
            Text = new(true, input.Text),
            DueOn = new(true, input.DueOn),
            Basis = new(true, input.Basis),
            Responsible = new(true, input.Responsible),
            Tlp = new(true, input.Tlp),
            NamedPersons = new(true, input.NamedPersons),
            Instruments = new(true, input.Instruments),
        };
    }

    private static string Choice(CommitmentPartyDetail party) => party.Us ? Us : party.Organisation?.Id.ToString() ?? party.Country!;

    private static CommitmentPartyInput? Party(string? choice) => TypedFields.OrNull(choice) switch
    {
        null => null,
        Us => new CommitmentPartyInput { Us = true },
        var text when Guid.TryParse(text, out var id) => new CommitmentPartyInput { OrganisationId = id },
        var code => new CommitmentPartyInput { Country = code },
    };
}

/// <summary>What the fields are filled from, and what their pickers offer.</summary>
/// <param name="Input">What is typed.</param>
/// <param name="People">Who may see to it.</param>
/// <param name="Organisations">Who may owe, or be owed.</param>
/// <param name="Instruments">The agreements and norms that it may keep.</param>
/// <param name="Fresh">Whether it is a new one: whence it comes is said once.</param>
internal sealed record CommitmentChoices(
    CommitmentFields Input, IReadOnlyList<PersonName> People, IReadOnlyList<OrganisationChoice> Organisations, IReadOnlyList<InstrumentName> Instruments,
    bool Fresh);
