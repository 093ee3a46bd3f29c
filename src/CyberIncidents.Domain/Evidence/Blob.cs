using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Evidence;

/// <summary>Whether stored content is what it was when it came.</summary>
public enum BlobState
{
    /// <summary>As it came, as far as anybody has looked.</summary>
    Intact,

    /// <summary>It was changed, cut or lost.</summary>
    Broken,
}

/// <summary>Content as it lies in the store.</summary>
/// <param name="Key">Where: an address under which nothing else ever lies.</param>
/// <param name="Sha256">SHA-256 of the content, hex.</param>
/// <param name="Size">Bytes of the content.</param>
/// <param name="WrappedKey">The key of this content, wrapped by the key of the installation, Base64.</param>
/// <param name="ChunkSize">Bytes of the content in each encrypted chunk but the last.</param>
public sealed record StoredContent(string Key, string Sha256, long Size, string WrappedKey, int ChunkSize);

/// <summary>
/// Content that was stored once, however many files of evidence hold it. Nobody reads this row but through a file of evidence
/// that he sees: that some content is there already is told to nobody.
/// </summary>
public sealed class Blob : Entity
{
    private Blob()
    {
        Sha256 = StorageKey = WrappedKey = string.Empty;
    }

    /// <summary>Notes content that lies in the store.</summary>
    /// <param name="stored">Where and how it lies there.</param>
    /// <param name="now">The instant; what was written just now was looked at just now.</param>
    public Blob(StoredContent stored, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(stored);
        Sha256 = stored.Sha256;
        Size = stored.Size;
        StorageKey = stored.Key;
        WrappedKey = stored.WrappedKey;
        ChunkSize = stored.ChunkSize;
        CheckedAt = now;
    }

    /// <summary>SHA-256 of the content, hex; unique.</summary>
    public string Sha256 { get; private set; }

    /// <summary>Bytes of the content.</summary>
    public long Size { get; private set; }

    /// <summary>Where it lies in the store.</summary>
    public string StorageKey { get; private set; }

    /// <summary>Its key, wrapped by the key of the installation, Base64.</summary>
    public string WrappedKey { get; private set; }

    /// <summary>Bytes of the content in each encrypted chunk but the last.</summary>
    public int ChunkSize { get; private set; }

    /// <summary>Whether it is what it was.</summary>
    public BlobState State { get; private set; }

    /// <summary>When it was last read whole and compared.</summary>
    public DateTimeOffset CheckedAt { get; private set; }

    /// <summary>How it lies in the store.</summary>
    public StoredContent Stored => new(StorageKey, Sha256, Size, WrappedKey, ChunkSize);

    /// <summary>It was read whole.</summary>
    /// <param name="intact">Whether it is what it was.</param>
    /// <param name="now">The instant.</param>
    public void Check(bool intact, DateTimeOffset now)
    {
        State = intact ? BlobState.Intact : BlobState.Broken;
        CheckedAt = now;
    }

    /// <summary>Takes the place of a broken copy by a fresh one of the same content.</summary>
    /// <param name="stored">Where and how the fresh one lies.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="InvalidOperationException">It is other content.</exception>
    public void Replace(StoredContent stored, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Sha256 != Sha256 || stored.Size != Size)
        {
            throw new InvalidOperationException("Only the same content takes the place of a broken copy.");
        }

        StorageKey = stored.Key;
        WrappedKey = stored.WrappedKey;
        ChunkSize = stored.ChunkSize;
        Check(intact: true, now);
    }
}
