namespace CyberIncidents.Domain.Sharing;

/// <summary>A row with a marking of its own that may be changed later, by one rule for every kind.</summary>
public interface IMarked : ISecured
{
    /// <summary>The key.</summary>
    Guid Id { get; }

    /// <summary>The partner organisation that it came from, without whose consent it is not lowered; null for ours.</summary>
    Guid? Originator { get; }

    /// <summary>What binds a receiver beside the TLP.</summary>
    Handling? Handling { get; }

    /// <summary>Why its marking was changed last; null when nobody said.</summary>
    string? MarkingReason { get; }

    /// <summary>Gives it another marking of its own. Who may lower it, and what that does to its parts, is decided by the caller.</summary>
    /// <param name="own">Its own marking.</param>
    /// <param name="caseTlp">The case's marking, which it is never laxer than.</param>
    /// <param name="handling">What binds a receiver beside the TLP.</param>
    /// <param name="reason">Why; at most 2,000 characters.</param>
    void Reclassify(Tlp own, Tlp caseTlp, Handling? handling, string? reason);
}
