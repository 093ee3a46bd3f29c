using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Evidence;

/// <summary>What is said of a file that comes in.</summary>
/// <param name="Name">Its name as it was sent; made safe by <see cref="SafeFileName.Of"/>.</param>
/// <param name="MediaType">As declared, at most 100 characters; never trusted.</param>
/// <param name="Description">At most 2,000 characters; null for none.</param>
/// <param name="ReceivedFrom">From whom it was received, at most 200 characters; null where nobody said.</param>
public sealed record ReceivedFile(string Name, string? MediaType, string? Description, string? ReceivedFrom);

/// <summary>
/// A file of evidence. Its bytes lie outside the database, encrypted, and leave only as an attachment; they are never shown and
/// never unpacked.
/// </summary>
public sealed class EvidenceFile : CaseItem, IPartOf
{
    /// <summary>The longest description.</summary>
    public const int DescriptionLength = 2_000;

    private readonly List<CustodyEntry> _custody = [];

    private EvidenceFile()
    {
        FileName = Sha256 = string.Empty;
    }

    /// <summary>Takes a file into a case.</summary>
    /// <param name="place">The case, the marking and who brings it.</param>
    /// <param name="received">What is said of it.</param>
    /// <param name="blob">Its content.</param>
    /// <param name="now">The instant.</param>
    public EvidenceFile(ItemPlace place, ReceivedFile received, Blob blob, DateTimeOffset now)
        : base(place, now)
    {
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(blob);
        FileName = SafeFileName.Of(received.Name);
        MediaType = received.MediaType;
        Description = received.Description;
        BlobId = blob.Id;
        Size = blob.Size;
        Sha256 = blob.Sha256;
        var renamed = FileName == received.Name ? null : $"Sent under a name that was not safe; kept as {FileName}.";
        Note(CustodyAct.Received, CreatedById, received.ReceivedFrom is { } from ? $"{from}. {renamed}".Trim() : renamed, now);
        Record("add");
    }

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

    /// <summary>MD5, hex, for look-up only (RFC 6151); null until a job has made it.</summary>
    public string? Md5 { get; private set; }

    /// <summary>SHA-1, hex, for look-up only; null until a job has made it.</summary>
    public string? Sha1 { get; private set; }

    /// <summary>Since when it is held back; null while it is not.</summary>
    public DateTimeOffset? QuarantinedAt { get; private set; }

    /// <summary>Why it is held back.</summary>
    public string? QuarantineReason { get; private set; }

    /// <summary>When its content was last found to be what it was; null before anybody looked.</summary>
    public DateTimeOffset? VerifiedAt { get; private set; }

    /// <summary>Since when its content is known not to be what it was; null while it is.</summary>
    public DateTimeOffset? BrokenAt { get; private set; }

    /// <summary>The lines of the custody log that this save adds, or those that were loaded.</summary>
    public IReadOnlyList<CustodyEntry> Custody => _custody;

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(SubjectType.Evidence), Id);

    /// <summary>Says something else of it.</summary>
    /// <param name="description">At most 2,000 characters; null for nothing.</param>
    public void Describe(string? description)
    {
        Description = description;
        Record("edit");
    }

    /// <summary>Its bytes leave.</summary>
    /// <param name="personId">Who takes them.</param>
    /// <param name="note">In what form, when not as they are.</param>
    /// <param name="now">The instant.</param>
    public void Download(Guid personId, string? note, DateTimeOffset now)
    {
        Note(CustodyAct.Downloaded, personId, note, now);
        Record("download");
    }

    /// <summary>Holds it back: it leaves only as a zip with a password, and only to the national team.</summary>
    /// <param name="personId">Who holds it back.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>: it is held back already.</exception>
    public void Quarantine(Guid personId, string reason, DateTimeOffset now)
    {
        EnsureNotQuarantined();
        QuarantinedAt = now;
        QuarantineReason = reason;
        Note(CustodyAct.Quarantined, personId, reason, now);
        Record("quarantine");
    }

    /// <summary>Holds it back no more.</summary>
    /// <param name="personId">Who lets it go.</param>
    /// <param name="reason">Why; null for no word.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>: it is not held back.</exception>
    public void Unquarantine(Guid personId, string? reason, DateTimeOffset now)
    {
        EnsureQuarantined(expected: true, "It is not in quarantine.", "quarantine");
        QuarantinedAt = null;
        QuarantineReason = null;
        Note(CustodyAct.Unquarantined, personId, reason, now);
        Record("unquarantine");
    }

    /// <summary>Withdraws it, with a line in its custody log.</summary>
    /// <param name="personId">Who withdraws it.</param>
    /// <param name="reason">Why; null for no word.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>: it is withdrawn already.</exception>
    public void WithdrawBy(Guid personId, string? reason, DateTimeOffset now)
    {
        Withdraw(reason, now);
        Note(CustodyAct.Withdrawn, personId, reason, now);
    }

    /// <summary>Its content was read whole.</summary>
    /// <param name="outcome">What was found.</param>
    /// <param name="askedBy">Who wanted to know; null for the program itself.</param>
    /// <param name="now">The instant.</param>
    /// <returns>Whether this is news: it was not known to be broken before.</returns>
    public bool Check(ContentCheck outcome, Guid? askedBy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Intact)
        {
            VerifiedAt = now;
            BrokenAt = null;
            Md5 ??= outcome.Md5;
            Sha1 ??= outcome.Sha1;
            Note(CustodyAct.Verified, askedBy, null, now);
            Record("verify");
            return false;
        }

        var news = BrokenAt is null;
        BrokenAt ??= now;
        Note(CustodyAct.Mismatch, askedBy, outcome.Fault, now);
        Record("mismatch");
        return news;
    }

    /// <summary>Throws when it is held back already.</summary>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>.</exception>
    public void EnsureNotQuarantined() => EnsureQuarantined(expected: false, "It is in quarantine already.", "unquarantine");

    private void EnsureQuarantined(bool expected, string message, string legal)
    {
        if (QuarantinedAt is not null != expected)
        {
            throw new RuleBrokenException("illegal-move", message, [legal]);
        }
    }

    private void Note(CustodyAct act, Guid? personId, string? note, DateTimeOffset now) =>
        _custody.Add(new CustodyEntry(this, act, personId, note?[..Math.Min(note.Length, DescriptionLength)], now));
}

/// <summary>What a reading of the whole content found.</summary>
/// <param name="Intact">Whether SHA-256, size and every chunk agree.</param>
/// <param name="Md5">MD5, hex; null where it could not be read.</param>
/// <param name="Sha1">SHA-1, hex; null where it could not be read.</param>
/// <param name="Fault">How it failed, in a few words without content.</param>
public sealed record ContentCheck(bool Intact, string? Md5, string? Sha1, string? Fault);
