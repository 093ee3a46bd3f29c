namespace CyberIncidents.Domain.Observables;

/// <summary>Phone numbers: digits alone, with a plus where they begin with a country (ITU-T E.164: at most 15 digits).</summary>
internal static class PhoneValues
{
    public const int Fewest = 8;
    public const int Most = 15;
    private const int FewestAtHome = 3;

    public static string? Phone(string text)
    {
        var number = text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? text["tel:".Length..].Trim() : text;
        var international = number.StartsWith('+');
        // What is dialled only at home: +44 (0)20.
        number = international ? number[1..].Replace("(0)", string.Empty, StringComparison.Ordinal) : number;
        if (!number.All(c => char.IsAsciiDigit(c) || IsBetween(c)))
        {
            return null;
        }

        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return international
            ? digits.Length is >= Fewest and <= Most && digits[0] != '0' ? $"+{digits}" : null
            : digits.Length is >= FewestAtHome and <= Most ? digits : null;
    }

    /// <summary>Where a number that begins with this plus ends; 0 when none does. It is read group by group.</summary>
    public static int End(string text, int plus)
    {
        var (at, end, digits) = (plus + 1, 0, 0);
        var dots = false;
        while (at < text.Length)
        {
            var group = at;
            while (group < text.Length && char.IsAsciiDigit(text[group]))
            {
                group++;
            }

            var length = group - at;
            var more = digits + length;
            if (length == 0 || more > Most || EndsInWord(text, group, dots || digits == 0) || (digits >= Fewest && length < 2))
            {
                break;
            }

            (digits, end) = (more, group);
            dots |= group < text.Length && text[group] == '.';
            at = AfterGap(text, group);
        }

        return digits >= Fewest ? end : 0;
    }

    /// <summary>A group that goes on as something else (an address, a word, a time) is no part of the number.</summary>
    private static bool EndsInWord(string text, int end, bool dotsAllowed) =>
        end < text.Length
        && (char.IsLetter(text[end]) || text[end] is '_' or '@' or ':'
            || (text[end] == '.' && !dotsAllowed && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));

    private static int AfterGap(string text, int at)
    {
        if (text.AsSpan(at).TrimStart(' ').StartsWith("(0)", StringComparison.Ordinal))
        {
            at = text.IndexOf("(0)", at, StringComparison.Ordinal) + 3;
        }

        for (var gap = 0; gap < 3 && at < text.Length && IsBetween(text[at]); gap++)
        {
            at++;
        }

        return at;
    }

    private static bool IsBetween(char c) => c is ' ' or '\u00A0' or '-' or '\u2011' or '.' or '(' or ')' or '/';
}
