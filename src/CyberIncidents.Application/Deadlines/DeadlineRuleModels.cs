using System.Text.Json.Serialization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Deadlines;

/// <summary>A deadline rule, named in the language of the call; administrators read both languages.</summary>
public sealed record DeadlineRuleDetail
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>The law in short, as people say it.</summary>
    public required string Regime { get; init; }

    /// <summary>Name of the stage.</summary>
    public required string Name { get; init; }

    /// <summary>Explanation.</summary>
    public required string? Description { get; init; }

    /// <summary>The law in short in English; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RegimeEn { get; init; }

    /// <summary>The law in short in Indonesian, where it is another; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RegimeId { get; init; }

    /// <summary>English name; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameEn { get; init; }

    /// <summary>Indonesian name; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameId { get; init; }

    /// <summary>English explanation; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DescriptionEn { get; init; }

    /// <summary>Indonesian explanation; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DescriptionId { get; init; }

    /// <summary>ISO 3166-1 alpha-2, <c>EU</c> or <c>INT</c>.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>What starts a clock.</summary>
    public required ClockTrigger Trigger { get; init; }

    /// <summary>How many units it runs.</summary>
    public required int Amount { get; init; }

    /// <summary>The unit.</summary>
    public required OffsetUnit Unit { get; init; }

    /// <summary>How it is counted.</summary>
    public required CountingRule Counting { get; init; }

    /// <summary>Not later than so many hours after awareness.</summary>
    public required int? NotAfterAwarenessHours { get; init; }

    /// <summary>The code of the stage before.</summary>
    public required string? Previous { get; init; }

    /// <summary>What a question does to a clock.</summary>
    public required ClarificationEffect OnClarification { get; init; }

    /// <summary>Whose duty it is.</summary>
    public required ClockDuty Duty { get; init; }

    /// <summary>What the end of the period means.</summary>
    public required RuleEffect Effect { get; init; }

    /// <summary>The legal basis whose requests it times.</summary>
    public required string? LegalBasis { get; init; }

    /// <summary>The kinds of request it times; empty for any.</summary>
    public required IReadOnlyList<RequestKind> Kinds { get; init; }

    /// <summary>The urgencies it times; empty for any.</summary>
    public required IReadOnlyList<Urgency> Urgencies { get; init; }

    /// <summary>Whether it times requests; else it times incidents.</summary>
    public required bool Requests { get; init; }

    /// <summary>Instrument and article.</summary>
    public required string Source { get; init; }

    /// <summary>V read in the source, S in a secondary one, K not checked.</summary>
    public required string Confidence { get; init; }

    /// <summary>When it was read in the source.</summary>
    public required DateOnly? VerifiedOn { get; init; }

    /// <summary>First day on which it starts clocks.</summary>
    public required DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which it starts clocks.</summary>
    public required DateOnly? ValidTo { get; init; }

    /// <summary>Whether it left the list.</summary>
    public required bool Retired { get; init; }

    /// <summary>Whether an administrator has changed it.</summary>
    public required bool EditedHere { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>How many running clocks were recomputed; only in the answer that asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Reapplied { get; init; }

    internal static DeadlineRuleDetail Of(DeadlineRule rule, bool both) => new()
    {
        Code = rule.Code,
        Regime = rule.LawInShort(),
        Name = Words.Pick(rule.NameEn, rule.NameId),
        Description = rule.DescriptionEn is null ? rule.DescriptionId : Words.Pick(rule.DescriptionEn, rule.DescriptionId ?? rule.DescriptionEn),
        RegimeEn = both ? rule.Regime : null,
        RegimeId = both ? rule.RegimeId : null,
        NameEn = both ? rule.NameEn : null,
        NameId = both ? rule.NameId : null,
        DescriptionEn = both ? rule.DescriptionEn : null,
        DescriptionId = both ? rule.DescriptionId : null,
        Jurisdiction = rule.Jurisdiction,
        Trigger = rule.Trigger,
        Amount = rule.Amount,
        Unit = rule.Unit,
        Counting = rule.Counting,
        NotAfterAwarenessHours = rule.NotAfterAwarenessHours,
        Previous = rule.Previous,
        OnClarification = rule.OnClarification,
        Duty = rule.Duty,
        Effect = rule.Effect,
        LegalBasis = rule.LegalBasis,
        Kinds = rule.Kinds,
        Urgencies = rule.Urgencies,
        Requests = rule.IsForRequests,
        Source = rule.Source,
        Confidence = rule.Confidence,
        VerifiedOn = rule.VerifiedOn,
        ValidFrom = rule.ValidFrom,
        ValidTo = rule.ValidTo,
        Retired = rule.RetiredAt is not null,
        EditedHere = rule.EditedHere,
        Version = rule.Version,
    };
}

/// <summary>What rules are called in the language of the call.</summary>
internal static class RuleNames
{
    /// <summary>The law in short: <c>NIS2 Art. 23</c>, <c>NIS2 Pasal 23</c>.</summary>
    public static string LawInShort(this DeadlineRule rule) => Words.Pick(rule.Regime, rule.RegimeId ?? rule.Regime);
}
