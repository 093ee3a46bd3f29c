using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Incidents;

/// <content>Merging into another case, and back.</content>
public sealed partial class Incident
{
    /// <summary>Where it stood before it was merged into another case; null while it is not.</summary>
    public IncidentStatus? StatusBeforeMerge { get; private set; }

    /// <summary>Whether it was merged into another case. Then it is a duplicate to be read only, and its one way back is to undo that.</summary>
    public bool IsMerged => StatusBeforeMerge is not null;

    /// <summary>
    /// Merges it into another case: it is a duplicate from now on and takes nothing more. Everything of it stays where it is, with its
    /// marking and whoever may see it. That the other case is open is checked by the caller.
    /// </summary>
    /// <param name="intoId">The surviving case.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c> or <c>incident-merged</c>.</exception>
    public void Merge(Guid intoId, DateTimeOffset now)
    {
        EnsureAllowed(IncidentMove.MarkDuplicate);
        StatusBeforeMerge = Status;
        Status = IncidentStatus.Duplicate;
        DuplicateOfId = intoId;
        ClosedAt = now;
        Touch("merge", now);
    }

    /// <summary>Undoes the merge: it stands where it stood, on hold until when it was.</summary>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>not-merged</c>.</exception>
    public void Unmerge(DateTimeOffset now)
    {
        if (StatusBeforeMerge is not { } before)
        {
            throw Refused("not-merged", "The case was not merged into another one.");
        }

        Status = before;
        StatusBeforeMerge = null;
        DuplicateOfId = null;
        ClosedAt = null;
        Touch("unmerge", now);
    }

    private void EnsureNotMerged()
    {
        if (IsMerged)
        {
            throw new RuleBrokenException("incident-merged", "The case was merged into another one; undo that first.", []);
        }
    }
}
