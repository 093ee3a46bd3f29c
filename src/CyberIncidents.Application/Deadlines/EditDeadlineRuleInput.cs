using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Deadlines;

/// <summary>A JSON Merge Patch of a rule; the code stays.</summary>
public sealed record EditDeadlineRuleInput
{
    /// <inheritdoc cref="DeadlineRuleInput.Regime"/>
    public Optional<string> Regime { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.RegimeId"/>
    public Optional<string> RegimeId { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.NameEn"/>
    public Optional<string> NameEn { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.NameId"/>
    public Optional<string> NameId { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.DescriptionEn"/>
    public Optional<string> DescriptionEn { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.DescriptionId"/>
    public Optional<string> DescriptionId { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Jurisdiction"/>
    public Optional<string> Jurisdiction { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Trigger"/>
    public Optional<ClockTrigger?> Trigger { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Amount"/>
    public Optional<int?> Amount { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Unit"/>
    public Optional<OffsetUnit?> Unit { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Counting"/>
    public Optional<CountingRule?> Counting { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.NotAfterAwarenessHours"/>
    public Optional<int?> NotAfterAwarenessHours { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Previous"/>
    public Optional<string> Previous { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.OnClarification"/>
    public Optional<ClarificationEffect?> OnClarification { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Duty"/>
    public Optional<ClockDuty?> Duty { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Effect"/>
    public Optional<RuleEffect?> Effect { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.LegalBasis"/>
    public Optional<string> LegalBasis { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Kinds"/>
    public Optional<IReadOnlyList<RequestKind>> Kinds { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Urgencies"/>
    public Optional<IReadOnlyList<Urgency>> Urgencies { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Source"/>
    public Optional<string> Source { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.Confidence"/>
    public Optional<string> Confidence { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.VerifiedOn"/>
    public Optional<DateOnly?> VerifiedOn { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.ValidFrom"/>
    public Optional<DateOnly?> ValidFrom { get; init; }

    /// <inheritdoc cref="DeadlineRuleInput.ValidTo"/>
    public Optional<DateOnly?> ValidTo { get; init; }

    /// <summary>Whether it leaves the list; clocks that it started run on.</summary>
    public Optional<bool?> Retired { get; init; }

    /// <summary>Whether clocks that run already follow the change; without it they never change.</summary>
    public bool? ApplyToRunning { get; init; }

    /// <summary>What the patch makes of a rule.</summary>
    internal DeadlineRuleInput On(DeadlineRuleInput now) => now with
    {
        Regime = Regime.Or(now.Regime),
        RegimeId = RegimeId.Or(now.RegimeId),
        NameEn = NameEn.Or(now.NameEn),
        NameId = NameId.Or(now.NameId),
        DescriptionEn = DescriptionEn.Or(now.DescriptionEn),
        DescriptionId = DescriptionId.Or(now.DescriptionId),
        Jurisdiction = Jurisdiction.Or(now.Jurisdiction),
        Trigger = Trigger.Or(now.Trigger),
        Amount = Amount.Or(now.Amount),
        Unit = Unit.Or(now.Unit),
        Counting = Counting.Or(now.Counting),
        NotAfterAwarenessHours = NotAfterAwarenessHours.Or(now.NotAfterAwarenessHours),
        Previous = Previous.Or(now.Previous),
        OnClarification = OnClarification.Or(now.OnClarification),
        Duty = Duty.Or(now.Duty),
        Effect = Effect.Or(now.Effect),
        LegalBasis = LegalBasis.Or(now.LegalBasis),
        Kinds = Kinds.Or(now.Kinds),
        Urgencies = Urgencies.Or(now.Urgencies),
        Source = Source.Or(now.Source),
        Confidence = Confidence.Or(now.Confidence),
        VerifiedOn = VerifiedOn.Or(now.VerifiedOn),
        ValidFrom = ValidFrom.Or(now.ValidFrom),
        ValidTo = ValidTo.Or(now.ValidTo),
    };
}
