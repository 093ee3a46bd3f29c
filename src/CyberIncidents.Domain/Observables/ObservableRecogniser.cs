namespace CyberIncidents.Domain.Observables;

/// <summary>An observable in a text.</summary>
/// <param name="Type">What kind of trace it is.</param>
/// <param name="Value">Its normal form.</param>
/// <param name="Original">How it stands in the text.</param>
public sealed record FoundObservable(ObservableType Type, string Value, string Original);

/// <summary>What was found in a text.</summary>
/// <param name="Found">Each observable once, in the order of the text.</param>
/// <param name="More">Whether there are more than are named.</param>
public sealed record Recognition(IReadOnlyList<FoundObservable> Found, bool More);

/// <summary>
/// Finds observables in pasted text, defanged or not. It reads by hand and without regular expressions, so that no text makes it slow;
/// it never throws. What it finds is an offer: a person looks before it is kept.
/// </summary>
public static class ObservableRecogniser
{
    /// <summary>The longest text, in characters; what comes after is not read.</summary>
    public const int MaxText = 100_000;

    /// <summary>The most that is named.</summary>
    public const int MaxFound = 500;

    /// <summary>Finds observables; each once.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>What was found.</returns>
    public static Recognition Find(string? text)
    {
        var read = text is null ? string.Empty : text.Length > MaxText ? text[..MaxText] : text;
        var scan = new TextScan(Refanged.Of(read), MaxFound);
        return new Recognition([.. scan.Run().Where(Keeps)], scan.More);
    }

    /// <summary>Whether it is kept as it was found.</summary>
    private static bool Keeps(FoundObservable found) => ObservableValue.Normalise(found.Type, found.Original) == found.Value;
}
