using System.Buffers;
using System.Security.Cryptography;
using CyberIncidents.Application.Common.Ports;

namespace CyberIncidents.Infrastructure.Files;

/// <summary>Stored content, opened chunk by chunk as it is read. Of a chunk that does not prove itself nothing is given out.</summary>
internal sealed class OpenedContent(IBlobSource source, ChunkSeal seal, ChunkMap map) : Stream
{
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(map.ChunkSize + ChunkSeal.TagSize);
    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(map.ChunkSize);
    private long _opened = -1;
    private long _position;
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => map.Size;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= map.Size || buffer.IsEmpty)
        {
            return 0;
        }

        var index = map.IndexOf(_position);
        if (index != _opened)
        {
            await OpenAsync(index, cancellationToken);
        }

        var from = (int)(_position - (index * map.ChunkSize));
        var count = Math.Min(buffer.Length, map.LengthOf(index) - from);
        _plain.AsMemory(from, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reads are asynchronous.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => map.Size + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            source.Dispose();
            seal.Dispose();
            ArrayPool<byte>.Shared.Return(_sealed, clearArray: false);
            ArrayPool<byte>.Shared.Return(_plain, clearArray: true);
        }

        base.Dispose(disposing);
    }

    private async Task OpenAsync(long index, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var length = map.LengthOf(index);
        var read = await source.ReadAsync(map.SealedOffset(index), _sealed.AsMemory(0, length + ChunkSeal.TagSize), cancellationToken);
        _opened = -1;
        if (read != length + ChunkSeal.TagSize)
        {
            throw new ContentBrokenException("It is cut off.");
        }

        try
        {
            seal.Open(_sealed.AsSpan(0, read), index, map.IsLast(index) ? map.Size : null, _plain);
            _opened = index;
        }
        catch (CryptographicException)
        {
            throw new ContentBrokenException("A part of it was changed.");
        }
    }
}
