namespace CyberIncidents.Application.Common.Texts;

/// <summary>A text where there is no room for all of it.</summary>
internal static class Shortened
{
    /// <summary>Its beginning in one line, at most so many characters with the sign that there is more; never half a character.</summary>
    public static string To(string text, int length)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length <= length)
        {
            return line;
        }

        var end = length - 1;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + "…";
    }
}
