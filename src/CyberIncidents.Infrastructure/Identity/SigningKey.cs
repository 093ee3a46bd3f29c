using System.Security.Cryptography;
using CyberIncidents.Application.Common.Ports;

namespace CyberIncidents.Infrastructure.Identity;

/// <summary>The key that signs exports: ECDSA P-256, in <c>signing.key</c> under <c>Storage:KeyPath</c>, made before the server listens.</summary>
internal sealed class SigningKey : IExportSigner
{
    private readonly string? _private;

    private SigningKey(string? pem)
    {
        _private = pem;
        if (pem is not null)
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            PublicKey = key.ExportSubjectPublicKeyInfoPem() + "\n";
        }
    }

    public string? PublicKey { get; }

    /// <summary>The key of a folder. A folder that may only be read and holds none is no reason not to start.</summary>
    public static SigningKey In(string folder)
    {
        var file = Path.Combine(folder, "signing.key");
        try
        {
            SecretKeys.Make(file, Fresh);
            return new SigningKey(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !File.Exists(file))
        {
            return new SigningKey(null);
        }
    }

    public byte[]? Sign(byte[] content)
    {
        if (_private is null)
        {
            return null;
        }

        // One for each call: a key of .NET is not for several threads at once.
        using var key = ECDsa.Create();
        key.ImportFromPem(_private);
        return key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static string Fresh()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
