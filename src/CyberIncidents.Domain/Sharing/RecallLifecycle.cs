using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Sharing;

/// <summary>Where a recall stands.</summary>
public enum RecallState
{
    /// <summary>The receiver has not said what became of it.</summary>
    Open,

    /// <summary>The receiver keeps it, and says on which ground.</summary>
    Kept,

    /// <summary>The receiver has destroyed it.</summary>
    Destroyed,
}

/// <summary>What a receiver can answer to a recall.</summary>
public enum RecallMove
{
    /// <summary>It is destroyed.</summary>
    ConfirmDestroyed,

    /// <summary>It is kept, on a ground.</summary>
    Keep,
}

/// <summary>On which ground a receiver keeps what was recalled.</summary>
public enum KeepGround
{
    /// <summary>Its law obliges it to keep it.</summary>
    LegalObligation,

    /// <summary>It is part of proceedings of its own.</summary>
    OwnProceedings,

    /// <summary>It is in a backup, which will expire.</summary>
    BackupUntilExpiry,
}

/// <summary>The state machine of a recall. What was kept may be destroyed later, and is confirmed then.</summary>
public static class RecallLifecycle
{
    /// <summary>All legal moves.</summary>
    public static TransitionTable<RecallState, RecallMove> Table { get; } = new(
        new(RecallMove.ConfirmDestroyed, [RecallState.Open, RecallState.Kept], RecallState.Destroyed),
        new(RecallMove.Keep, [RecallState.Open], RecallState.Kept));
}
