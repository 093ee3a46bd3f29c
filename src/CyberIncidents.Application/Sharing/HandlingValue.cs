using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Sharing;
using FluentValidation;

namespace CyberIncidents.Application.Sharing;

/// <summary>How a source is graded; the scheme is part of the value.</summary>
public sealed record GradingValue
{
    /// <summary>The scheme.</summary>
    public GradingScheme? Scheme { get; init; }

    /// <summary>The source: one letter of the scheme.</summary>
    public string? Source { get; init; }

    /// <summary>The information: one figure of the scheme.</summary>
    public string? Information { get; init; }
}

/// <summary>What binds a receiver beside the TLP, the same wherever it stands: PAP and handling codes; and how we grade the source.</summary>
public sealed record HandlingValue
{
    /// <summary>What a recipient may do.</summary>
    public Pap? Pap { get; init; }

    /// <summary>Handling codes; H0 stands only alone.</summary>
    public IReadOnlyList<HandlingCode>? Codes { get; init; }

    /// <summary>How the source is graded; never told to a partner but the one that graded it.</summary>
    public GradingValue? Grading { get; init; }

    /// <summary>The value as it is read; null when nothing is said.</summary>
    internal static HandlingValue? Of(Handling? handling) => handling is null ? null : new HandlingValue
    {
        Pap = handling.Pap,
        Codes = handling.Codes,
        Grading = handling.Grading is { } g ? new GradingValue { Scheme = g.Scheme, Source = g.Source.ToString(), Information = g.Information.ToString() } : null,
    };

    /// <summary>A case keeps its PAP beside the rest.</summary>
    internal static HandlingValue? Of(Pap? pap, Handling? handling) => Of(Handling.WithPap(handling, pap));

    /// <summary>What a partner reads.</summary>
    internal static HandlingValue? ForPartner(Handling? handling) => Of(handling?.ForPartner);

    /// <summary>The value as it is kept, once it is valid; null when nothing is said.</summary>
    internal Handling? ToHandling() => Handling.Of(
        Pap, Codes ?? [], Grading is { Scheme: { } scheme } g ? new Grading(scheme, g.Source![0], g.Information![0]) : null);
}

internal sealed class HandlingValidator : AbstractValidator<HandlingValue>
{
    public HandlingValidator()
    {
        RuleFor(h => h.Pap).IsInEnum();
        RuleForEach(h => h.Codes).IsInEnum();
        RuleFor(h => h.Codes).Must(c => c is null || c.Count == c.Distinct().Count()).WithMessage(_ => Words.Get("Markings.Error.Twice"))
            .Must(c => c is null || c.Count < 2 || !c.Contains(HandlingCode.H0)).WithMessage(_ => Words.Get("Markings.Error.H0"));
        RuleFor(h => h.Grading!).SetValidator(new GradingValidator()).When(h => h.Grading is not null);
    }
}

internal sealed class GradingValidator : AbstractValidator<GradingValue>
{
    public GradingValidator()
    {
        RuleFor(g => g.Scheme).NotNull().IsInEnum();
        RuleFor(g => g.Source).NotEmpty().Must((g, s) => IsOf(g.Scheme, s, Grading.Sources)).WithMessage(g => OneOf(g, Grading.Sources));
        RuleFor(g => g.Information).NotEmpty().Must((g, s) => IsOf(g.Scheme, s, Grading.Figures)).WithMessage(g => OneOf(g, Grading.Figures));
    }

    private static bool IsOf(GradingScheme? scheme, string? grade, Func<GradingScheme, string> grades) =>
        scheme is not { } known || !Enum.IsDefined(known) || string.IsNullOrEmpty(grade)
        || (grade.Length == 1 && grades(known).Contains(grade[0], StringComparison.Ordinal));

    private static string OneOf(GradingValue grading, Func<GradingScheme, string> grades) =>
        Words.Get("Error.OneOf", string.Join(", ", grades(grading.Scheme ?? GradingScheme.Admiralty).ToCharArray()));
}
