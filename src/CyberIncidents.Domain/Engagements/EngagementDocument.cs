using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Engagements;

/// <summary>
/// A document of an engagement. Its content lies where that of evidence lies, encrypted and once, and leaves only as an attachment; each
/// act stands in its custody log.
/// </summary>
public sealed class EngagementDocument : AggregateRoot, ISecured
{
    private readonly List<DocumentEntry> _custody = [];

    private EngagementDocument() => FileName = Sha256 = string.Empty;

    /// <summary>Takes a document in.</summary>
    /// <param name="engagement">The engagement.</param>
    /// <param name="ownTlp">Its own marking, not laxer than the engagement's; null to carry that.</param>
    /// <param name="received">What is said of it.</param>
    /// <param name="blob">Its content.</param>
    /// <param name="creatorId">Who brings it.</param>
    /// <param name="now">The instant.</param>
    public EngagementDocument(Engagement engagement, Tlp? ownTlp, ReceivedFile received, Blob blob, Guid creatorId, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(engagement);
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(blob);
        EngagementId = engagement.Id;
        OwnTlp = ownTlp;
        Tlp = ReleasePolicy.Strictest(engagement.Tlp, ownTlp ?? engagement.Tlp);
        FileName = SafeFileName.Of(received.Name);
        MediaType = received.MediaType;
        Description = received.Description;
        (BlobId, Size, Sha256) = (blob.Id, blob.Size, blob.Sha256);
        CreatedById = creatorId;
        Note(CustodyAct.Received, creatorId, received.ReceivedFrom, now);
        Record("add");
    }

    /// <summary>The engagement.</summary>
    public Guid EngagementId { get; private set; }

    /// <summary>The stricter of its own marking and the engagement's.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>Its own marking; null when it carries the engagement's.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>A safe name, at most 200 characters.</summary>
    public string FileName { get; private set; }

    /// <summary>The media type as declared; never trusted.</summary>
    public string? MediaType { get; private set; }

    /// <summary>What somebody said of it.</summary>
    public string? Description { get; private set; }

    /// <summary>Its content.</summary>
    public Guid BlobId { get; private set; }

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    /// <summary>SHA-256, hex.</summary>
    public string Sha256 { get; private set; }

    /// <summary>Who brought it.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Why it was withdrawn.</summary>
    public string? WithdrawalReason { get; private set; }

    /// <summary>The lines of its custody log that this save adds, or those that were loaded.</summary>
    public IReadOnlyList<DocumentEntry> Custody => _custody;

    Guid? ISecured.IncidentId => null;

    /// <summary>Its bytes leave.</summary>
    /// <param name="personId">Who takes them.</param>
    /// <param name="now">The instant.</param>
    public void Download(Guid personId, DateTimeOffset now)
    {
        Note(CustodyAct.Downloaded, personId, null, now);
        Record("download");
    }

    /// <summary>Withdraws it; its content and its log stay.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="reason">Why; null for no word.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>: it is withdrawn already.</exception>
    public void Withdraw(Guid personId, string? reason, DateTimeOffset now)
    {
        if (WithdrawnAt is not null)
        {
            throw new RuleBrokenException("illegal-move", "It is withdrawn already.", []);
        }

        (WithdrawnAt, WithdrawalReason) = (now, reason);
        Note(CustodyAct.Withdrawn, personId, reason, now);
        Record("withdraw");
    }

    /// <summary>Its content was read whole and is not what it was.</summary>
    /// <param name="fault">What is wrong with it, when that is known.</param>
    /// <param name="now">The instant.</param>
    public void FindBroken(string? fault, DateTimeOffset now)
    {
        Note(CustodyAct.Mismatch, Guid.Empty, fault, now);
        Record("mismatch");
    }

    void ISecured.Remark(Tlp tlp) => Tlp = ReleasePolicy.Strictest(tlp, OwnTlp ?? tlp);

    private void Note(CustodyAct act, Guid personId, string? note, DateTimeOffset now) => _custody.Add(new DocumentEntry(this, act, personId, note, now));
}

/// <summary>One line of a document's custody log, which only grows.</summary>
public sealed class DocumentEntry : Entity, ISecured, IPartOf
{
    private DocumentEntry()
    {
    }

    internal DocumentEntry(EngagementDocument document, CustodyAct act, Guid personId, string? note, DateTimeOffset now)
        : base(now)
    {
        DocumentId = document.Id;
        EngagementId = document.EngagementId;
        Tlp = document.Tlp;
        (Act, PersonId, Note) = (act, personId, note);
    }

    /// <summary>The document.</summary>
    public Guid DocumentId { get; private set; }

    /// <summary>The engagement.</summary>
    public Guid EngagementId { get; private set; }

    /// <summary>The document's marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>What happened.</summary>
    public CustodyAct Act { get; private set; }

    /// <summary>Who did it; empty for the program, which reads what is stored.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>From whom it came or why it was done; at most 2,000 characters.</summary>
    public string? Note { get; private set; }

    Guid? ISecured.IncidentId => null;

    Tlp? ISecured.OwnTlp => null;

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(EngagementDocument), DocumentId);

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
