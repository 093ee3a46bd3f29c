using CyberIncidents.Domain.Common;
using static CyberIncidents.Domain.FollowUps.FollowUpMove;
using static CyberIncidents.Domain.FollowUps.FollowUpState;

namespace CyberIncidents.Domain.FollowUps;

/// <summary>Where a follow-up stands.</summary>
public enum FollowUpState
{
    /// <summary>Its instant has not come.</summary>
    Scheduled,

    /// <summary>Its instant has come; somebody has to act.</summary>
    Due,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Not needed any more.</summary>
    Cancelled,
}

/// <summary>What can be done with a follow-up. <c>FallDue</c> is the alarm's move.</summary>
public enum FollowUpMove
{
    /// <summary>It is done.</summary>
    Complete,

    /// <summary>Another instant, with a reason.</summary>
    Snooze,

    /// <summary>Somebody else does it.</summary>
    Reassign,

    /// <summary>It is not needed any more.</summary>
    Cancel,

    /// <summary>Its instant came.</summary>
    FallDue,
}

/// <summary>The transition table of the follow-up.</summary>
public static class FollowUpLifecycle
{
    /// <summary>All legal moves.</summary>
    public static TransitionTable<FollowUpState, FollowUpMove> Table { get; } = new(
        new(Complete, [Scheduled, Due], Done),
        new(Snooze, [Scheduled, Due], Scheduled),
        new(Reassign, [Scheduled], Scheduled),
        new(Reassign, [Due], Due),
        new(Cancel, [Scheduled, Due], Cancelled),
        new(FallDue, [Scheduled], Due));

    /// <summary>The moves that a person may ask for.</summary>
    /// <param name="state">Where it stands.</param>
    /// <returns>The moves.</returns>
    public static IReadOnlyList<FollowUpMove> MovesOfPeople(FollowUpState state) =>
        [.. Table.Allowed(state).Where(m => m != FallDue)];
}
