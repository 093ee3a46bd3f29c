using System.Security.Cryptography;
using System.Text;

namespace CyberIncidents.Domain.Observables;

/// <summary>The normal form of observables: two that mean the same are written the same.</summary>
public static class ObservableValue
{
    /// <summary>The longest value, in characters.</summary>
    public const int MaxLength = 2_000;

    private const int LongestFileName = 255;
    private const int DeepestDefanged = 4;

    /// <summary>
    /// Brings a value into its normal form: defanged parts written out, hosts in lower case and punycode, IPv6 as in RFC 5952, hashes in
    /// lower case, phone numbers as digits (E.164 where a plus is there), CVE and ATT&amp;CK in upper case.
    /// </summary>
    /// <param name="type">What it is said to be.</param>
    /// <param name="text">What was entered.</param>
    /// <returns>The normal form; null when it is none of that type, or what would read otherwise the second time.</returns>
    public static string? Normalise(ObservableType type, string? text) =>
        Once(type, text) is { } value && Once(type, value) == value ? value : null;

    private static string? Once(ObservableType type, string? text)
    {
        var entered = text?.Trim();
        if (string.IsNullOrEmpty(entered) || entered.Length > MaxLength || entered.Any(char.IsControl) || !IsPaired(entered))
        {
            return null;
        }

        // Names of files are no addresses: brackets in them are theirs.
        var value = NormaliseWritten(type, type == ObservableType.FileName ? entered : WrittenOut(entered));
        return value?.Length > MaxLength ? null : value;
    }

    /// <summary>What is equal exactly where type and value are.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The normal form.</param>
    /// <returns>SHA-256 in lower-case hex, 64 characters.</returns>
    public static string KeyOf(ObservableType type, string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{value}")));

    /// <summary>Which hash a normal form of <see cref="ObservableType.FileHash"/> is, by its length.</summary>
    /// <param name="value">The hash in hex.</param>
    /// <returns>For example <c>SHA-256</c>; null when it is none of the four.</returns>
    public static string? HashName(string value) => value?.Length switch
    {
        32 => "MD5",
        40 => "SHA-1",
        64 => "SHA-256",
        128 => "SHA-512",
        _ => null,
    };

    internal static string? NormaliseWritten(ObservableType type, string text) => type switch
    {
        ObservableType.IPv4 => HostValues.IPv4(text),
        ObservableType.IPv6 => HostValues.IPv6(text),
        ObservableType.Domain => HostValues.Domain(text),
        ObservableType.Url => UrlValues.Url(text),
        ObservableType.Email => HostValues.Email(text),
        ObservableType.Account => AccountValues.Account(text),
        ObservableType.FileHash => Hash(text),
        ObservableType.Wallet => WalletValues.Wallet(text),
        ObservableType.Phone => PhoneValues.Phone(text),
        ObservableType.FileName => FileName(text),
        ObservableType.Cve => Cve(text),
        ObservableType.AttackTechnique => AttackTechnique(text),
        _ => null,
    };

    /// <summary>Until nothing is defanged: of <c>{[.]}</c> a <c>{.}</c> is left. What is nested deeper than anybody writes is left as it is, and so has no normal form.</summary>
    private static string WrittenOut(string text)
    {
        for (var depth = 0; depth < DeepestDefanged; depth++)
        {
            var next = Refanged.Of(text).Text;
            if (next == text)
            {
                break;
            }

            text = next;
        }

        return text;
    }

    private static string? Hash(string text) => HashName(text) is not null && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    /// <summary>The last part of a path.</summary>
    private static string? FileName(string text)
    {
        var name = text[(text.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name.Length is > 0 and <= LongestFileName && name is not ("." or "..") && name.IndexOfAny(['<', '>', '|', '"', '?', '*']) < 0
            ? Composed(name)
            : null;
    }

    /// <summary>A year from 1999 on and four digits or more.</summary>
    private static string? Cve(string text)
    {
        var parts = text.ToUpperInvariant().Split('-');
        return parts is ["CVE", { Length: 4 } year, { Length: >= 4 and <= 19 } number]
            && year.All(char.IsAsciiDigit) && number.All(char.IsAsciiDigit) && string.CompareOrdinal(year, "1999") >= 0
            ? $"CVE-{year}-{number}"
            : null;
    }

    private static string? AttackTechnique(string text) =>
        text.Length is 5 or 9 && text[0] is 'T' or 't' && text.AsSpan(1, 4).ContainsOnlyDigits()
        && (text.Length == 5 || (text[5] == '.' && text.AsSpan(6).ContainsOnlyDigits()))
            ? text.ToUpperInvariant()
            : null;

    /// <summary>One way to write an accented letter; text that is no Unicode is refused before.</summary>
    internal static string? Composed(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    internal static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsPaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
