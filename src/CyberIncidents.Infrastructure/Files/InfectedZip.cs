using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CyberIncidents.Infrastructure.Files;

/// <summary>
/// A zip with one stored file, encrypted the traditional way (PKWARE APPNOTE 6.3.10, section 6.1) under the password that analysts
/// of malware agree on, so that no scanner and no double click opens it by chance. It hides nothing from anybody.
/// </summary>
public static class InfectedZip
{
    /// <summary>The customary password.</summary>
    public const string Password = "infected";

    /// <summary>The largest content: beyond it a zip needs its 64-bit form.</summary>
    public const long MaxSize = uint.MaxValue - 4096L;

    private const int HeaderSize = 12;
    private const ushort Flags = 0x0809; // encrypted, sizes follow the content, name in UTF-8
    private static readonly uint[] Crc = MakeCrc();

    /// <summary>Bytes of the whole zip.</summary>
    /// <param name="fileName">The name of the file in it.</param>
    /// <param name="size">Bytes of the content.</param>
    /// <returns>The length.</returns>
    public static long LengthOf(string fileName, long size)
    {
        var name = Encoding.UTF8.GetByteCount(fileName);
        return 30 + name + HeaderSize + size + 16 + 46 + name + 22;
    }

    /// <summary>Writes a zip as the content is read.</summary>
    /// <param name="content">The content.</param>
    /// <param name="fileName">The name of the file in it.</param>
    /// <param name="size">Bytes of the content.</param>
    /// <param name="at">When it was made, for the entry's time.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When written.</returns>
    public static async Task WriteAsync(Stream content, string fileName, long size, DateTimeOffset at, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxSize);
        var name = Encoding.UTF8.GetBytes(fileName);
        var (time, date) = Dos(at);
        await target.WriteAsync(Local(name, time, date), cancellationToken);
        var cipher = new Cipher(Password);
        var first = RandomNumberGenerator.GetBytes(HeaderSize);
        first[^1] = (byte)(time >> 8);
        cipher.Encrypt(first);
        await target.WriteAsync(first, cancellationToken);
        var crc = 0xFFFFFFFFu;
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            crc = Add(crc, buffer.AsSpan(0, read));
            cipher.Encrypt(buffer.AsSpan(0, read));
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        var stored = (uint)(size + HeaderSize);
        await target.WriteAsync(Ending(name, time, date, ~crc, stored, (uint)size), cancellationToken);
    }

    private static byte[] Local(byte[] name, ushort time, ushort date)
    {
        var bytes = new byte[30 + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x04034b50);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), 20);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), time);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(12), date);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(26), (ushort)name.Length);
        name.CopyTo(bytes.AsSpan(30));
        return bytes;
    }

    /// <summary>The sizes, the directory and its end.</summary>
    private static byte[] Ending(byte[] name, ushort time, ushort date, uint crc, uint stored, uint size)
    {
        var bytes = new byte[16 + 46 + name.Length + 22];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x08074b50);
        Sizes(bytes.AsSpan(4), crc, stored, size);
        var entry = bytes.AsSpan(16);
        BinaryPrimitives.WriteUInt32LittleEndian(entry, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], 20);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], 20);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[8..], Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[12..], time);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[14..], date);
        Sizes(entry[16..], crc, stored, size);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[28..], (ushort)name.Length);
        name.CopyTo(entry[46..]);
        var end = entry[(46 + name.Length)..];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)(46 + name.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)(30 + name.Length) + stored + 16);
        return bytes;
    }

    private static void Sizes(Span<byte> at, uint crc, uint stored, uint size)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(at, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], stored);
        BinaryPrimitives.WriteUInt32LittleEndian(at[8..], size);
    }

    private static (ushort Time, ushort Date) Dos(DateTimeOffset at) => (
        (ushort)((at.Hour << 11) | (at.Minute << 5) | (at.Second / 2)),
        (ushort)(((Math.Max(at.Year, 1980) - 1980) << 9) | (at.Month << 5) | at.Day));

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            crc = Step(crc, b);
        }

        return crc;
    }

    private static uint Step(uint crc, byte b) => Crc[(crc ^ b) & 0xFF] ^ (crc >> 8);

    private static uint[] MakeCrc()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++)
            {
                c = (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }

    private sealed class Cipher
    {
        private uint _a = 0x12345678;
        private uint _b = 0x23456789;
        private uint _c = 0x34567890;

        public Cipher(string password)
        {
            foreach (var b in Encoding.ASCII.GetBytes(password))
            {
                Update(b);
            }
        }

        public void Encrypt(Span<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var plain = bytes[i];
                var t = (_c | 2) & 0xFFFF;
                bytes[i] = (byte)(plain ^ (byte)((t * (t ^ 1)) >> 8));
                Update(plain);
            }
        }

        private void Update(byte plain)
        {
            _a = Step(_a, plain);
            _b = unchecked(((_b + (_a & 0xFF)) * 134775813) + 1);
            _c = Step(_c, (byte)(_b >> 24));
        }
    }
}
