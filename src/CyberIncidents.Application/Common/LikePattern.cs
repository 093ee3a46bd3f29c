namespace CyberIncidents.Application.Common;

/// <summary>A part of a name as a LIKE pattern; what has a meaning there is escaped.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    /// <summary>Null when nothing is sought.</summary>
    public static string? Of(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : "%" + text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal) + "%";
}
