using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Requests;

/// <content>Its marking.</content>
public sealed partial class Request : IMarked
{
    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public Handling? Handling { get; private set; }

    /// <summary>Why its marking was changed last; null when nobody said.</summary>
    public string? MarkingReason { get; private set; }

    Guid? IMarked.Originator => Direction == RequestDirection.Inbound ? RequesterOrganisationId : null;

    /// <inheritdoc/>
    public void Reclassify(Tlp own, Tlp caseTlp, Handling? handling, string? reason)
    {
        Shifts += SentAt is null ? 0 : 1;
        // No case of ours makes a partner's request stricter.
        (OwnTlp, Tlp, Handling, MarkingReason) = (own, IsInbound ? own : ReleasePolicy.Strictest(own, caseTlp), handling, reason);
        Record("remark");
    }
}
