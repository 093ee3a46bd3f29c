using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Deadlines;

/// <summary>A rule that is to be added, and what a patch makes of one.</summary>
public sealed record DeadlineRuleInput
{
    /// <summary>Its code, in kebab case; unique.</summary>
    public string? Code { get; init; }

    /// <summary>The law in short.</summary>
    public string? Regime { get; init; }

    /// <summary>The law in short in Indonesian; leave it out where it is the same there.</summary>
    public string? RegimeId { get; init; }

    /// <summary>English name of the stage.</summary>
    public string? NameEn { get; init; }

    /// <summary>Indonesian name of the stage.</summary>
    public string? NameId { get; init; }

    /// <summary>English explanation.</summary>
    public string? DescriptionEn { get; init; }

    /// <summary>Indonesian explanation.</summary>
    public string? DescriptionId { get; init; }

    /// <summary>ISO 3166-1 alpha-2, <c>EU</c> or <c>INT</c>.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>What starts a clock.</summary>
    public ClockTrigger? Trigger { get; init; }

    /// <summary>How many units it runs; at least one, at most ten years.</summary>
    public int? Amount { get; init; }

    /// <summary>The unit.</summary>
    public OffsetUnit? Unit { get; init; }

    /// <summary>How it is counted; day and night when left out.</summary>
    public CountingRule? Counting { get; init; }

    /// <summary>Not later than so many hours after awareness.</summary>
    public int? NotAfterAwarenessHours { get; init; }

    /// <summary>The code of the stage before; only where that one's submission starts it.</summary>
    public string? Previous { get; init; }

    /// <summary>What a question does to a clock; it runs on when left out.</summary>
    public ClarificationEffect? OnClarification { get; init; }

    /// <summary>Whose duty it is.</summary>
    public ClockDuty? Duty { get; init; }

    /// <summary>What the end of the period means; an answer when left out.</summary>
    public RuleEffect? Effect { get; init; }

    /// <summary>The legal basis whose requests it times.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>The kinds of request it times; empty for any.</summary>
    public IReadOnlyList<RequestKind>? Kinds { get; init; }

    /// <summary>The urgencies it times; empty for any.</summary>
    public IReadOnlyList<Urgency>? Urgencies { get; init; }

    /// <summary>Instrument and article.</summary>
    public string? Source { get; init; }

    /// <summary>V, S or K; K when left out.</summary>
    public string? Confidence { get; init; }

    /// <summary>When it was read in the source.</summary>
    public DateOnly? VerifiedOn { get; init; }

    /// <summary>First day on which it starts clocks.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which it starts clocks.</summary>
    public DateOnly? ValidTo { get; init; }

    internal static DeadlineRuleInput Of(DeadlineRule rule) => new()
    {
        Code = rule.Code,
        Regime = rule.Regime,
        RegimeId = rule.RegimeId,
        NameEn = rule.NameEn,
        NameId = rule.NameId,
        DescriptionEn = rule.DescriptionEn,
        DescriptionId = rule.DescriptionId,
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
        Source = rule.Source,
        Confidence = rule.Confidence,
        VerifiedOn = rule.VerifiedOn,
        ValidFrom = rule.ValidFrom,
        ValidTo = rule.ValidTo,
    };

    internal DeadlineRuleCard ToCard() => new(
        Regime!.Trim(), Text(RegimeId), NameEn!.Trim(), NameId!.Trim(), Text(DescriptionEn), Text(DescriptionId), Jurisdiction!,
        new DeadlineTerms(
            Trigger!.Value, new Offset(Amount!.Value, Unit!.Value), Counting ?? CountingRule.Continuous, NotAfterAwarenessHours,
            OnClarification ?? ClarificationEffect.Runs, Duty!.Value, Effect ?? RuleEffect.Answer),
        Previous, LegalBasis, [.. (Kinds ?? []).Distinct()], [.. (Urgencies ?? []).Distinct()], Source!.Trim(), Confidence ?? "K", VerifiedOn, ValidFrom, ValidTo);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
