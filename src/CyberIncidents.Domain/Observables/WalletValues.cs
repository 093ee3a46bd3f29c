using System.Numerics;
using System.Security.Cryptography;

namespace CyberIncidents.Domain.Observables;

/// <summary>Addresses of crypto-currencies; those with a checksum are checked.</summary>
internal static class WalletValues
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const uint Bech32Sum = 1;
    private const uint Bech32mSum = 0x2bc830a3;

    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
    private static readonly string[] Segwit = ["bc", "tb", "ltc"];

    /// <summary>Also one of a currency that is not known here; it is kept as it was written.</summary>
    public static string? Wallet(string text) =>
        Checked(text) ?? (text.Length is >= 25 and <= 120 && text.All(char.IsAsciiLetterOrDigit) && !LooksChecked(text) ? text : null);

    /// <summary>Bitcoin and its kin by their checksums (Base58Check, BIP 173, BIP 350), Ethereum and its kin by their form.</summary>
    public static string? Checked(string text) =>
        IsHex(text) ? text.ToLowerInvariant()
        : IsSegwit(text) ? text.ToLowerInvariant()
        : text.Length is >= 26 and <= 35 && IsBase58Check(text) ? text
        : null;

    /// <summary>It claims to carry a checksum, and that one is wrong: a slip of the pen.</summary>
    private static bool LooksChecked(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(Segwit, s => text.StartsWith(s + "1", StringComparison.OrdinalIgnoreCase))
        || (text[0] is '1' or '3' && text.Length <= 35 && text.All(c => Base58.Contains(c, StringComparison.Ordinal)));

    private static bool IsHex(string text) =>
        text.Length == 42 && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && text.Skip(2).All(char.IsAsciiHexDigit);

    private static bool IsBase58Check(string text)
    {
        var number = BigInteger.Zero;
        foreach (var c in text)
        {
            var digit = Base58.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            number = (number * 58) + digit;
        }

        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (bytes.Length > 25)
        {
            return false;
        }

        var whole = new byte[25];
        bytes.CopyTo(whole, 25 - bytes.Length);
        var leading = text.TakeWhile(c => c == '1').Count();
        var sum = SHA256.HashData(SHA256.HashData(whole.AsSpan(0, 21)));
        return whole.AsSpan(21).SequenceEqual(sum.AsSpan(0, 4)) && leading == whole.TakeWhile(b => b == 0).Count();
    }

    private static bool IsSegwit(string text)
    {
        var lower = text.ToLowerInvariant();
        var one = lower.IndexOf('1', StringComparison.Ordinal);
        if (one < 0 || text.Length is < 14 or > 90 || (text.Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiLetterLower)) || !Segwit.Contains(lower[..one], StringComparer.Ordinal))
        {
            return false;
        }

        var sum = Bech32Sum;
        foreach (var c in lower[..one])
        {
            sum = Step(sum, (uint)c >> 5);
        }

        sum = Step(sum, 0);
        foreach (var c in lower[..one])
        {
            sum = Step(sum, (uint)c & 31);
        }

        foreach (var c in lower[(one + 1)..])
        {
            var digit = Bech32.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            sum = Step(sum, (uint)digit);
        }

        return sum is Bech32Sum or Bech32mSum;
    }

    private static uint Step(uint sum, uint value)
    {
        var top = sum >> 25;
        sum = ((sum & 0x1ffffff) << 5) ^ value;
        for (var i = 0; i < Generator.Length; i++)
        {
            sum ^= ((top >> i) & 1) == 1 ? Generator[i] : 0;
        }

        return sum;
    }
}
