using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Evidence;

/// <summary>What happened to a file of evidence.</summary>
public enum CustodyAct
{
    /// <summary>It came in.</summary>
    Received,

    /// <summary>It was moved to another place of the store.</summary>
    Moved,

    /// <summary>Its bytes left by a download.</summary>
    Downloaded,

    /// <summary>Its content was read whole and is what it was.</summary>
    Verified,

    /// <summary>Its content was read and is not what it was, or could not be read.</summary>
    Mismatch,

    /// <summary>It is held back: it leaves only as a zip with a password.</summary>
    Quarantined,

    /// <summary>It is held back no more.</summary>
    Unquarantined,

    /// <summary>It was withdrawn.</summary>
    Withdrawn,

    /// <summary>Retention disposed of it.</summary>
    Disposed,
}

/// <summary>One line of a custody log, which only grows: no line is changed or taken away.</summary>
public sealed class CustodyEntry : Entity, ISecured, IPartOf
{
    private CustodyEntry()
    {
    }

    internal CustodyEntry(EvidenceFile file, CustodyAct act, Guid? personId, string? note, DateTimeOffset now)
        : base(now)
    {
        EvidenceId = file.Id;
        IncidentId = file.IncidentId;
        Tlp = file.Tlp;
        OwnTlp = file.OwnTlp;
        Act = act;
        PersonId = personId;
        Note = note;
    }

    /// <summary>The file.</summary>
    public Guid EvidenceId { get; private set; }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>The file's effective marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The file's own marking; null when it carries the case's.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>What happened.</summary>
    public CustodyAct Act { get; private set; }

    /// <summary>Who did it; null for the program itself.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>From whom it came, why it was done, or how it failed; at most 2,000 characters.</summary>
    public string? Note { get; private set; }

    Guid? ISecured.IncidentId => IncidentId;

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(SubjectType.Evidence), EvidenceId);

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
