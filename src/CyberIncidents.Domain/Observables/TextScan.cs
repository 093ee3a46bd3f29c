namespace CyberIncidents.Domain.Observables;

/// <summary>One reading of one text: phone numbers first, since they hold spaces, then word by word.</summary>
internal sealed class TextScan(Refanged source, int most)
{
    private const string Closers = ")]}";
    private const string Openers = "([{";
    private const int LongestPiece = 400;

    private readonly string _text = source.Text;
    private readonly bool[] _taken = new bool[source.Text.Length];
    private readonly List<(int Start, FoundObservable Found)> _found = [];
    private readonly HashSet<(ObservableType Type, string Value)> _known = [];

    /// <summary>Whether there is more than was asked for.</summary>
    public bool More { get; private set; }

    public IReadOnlyList<FoundObservable> Run()
    {
        FindPhones();
        var end = 0;
        for (var start = 0; start < _text.Length && !More; start = end + 1)
        {
            end = start;
            while (end < _text.Length && !Breaks(end))
            {
                end++;
            }

            if (end > start)
            {
                ReadWord(start, end);
            }
        }

        return [.. _found.OrderBy(f => f.Start).Select(f => f.Found).Take(most)];
    }

    private bool Breaks(int at) =>
        _taken[at] || char.IsWhiteSpace(_text[at]) || char.IsControl(_text[at]) || _text[at] is '<' or '>' or '"' or '`' or '“' or '”' or '„' or '«' or '»';

    private void FindPhones()
    {
        for (var plus = _text.IndexOf('+', StringComparison.Ordinal); plus >= 0 && !More; plus = _text.IndexOf('+', plus + 1))
        {
            var free = plus == 0 || !(char.IsLetterOrDigit(_text[plus - 1]) || _text[plus - 1] is '/' or '=' or '+' or '@' or '.');
            var end = free && plus + 1 < _text.Length && char.IsAsciiDigit(_text[plus + 1]) ? PhoneValues.End(_text, plus) : 0;
            if (end > 0 && Offer(ObservableType.Phone, plus, end))
            {
                Array.Fill(_taken, true, plus, end - plus);
                plus = end - 1;
            }
        }
    }

    /// <summary>Addresses with a scheme first; what is left is cut into pieces.</summary>
    private void ReadWord(int start, int end)
    {
        while (start < end && !More)
        {
            var (scheme, mark) = NextScheme(start, end);
            if (scheme < 0)
            {
                ReadPieces(start, end);
                return;
            }

            ReadPieces(start, scheme);
            var stop = EndOfUrl(scheme, mark + 3, end);
            start = stop - scheme > ObservableValue.MaxLength || Offer(ObservableType.Url, scheme, stop) ? stop : mark + 3;
        }
    }

    private (int Scheme, int Mark) NextScheme(int start, int end)
    {
        for (var mark = IndexOfMark(start, end); mark >= 0; mark = IndexOfMark(mark + 3, end))
        {
            foreach (var scheme in UrlValues.Schemes)
            {
                var at = mark - scheme.Length;
                if (at >= start && _text.AsSpan(at, scheme.Length).Equals(scheme, StringComparison.OrdinalIgnoreCase)
                    && (at == start || !char.IsLetterOrDigit(_text[at - 1])))
                {
                    return (at, mark);
                }
            }
        }

        return (-1, -1);
    }

    private int IndexOfMark(int start, int end)
    {
        var at = _text.AsSpan(start, end - start).IndexOf("://", StringComparison.Ordinal);
        return at < 0 ? -1 : start + at;
    }

    /// <summary>To the end of the word or to the next address in a list; what closes a sentence or a bracket around it stays outside.</summary>
    private int EndOfUrl(int start, int after, int end)
    {
        // One that is longer than any may be is passed over as a whole.
        var window = Math.Min(end, start + ObservableValue.MaxLength + 1);
        var (next, _) = NextScheme(after, window);
        while (next >= 0)
        {
            if (_text[next - 1] is ',' or ';' or '|')
            {
                return Trimmed(start, next);
            }

            (next, _) = NextScheme(next + 3, window);
        }

        return window < end ? end : Trimmed(start, end);
    }

