using System.Collections.Frozen;
using System.Globalization;
using System.Resources;

namespace CyberIncidents.Application.Common.Texts;

/// <summary>
/// All words that people read, in English and Bahasa Indonesia, by the culture of the call. A key's first part names its
/// file beside this one where there is such a file; all other keys stand in <c>Words.resx</c>.
/// </summary>
public static class Words
{
    /// <summary>The files apart from <c>Words.resx</c>, one for each part of the pages.</summary>
    public static readonly IReadOnlyList<string> Areas =
        ["Shell", "Terms", "Desk", "Incidents", "Case", "Requests", "Liaison", "Figures", "FollowUps", "Notices", "Admin", "Clocks", "Rules", "Jobs", "Mails", "Observables", "Releases", "Reads", "Recalls", "Preview", "Markings", "Timeline", "Links", "Evidence", "Retention", "Agreements", "Engagements", "Directory", "AtHome", "Inbound", "Countries", "Cities"];

    /// <summary>The languages there are, the fallback first.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "id"];

    private static readonly ResourceManager Rest = ManagerOf("Words");

    private static readonly FrozenDictionary<string, ResourceManager>.AlternateLookup<ReadOnlySpan<char>> ByArea =
        Areas.ToFrozenDictionary(a => a, ManagerOf, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A text.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="arguments">What to put into it.</param>
    /// <returns>The text in the language of the call.</returns>
    /// <exception cref="MissingManifestResourceException">There is none of that key.</exception>
    public static string Get(string key, params object?[] arguments)
    {
        var text = Find(key) ?? throw new MissingManifestResourceException($"No text '{key}'.");
        return arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, arguments);
    }

    /// <summary>A text, where there is one.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The text in the language of the call; null when there is none of that key.</returns>
    public static string? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var resources = dot > 0 && ByArea.TryGetValue(key.AsSpan(0, dot), out var area) ? area : Rest;
        return resources.GetString(key, CultureInfo.CurrentUICulture);
    }

    /// <summary>One of two names, by the language of the call.</summary>
    /// <param name="english">The English one.</param>
    /// <param name="indonesian">The Indonesian one.</param>
    /// <returns>The name to show.</returns>
    public static string Pick(string english, string indonesian) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "id" ? indonesian : english;

    private static ResourceManager ManagerOf(string file) => new($"CyberIncidents.Application.Common.Texts.{file}", typeof(Words).Assembly);
}
