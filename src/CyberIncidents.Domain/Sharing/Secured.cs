namespace CyberIncidents.Domain.Sharing;

/// <summary>The kinds of thing that can be granted and released one by one.</summary>
public enum SubjectType
{
    /// <summary>The case as shared: reference, marking, shared title and summary.</summary>
    Incident,

    /// <summary>One organisation's part in it.</summary>
    Participation,

    /// <summary>A request with its entries.</summary>
    Request,

    /// <summary>A follow-up with its alarms; national only.</summary>
    FollowUp,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>The record of what left; national only.</summary>
    Release,

    /// <summary>An observable.</summary>
    Observable,

    /// <summary>A file of evidence.</summary>
    Evidence,

    /// <summary>An entry of the timeline.</summary>
    TimelineEntry,

    /// <summary>The notice to a receiver that something is recalled.</summary>
    Recall,

    /// <summary>A question to the organisation that something came from.</summary>
    Consent,

    /// <summary>An engagement; national only.</summary>
    Engagement,

    /// <summary>A document of an engagement; national only.</summary>
    EngagementDocument,

    /// <summary>What one side owes another; national only.</summary>
    Commitment,

    /// <summary>A question to an organisation whether it is there; of no case.</summary>
    ContactCheck,
}

/// <summary>A row that only some may see. Its visibility is decided by one query filter, <c>NeedToKnow</c>.</summary>
public interface ISecured
{
    /// <summary>The case it belongs to; null when it belongs to none.</summary>
    Guid? IncidentId { get; }

    /// <summary>
    /// The effective marking. What has no marking of its own carries its case's; it is never laxer than the case's.
    /// </summary>
    Tlp Tlp { get; }

    /// <summary>The marking that it was given itself; null when it carries its case's.</summary>
    Tlp? OwnTlp { get; }

    /// <summary>Sets the effective marking: the stricter of its own and its case's.</summary>
    /// <param name="tlp">The effective marking.</param>
    void Remark(Tlp tlp);
}

/// <summary>The ceiling that a marking sets on a release; it never grants anything (FIRST TLP 2.0).</summary>
public static class ReleasePolicy
{
    /// <summary>Whether an analyst may let it leave; above that a manager has to.</summary>
    /// <param name="tlp">The marking of what leaves.</param>
    /// <returns>True up to AMBER.</returns>
    public static bool AnalystMayRelease(Tlp tlp) => tlp <= Tlp.Amber;

    /// <summary>Whether it goes only to persons named one by one.</summary>
    /// <param name="tlp">The marking of what leaves.</param>
    /// <returns>True for RED.</returns>
    public static bool NeedsNamedPersons(Tlp tlp) => tlp == Tlp.Red;

    /// <summary>The stricter of two markings.</summary>
    /// <param name="a">One marking.</param>
    /// <param name="b">The other.</param>
    /// <returns>The marking of a package of both.</returns>
    public static Tlp Strictest(Tlp a, Tlp b) => a > b ? a : b;
}
