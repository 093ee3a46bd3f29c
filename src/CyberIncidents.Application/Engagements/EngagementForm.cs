using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Texts;
using FluentValidation;

namespace CyberIncidents.Application.Engagements;

/// <summary>What an engagement has to look like by itself.</summary>
internal sealed class EngagementForm : AbstractValidator<EngagementInput>
{
    private const int MaxHosts = 20;
    private const int MaxNamed = 100;

    public EngagementForm()
    {
        RuleFor(e => e.Kind).NotNull().IsInEnum();
        RuleFor(e => e.Cooperation).NotNull().IsInEnum();
        RuleFor(e => e.Title).RequiredText(Validation.TitleLength);
        RuleFor(e => e.Place).OptionalText(Validation.TitleLength);
        RuleFor(e => e.Country).OptionalText(2);
        RuleFor(e => e.From).NotNull().Must(d => d is not { Year: < 1900 or > 2999 }).WithMessage(_ => Words.Get("Engagements.Error.Year"));
        RuleFor(e => e.To).NotNull().Must(d => d is not { Year: < 1900 or > 2999 }).WithMessage(_ => Words.Get("Engagements.Error.Year"));
        RuleFor(e => e.To).Must((e, to) => to is null || e.From is null || to >= e.From).WithMessage(_ => Words.Get("Engagements.Error.EndsFirst"));
        RuleFor(e => e.TimeZone).NotEmpty().When(e => string.IsNullOrEmpty(e.Country));
        RuleFor(e => e.TimeZone).KnownZone().When(e => !string.IsNullOrEmpty(e.TimeZone));
        RuleFor(e => e.Hosts!.Count).LessThanOrEqualTo(MaxHosts).When(e => e.Hosts is not null).OverridePropertyName("hosts");
        RuleForEach(e => e.Hosts).NotNull().SetValidator(new PartyForm());
        RuleFor(e => e.Summary).OptionalText(Validation.TextLength);
        RuleFor(e => e.Tlp).NotNull().IsInEnum();
        RuleFor(e => e.Instruments!.Count).LessThanOrEqualTo(Instruments.Most).When(e => e.Instruments is not null).OverridePropertyName("instruments");
        RuleForEach(e => e.Instruments).RequiredText(Validation.TitleLength);
        RuleFor(e => e.NamedPersons!.Count).LessThanOrEqualTo(MaxNamed).When(e => e.NamedPersons is not null).OverridePropertyName("namedPersons");
    }
}

/// <summary>A side is a country or an organisation.</summary>
internal sealed class PartyForm : AbstractValidator<PartyInput>
{
    public PartyForm()
    {
        RuleFor(p => p.Country).Must((p, c) => string.IsNullOrEmpty(c) != p.OrganisationId is null).WithMessage(_ => Words.Get("Engagements.Error.OneSide"));
        RuleFor(p => p.Country).OptionalText(2);
    }
}

/// <summary>What a delegation has to look like by itself.</summary>
internal sealed class DelegationForm : AbstractValidator<DelegationInput>
{
    private const int MaxMembers = 100;

    public DelegationForm()
    {
        RuleFor(d => d.Country).Must((d, c) => string.IsNullOrEmpty(c) != d.OrganisationId is null).WithMessage(_ => Words.Get("Engagements.Error.OneSide"));
        RuleFor(d => d.Country).OptionalText(2);
        RuleFor(d => d.Head).OptionalText(Validation.TitleLength);
        RuleFor(d => d.Members!.Count).LessThanOrEqualTo(MaxMembers).When(d => d.Members is not null).OverridePropertyName("members");
        RuleForEach(d => d.Members).NotNull().SetValidator(new MemberForm());
    }
}

/// <summary>What a member of a delegation has to look like.</summary>
internal sealed class MemberForm : AbstractValidator<MemberInput>
{
    public MemberForm()
    {
        RuleFor(m => m.Name).RequiredText(Validation.TitleLength);
        RuleFor(m => m.Role).OptionalText(Validation.TitleLength);
    }
}
