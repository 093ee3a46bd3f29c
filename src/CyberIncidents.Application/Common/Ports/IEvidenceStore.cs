using CyberIncidents.Domain.Evidence;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>The content is larger than is taken.</summary>
/// <param name="limit">How many bytes are taken.</param>
public sealed class ContentTooLargeException(long limit) : Exception("The content is too large.")
{
    /// <summary>How many bytes are taken.</summary>
    public long Limit { get; } = limit;
}

/// <summary>Stored content was changed, cut or lost. Nothing of a part that does not prove itself is ever given out.</summary>
/// <param name="fault">How, in a few words without content.</param>
public sealed class ContentBrokenException(string fault) : Exception(fault);

/// <summary>
/// Keeps content outside the database, encrypted, under addresses that are never used twice. It works outside transactions:
/// rows say what is kept, and content without a row is swept away after a day.
/// </summary>
public interface IEvidenceStore
{
    /// <summary>Stores a stream to its end. Nothing stays of one that breaks off.</summary>
    /// <param name="content">The content, read once.</param>
    /// <param name="limit">How many bytes are taken at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where and how it lies; SHA-256 and size were taken on the way in.</returns>
    /// <exception cref="ContentTooLargeException">There is more.</exception>
    Task<StoredContent> WriteAsync(Stream content, long limit, CancellationToken cancellationToken);

    /// <summary>Opens content for reading from any place; only the chunks that are read are fetched, and each proves itself.</summary>
    /// <param name="stored">Where and how it lies.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A stream that seeks.</returns>
    /// <exception cref="ContentBrokenException">It is not there; or, while reading, it is not what it was.</exception>
    Task<Stream> OpenAsync(StoredContent stored, CancellationToken cancellationToken);

    /// <summary>Reads content whole and compares it.</summary>
    /// <param name="stored">Where and how it lies.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found; a store that does not answer throws instead.</returns>
    Task<ContentCheck> CheckAsync(StoredContent stored, CancellationToken cancellationToken);

    /// <summary>Whether something lies at an address.</summary>
    /// <param name="key">The address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True when it does.</returns>
    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Takes content away; a second time changes nothing.</summary>
    /// <param name="key">The address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}

/// <summary>Reads a file of evidence and its neighbours without the filter, for what has to reach all of them.</summary>
public interface IEvidenceParts
{
    /// <summary>A file, whether the viewer sees it or not.</summary>
    /// <param name="id">The file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file, tracked; null when there is none.</returns>
    Task<EvidenceFile?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>All files that hold a content.</summary>
    /// <param name="sha256">SHA-256 of the content, hex.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The files, tracked, the oldest first.</returns>
    Task<IReadOnlyList<EvidenceFile>> OfContentAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>Whether somebody took a file's bytes of late.</summary>
    /// <param name="id">The file.</param>
    /// <param name="personId">Who.</param>
    /// <param name="since">Since when.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True when the custody log says so.</returns>
    Task<bool> WasDownloadedAsync(Guid id, Guid personId, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>Looks whether stored content is what it was, and notes what it finds in custody logs.</summary>
public interface IEvidenceChecks
{
    /// <summary>Reads a file whole, now.</summary>
    /// <param name="evidenceId">The file.</param>
    /// <param name="stored">Where and how it lies.</param>
    /// <param name="askedBy">Who wants to know.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found.</returns>
    Task<ContentCheck> CheckAsync(Guid evidenceId, StoredContent stored, Guid askedBy, CancellationToken cancellationToken);
}

/// <summary>How much is taken (<c>Storage:MaxFileBytes</c>).</summary>
/// <param name="MaxFileBytes">Bytes of one file.</param>
public sealed record EvidenceSettings(long MaxFileBytes);
