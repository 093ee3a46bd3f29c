using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Observables;

/// <summary>What was seen.</summary>
/// <param name="Type">What kind of trace it is.</param>
/// <param name="Value">Its normal form; see <see cref="ObservableValue.Normalise"/>.</param>
/// <param name="Original">What was entered; at most 2,000 characters.</param>
/// <param name="Note">At most 2,000 characters; null for none.</param>
public sealed record SeenObservable(ObservableType Type, string Value, string Original, string? Note);

/// <summary>A trace that a case left: an address, a name, a hash.</summary>
public sealed class Observable : CaseItem
{
    private Observable()
    {
        Value = ValueKey = Original = string.Empty;
    }

    /// <summary>Notes an observable.</summary>
    /// <param name="place">The case, the marking and who notes it.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="now">The instant.</param>
    public Observable(ItemPlace place, SeenObservable seen, DateTimeOffset now)
        : base(place, now)
    {
        ArgumentNullException.ThrowIfNull(seen);
        Type = seen.Type;
        Value = seen.Value;
        ValueKey = ObservableValue.KeyOf(seen.Type, seen.Value);
        Original = seen.Original;
        Note = seen.Note;
        Record("add");
    }

    /// <summary>What kind of trace it is.</summary>
    public ObservableType Type { get; private set; }

    /// <summary>Its normal form.</summary>
    public string Value { get; private set; }

    /// <summary>SHA-256 of type and value in hex: equal exactly where both are, and short enough for an index.</summary>
    public string ValueKey { get; private set; }

    /// <summary>What was entered, for example <c>evil[.]example</c>.</summary>
    public string Original { get; private set; }

    /// <summary>What somebody said of it.</summary>
    public string? Note { get; private set; }
}
