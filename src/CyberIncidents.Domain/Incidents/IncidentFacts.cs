using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Incidents;

/// <summary>What is known of a case and may be edited.</summary>
/// <param name="Title">At most 200 characters; never leaves the house.</param>
/// <param name="Summary">At most 20,000 characters; never leaves the house.</param>
/// <param name="ClassCode">Class of ENISA RSIT 1003, machine word.</param>
/// <param name="TypeCode">Type of ENISA RSIT 1003, machine word; null when not known yet.</param>
/// <param name="TerroristUse">Categories of terrorist use of the internet (UNODC 2012), several at once.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Pap">What recipients may do; null when nothing is said.</param>
/// <param name="OccurredAt">When it happened, as far as known.</param>
/// <param name="DetectedAt">When it was found.</param>
/// <param name="Source">Where the report came from.</param>
/// <param name="Tags">Free words.</param>
/// <param name="Handling">Handling codes and grading; its PAP is <paramref name="Pap"/>. Null when nothing is said.</param>
public sealed record IncidentFacts(
    string Title,
    string Summary,
    string ClassCode,
    string? TypeCode,
    IReadOnlyList<string> TerroristUse,
    Severity Severity,
    Pap? Pap,
    DateTimeOffset? OccurredAt,
    DateTimeOffset? DetectedAt,
    string? Source,
    IReadOnlyList<string> Tags,
    Handling? Handling = null);
