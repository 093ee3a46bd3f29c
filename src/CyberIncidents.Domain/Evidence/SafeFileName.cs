using System.Globalization;
using System.Text;

namespace CyberIncidents.Domain.Evidence;

/// <summary>
/// Names of files as they are kept: no folder, no control or direction character, nothing that a system takes for a device, no
/// dot or blank at its ends, no more than 200 characters.
/// </summary>
public static class SafeFileName
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 200;

    private const string Nameless = "file";
    private const string Forbidden = "<>:\"/\\|?*%";

    private static readonly HashSet<string> Devices = new(
        [
            "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
            .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" }), "COM¹", "COM²", "COM³", "LPT¹", "LPT²", "LPT³",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>A name that is safe on every system; one that is safe already stays as it is.</summary>
    /// <param name="sent">The name as it was sent, perhaps with folders.</param>
    /// <returns>Never empty.</returns>
    public static string Of(string? sent)
    {
        var last = (sent ?? string.Empty).Split('/', '\\')[^1];
        var name = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            name.Append(IsHarmless(rune) ? rune.ToString() : "_");
        }

        var trimmed = Cut(name.ToString()).Trim('.', ' ', '_').Length == 0 ? Nameless : Cut(name.ToString()).TrimStart(' ').TrimEnd('.', ' ');
        trimmed = trimmed.Normalize(NormalizationForm.FormC);
        var stem = trimmed.Split('.')[0].TrimEnd(' ');
        return Devices.Contains(stem) || trimmed[0] == '.' || trimmed[0] == '-' ? Cut("_" + trimmed) : trimmed;
    }

    private static bool IsHarmless(Rune rune) =>
        !Rune.IsControl(rune) && rune != Rune.ReplacementChar && rune.Value != 0xFFFE
        && !(rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    /// <summary>Cuts the stem and keeps a short ending.</summary>
    private static string Cut(string name)
    {
        if (name.Length <= MaxLength)
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var ending = dot > 0 && name.Length - dot <= 20 ? name[dot..] : string.Empty;
        var stem = name[..(MaxLength - ending.Length)];
        return (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + ending;
    }
}
