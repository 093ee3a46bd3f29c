namespace CyberIncidents.Infrastructure.Files;

/// <summary>
/// Where chunks lie: content of <paramref name="size"/> bytes in chunks of <paramref name="chunkSize"/>, the last one shorter or
/// as long, each followed by its tag.
/// </summary>
internal sealed record ChunkMap(long Size, int ChunkSize)
{
    /// <summary>How many chunks; content without bytes has one.</summary>
    public long Count => Size == 0 ? 1 : (Size + ChunkSize - 1) / ChunkSize;

    /// <summary>Bytes of the whole as it is stored.</summary>
    public long SealedSize => Size + (Count * ChunkSeal.TagSize);

    /// <summary>In which chunk a byte of the content lies.</summary>
    public long IndexOf(long position) => position / ChunkSize;

    /// <summary>Whether a chunk is the last.</summary>
    public bool IsLast(long index) => index == Count - 1;

    /// <summary>Where a chunk begins in what is stored.</summary>
    public long SealedOffset(long index) => index * (ChunkSize + ChunkSeal.TagSize);

    /// <summary>Bytes of the content in a chunk.</summary>
    public int LengthOf(long index) => IsLast(index) ? (int)(Size - (index * ChunkSize)) : ChunkSize;
}
