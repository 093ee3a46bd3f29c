using CyberIncidents.Domain.Common;
using static CyberIncidents.Domain.Engagements.EngagementMove;
using static CyberIncidents.Domain.Engagements.EngagementState;

namespace CyberIncidents.Domain.Engagements;

/// <summary>Where an engagement stands.</summary>
public enum EngagementState
{
    /// <summary>We mean to take part in it or to hold it.</summary>
    Planned,

    /// <summary>It will take place.</summary>
    Confirmed,

    /// <summary>It took place; what came of it is being worked on.</summary>
    Held,

    /// <summary>What came of it is written down and given to those who see to it.</summary>
    FollowedUp,

    /// <summary>It does not take place.</summary>
    Cancelled,
}

/// <summary>What can be done with an engagement.</summary>
public enum EngagementMove
{
    /// <summary>It will take place.</summary>
    Confirm,

    /// <summary>It took place.</summary>
    MarkHeld,

    /// <summary>What came of it is with those who see to it.</summary>
    Conclude,

    /// <summary>It does not take place.</summary>
    Cancel,

    /// <summary>It is planned, or worked on, again.</summary>
    Reopen,
}

/// <summary>The transition table of the engagement.</summary>
public static class EngagementLifecycle
{
    /// <summary>All legal moves.</summary>
    public static TransitionTable<EngagementState, EngagementMove> Table { get; } = new(
        new(Confirm, [Planned], Confirmed),
        new(MarkHeld, [Planned, Confirmed], Held),
        new(Conclude, [Held], FollowedUp),
        new(Reopen, [Cancelled], Planned),
        new(Reopen, [FollowedUp], Held),
        new(Cancel, [Planned, Confirmed], Cancelled));

    /// <summary>Whether it is over: it takes no more parts and no more follow-ups.</summary>
    /// <param name="state">Where it stands.</param>
    /// <returns>True when it was called off or is followed up.</returns>
    public static bool IsOver(EngagementState state) => state is FollowedUp or Cancelled;
}