    private int Trimmed(int start, int end)
    {
        while (end > start + 1)
        {
            var last = _text[end - 1];
            var kind = Closers.IndexOf(last, StringComparison.Ordinal);
            var loose = kind >= 0 && _text.AsSpan(start, end - start).Count(last) > _text.AsSpan(start, end - start).Count(Openers[kind]);
            if (!loose && last is not ('.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or '|' or '’' or '…'))
            {
                break;
            }

            end--;
        }

        return end;
    }

    private void ReadPieces(int start, int end)
    {
        for (var from = start; from < end && !More;)
        {
            var to = from;
            while (to < end && !Divides(_text[to]))
            {
                to++;
            }

            ReadPiece(from, to);
            from = to + 1;
        }
    }

    private static bool Divides(char c) =>
        c is ',' or ';' or '|' or '(' or ')' or '[' or ']' or '{' or '}' or '=' or '\'' or '*' or '!' or '?' or '/' or '\\' or '&' or '’' or '‘' or '…' or '•';

    private void ReadPiece(int start, int end)
    {
        (start, end) = Bare(start, end);
        if (end - start is < 3 or > LongestPiece || TryPiece(start, end))
        {
            return;
        }

        // A label, a port or a list with colons: "IP:192.0.2.1", "192.0.2.1:443", "box@example.org:word".
        var colon = _text.IndexOf(':', start, end - start);
        if (colon < 0 || TryPiece(colon + 1, end))
        {
            return;
        }

        for (var from = start; from < end;)
        {
            var to = _text.IndexOf(':', from, end - from);
            to = to < 0 ? end : to;
            TryPiece(from, to);
            from = to + 1;
        }
    }

    private (int Start, int End) Bare(int start, int end)
    {
        while (start < end && (_text[start] is '.' or '-' or '#' || (_text[start] == ':' && !_text.AsSpan(start, end - start).StartsWith("::", StringComparison.Ordinal))))
        {
            start++;
        }

        while (end > start && (_text[end - 1] is '.' or '-' || (_text[end - 1] == ':' && !_text.AsSpan(start, end - start).EndsWith("::", StringComparison.Ordinal))))
        {
            end--;
        }

        return (start, end);
    }

    private bool TryPiece(int start, int end)
    {
        (start, end) = Bare(start, end);
        if (end - start < 3)
        {
            return false;
        }

        var piece = _text[start..end];
        return PieceTypes.Of(piece, source.IsChanged(start, end)) is { } type && (IsNetwork(type, end) || Offer(type, start, end));
    }

    /// <summary>A whole network (<c>192.0.2.0/24</c>) is no address; of one host alone (<c>/32</c>) it is.</summary>
    private bool IsNetwork(ObservableType type, int end)
    {
        if (type is not (ObservableType.IPv4 or ObservableType.IPv6) || end >= _text.Length || _text[end] != '/')
        {
            return false;
        }

        var to = end + 1;
        while (to < _text.Length && char.IsAsciiDigit(_text[to]))
        {
            to++;
        }

        var length = to - end - 1;
        var goesOn = to < _text.Length && (char.IsLetterOrDigit(_text[to]) || _text[to] == '/');
        return length is >= 1 and <= 3 && !goesOn && !_text.AsSpan(end + 1, length).SequenceEqual(type == ObservableType.IPv4 ? "32" : "128");
    }

    private bool Offer(ObservableType type, int start, int end)
    {
        var original = source.Original(start, end);
        if (original.Length > ObservableValue.MaxLength || ObservableValue.Normalise(type, original) is not { } value)
        {
            return false;
        }

        if (_known.Add((type, value)))
        {
            _found.Add((start, new FoundObservable(type, value, original)));
            More |= _found.Count > most;
        }

        return true;
    }
}
