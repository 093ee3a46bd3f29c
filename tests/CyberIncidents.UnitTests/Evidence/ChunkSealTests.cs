using System.Security.Cryptography;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Infrastructure.Files;
using FsCheck;
using FsCheck.Fluent;

namespace CyberIncidents.UnitTests.Evidence;

public sealed class ChunkSealTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, ChunkSeal.KeySize).Select(n => (byte)n)];

    [Test]
    public void A_chunk_opens_to_what_it_was()
    {
        using var seal = new ChunkSeal(Key);
        var plain = RandomNumberGenerator.GetBytes(1000);
        Assert.That(Open(seal, Sealed(seal, plain, 3, 99_000), 3, 99_000), Is.EqualTo(plain));
    }

    [Test]
    public void A_chunk_with_any_bit_flipped_does_not_open()
    {
        using var seal = new ChunkSeal(Key);
        var bytes = Sealed(seal, [1, 2, 3, 4, 5], 0, null);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(() => Open(seal, bytes, 0, null), Throws.InstanceOf<CryptographicException>(), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [TestCase(1L, null)]
    [TestCase(0L, 5L)]
    [TestCase(0L, 6L)]
    public void A_chunk_in_another_place_or_as_the_end_of_another_length_does_not_open(long index, long? size)
    {
        using var seal = new ChunkSeal(Key);
        Assert.That(() => Open(seal, Sealed(seal, [1, 2, 3, 4, 5], 0, null), index, size), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void Another_key_opens_nothing_and_a_wrapped_key_holds_for_its_content_alone()
    {
        using var seal = new ChunkSeal(Key);
        using var other = new ChunkSeal(RandomNumberGenerator.GetBytes(32));
        Assert.That(() => Open(other, Sealed(seal, [1, 2], 0, 2), 0, 2), Throws.InstanceOf<CryptographicException>());
        using var wrap = new KeyWrap(Key);
        using var foreign = new KeyWrap(RandomNumberGenerator.GetBytes(32));
        var wrapped = wrap.Wrap(Key, "ab", 7);
        Assert.That(wrap.Unwrap(wrapped, "ab", 7), Is.EqualTo(Key));
        Assert.That(() => wrap.Unwrap(wrapped, "ac", 7), Throws.InstanceOf<CryptographicException>());
        Assert.That(() => wrap.Unwrap(wrapped, "ab", 8), Throws.InstanceOf<CryptographicException>());
        Assert.That(() => foreign.Unwrap(wrapped, "ab", 7), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void Chunks_cover_the_content_once_and_in_order() => Prop.ForAll<NonNegativeInt, PositiveInt>((size, chunk) =>
    {
        var map = new ChunkMap(size.Get, chunk.Get);
        var (from, at) = (0L, 0L);
        for (var index = 0L; index < map.Count; index++)
        {
            var length = map.LengthOf(index);
            var ok = map.SealedOffset(index) == at && length <= chunk.Get && (length > 0 || size.Get == 0)
                && (length == 0 || (map.IndexOf(from) == index && map.IndexOf(from + length - 1) == index)) && map.IsLast(index) == (index == map.Count - 1);
            if (!ok)
            {
                return false;
            }

            from += length;
            at += length + ChunkSeal.TagSize;
        }

        return from == size.Get && at == map.SealedSize;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Any_range_of_a_stored_content_is_that_of_the_content_and_reads_only_its_chunks() => Prop.ForAll<NonNegativeInt, NonNegativeInt, PositiveInt>((size, from, length) =>
    {
        var plain = RandomNumberGenerator.GetBytes((size.Get % 300) + 1);
        var map = new ChunkMap(plain.Length, 16);
        using var seal = new ChunkSeal(Key);
        var source = new Memory(All(seal, plain, map));
        using var content = new OpenedContent(source, new ChunkSeal(Key), map) { Position = from.Get % plain.Length };
        var wanted = plain.AsSpan((int)content.Position);
        wanted = wanted[..Math.Min(length.Get, wanted.Length)];
        var (first, last) = (content.Position / 16, (content.Position + wanted.Length - 1) / 16);
        var got = new byte[wanted.Length];
        content.ReadExactlyAsync(got).AsTask().GetAwaiter().GetResult();
        return got.AsSpan().SequenceEqual(wanted) && source.Read.Order().SequenceEqual(Range(first, last).Select(map.SealedOffset));
    }).QuickCheckThrowOnFailure();

    [TestCase(-1, 0)]
    [TestCase(-32, 0)]
    [TestCase(0, 40)]
    public void A_content_that_was_cut_or_whose_chunks_changed_places_does_not_open(int cut, int swap)
    {
        var plain = RandomNumberGenerator.GetBytes(64);
        var map = new ChunkMap(64, 16);
        using var seal = new ChunkSeal(Key);
        var bytes = All(seal, plain, map);
        if (swap > 0)
        {
            var first = bytes[..32];
            bytes.AsSpan(32, 32).CopyTo(bytes);
            first.CopyTo(bytes.AsSpan(32));
        }

        using var content = new OpenedContent(new Memory(bytes[..(bytes.Length + cut)]), new ChunkSeal(Key), map);
        Assert.That(async () => await content.CopyToAsync(Stream.Null), Throws.InstanceOf<ContentBrokenException>());
    }

    private static IEnumerable<long> Range(long first, long last)
    {
        for (var n = first; n <= last; n++)
        {
            yield return n;
        }
    }

    private static byte[] All(ChunkSeal seal, byte[] plain, ChunkMap map)
    {
        using var all = new MemoryStream();
        for (var index = 0L; index < map.Count; index++)
        {
            all.Write(Sealed(seal, plain.AsSpan((int)(index * map.ChunkSize), map.LengthOf(index)).ToArray(), index, map.IsLast(index) ? plain.Length : null));
        }

        return all.ToArray();
    }

    private static byte[] Sealed(ChunkSeal seal, byte[] plain, long index, long? size)
    {
        var output = new byte[plain.Length + ChunkSeal.TagSize];
        seal.Seal(plain, index, size, output);
        return output;
    }

    private static byte[] Open(ChunkSeal seal, byte[] bytes, long index, long? size)
    {
        var plain = new byte[bytes.Length - ChunkSeal.TagSize];
        seal.Open(bytes, index, size, plain);
        return plain;
    }

    private sealed class Memory(byte[] bytes) : IBlobSource
    {
        public long Length => bytes.Length;

        public HashSet<long> Read { get; } = [];

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            Read.Add(offset);
            var count = (int)Math.Max(0, Math.Min(buffer.Length, bytes.Length - offset));
            bytes.AsMemory((int)Math.Min(offset, bytes.Length), count).CopyTo(buffer);
            return ValueTask.FromResult(count);
        }

        public void Dispose()
        {
        }
    }
}
