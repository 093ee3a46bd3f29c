using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Texts;
using FluentValidation;

namespace CyberIncidents.Application.Agreements;

/// <summary>What an agreement has to look like by itself.</summary>
internal sealed class AgreementForm : AbstractValidator<AgreementInput>
{
    internal const int TitleLength = 300;
    internal const int LongText = 4000;
    private const int MostParties = 300;
    private const int MostProvisions = 200;

    public AgreementForm()
    {
        RuleFor(a => a.Code).RequiredCode();
        RuleFor(a => a.TitleEn).RequiredText(TitleLength);
        RuleFor(a => a.TitleId).RequiredText(TitleLength);
        RuleFor(a => a.SummaryEn).OptionalText(LongText);
        RuleFor(a => a.SummaryId).OptionalText(LongText);
        RuleFor(a => a.Kind).NotNull().IsInEnum();
        RuleFor(a => a.Reach).IsInEnum();
        RuleFor(a => a.InForceTo).Must((a, to) => !(to < a.InForceFrom)).WithMessage(_ => Words.Get("Agreements.Error.EndsBefore"));
        RuleFor(a => a.RenewOn).Must((a, day) => !(day > a.InForceTo)).WithMessage(_ => Words.Get("Agreements.Error.RenewAfter"));
        RuleFor(a => a.Source).RequiredText(2000);
        RuleFor(a => a.Confidence).ConfidenceMark();
        RuleFor(a => a.Notes).OptionalText(LongText);
        RuleFor(a => a.Parties).Must(p => p is not { Count: > MostParties }).WithMessage(_ => Words.Get("Agreements.Error.TooMany", MostParties));
        RuleForEach(a => a.Parties).NotNull().SetValidator(new PartyForm());
        RuleFor(a => a.Provisions).Must(p => p is not { Count: > MostProvisions }).WithMessage(_ => Words.Get("Agreements.Error.TooMany", MostProvisions));
        RuleForEach(a => a.Provisions).NotNull().SetValidator(new ProvisionForm());
        RuleFor(a => a.Parties).Custom((parties, context) =>
        {
            foreach (var i in Again(parties, p => p is null ? null : (p.Country, p.OrganisationId)))
            {
                context.AddFailure(parties![i].Country is null ? $"Parties[{i}].OrganisationId" : $"Parties[{i}].Country", Words.Get("Agreements.Error.PartyTwice"));
            }
        });
        RuleFor(a => a.Provisions).Custom((provisions, context) =>
        {
            foreach (var i in Again(provisions, p => p?.Article))
            {
                context.AddFailure($"Provisions[{i}].Article", Words.Get("Agreements.Error.ArticleTwice"));
            }
        });
    }

    /// <summary>The places at which something stands that stood before.</summary>
    internal static IEnumerable<int> Again<T>(IReadOnlyList<T>? rows, Func<T, object?> keyOf)
    {
        var seen = new HashSet<object>();
        for (var i = 0; i < (rows?.Count ?? 0); i++)
        {
            if (keyOf(rows![i]) is { } key && !seen.Add(key))
            {
                yield return i;
            }
        }
    }
}

internal sealed class PartyForm : AbstractValidator<PartyInput>
{
    public PartyForm()
    {
        RuleFor(p => p.Country).NotEmpty().When(p => p.OrganisationId is null).WithMessage(_ => Words.Get("Agreements.Error.WhichParty"));
        RuleFor(p => p.Country).MaximumLength(2);
        RuleFor(p => p.OrganisationId).Null().When(p => p.Country is not null).WithMessage(_ => Words.Get("Agreements.Error.WhichParty"));
        RuleFor(p => p.Standing).IsInEnum();
        RuleFor(p => p.InForceTo).Must((p, to) => !(to < p.InForceFrom)).WithMessage(_ => Words.Get("Agreements.Error.EndsBefore"));
        RuleFor(p => p.Reservations).OptionalText(AgreementForm.LongText);
        RuleFor(p => p.Confidence).ConfidenceMark();
    }
}

internal sealed class ProvisionForm : AbstractValidator<ProvisionInput>
{
    private const int ArticleLength = 32;
    private const int MostFields = 30;

    public ProvisionForm()
    {
        RuleFor(p => p.Article).NotEmpty().MaximumLength(ArticleLength).Must(IsArticle).WithMessage(_ => Words.Get("Agreements.Error.Article"));
        RuleFor(p => p.TitleEn).RequiredText(AgreementForm.TitleLength);
        RuleFor(p => p.TitleId).RequiredText(AgreementForm.TitleLength);
        RuleFor(p => p.SummaryEn).OptionalText(AgreementForm.LongText);
        RuleFor(p => p.SummaryId).OptionalText(AgreementForm.LongText);
        RuleForEach(p => p.Kinds).IsInEnum();
        RuleFor(p => p.LegalBasis).OptionalText(Validation.CodeLength);
        RuleFor(p => p.LegalBasis).NotEmpty().When(p => p.BindingOnly == true || p.Fields is { Count: > 0 }).WithMessage(_ => Words.Get("Agreements.Error.NeedsBasis"));
        RuleFor(p => p.Fields).Must(f => f is not { Count: > MostFields }).WithMessage(_ => Words.Get("Agreements.Error.TooMany", MostFields));
        RuleForEach(p => p.Fields).NotNull().SetValidator(new RequiredFieldForm());
        RuleFor(p => p.Fields).Custom((fields, context) =>
        {
            foreach (var i in AgreementForm.Again(fields, f => f?.Code))
            {
                context.AddFailure($"Fields[{i}].Code", Words.Get("Agreements.Error.FieldTwice"));
            }
        });
        RuleFor(p => p.Confidence).ConfidenceMark();
    }

    /// <summary>It stands in addresses as it is.</summary>
    private static bool IsArticle(string? article) =>
        string.IsNullOrEmpty(article) || (article.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') && article.Any(char.IsAsciiLetterOrDigit));
}

internal sealed class RequiredFieldForm : AbstractValidator<RequiredFieldInput>
{
    public RequiredFieldForm()
    {
        RuleFor(f => f.Code).RequiredCode();
        RuleFor(f => f.LabelEn).RequiredText(AgreementForm.TitleLength);
        RuleFor(f => f.LabelId).RequiredText(AgreementForm.TitleLength);
    }
}

internal static class ConfidenceRules
{
    public static IRuleBuilderOptions<T, string?> ConfidenceMark<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(c => c is null or "V" or "S" or "K").WithMessage(_ => Words.Get("Error.OneOf", "V, S, K"));
}
