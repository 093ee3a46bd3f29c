using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Sharing;

/// <summary>Where a release stands.</summary>
public enum ReleaseState
{
    /// <summary>It left.</summary>
    Released,

    /// <summary>It waits for another manager; nothing has left.</summary>
    PendingApproval,

    /// <summary>It stays here; nothing has left.</summary>
    Rejected,

    /// <summary>It left and was asked back; the receiver does not see it any more.</summary>
    Recalled,
}

/// <summary>The moves of a release.</summary>
public enum ReleaseMove
{
    /// <summary>Let it leave.</summary>
    Approve,

    /// <summary>Keep it here.</summary>
    Reject,

    /// <summary>Ask it back.</summary>
    Recall,
}

/// <summary>The state machine of a release.</summary>
public static class ReleaseLifecycle
{
    /// <summary>All legal moves.</summary>
    public static TransitionTable<ReleaseState, ReleaseMove> Table { get; } = new(
        new(ReleaseMove.Approve, [ReleaseState.PendingApproval], ReleaseState.Released),
        new(ReleaseMove.Reject, [ReleaseState.PendingApproval], ReleaseState.Rejected),
        new(ReleaseMove.Recall, [ReleaseState.Released], ReleaseState.Recalled));
}
