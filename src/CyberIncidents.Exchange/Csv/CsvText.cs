using System.Text;

namespace CyberIncidents.Exchange.Csv;

/// <summary>
/// Comma-separated values (RFC 4180), UTF-8. A cell that a spreadsheet would take for a formula begins with an apostrophe instead
/// (OWASP, CSV injection).
/// </summary>
public static class CsvText
{
    private static readonly char[] Quoted = [',', '"', '\r', '\n'];

    /// <summary>Writes rows.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">The rows, as many cells each.</param>
    /// <returns>The text, each line ended by CR LF.</returns>
    public static string Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string?>> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder();
        Line(text, header);
        foreach (var row in rows)
        {
            Line(text, row);
        }

        return text.ToString();
    }

    /// <summary>One cell, without what a spreadsheet would run.</summary>
    /// <param name="cell">What it says.</param>
    /// <returns>The cell, quoted where it has to be.</returns>
    public static string Cell(string? cell)
    {
        if (string.IsNullOrEmpty(cell))
        {
            return string.Empty;
        }

        // Spreadsheets pass over blanks, and know the wide forms of the signs too.
        var shown = cell.TrimStart();
        var safe = cell[0] is '\t' or '\r' or '\n' || (shown.Length > 0 && shown[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠') ? "'" + cell : cell;
        return safe.IndexOfAny(Quoted) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static void Line(StringBuilder text, IReadOnlyList<string?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
}
