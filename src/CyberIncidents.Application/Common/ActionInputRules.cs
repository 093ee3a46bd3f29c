using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using FluentValidation;

namespace CyberIncidents.Application.Common;

/// <summary>The form of what any move may be given.</summary>
internal sealed class ActionInputValidator : AbstractValidator<ActionInput>
{
    public ActionInputValidator()
    {
        RuleFor(i => i.Reason).OptionalText(Validation.TextLength);
        RuleFor(i => i.Outcome).OptionalText(Validation.CodeLength);
        RuleFor(i => i.Summary).OptionalText(Validation.TextLength);
        RuleFor(i => i.DuplicateOf).OptionalText(Validation.ReferenceLength);
        RuleFor(i => i.Note).OptionalText(Validation.TextLength);
        RuleFor(i => i.Ground).OptionalText(Validation.CodeLength);
        RuleFor(i => i.TheirReference).OptionalText(Validation.ReferenceLength);
    }
}

/// <summary>What a move needs; asked for after its state is known to allow it.</summary>
internal static class Needs
{
    public static string Text(string? value, string field) =>
        string.IsNullOrWhiteSpace(value) ? throw Missing(field) : value.Trim();

    public static TEnum Word<TEnum>(string? value, string field)
        where TEnum : struct, Enum =>
        Enum.GetNames<TEnum>().Contains(value, StringComparer.Ordinal)
            ? Enum.Parse<TEnum>(value!)
            : throw new InvalidInputException(field, Words.Get("Error.OneOf", string.Join(", ", Enum.GetNames<TEnum>())));

    public static DateTimeOffset Future(DateTimeOffset? value, string field, DateTimeOffset now) => value switch
    {
        null => throw Missing(field),
        { } at when at <= now => throw new InvalidInputException(field, Words.Get("Error.Past")),
        { } at when at > now.AddYears(50) => throw new InvalidInputException(field, Words.Get("Error.TooFar")),
        _ => value.Value,
    };

    private static InvalidInputException Missing(string field) => new(field, Words.Get("Error.Required"));
}
