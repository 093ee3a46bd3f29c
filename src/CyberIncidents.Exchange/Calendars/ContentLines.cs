using System.Globalization;
using System.Text;

namespace CyberIncidents.Exchange.Calendars;

/// <summary>Content lines of RFC 5545 3.1: folded at 75 octets between whole characters, each ended by CRLF.</summary>
internal sealed class ContentLines
{
    private const int LongestLine = 75;
    private const string NewLine = "\r\n";

    private readonly StringBuilder _text = new();

    /// <summary>Adds a line whose value is written as it is.</summary>
    internal void Add(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                _text.Append(NewLine).Append(' ');
                octets = 1;
            }

            _text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        _text.Append(NewLine);
    }

    /// <summary>Adds a line whose value is TEXT (3.3.11).</summary>
    internal void AddText(string name, string value) => Add(name, Escape(value));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var sign in value.ReplaceLineEndings("\n"))
        {
            _ = sign switch
            {
                '\n' => escaped.Append("\\n"),
                '\\' or ';' or ',' => escaped.Append('\\').Append(sign),
                '\t' => escaped.Append(sign),
                // Other control characters are not allowed, and one that slipped in must not end a line.
                _ when char.GetUnicodeCategory(sign) == UnicodeCategory.Control => escaped,
                _ => escaped.Append(sign),
            };
        }

        return escaped.ToString();
    }
}
