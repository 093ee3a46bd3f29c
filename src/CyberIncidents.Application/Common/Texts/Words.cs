using System.Globalization;
using System.Resources;

namespace CyberIncidents.Application.Common.Texts;

/// <summary>All words that people read, in English and Bahasa Indonesia, by the culture of the call.</summary>
public static class Words
{
    /// <summary>The languages there are, the fallback first.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "id"];

    private static readonly ResourceManager Resources = new("CyberIncidents.Application.Common.Texts.Words", typeof(Words).Assembly);

    /// <summary>A text.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="arguments">What to put into it.</param>
    /// <returns>The text in the language of the call.</returns>
    /// <exception cref="MissingManifestResourceException">There is none of that key.</exception>
    public static string Get(string key, params object?[] arguments)
    {
        var text = Resources.GetString(key, CultureInfo.CurrentUICulture)
            ?? throw new MissingManifestResourceException($"No text '{key}'.");
        return arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, arguments);
    }

    /// <summary>One of two names, by the language of the call.</summary>
    /// <param name="english">The English one.</param>
    /// <param name="indonesian">The Indonesian one.</param>
    /// <returns>The name to show.</returns>
    public static string Pick(string english, string indonesian) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "id" ? indonesian : english;
}
