using CyberIncidents.Application.Deadlines;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Requests;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>What is typed of a deadline rule.</summary>
internal sealed class RuleForm
{
    public string? Code { get; set; }

    public string? Regime { get; set; }

    public string? RegimeId { get; set; }

    public string? NameEn { get; set; }

    public string? NameId { get; set; }

    public string? DescriptionEn { get; set; }

    public string? DescriptionId { get; set; }

    public string? Jurisdiction { get; set; }

    public ClockTrigger? Trigger { get; set; }

    public string? Amount { get; set; }

    public OffsetUnit? Unit { get; set; }

    public CountingRule? Counting { get; set; }

    public string? NotAfterAwarenessHours { get; set; }

    public string? Previous { get; set; }

    public ClarificationEffect? OnClarification { get; set; }

    public ClockDuty? Duty { get; set; }

    public RuleEffect? Effect { get; set; }

    public string? LegalBasis { get; set; }

    public List<RequestKind> Kinds { get; set; } = [];

    public List<Urgency> Urgencies { get; set; } = [];

    public string? Source { get; set; }

    public string? Confidence { get; set; }

    public string? VerifiedOn { get; set; }

    public string? ValidFrom { get; set; }

    public string? ValidTo { get; set; }

    public bool ApplyToRunning { get; set; }

    public long? Version { get; set; }

    /// <summary>The form of a rule as it stands.</summary>
    public static RuleForm Of(DeadlineRuleDetail rule) => new()
    {
        Code = rule.Code,
        Regime = rule.RegimeEn,
        RegimeId = rule.RegimeId,
        NameEn = rule.NameEn,
        NameId = rule.NameId,
        DescriptionEn = rule.DescriptionEn,
        DescriptionId = rule.DescriptionId,
        Jurisdiction = rule.Jurisdiction,
        Trigger = rule.Trigger,
        Amount = TypedFields.Text(rule.Amount),
        Unit = rule.Unit,
        Counting = rule.Counting,
        NotAfterAwarenessHours = TypedFields.Text(rule.NotAfterAwarenessHours),
        Previous = rule.Previous,
        OnClarification = rule.OnClarification,
        Duty = rule.Duty,
        Effect = rule.Effect,
        LegalBasis = rule.LegalBasis,
        Kinds = [.. rule.Kinds],
        Urgencies = [.. rule.Urgencies],
        Source = rule.Source,
        Confidence = rule.Confidence,
        VerifiedOn = TypedFields.Text(rule.VerifiedOn),
        ValidFrom = TypedFields.Text(rule.ValidFrom),
        ValidTo = TypedFields.Text(rule.ValidTo),
        Version = rule.Version,
    };

    /// <summary>What was typed, as the API takes it; what cannot be read is put to its field.</summary>
    public DeadlineRuleInput Read(ModelStateDictionary state) => new()
    {
        Code = TypedFields.OrNull(Code),
        Regime = Regime,
        RegimeId = TypedFields.OrNull(RegimeId),
        NameEn = NameEn,
        NameId = NameId,
        DescriptionEn = TypedFields.OrNull(DescriptionEn),
        DescriptionId = TypedFields.OrNull(DescriptionId),
        Jurisdiction = TypedFields.OrNull(Jurisdiction),
        Trigger = Trigger,
        Amount = state.Number(Amount, "Input.Amount"),
        Unit = Unit,
        Counting = Counting,
        NotAfterAwarenessHours = state.Number(NotAfterAwarenessHours, "Input.NotAfterAwarenessHours"),
        Previous = TypedFields.OrNull(Previous),
        OnClarification = OnClarification,
        Duty = Duty,
        Effect = Effect,
        LegalBasis = TypedFields.OrNull(LegalBasis),
        Kinds = Kinds,
        Urgencies = Urgencies,
        Source = Source,
        Confidence = TypedFields.OrNull(Confidence),
        VerifiedOn = state.Date(VerifiedOn, "Input.VerifiedOn"),
        ValidFrom = state.Date(ValidFrom, "Input.ValidFrom"),
        ValidTo = state.Date(ValidTo, "Input.ValidTo"),
    };
}

/// <summary>What the fields of a rule are filled from, on the page that adds and on the one that edits.</summary>
/// <param name="Input">What is typed.</param>
/// <param name="Stages">The rules that may come before it.</param>
internal sealed record RuleFields(RuleForm Input, IReadOnlyList<DeadlineRuleDetail> Stages);
