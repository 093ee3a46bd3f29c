using System.Text;

namespace CyberIncidents.Exchange.Csv;

/// <summary>
/// A table as text (RFC 4180) that people open with a spreadsheet: what would be a formula there is made text by an apostrophe before it
/// (OWASP, CSV injection), also where it begins after white space.
/// </summary>
public sealed class CsvTable
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its cells; null for an empty one.</param>
    public void Add(IEnumerable<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        _text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
    }

    /// <summary>The whole table.</summary>
    /// <returns>Rows that end in CR LF.</returns>
    public override string ToString() => _text.ToString();

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var safe = IsFormula(text) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 && safe == safe.Trim() ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Full-width signs are read as the narrow ones by some programs.</summary>
    private static bool IsFormula(string text) =>
        text[0] is '\t' or '\r' or '\n'
        || text.AsSpan().TrimStart() is [var first, ..] && first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠';
}
