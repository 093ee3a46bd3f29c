using System.Buffers;
using System.Security.Cryptography;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Evidence;

namespace CyberIncidents.Infrastructure.Files;

/// <summary>Content on its way into and out of the store: hashed and sealed chunk by chunk, so that two chunks are all it holds in memory.</summary>
internal sealed class EncryptedStore(IBlobFiles files, KeyWrap keys) : IEvidenceStore, IDisposable
{
    public const int ChunkSize = 1024 * 1024;

    /// <summary>An address: SHA-256 of the content, then 16 letters of chance, so that nothing is ever written over.</summary>
    public static bool IsKey(string name) =>
        name is { Length: 81 } && name[64] == '.' && name.Take(64).All(char.IsAsciiHexDigitLower);

    public async Task<StoredContent> WriteAsync(Stream content, long limit, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(ChunkSeal.KeySize);
        await using var incoming = files.Begin();
        try
        {
            var (sha256, size) = await SealAsync(content, incoming.Stream, key, limit, cancellationToken);
            var address = $"{sha256}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
            await files.KeepAsync(incoming, address, cancellationToken);
            return new StoredContent(address, sha256, size, keys.Wrap(key, sha256, size), ChunkSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public async Task<Stream> OpenAsync(StoredContent stored, CancellationToken cancellationToken)
    {
        var map = new ChunkMap(stored.Size, stored.ChunkSize);
        var source = await files.OpenAsync(stored.Key, cancellationToken) ?? throw new ContentBrokenException("It is not there.");
        try
        {
            if (source.Length != map.SealedSize)
            {
                throw new ContentBrokenException("It is not as long as it was.");
            }

            return new OpenedContent(source, new ChunkSeal(keys.Unwrap(stored.WrappedKey, stored.Sha256, stored.Size)), map);
        }
        catch (CryptographicException)
        {
            source.Dispose();
            throw new ContentBrokenException("Its key does not open.");
        }
        catch (ContentBrokenException)
        {
            source.Dispose();
            throw;
        }
    }

    public async Task<ContentCheck> CheckAsync(StoredContent stored, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            await using var content = await OpenAsync(stored, cancellationToken);
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, ChunkSize), cancellationToken)) > 0)
            {
                sha256.AppendData(buffer, 0, read);
                md5.AppendData(buffer, 0, read);
                sha1.AppendData(buffer, 0, read);
            }

            return Convert.ToHexStringLower(sha256.GetHashAndReset()) == stored.Sha256
                ? new ContentCheck(true, Convert.ToHexStringLower(md5.GetHashAndReset()), Convert.ToHexStringLower(sha1.GetHashAndReset()), null)
                : new ContentCheck(false, null, null, "Its SHA-256 is another.");
        }
        catch (ContentBrokenException broken)
        {
            return new ContentCheck(false, null, null, broken.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => files.ExistsAsync(key, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => files.DeleteAsync(key, cancellationToken);

    public void Dispose() => keys.Dispose();

    /// <summary>One chunk is read ahead, since the last one has to be sealed as the last.</summary>
    private static async Task<(string Sha256, long Size)> SealAsync(Stream content, Stream target, byte[] key, long limit, CancellationToken cancellationToken)
    {
        using var seal = new ChunkSeal(key);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var pool = ArrayPool<byte>.Shared;
        var (current, next, output) = (pool.Rent(ChunkSize), pool.Rent(ChunkSize), pool.Rent(ChunkSize + ChunkSeal.TagSize));
        try
        {
            var size = 0L;
            var filled = await FillAsync(content, current, cancellationToken);
            for (var index = 0L; ; index++)
            {
                size += filled;
                if (size > limit)
                {
                    throw new ContentTooLargeException(limit);
                }

                var following = filled == ChunkSize ? await FillAsync(content, next, cancellationToken) : 0;
                sha256.AppendData(current, 0, filled);
                seal.Seal(current.AsSpan(0, filled), index, following == 0 ? size : null, output);
                await target.WriteAsync(output.AsMemory(0, filled + ChunkSeal.TagSize), cancellationToken);
                if (following == 0)
                {
                    return (Convert.ToHexStringLower(sha256.GetHashAndReset()), size);
                }

                (current, next, filled) = (next, current, following);
            }
        }
        finally
        {
            pool.Return(current);
            pool.Return(next);
            pool.Return(output);
        }
    }

    private static async Task<int> FillAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        await content.ReadAtLeastAsync(buffer.AsMemory(0, ChunkSize), ChunkSize, throwOnEndOfStream: false, cancellationToken);
}
