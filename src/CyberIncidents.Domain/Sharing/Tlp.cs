namespace CyberIncidents.Domain.Sharing;

/// <summary>
/// Traffic Light Protocol 2.0 (FIRST, August 2022), from the widest to the narrowest circle. The order is used:
/// a package carries the strictest marking of its parts.
/// </summary>
public enum Tlp
{
    /// <summary>May be shared with the world.</summary>
    Clear,

    /// <summary>May be shared within the community.</summary>
    Green,

    /// <summary>The recipient's organisation and its clients, on a need-to-know basis.</summary>
    Amber,

    /// <summary>The recipient's organisation only.</summary>
    AmberStrict,

    /// <summary>The named individual recipients only.</summary>
    Red,
}

/// <summary>Permissible Actions Protocol, version 3: what a recipient may do, apart from who may see.</summary>
public enum Pap
{
    /// <summary>No restriction.</summary>
    Clear,

    /// <summary>Active actions are allowed.</summary>
    Green,

    /// <summary>Passive cross-checks only.</summary>
    Amber,

    /// <summary>Non-detectable actions only.</summary>
    Red,
}

/// <summary>The labels of TLP 2.0; they are never translated.</summary>
public static class TlpLabel
{
    private static readonly string[] Labels = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"];

    /// <summary>All labels, from the widest to the narrowest circle.</summary>
    public static IReadOnlyList<string> All => Labels;

    /// <summary>The label without its <c>TLP:</c> prefix.</summary>
    /// <param name="tlp">The marking.</param>
    /// <returns>For example <c>AMBER+STRICT</c>.</returns>
    public static string Of(Tlp tlp) => Labels[(int)tlp];

    /// <summary>Reads a label, in capitals, without prefix.</summary>
    /// <param name="label">The label.</param>
    /// <returns>The marking, or null when it is none of TLP 2.0 (WHITE is not).</returns>
    public static Tlp? Parse(string? label)
    {
        var index = Array.IndexOf(Labels, label);
        return index < 0 ? null : (Tlp)index;
    }
}
