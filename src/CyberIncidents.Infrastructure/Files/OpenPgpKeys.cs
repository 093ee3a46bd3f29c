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
            return Judge(ObjectsIn(armored), armored, now);
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

    private static KeyReading Judge(List<PgpObject> objects, string armored, DateTimeOffset now)
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
        var names = key.GetUserIds().Distinct(StringComparer.Ordinal).Where(id => IsSelfSigned(key, id)).ToList();
        if (names.Count == 0)
        {
            return Bad(KeyFault.NotAKey);
        }

        var expires = key.GetValidSeconds() is var seconds and > 0 ? new DateTimeOffset(DateTime.SpecifyKind(key.CreationTime, DateTimeKind.Utc)).AddSeconds(seconds) : (DateTimeOffset?)null;
        return key.HasRevocation() || expires <= now
            ? Bad(KeyFault.Expired)
            : new KeyReading(new OpenPgpKey(armored, Convert.ToHexString(key.GetFingerprint()), [.. names.Take(MostUserIds).Select(Short)], expires), null);
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

    private static bool IsSelfSigned(PgpPublicKey key, string userId)
    {
        foreach (var signature in key.GetSignaturesForId(userId))
        {
            if (signature.KeyId == key.KeyId && signature.IsCertification())
            {
                signature.InitVerify(key);
                if (signature.VerifyCertification(userId, key))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string Short(string userId) => userId.Length <= UserIdLength ? userId : userId[..UserIdLength];

    private static KeyReading Bad(KeyFault fault) => new(null, fault);
}
