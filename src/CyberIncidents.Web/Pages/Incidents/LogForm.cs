using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Incidents;

/// <summary>A country of the form: by name in either language, or by code.</summary>
public sealed record PartnerRow
{
    /// <summary>What was typed.</summary>
    public string? Country { get; init; }

    /// <summary>The part that it plays.</summary>
    public ParticipationRole? Role { get; init; }
}

/// <summary>What is typed when an incident is logged, as the form holds it.</summary>
[ValidateNever]
public sealed record LogForm
{
    private const int LeastRows = 3;

    public string? Title { get; init; }

    public string? Summary { get; init; }

    /// <summary>A class, or class and type as <c>fraud/phishing</c>.</summary>
    public string? Classification { get; init; }

    public Severity? Severity { get; init; }

    public Tlp? Tlp { get; init; }

    public IList<PartnerRow> Partners { get; init; } = [];

    /// <summary>Whether the follow-up below is wanted.</summary>
    public bool FollowsUp { get; init; }

    public string? FollowUpTitle { get; init; }

    /// <summary>In the reader's zone.</summary>
    public string? FollowUpAt { get; init; }

    public Guid? FollowUpBy { get; init; }

    /// <summary>In the reader's zone.</summary>
    public string? DetectedAt { get; init; }

    /// <summary>In the reader's zone.</summary>
    public string? OccurredAt { get; init; }

    public string? Source { get; init; }

    public Pap? Pap { get; init; }

    /// <summary>Handling codes and grading; PAP stands beside it.</summary>
    public HandlingForm Handling { get; init; } = new();

    /// <summary>Words between commas.</summary>
    public string? Tags { get; init; }

    public IList<string> TerroristUse { get; init; } = [];

    public IList<Guid> NamedPersons { get; init; } = [];

    /// <summary>Whether something of what is folded away is filled in.</summary>
    public bool HasMore =>
        DetectedAt is not null || OccurredAt is not null || Source is not null || Pap is not null || Tags is not null || Handling.Any
        || TerroristUse.Count > 0 || NamedPersons.Count > 0;

    /// <summary>The rows with countries, and one more to fill in; not fewer than three.</summary>
    public IReadOnlyList<PartnerRow> Rows
    {
        get
        {
            var filled = Partners.Where(p => !string.IsNullOrWhiteSpace(p.Country)).ToList();
            return [.. filled, .. Enumerable.Repeat(new PartnerRow(), Math.Max(1, LeastRows - filled.Count))];
        }
    }

    /// <summary>The command's input; countries that are not known go as they were typed, and are refused by name.</summary>
    internal LogIncidentInput ToInput(NameBook names, Here here)
    {
        var classification = Classification?.Split('/', 2);
        return new LogIncidentInput
        {
            Title = Title,
            Summary = Summary,
            Classification = classification is null ? null : new ClassificationInput(classification[0], classification.ElementAtOrDefault(1)),
            TerroristUse = [.. TerroristUse],
            Severity = Severity,
            Tlp = Tlp,
            Pap = Pap,
            Handling = Handling.ToValue(),
            OccurredAt = here.Read(OccurredAt),
            DetectedAt = here.Read(DetectedAt),
            Source = Source,
            Partners = [.. PartnersByCode(names).Select(p => new PartnerInput(p.Key, Roles: [.. p.Select(r => r.Role ?? ParticipationRole.Affected).Distinct()]))],
            NamedPersons = [.. NamedPersons],
            Tags = [.. (Tags ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        };
    }

    /// <summary>The follow-up's input; null when none is wanted.</summary>
    internal ScheduleFollowUpInput? ToFollowUp(Here here) => !FollowsUp ? null : new ScheduleFollowUpInput
    {
        Title = FollowUpTitle,
        DueAt = here.Read(FollowUpAt),
        TimeZone = here.Zone,
        Assignee = FollowUpBy,
    };

    /// <summary>The rows by country; a country that stands twice is one partner with two roles.</summary>
    private IEnumerable<IGrouping<string, PartnerRow>> PartnersByCode(NameBook names) =>
        Partners.Where(p => !string.IsNullOrWhiteSpace(p.Country)).GroupBy(p => CodeOf(names, p.Country!) ?? p.Country!, StringComparer.Ordinal);

    /// <summary>The code of a country by its name in either language or its code; null when it is not known.</summary>
    internal static string? CodeOf(NameBook names, string typed)
    {
        var word = Incident.Normalise(typed);
        return names.Countries.FirstOrDefault(c =>
            c.Code == word || c.Alpha3 == word || Incident.Normalise(c.Name) == word || Incident.Normalise(c.OtherName) == word)?.Code;
    }
}
