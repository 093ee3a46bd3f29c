using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Retention;

/// <summary>How long the content of closed cases is kept.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Classification">Class of ENISA RSIT to which it applies; null for any.</param>
/// <param name="TerroristUse">Category of terrorist use of the internet to which it applies; null for any and none.</param>
/// <param name="LegalBasis">Legal basis of a request to which it applies; null for any and none.</param>
/// <param name="Months">Calendar months after the close, in the zone of the house.</param>
/// <param name="Source">The law, agreement or own decision that says so.</param>
/// <param name="Confidence">V read in the source, S in a secondary one, K not checked.</param>
/// <param name="Retired">Whether it was taken off the list.</param>
/// <param name="Version">The version of its row; also the ETag.</param>
public sealed record RetentionRuleDetail(
    Guid Id, string Name, string? Classification, string? TerroristUse, string? LegalBasis, int Months, string Source, string Confidence, bool Retired, long Version)
{
    internal static RetentionRuleDetail Of(RetentionRule r) =>
        new(r.Id, r.Name, r.Classification, r.TerroristUse, r.LegalBasis, r.Months, r.Source, r.Confidence, r.RetiredAt is not null, r.Version);
}

/// <summary>A rule that is to be added.</summary>
public sealed record RetentionRuleInput
{
    /// <summary>What it is called; at most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Class of ENISA RSIT; any when left out.</summary>
    public string? Classification { get; init; }

    /// <summary>Category of terrorist use of the internet; any and none when left out.</summary>
    public string? TerroristUse { get; init; }

    /// <summary>Code of a legal basis; any and none when left out.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>Calendar months after the close; 1 to 1,200.</summary>
    public int? Months { get; init; }

    /// <summary>The law, agreement or own decision that says so.</summary>
    public string? Source { get; init; }

    /// <summary>V, S or K; K when left out.</summary>
    public string? Confidence { get; init; }
}

/// <summary>A JSON Merge Patch of a rule; to which cases it applies stays.</summary>
public sealed record EditRetentionRuleInput
{
    /// <inheritdoc cref="RetentionRuleInput.Name"/>
    public Optional<string> Name { get; init; }

    /// <inheritdoc cref="RetentionRuleInput.Months"/>
    public Optional<int?> Months { get; init; }

    /// <inheritdoc cref="RetentionRuleInput.Source"/>
    public Optional<string> Source { get; init; }

    /// <inheritdoc cref="RetentionRuleInput.Confidence"/>
    public Optional<string> Confidence { get; init; }

    /// <summary>Whether it leaves the list.</summary>
    public Optional<bool?> Retired { get; init; }
}

/// <summary>A closed case whose term has run out.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Title">Our title.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="KeptUntil">When its term ran out.</param>
/// <param name="Rule">The rule that ran out last.</param>
/// <param name="Blocks">Why it stays nevertheless: <c>legal-hold</c> or <c>under-way</c>; null when it may go.</param>
/// <param name="LegalHold">Why it is held.</param>
/// <param name="Version">The version of the case.</param>
public sealed record ExpiredCase(
    string Reference, string Title, Tlp Tlp, DateTimeOffset ClosedAt, DateTimeOffset KeptUntil, string Rule, string? Blocks, string? LegalHold, long Version);

/// <summary>What a partner asked outside any case and whose term has run out.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Requester">Who asked.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="EndedAt">When it was answered, declined, closed or withdrawn last.</param>
/// <param name="KeptUntil">When its term ran out.</param>
/// <param name="Rule">The rule that ran out last.</param>
/// <param name="Blocks">Why it stays nevertheless: <c>under-way</c>; null when it may go.</param>
/// <param name="Version">The version of the request.</param>
public sealed record ExpiredRequest(
    string Reference, string Subject, OrganisationName Requester, Tlp Tlp, DateTimeOffset EndedAt, DateTimeOffset KeptUntil, string Rule, string? Blocks,
    long Version);

/// <summary>What stays of a case, or of what a partner asked, that was disposed of.</summary>
/// <param name="Id">The tombstone.</param>
/// <param name="Reference">The case, or the request.</param>
/// <param name="Tlp">The marking that it had.</param>
/// <param name="At">When.</param>
/// <param name="By">Who did it.</param>
/// <param name="Rule">Under which rule.</param>
/// <param name="RuleSource">On what the rule rested.</param>
/// <param name="Reason">What was said.</param>
/// <param name="Parts">What went, by kind.</param>
public sealed record TombstoneDetail(
    Guid Id, string Reference, Tlp Tlp, DateTimeOffset At, PersonName? By, string Rule, string RuleSource, string? Reason, IReadOnlyList<DisposedPart> Parts);
