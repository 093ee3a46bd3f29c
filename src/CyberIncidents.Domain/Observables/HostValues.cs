using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CyberIncidents.Domain.Observables;

/// <summary>Addresses and names of hosts, and mail addresses.</summary>
internal static class HostValues
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    // A registry's table is not asked: what somebody saw need not be registered any more.
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    /// <summary>Four decimal numbers; a leading zero might be octal, so it is none.</summary>
    public static string? IPv4(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4
            && Array.TrueForAll(parts, p => p.Length is >= 1 and <= 3 && p.AsSpan().ContainsOnlyDigits() && (p.Length == 1 || p[0] != '0')
                && int.Parse(p, CultureInfo.InvariantCulture) <= 255)
            ? text
            : null;
    }

    /// <summary>RFC 5952; a zone of one machine is left out.</summary>
    public static string? IPv6(string text)
    {
        var bare = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
        var zone = bare.IndexOf('%', StringComparison.Ordinal);
        bare = zone < 0 ? bare : bare[..zone];
        return bare.Length <= 45 && bare.Contains(':', StringComparison.Ordinal) && bare.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            && IPAddress.TryParse(bare, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.ToString()
            : null;
    }

    /// <summary>Two labels or more, the last of letters or punycode.</summary>
    public static string? Domain(string text)
    {
        var name = Host(text);
        var top = name?[(name.LastIndexOf('.') + 1)..];
        return name is not null && top!.Length < name.Length && top.Length >= 2
            && (top.All(char.IsAsciiLetter) || top.StartsWith("xn--", StringComparison.Ordinal))
            ? name
            : null;
    }

    /// <summary>A name of one label or more, in lower case and punycode.</summary>
    public static string? Host(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        try
        {
            // Underscores stand in names that are no hosts' (_dmarc), so the strict rules are kept here and not by the mapping.
            name = name.All(char.IsAscii) ? name.ToLowerInvariant() : Idn.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        return name.Length <= LongestName && Array.TrueForAll(name.Split('.'), IsLabel) ? name : null;
    }

    /// <summary>All in lower case: no provider tells boxes apart by case.</summary>
    public static string? Email(string text)
    {
        var address = text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text["mailto:".Length..] : text;
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || address[0] == '.' || address[at - 1] == '.' || address.Contains("..", StringComparison.Ordinal))
        {
            return null;
        }

        var box = ObservableValue.Composed(address[..at]);
        return box is not null && box.All(IsOfBox) && Domain(address[(at + 1)..]) is { } domain ? $"{box.ToLowerInvariant()}@{domain}" : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsOfBox(char c) => char.IsLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal);
}
