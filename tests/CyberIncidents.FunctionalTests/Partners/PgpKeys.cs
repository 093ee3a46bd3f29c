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
    public static PgpSecretKey Make(DateTimeOffset created, TimeSpan? validFor = null, string userId = "Duty desk <desk@partner.test>")
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        var pair = new PgpKeyPair(PublicKeyAlgorithmTag.EdDsa_Legacy, generator.GenerateKeyPair(), created.UtcDateTime);
        var parts = new PgpSignatureSubpacketGenerator();
        if (validFor is { } span)
        {
            parts.SetKeyExpirationTime(isCritical: false, (long)span.TotalSeconds);
        }

        return new PgpSecretKey(
            PgpSignature.DefaultCertification, pair, userId, SymmetricKeyAlgorithmTag.Null, Array.Empty<char>(), useSha1: true, parts.Generate(), null, new SecureRandom());
    }

    public static string Public(PgpSecretKey key) => Armor(key.PublicKey.Encode);

    public static string Secret(PgpSecretKey key) => Armor(key.Encode);

    public static string Fingerprint(PgpSecretKey key) => Convert.ToHexString(key.PublicKey.GetFingerprint());

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
