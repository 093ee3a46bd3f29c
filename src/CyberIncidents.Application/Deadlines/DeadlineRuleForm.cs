using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using FluentValidation;

namespace CyberIncidents.Application.Deadlines;

/// <summary>What a deadline rule has to look like by itself.</summary>
internal sealed class DeadlineRuleForm : AbstractValidator<DeadlineRuleInput>
{
    private const int LongText = 4000;
    private const int SourceLength = 2000;

    public DeadlineRuleForm()
    {
        RuleFor(r => r.Code).RequiredCode();
        RuleFor(r => r.Regime).RequiredText(Validation.TitleLength);
        RuleFor(r => r.RegimeId).OptionalText(Validation.TitleLength);
        RuleFor(r => r.NameEn).RequiredText(Validation.TitleLength);
        RuleFor(r => r.NameId).RequiredText(Validation.TitleLength);
        RuleFor(r => r.DescriptionEn).OptionalText(LongText);
        RuleFor(r => r.DescriptionId).OptionalText(LongText);
        RuleFor(r => r.Jurisdiction).RequiredText(8);
        RuleFor(r => r.Source).RequiredText(SourceLength);
        RuleFor(r => r.Confidence).Must(c => c is null or "V" or "S" or "K").WithMessage(_ => Words.Get("Error.OneOf", "V, S, K"));
        RuleFor(r => r.Duty).NotNull().IsInEnum();
        RuleFor(r => r.Counting).IsInEnum();
        RuleFor(r => r.OnClarification).IsInEnum();
        RuleFor(r => r.Effect).IsInEnum();
        RuleForEach(r => r.Kinds).IsInEnum();
        RuleForEach(r => r.Urgencies).IsInEnum();
        RuleFor(r => r.ValidTo).Must((r, to) => !(to < r.ValidFrom)).WithMessage(_ => Words.Get("Rules.Error.ValidTo"));
        Lengths();
        Stages();
    }

    private void Lengths()
    {
        RuleFor(r => r.Unit).NotNull().IsInEnum();
        RuleFor(r => r.Amount).NotNull();
        RuleFor(r => r.Amount).Must(a => a is null or >= 1).WithMessage(_ => Words.Get("Rules.Error.Amount"));
        RuleFor(r => r.Amount).Must((r, a) => a is null || a <= TenYears(r.Unit)).WithMessage(_ => Words.Get("Rules.Error.TooLong"));
        RuleFor(r => r.NotAfterAwarenessHours).Must(h => h is null or >= 1).WithMessage(_ => Words.Get("Rules.Error.Amount"));
        RuleFor(r => r.NotAfterAwarenessHours).Must(h => h is null || h <= TenYears(OffsetUnit.Hours)).WithMessage(_ => Words.Get("Rules.Error.TooLong"));
    }

    private void Stages()
    {
        RuleFor(r => r.Trigger).NotNull().IsInEnum();
        RuleFor(r => r.Previous).OptionalText(Validation.CodeLength);
        RuleFor(r => r.Previous).NotEmpty().When(r => r.Trigger == ClockTrigger.PreviousStage).WithMessage(_ => Words.Get("Rules.Error.PreviousMissing"));
        RuleFor(r => r.Previous).Null().When(r => r.Trigger is { } trigger && trigger != ClockTrigger.PreviousStage)
            .WithMessage(_ => Words.Get("Rules.Error.PreviousAlone"));
    }

    private static int TenYears(OffsetUnit? unit) => unit switch
    {
        OffsetUnit.Days => 3653,
        OffsetUnit.WorkingDays => 2610,
        OffsetUnit.Months => 120,
        _ => 87_672,
    };
}
