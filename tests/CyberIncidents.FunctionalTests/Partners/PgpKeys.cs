using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace CyberIncidents.FunctionalTests.Partners;

/// <summary>Keys made for a test.</summary>
internal static class PgpKeys
{
    /// <summary>A key pair of a curve that is quick to make.</summary>
    /// <param name="created">When it was made.</param>
    /// <param name="validFor">For how long it is good; null for ever.</param>
    /// <param name="userId">Whom it says that it belongs to.</param>
    /// <param name="pair">Another key pair than a new one.</param>
    /// <param name="encrypts">Whether it has a subkey that encrypts.</param>
    public static PgpKeyRingGenerator Make(DateTimeOffset created, TimeSpan? validFor = null, string userId = "Duty desk <desk@partner.test>", PgpKeyPair? pair = null, bool encrypts = true)
    {
        pair ??= NewPair(created);
        var parts = new PgpSignatureSubpacketGenerator();
        if (validFor is { } span)
        {
            parts.SetKeyExpirationTime(isCritical: false, (long)span.TotalSeconds);
        }

        var ring = new PgpKeyRingGenerator(
            PgpSignature.DefaultCertification, pair, userId, SymmetricKeyAlgorithmTag.Null, Array.Empty<char>(), useSha1: true, parts.Generate(), null, new SecureRandom());
        if (encrypts)
        {
            var generator = new X25519KeyPairGenerator();
            generator.Init(new X25519KeyGenerationParameters(new SecureRandom()));
            ring.AddSubKey(new PgpKeyPair(PublicKeyAlgorithmTag.ECDH, generator.GenerateKeyPair(), created.UtcDateTime));
        }

        return ring;
    }

    public static PgpKeyPair NewPair(DateTimeOffset created)
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return new PgpKeyPair(PublicKeyAlgorithmTag.EdDsa_Legacy, generator.GenerateKeyPair(), created.UtcDateTime);
    }

    /// <summary>The same key with so many more names, each of which it signed so many times.</summary>
    public static string Burdened(DateTimeOffset created, int names, int signatures)
    {
        var pair = NewPair(created);
        var ring = Make(created, pair: pair).GeneratePublicKeyRing();
        var key = ring.GetPublicKey();
        foreach (var name in Enumerable.Range(0, names).Select(n => $"Name {n} <n{n}@partner.test>"))
        {
            foreach (var _ in Enumerable.Range(0, signatures))
            {
                var generator = new PgpSignatureGenerator(pair.PublicKey.Algorithm, HashAlgorithmTag.Sha256);
                generator.InitSign(PgpSignature.DefaultCertification, pair.PrivateKey);
                key = PgpPublicKey.AddCertification(key, name, generator.GenerateCertification(name, key));
            }
        }

        return Armor(PgpPublicKeyRing.InsertPublicKey(ring, key).Encode);
    }

    public static string Public(PgpKeyRingGenerator key) => Armor(key.GeneratePublicKeyRing().Encode);

    public static string Secret(PgpKeyRingGenerator key) => Armor(key.GenerateSecretKeyRing().Encode);

    public static string Fingerprint(PgpKeyRingGenerator key) => Convert.ToHexString(key.GeneratePublicKeyRing().GetPublicKey().GetFingerprint());

    private static string Armor(Action<Stream> encode)
    {
        using var bytes = new MemoryStream();
        using (var armor = new ArmoredOutputStream(bytes))
        {
            encode(armor);
        }

        return Encoding.ASCII.GetString(bytes.ToArray());
    }
}
