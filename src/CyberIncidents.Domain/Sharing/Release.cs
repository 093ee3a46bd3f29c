using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Sharing;

/// <summary>The record of what left the house: to whom, when, under which marking, let go by whom.</summary>
public sealed class Release : AggregateRoot, ISecured
{
    private readonly List<ReleaseItem> _items = [];

    private Release()
    {
    }

    /// <summary>Records a release.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="organisationId">The receiving organisation.</param>
    /// <param name="tlp">The marking under which it leaves.</param>
    /// <param name="reason">The move that let it leave.</param>
    /// <param name="releasedById">Who made that move.</param>
    /// <param name="approvedById">Who approved it; the same person where no second one is asked for.</param>
    /// <param name="now">The instant.</param>
    public Release(
        Guid incidentId, Guid organisationId, Tlp tlp, GrantReason reason, Guid releasedById, Guid approvedById, DateTimeOffset now)
        : base(now)
    {
        IncidentId = incidentId;
        OrganisationId = organisationId;
        Tlp = tlp;
        MarkedAs = tlp;
        Reason = reason;
        ReleasedById = releasedById;
        ApprovedById = approvedById;
        Record("release");
    }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>The receiving organisation.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>Who may see this record now.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking under which it left.</summary>
    public Tlp MarkedAs { get; private set; }

    /// <summary>The move that let it leave.</summary>
    public GrantReason Reason { get; private set; }

    /// <summary>Who made that move.</summary>
    public Guid ReleasedById { get; private set; }

    /// <summary>Who approved it.</summary>
    public Guid ApprovedById { get; private set; }

    /// <summary>The strictest marking that one of its items was given later; null while none was.</summary>
    public Tlp? RaisedTo { get; private set; }

    /// <summary>The strictest PAP and the handling codes of what left; null when none was said.</summary>
    public Handling? Handling { get; private set; }

    /// <summary>What left.</summary>
    public IReadOnlyList<ReleaseItem> Items => _items;

    Guid? ISecured.IncidentId => IncidentId;

    Tlp? ISecured.OwnTlp => ReleasePolicy.Strictest(MarkedAs, RaisedTo ?? MarkedAs);

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    /// <summary>One of its items is marked more strictly now: who may see this record follows, and never goes back.</summary>
    /// <param name="tlp">The item's marking.</param>
    public void Raise(Tlp tlp)
    {
        RaisedTo = ReleasePolicy.Strictest(RaisedTo ?? tlp, tlp);
        Tlp = ReleasePolicy.Strictest(Tlp, tlp);
    }

    /// <summary>Says under what it left, beside the TLP.</summary>
    /// <param name="parts">What binds each part.</param>
    public void Bind(IEnumerable<Handling?> parts) => Handling = Handling.OfPackage(parts);

    /// <summary>Adds an item.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="subjectId">Its key.</param>
    /// <param name="content">Exactly what left, as JSON.</param>
    /// <param name="now">The instant.</param>
    public void Add(SubjectType type, Guid subjectId, string content, DateTimeOffset now) =>
        _items.Add(new ReleaseItem(this, type, subjectId, content, now));
}

/// <summary>One thing that left, with exactly what the receiver got.</summary>
public sealed class ReleaseItem : Entity, ISecured, IPartOf
{
    private ReleaseItem()
    {
        Content = string.Empty;
    }

    internal ReleaseItem(Release release, SubjectType type, Guid subjectId, string content, DateTimeOffset now)
        : base(now)
    {
        ReleaseId = release.Id;
        IncidentId = release.IncidentId;
        Tlp = release.Tlp;
        OwnTlp = release.MarkedAs;
        SubjectType = type;
        SubjectId = subjectId;
        Content = content;
    }

    /// <summary>The release.</summary>
    public Guid ReleaseId { get; private set; }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>The effective marking of the release.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking under which it left.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>What kind of thing left.</summary>
    public SubjectType SubjectType { get; private set; }

    /// <summary>Which one.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Exactly what left, as JSON.</summary>
    public string Content { get; private set; }

    Guid? ISecured.IncidentId => IncidentId;

    /// <summary>What left is hidden with its item, when that is marked more strictly later; never shown again by a laxer one.</summary>
    /// <param name="tlp">The item's marking.</param>
    public void Raise(Tlp tlp) => (OwnTlp, Tlp) = (ReleasePolicy.Strictest(OwnTlp ?? tlp, tlp), ReleasePolicy.Strictest(Tlp, tlp));

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(Release), ReleaseId);

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
