using CyberIncidents.Domain.Common;
using static CyberIncidents.Domain.Sharing.ConsentMove;
using static CyberIncidents.Domain.Sharing.ConsentState;

namespace CyberIncidents.Domain.Sharing;

/// <summary>What an originator is asked to let us do with what came from it.</summary>
public enum ConsentPurpose
{
    /// <summary>Lower its marking.</summary>
    Lower,

    /// <summary>Pass it to an organisation of another state.</summary>
    PassOn,
}

/// <summary>Where a consent stands.</summary>
public enum ConsentState
{
    /// <summary>The originator has been asked.</summary>
    Asked,

    /// <summary>It agreed.</summary>
    Granted,

    /// <summary>It refused.</summary>
    Denied,

    /// <summary>We took the question back.</summary>
    Withdrawn,

    /// <summary>Its time ran out without a word: not granted.</summary>
    Lapsed,
}

/// <summary>What can be done with a consent. <c>Lapse</c> is the alarm's move.</summary>
public enum ConsentMove
{
    /// <summary>The originator agrees.</summary>
    Grant,

    /// <summary>The originator refuses, with a ground.</summary>
    Deny,

    /// <summary>We take the question back.</summary>
    Withdraw,

    /// <summary>Its time ran out.</summary>
    Lapse,
}

/// <summary>The transition table of the consent.</summary>
public static class ConsentLifecycle
{
    /// <summary>All legal moves. What was granted stays granted: what has been done on it cannot be taken back by a word.</summary>
    public static TransitionTable<ConsentState, ConsentMove> Table { get; } = new(
        new(Grant, [Asked], Granted),
        new(Deny, [Asked], Denied),
        new(Withdraw, [Asked], Withdrawn),
        new(Lapse, [Asked], Lapsed));

    /// <summary>The moves that the originator may make.</summary>
    public static IReadOnlyList<ConsentMove> OfOriginator { get; } = [Grant, Deny];

    /// <summary>The moves of one side from a state.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="originator">Whether of the originator's side.</param>
    /// <returns>The moves.</returns>
    public static IReadOnlyList<ConsentMove> Allowed(ConsentState state, bool originator) =>
        [.. Table.Allowed(state).Where(m => m != Lapse && OfOriginator.Contains(m) == originator)];
}
