namespace CyberIncidents.Domain.Observables;

/// <summary>
/// A text in which what was defanged (<c>hxxp</c>, <c>[.]</c>, <c>(dot)</c>, <c>[at]</c>, <c>[:]</c>) is written out again, and where
/// each of its characters stood before.
/// </summary>
internal sealed class Refanged
{
    private const int LongestInBrackets = 3;

    private readonly string _original;
    private readonly List<(int Start, int End, bool Changed)> _places;

    private Refanged(string original, string text, List<(int Start, int End, bool Changed)> places)
    {
        _original = original;
        _places = places;
        Text = text;
    }

    /// <summary>The text written out.</summary>
    public string Text { get; }

    /// <summary>Reads a text once, from left to right.</summary>
    public static Refanged Of(string original)
    {
        var text = new System.Text.StringBuilder(original.Length);
        var places = new List<(int Start, int End, bool Changed)>(original.Length);
        for (var i = 0; i < original.Length;)
        {
            if (Bracketed(original, i) is { } sign)
            {
                var (start, end) = (i, i + sign.Length);
                if (sign.IsWord)
                {
                    (start, end) = WithoutSpaces(original, text, places, start, end);
                }

                text.Append(sign.Means);
                places.AddRange(Enumerable.Repeat((start, end, true), sign.Means.Length));
                i = end;
                continue;
            }

            var hidden = IsHxxp(original, i);
            for (var k = 0; k < (hidden ? 4 : 1); k++, i++)
            {
                text.Append(hidden ? "http"[k] : original[i]);
                places.Add((i, i + 1, hidden));
            }
        }

        return new Refanged(original, text.ToString(), places);
    }

    /// <summary>What a part of the text looked like before.</summary>
    public string Original(int start, int end) => _original[_places[start].Start.._places[end - 1].End];

    /// <summary>Whether a part of the text was defanged: then somebody took it for an address.</summary>
    public bool IsChanged(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (_places[i].Changed)
            {
                return true;
            }
        }

        return false;
    }

    private static (string Means, int Length, bool IsWord)? Bracketed(string text, int at)
    {
        var close = text[at] switch { '[' => ']', '(' => ')', '{' => '}', _ => '\0' };
        if (close == '\0')
        {
            return null;
        }

        var end = text.IndexOf(close, at + 1, Math.Min(LongestInBrackets + 1, text.Length - at - 1));
        var means = end < 0 ? null : Meaning(text.AsSpan(at + 1, end - at - 1), close == ']');
        return means is null ? null : (means, end - at + 1, end - at > 2);
    }

    private static string? Meaning(ReadOnlySpan<char> sign, bool square) => sign switch
    {
        "." => ".",
        "@" => "@",
        ":" when square => ":",
        "://" when square => "://",
        "/" when square => "/",
        _ when sign.Equals("dot", StringComparison.OrdinalIgnoreCase) => ".",
        _ when sign.Equals("at", StringComparison.OrdinalIgnoreCase) => "@",
        _ => null,
    };

    /// <summary><c>user [at] example [dot] org</c>: one space on either side belongs to the sign.</summary>
    private static (int Start, int End) WithoutSpaces(
        string original, System.Text.StringBuilder text, List<(int Start, int End, bool Changed)> places, int start, int end)
    {
        var last = text.Length - 1;
        if (last > 0 && text[last] == ' ' && char.IsLetterOrDigit(text[last - 1]))
        {
            start = places[last].Start;
            text.Length--;
            places.RemoveAt(last);
        }

        var spaced = end + 1 < original.Length && original[end] == ' ' && char.IsLetterOrDigit(original[end + 1]);
        return (start, spaced ? end + 1 : end);
    }

    private static bool IsHxxp(string text, int at) =>
        text[at] is 'h' or 'H'
        && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
        && at + 4 < text.Length
        && text.AsSpan(at, 4).Equals("hxxp", StringComparison.OrdinalIgnoreCase)
        && text[at + 4] is 's' or 'S' or ':' or '[';
}
