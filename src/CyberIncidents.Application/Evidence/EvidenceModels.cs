using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Evidence;

/// <summary>The key of a file in an answer.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The file.</param>
/// <param name="StorageKey">Where its content lies: what was stored beside it is to be taken away again.</param>
public sealed record EvidenceKey(string Reference, Guid Id, string? StorageKey = null);

/// <summary>A file of evidence as the national team reads it.</summary>
public sealed record EvidenceDetail
{
    internal Guid IncidentId { get; init; }

    /// <summary>The file.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it came in.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who brought it.</summary>
    public required PersonName CreatedBy { get; init; }

    /// <summary>The partner organisation that it came from; null for ours.</summary>
    public required OrganisationName? Originator { get; init; }

    /// <summary>A safe name.</summary>
    public required string FileName { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256, hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>MD5, hex, for look-up only; null until a job has made it.</summary>
    public required string? Md5 { get; init; }

    /// <summary>SHA-1, hex, for look-up only; null until a job has made it.</summary>
    public required string? Sha1 { get; init; }

    /// <summary>The media type as declared; never trusted.</summary>
    public required string? MediaType { get; init; }

    /// <summary>What somebody said of it.</summary>
    public required string? Description { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>Since when it is held back; null while it is not.</summary>
    public required DateTimeOffset? QuarantinedAt { get; init; }

    /// <summary>Why it is held back.</summary>
    public required string? QuarantineReason { get; init; }

    /// <summary>When its content was last found to be what it was.</summary>
    public required DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>Since when its content is known not to be what it was.</summary>
    public required DateTimeOffset? BrokenAt { get; init; }

    /// <summary>How often its bytes were taken.</summary>
    public required int Downloads { get; init; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public required DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why it was withdrawn.</summary>
    public required string? WithdrawalReason { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }
}

/// <summary>One line of a custody log.</summary>
/// <param name="Id">The line.</param>
/// <param name="At">When.</param>
/// <param name="Act">What happened.</param>
/// <param name="By">Who did it; null for the program itself.</param>
/// <param name="Organisation">For whom the person speaks; null for the program itself.</param>
/// <param name="Note">From whom it came, why it was done, or how it failed.</param>
public sealed record CustodyLine(Guid Id, DateTimeOffset At, CustodyAct Act, PersonName? By, OrganisationName? Organisation, string? Note);

/// <summary>A file of evidence as a partner reads it.</summary>
/// <param name="Id">The file.</param>
/// <param name="At">When the organisation got to see it.</param>
/// <param name="Own">Whether the own organisation brought it.</param>
/// <param name="FileName">A safe name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256, hex.</param>
/// <param name="Tlp">Its marking.</param>
public sealed record SharedEvidence(Guid Id, DateTimeOffset? At, bool Own, string FileName, long Size, string Sha256, Tlp Tlp)
{
    /// <summary>PAP and handling codes that bind the reader; null when none was said.</summary>
    public HandlingValue? Handling { get; init; }

    internal Guid IncidentId { get; init; }
}

/// <summary>What is needed to give out the bytes of a file; it never goes into an answer.</summary>
/// <param name="Id">The file.</param>
/// <param name="FileName">A safe name.</param>
/// <param name="At">When it came in.</param>
/// <param name="Quarantined">Whether it is held back.</param>
/// <param name="Stored">Where and how its content lies.</param>
public sealed record EvidenceContent(Guid Id, string FileName, DateTimeOffset At, bool Quarantined, StoredContent Stored);

/// <summary>Where a file may be brought.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Tlp">The case's marking: a file's is never laxer.</param>
/// <param name="MaxBytes">How many bytes a file may have.</param>
public sealed record UploadPlace(string Reference, Tlp Tlp, long MaxBytes);
