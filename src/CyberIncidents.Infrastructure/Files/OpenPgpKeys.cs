using System.Text;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Partners;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace CyberIncidents.Infrastructure.Files;

/// <summary>Reads OpenPGP public keys. A key without a name that it has signed itself could be anybody's, and is none.</summary>
internal sealed class OpenPgpKeys : IOpenPgpKeys
{
    private const string SecretBlock = "PRIVATE KEY BLOCK";
    private const string Begins = "-----BEGIN ";
    private const int MostUserIds = 10;
    private const int UserIdLength = 200;
    private const int MostNamesRead = 20;
    private const int MostSelfSignatures = 50;
    private const int MostBits = 8_192;
    private const int MostExponentBits = 32;
    private const int MostOrderBits = 512;

    public KeyReading Read(string armored, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(armored);
        if (armored.Contains(SecretBlock, StringComparison.Ordinal))
        {
            return Bad(KeyFault.SecretKey);
        }

        if (armored.Split(Begins).Length != 2)
        {
            // What follows a first block would be kept unread.
            return Bad(KeyFault.NotAKey);
        }

        try
        {
            return Judge(ObjectsIn(armored), now);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The library has many ways to say that a text is no key.
            return Bad(KeyFault.NotAKey);
        }
    }

    private static List<PgpObject> ObjectsIn(string armored)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(armored.Trim()));
        using var plain = new ArmoredInputStream(bytes);
        var factory = new PgpObjectFactory(plain);
        var objects = new List<PgpObject>();
        while (objects.Count < 2 && factory.NextPgpObject() is { } found)
        {
            objects.Add(found);
        }

        return objects;
    }

    private static KeyReading Judge(List<PgpObject> objects, DateTimeOffset now)
    {
        if (objects.Exists(o => o is PgpSecretKeyRing))
        {
            return Bad(KeyFault.SecretKey);
        }

        if (objects is not [PgpPublicKeyRing ring])
        {
            return Bad(KeyFault.NotAKey);
        }

        if (!IsModest(ring))
        {
            return Bad(KeyFault.NotAKey);
        }

        var key = ring.GetPublicKey();
        var names = key.GetUserIds().Distinct(StringComparer.Ordinal).Select(id => (Id: id, Own: OwnWords(key, id))).Where(n => n.Own.Count > 0).ToList();
        if (names.Count == 0)
        {
            return Bad(KeyFault.NotAKey);
        }

        var expires = End(key, names.SelectMany(n => n.Own));
        if (key.HasRevocation() || expires <= now)
        {
            return Bad(KeyFault.Expired);
        }

        return ring.GetPublicKeys().Any(k => k.IsEncryptionKey && !k.HasRevocation() && (k.IsMasterKey || IsBound(key, k, now)))
            ? new KeyReading(new OpenPgpKey(Armor(ring), Convert.ToHexString(key.GetFingerprint()), [.. names.Take(MostUserIds).Select(n => Short(n.Id))], expires), null)
            : Bad(KeyFault.NotForEncryption);
    }

    /// <summary>When a key ends, as the newest of what was verified of it says; null for never.</summary>
    private static DateTimeOffset? End(PgpPublicKey key, IEnumerable<PgpSignature> verified) =>
        verified.MaxBy(s => s.CreationTime)?.GetHashedSubPackets()?.GetKeyExpirationTime() is { } seconds and > 0
            ? new DateTimeOffset(DateTime.SpecifyKind(key.CreationTime, DateTimeKind.Utc)).AddSeconds(seconds)
            : null;

    /// <summary>Whether the primary key says that a subkey is its own, and until after now.</summary>
    private static bool IsBound(PgpPublicKey key, PgpPublicKey subkey, DateTimeOffset now)
    {
        var verified = subkey.GetSignatures().Where(s => s.KeyId == key.KeyId && s.SignatureType == PgpSignature.SubkeyBinding && Holds(s, key, x => x.VerifyCertification(key, subkey))).ToList();
        return verified.Count > 0 && !(End(subkey, verified) <= now);
    }

    /// <summary>The key as it was read, and nothing that stood beside it.</summary>
    private static string Armor(PgpPublicKeyRing ring)
    {
        using var bytes = new MemoryStream();
        using (var armor = new ArmoredOutputStream(bytes))
        {
            ring.Encode(armor);
        }

        return Encoding.ASCII.GetString(bytes.ToArray());
    }

    /// <summary>A key that is made so that looking at it takes long is no key that anybody uses.</summary>
    private static bool IsModest(PgpPublicKeyRing ring)
    {
        var keys = ring.GetPublicKeys().ToList();
        var own = keys[0].KeyId;
        return keys.TrueForAll(IsModest)
            && keys[0].GetUserIds().Take(MostNamesRead + 1).Count() <= MostNamesRead
            && keys.SelectMany(k => k.GetSignatures()).Count(s => s.KeyId == own) <= MostSelfSignatures;
    }

    private static bool IsModest(PgpPublicKey key) => key.PublicKeyPacket.Key switch
    {
        RsaPublicBcpgKey rsa => rsa.Modulus.BitLength <= MostBits && rsa.PublicExponent.BitLength <= MostExponentBits,
        DsaPublicBcpgKey dsa => dsa.P.BitLength <= MostBits && dsa.G.BitLength <= MostBits && dsa.Y.BitLength <= MostBits && dsa.Q.BitLength <= MostOrderBits,
        _ => key.BitStrength <= MostBits,
    };

    private static List<PgpSignature> OwnWords(PgpPublicKey key, string userId) =>
        [.. key.GetSignaturesForId(userId).Where(s => s.KeyId == key.KeyId && s.IsCertification() && Holds(s, key, x => x.VerifyCertification(userId, key)))];

    private static bool Holds(PgpSignature signature, PgpPublicKey key, Func<PgpSignature, bool> verify)
    {
        signature.InitVerify(key);
        return verify(signature);
    }

    private static string Short(string userId) => userId.Length <= UserIdLength ? userId : userId[..UserIdLength];

    private static KeyReading Bad(KeyFault fault) => new(null, fault);
}
