using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Sharing;

/// <summary>Where a new item of a case stands.</summary>
/// <param name="IncidentId">The case.</param>
/// <param name="CaseTlp">The case's marking.</param>
/// <param name="OwnTlp">The item's own marking, not laxer than the case's; null to carry the case's.</param>
/// <param name="CreatedById">Who adds it.</param>
/// <param name="OriginatorId">The partner organisation that it came from; null for ours.</param>
public sealed record ItemPlace(Guid IncidentId, Tlp CaseTlp, Tlp? OwnTlp, Guid CreatedById, Guid? OriginatorId = null)
{
    /// <summary>What binds a receiver beside the TLP; null when nothing is said.</summary>
    public Handling? Handling { get; init; }
}

/// <summary>
/// One thing that a case holds and that can be released by itself: an observable, a file of evidence, an entry of the timeline.
/// National only until it is released, withdrawn and never deleted. What came from a partner keeps its originator.
/// </summary>
public abstract class CaseItem : AggregateRoot, IMarked
{
    /// <summary>For materialisation only.</summary>
    protected CaseItem()
    {
    }

    /// <summary>Puts it into a case.</summary>
    /// <param name="place">The case, the marking and who adds it.</param>
    /// <param name="now">The instant.</param>
    protected CaseItem(ItemPlace place, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(place);
        IncidentId = place.IncidentId;
        OwnTlp = place.OwnTlp;
        Tlp = ReleasePolicy.Strictest(place.OwnTlp ?? place.CaseTlp, place.CaseTlp);
        CreatedById = place.CreatedById;
        OriginatorId = place.OriginatorId;
        Handling = place.Handling;
    }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>Its effective marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking that it was given itself; null when it carries the case's.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>Who added it.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>The partner organisation that it came from, whose consent a third state's receipt needs; null for ours.</summary>
    public Guid? OriginatorId { get; private set; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public Handling? Handling { get; private set; }

    /// <summary>Why its marking was changed last; null when nobody said.</summary>
    public string? MarkingReason { get; private set; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Why it was withdrawn.</summary>
    public string? WithdrawalReason { get; private set; }

    Guid? ISecured.IncidentId => IncidentId;

    Guid? IMarked.Originator => OriginatorId;

    /// <summary>Withdraws it; nothing is deleted.</summary>
    /// <param name="reason">Why; null for no word.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>: it is withdrawn already.</exception>
    public void Withdraw(string? reason, DateTimeOffset now)
    {
        if (WithdrawnAt is not null)
        {
            throw new RuleBrokenException("illegal-move", "It is withdrawn already.", []);
        }

        WithdrawnAt = now;
        WithdrawalReason = reason;
        Record("withdraw");
    }

    /// <inheritdoc/>
    public void Reclassify(Tlp own, Tlp caseTlp, Handling? handling, string? reason)
    {
        (OwnTlp, Tlp, Handling, MarkingReason) = (own, ReleasePolicy.Strictest(own, caseTlp), handling, reason);
        Record("remark");
    }

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
