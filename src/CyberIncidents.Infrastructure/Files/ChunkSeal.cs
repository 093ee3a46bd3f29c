using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CyberIncidents.Infrastructure.Files;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) chunk by chunk under a key that encrypts one content and nothing else, so that the chunk's number
/// may be its nonce. Number, and of the last chunk the length of the whole, stand in the associated data: a chunk that was moved,
/// doubled or cut off does not open.
/// </summary>
internal sealed class ChunkSeal : IDisposable
{
    public const int TagSize = 16;
    public const int KeySize = 32;
    private const int NonceSize = 12;
    private readonly AesGcm _aes;

    public ChunkSeal(ReadOnlySpan<byte> key) => _aes = new AesGcm(key, TagSize);

    /// <summary>Encrypts a chunk; the output is longer by the tag.</summary>
    public void Seal(ReadOnlySpan<byte> plain, long index, long? sizeIfLast, Span<byte> output)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> bound = stackalloc byte[25];
        Bind(index, sizeIfLast, nonce, bound);
        _aes.Encrypt(nonce, plain, output[..plain.Length], output.Slice(plain.Length, TagSize), bound);
    }

    /// <summary>Decrypts a chunk with its tag.</summary>
    /// <exception cref="CryptographicException">It is not that chunk, or not what it was.</exception>
    public void Open(ReadOnlySpan<byte> sealedChunk, long index, long? sizeIfLast, Span<byte> output)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> bound = stackalloc byte[25];
        Bind(index, sizeIfLast, nonce, bound);
        var length = sealedChunk.Length - TagSize;
        _aes.Decrypt(nonce, sealedChunk[..length], sealedChunk[length..], output[..length], bound);
    }

    public void Dispose() => _aes.Dispose();

    private static void Bind(long index, long? sizeIfLast, Span<byte> nonce, Span<byte> bound)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], index);
        "CIEVID01"u8.CopyTo(bound);
        BinaryPrimitives.WriteInt64BigEndian(bound[8..], index);
        bound[16] = sizeIfLast is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt64BigEndian(bound[17..], sizeIfLast ?? 0);
    }
}

/// <summary>Keys of contents, wrapped by the key of the installation, which stands in a file under <c>Storage:KeyPath</c>.</summary>
internal sealed class KeyWrap(byte[] key) : IDisposable
{
    private const int NonceSize = 12;
    private readonly AesGcm _aes = new(key, ChunkSeal.TagSize);

    /// <summary>Wraps a key for one content; elsewhere it does not open.</summary>
    public string Wrap(ReadOnlySpan<byte> contentKey, string sha256, long size)
    {
        var wrapped = new byte[NonceSize + contentKey.Length + ChunkSeal.TagSize];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceSize));
        lock (_aes)
        {
            _aes.Encrypt(
                wrapped.AsSpan(0, NonceSize), contentKey, wrapped.AsSpan(NonceSize, contentKey.Length), wrapped.AsSpan(NonceSize + contentKey.Length), Bound(sha256, size));
        }

        return Convert.ToBase64String(wrapped);
    }

    /// <summary>Opens a wrapped key.</summary>
    /// <exception cref="CryptographicException">It was wrapped by another key, or for other content.</exception>
    public byte[] Unwrap(string wrapped, string sha256, long size)
    {
        var bytes = Convert.FromBase64String(wrapped);
        var contentKey = new byte[ChunkSeal.KeySize];
        if (bytes.Length != NonceSize + ChunkSeal.KeySize + ChunkSeal.TagSize)
        {
            throw new CryptographicException("Not a wrapped key.");
        }

        lock (_aes)
        {
            _aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, ChunkSeal.KeySize), bytes.AsSpan(NonceSize + ChunkSeal.KeySize), contentKey, Bound(sha256, size));
        }

        return contentKey;
    }

    public void Dispose() => _aes.Dispose();

    private static byte[] Bound(string sha256, long size) =>
        System.Text.Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CIEVKEY1{sha256}{size}"));
}
