using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Sharing;
using FluentValidation;

namespace CyberIncidents.Application.Common;

/// <summary>Rules of form that many inputs share.</summary>
internal static class Validation
{
    public const int TitleLength = 200;
    public const int TextLength = 20_000;
    public const int ReferenceLength = 100;
    public const int CodeLength = 64;

    // The page for a new one has its address.
    private const string TakenByPages = "new";

    /// <summary>U+FFFE is no character, and normalisation refuses it.</summary>
    public const char NotACharacter = '\uFFFE';

    /// <summary>Text that people wrote: not blank, not over-long, whole characters, no control characters.</summary>
    public static IRuleBuilderOptions<T, string?> RequiredText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.NotEmpty().OptionalText(maxLength);

    /// <summary>As <see cref="RequiredText{T}"/>, but it may be left out.</summary>
    public static IRuleBuilderOptions<T, string?> OptionalText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.MaximumLength(maxLength).Must(IsWholeText).WithMessage(_ => Words.Get("Error.Text"));

    /// <summary>A code in kebab case, such as <c>nis2-early-warning</c>.</summary>
    public static IRuleBuilderOptions<T, string?> RequiredCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty().MaximumLength(CodeLength).Must(c => IsCode(c) && c != TakenByPages).WithMessage(_ => Words.Get("Rules.Error.Code"));

    /// <summary>A mail address and nothing around it: no name, no second address, no line break.</summary>
    public static IRuleBuilderOptions<T, string?> Address<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(256).Must(IsAddress).WithMessage(_ => Words.Get("Page.EmailInvalid"));

    public static IRuleBuilderOptions<T, string?> KnownZone<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(z => z is null || Zones.Exists(z)).WithMessage(_ => Words.Get("Error.Zone"));

    private static bool IsAddress(string? address) =>
        string.IsNullOrEmpty(address)
        || (System.Net.Mail.MailAddress.TryCreate(address, out var parsed) && parsed.Address == address
            && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '<' or '>' or ',' or ';'));

    private static bool IsCode(string? code) =>
        string.IsNullOrEmpty(code)
        || (code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            && code[0] != '-' && code[^1] != '-' && !code.Contains("--", StringComparison.Ordinal));

    /// <summary>No lone surrogates (they are no Unicode text) and no control characters but tab and line ends.</summary>
    public static bool IsWholeText(string? text)
    {
        if (text is null)
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(c) || c is NotACharacter || (char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            {
                return false;
            }
        }

        return true;
    }
}
