using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Incidents;

/// <content>The moves of its lifecycle.</content>
public sealed partial class Incident
{
    /// <summary>Judges it.</summary>
    /// <param name="ownerId">Who answers for it from now on.</param>
    /// <param name="now">The instant.</param>
    public void Triage(Guid ownerId, DateTimeOffset now)
    {
        Move(IncidentMove.Triage, now);
        OwnerId = ownerId;
    }

    /// <summary>Begins to work on it.</summary>
    /// <param name="now">The instant.</param>
    public void Activate(DateTimeOffset now) => Move(IncidentMove.Activate, now);

    /// <summary>Pauses it.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="until">Until when; in the future.</param>
    /// <param name="now">The instant.</param>
    public void Hold(string reason, DateTimeOffset until, DateTimeOffset now)
    {
        Move(IncidentMove.Hold, now);
        StatusReason = reason;
        HoldUntil = until;
    }

    /// <summary>Goes on after a pause.</summary>
    /// <param name="now">The instant.</param>
    public void Resume(DateTimeOffset now)
    {
        Move(IncidentMove.Resume, now);
        HoldUntil = null;
        StatusReason = null;
    }

    /// <summary>Says how it came out. That no request waits is checked by the caller.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="reason">Why it is resolved although a request still waits; null when none does.</param>
    /// <param name="now">The instant.</param>
    public void Resolve(IncidentOutcome outcome, string? reason, DateTimeOffset now)
    {
        Move(IncidentMove.Resolve, now);
        Outcome = outcome;
        StatusReason = reason;
        HoldUntil = null;
        ResolvedAt = now;
    }

    /// <summary>Sums it up and closes it.</summary>
    /// <param name="summary">The closing summary.</param>
    /// <param name="now">The instant.</param>
    public void Close(string summary, DateTimeOffset now)
    {
        Move(IncidentMove.Close, now);
        ClosingSummary = summary;
        ClosedAt = now;
    }

    /// <summary>Says that it is no case of ours.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    public void Reject(string reason, DateTimeOffset now)
    {
        Move(IncidentMove.Reject, now);
        StatusReason = reason;
        ClosedAt = now;
    }

    /// <summary>Says that it is the same as another case.</summary>
    /// <param name="otherId">The other case.</param>
    /// <param name="now">The instant.</param>
    public void MarkDuplicate(Guid otherId, DateTimeOffset now)
    {
        Move(IncidentMove.MarkDuplicate, now);
        HoldUntil = null;
        DuplicateOfId = otherId;
        ClosedAt = now;
    }

    /// <summary>Takes it up again.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    public void Reopen(string reason, DateTimeOffset now)
    {
        Move(IncidentMove.Reopen, now);
        StatusReason = reason;
        Outcome = null;
        ClosingSummary = null;
        DuplicateOfId = null;
        ResolvedAt = null;
        ClosedAt = null;
    }

    private void Move(IncidentMove move, DateTimeOffset now)
    {
        EnsureNotMerged();
        Status = IncidentLifecycle.Table.Next(Status, move);
        Touch(MoveName.Of(move), now);
    }
}
