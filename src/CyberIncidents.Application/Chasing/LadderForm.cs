using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Requests;
using FluentValidation;

namespace CyberIncidents.Application.Chasing;

/// <summary>What a ladder has to look like by itself.</summary>
internal sealed class LadderForm : AbstractValidator<LadderInput>
{
    private const int MaxSteps = 30;

    public LadderForm()
    {
        RuleFor(l => l.Code).RequiredCode();
        RuleFor(l => l.NameEn).RequiredText(Validation.TitleLength);
        RuleFor(l => l.NameId).RequiredText(Validation.TitleLength);
        RuleForEach(l => l.Kinds).IsInEnum();
        RuleFor(l => l.Urgencies).NotEmpty();
        RuleForEach(l => l.Urgencies).IsInEnum();
        RuleFor(l => l.Steps).NotEmpty();
        RuleFor(l => l.Steps!.Count).LessThanOrEqualTo(MaxSteps).When(l => l.Steps is not null).OverridePropertyName("Steps");
        RuleForEach(l => l.Steps).NotNull().SetValidator(new LadderStepForm());
        RuleFor(l => l.Steps).Custom((steps, context) => WakeNobodyInVain(steps ?? [], context));
    }

    /// <summary>Only what cannot wait wakes somebody at night.</summary>
    private static void WakeNobodyInVain(IReadOnlyList<LadderStepInput?> steps, ValidationContext<LadderInput> context)
    {
        if ((context.InstanceToValidate.Urgencies ?? []).All(u => u is Urgency.Urgent or Urgency.Emergency))
        {
            return;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i]?.Whom == ChaseWhom.AroundTheClock)
            {
                context.AddFailure($"Steps[{i}].Whom", Words.Get("Rules.Error.AroundTheClock"));
            }
        }
    }
}

/// <summary>What a step has to look like: at a share of the time, or after the due instant.</summary>
internal sealed class LadderStepForm : AbstractValidator<LadderStepInput>
{
    public LadderStepForm()
    {
        RuleFor(s => s.Whom).NotNull().IsInEnum();
        RuleFor(s => s.By).NotNull().IsInEnum();
        RuleFor(s => s.Share).Must((s, share) => share is not null || s.Offset is not null).WithMessage(_ => Words.Get("Rules.Error.ShareOrOffset"));
        RuleFor(s => s.Offset).Null().When(s => s.Share is not null).WithMessage(_ => Words.Get("Rules.Error.ShareOrOffset"));
        RuleFor(s => s.Share).Must(share => share is null or (>= 1 and <= 400)).WithMessage(_ => Words.Get("Rules.Error.Share"));
        RuleFor(s => s.Offset).Must(offset => offset is null || LadderOffset.Parse(offset) is not null).WithMessage(_ => Words.Get("Rules.Error.Offset"));
    }
}
