using System.Text.RegularExpressions;

namespace CyberIncidents.ArchitectureTests;

/// <summary>What must not stand in the source, because no compiler and no model test would see it.</summary>
internal static partial class SourceScanner
{
    public const int MaxLines = 300;

    private static readonly string[] MayPassTheFilter = ["CyberIncidents.Infrastructure/Persistence/", "CyberIncidents.Infrastructure/Jobs/"];

    /// <summary>What is wrong with a file; <paramref name="path"/> is relative to <c>src</c>.</summary>
    public static IEnumerable<string> Faults(string path, string text)
    {
        var code = Comments().Replace(text, string.Empty);
        var filtered = !Array.Exists(MayPassTheFilter, p => path.StartsWith(p, StringComparison.Ordinal));
        var found = Never().Matches(code).Concat(filtered ? PastTheFilter().Matches(code) : [])
            .Select(m => $"{path}: {Spaces().Replace(m.Value, string.Empty)}");
        var lines = text.AsSpan().TrimEnd('\n').Count('\n') + 1;
        return lines > MaxLines ? found.Append($"{path}: {lines} lines") : found;
    }

    /// <summary>These leave the filter or the audit behind.</summary>
    [GeneratedRegex(
        @"\b(IgnoreQueryFilters|(SqlQuery|ExecuteSql|FromSql|ExecuteUpdate|ExecuteDelete)\w*)\b|\bSet\s*<\s*([\w.]+\.)?AccessGrant\s*>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex PastTheFilter();

    /// <summary>Time comes from <c>TimeProvider</c>; warnings are mended, files are short enough to need no regions.</summary>
    [GeneratedRegex(
        @"\bDateTime(Offset)?\s*\.\s*(Utc)?Now\b|\bDateTime\s*\.\s*Today\b|\bThread\s*\.\s*Sleep\b|^\s*#\s*(pragma|region)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, 10_000)]
    private static partial Regex Never();

    [GeneratedRegex(@"(?<=^|[\s;{}])//[^\n]*|/\*.*?\*/", RegexOptions.CultureInvariant | RegexOptions.Singleline, 10_000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Spaces();
}
