using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CyberIncidents.Infrastructure.Persistence;
using CyberIncidents.Infrastructure.Persistence.Interceptors;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Identity;

/// <summary>Keeps the data-protection keys in the database, so that every node reads every other's tokens. It alone has its own connection.</summary>
internal sealed class KeyRingRepository(DatabaseSettings settings) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT [Xml] FROM DataProtectionKeys";
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
        {
            elements.Add(XElement.Parse(reader.GetString(0)));
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO DataProtectionKeys (Id, FriendlyName, [Xml]) VALUES (@id, @name, @xml)";
        Add(command, "@id", settings.Provider == DatabaseProvider.Sqlite
            ? Guid.CreateVersion7().ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant()
            : Guid.CreateVersion7());
        Add(command, "@name", friendlyName);
        Add(command, "@xml", element.ToString(SaveOptions.DisableFormatting));
        command.ExecuteNonQuery();
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private DbConnection Open()
    {
        var connection = settings.NewConnection();
        connection.Open();
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            SqliteConnectionSetup.Apply(connection);
        }

        return connection;
    }
}

/// <summary>Encrypts data-protection keys at rest: AES-256-GCM under the key of <c>Storage:KeyPath</c>.</summary>
internal sealed class KeyRingEncryptor(SecretKeys keys) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(keys.ProtectionKey, tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag);
        var element = new XElement("encryptedKey", Convert.ToBase64String([.. nonce, .. tag, .. cipher]));
        return new EncryptedXmlInfo(element, typeof(KeyRingDecryptor));
    }
}

/// <summary>Reads what <see cref="KeyRingEncryptor"/> wrote; made by the framework by name.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = Convert.FromBase64String(encryptedElement.Value);
        var nonce = bytes.AsSpan(0, AesGcm.NonceByteSizes.MaxSize);
        var tag = bytes.AsSpan(nonce.Length, AesGcm.TagByteSizes.MaxSize);
        var cipher = bytes.AsSpan(nonce.Length + tag.Length);
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(services.GetRequiredService<SecretKeys>().ProtectionKey, tag.Length);
        aes.Decrypt(nonce, cipher, tag, plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}

/// <summary>Makes keys before the server listens and renews them by a job, never in the middle of a request.</summary>
internal sealed class KeyRing(IKeyManager keys)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(14);

    public void EnsureFresh()
    {
        // The library behind the keys reads the machine's clock, so this does too.
        var now = TimeProvider.System.GetUtcNow();
        var all = keys.GetAllKeys().Where(k => !k.IsRevoked && CanBeRead(k)).ToList();
        if (all.All(k => k.ActivationDate > now || k.ExpirationDate <= now))
        {
            keys.CreateNewKey(now, now + Lifetime);
            return;
        }

        var last = all.Max(k => k.ExpirationDate);
        if (last - RenewBefore <= now)
        {
            keys.CreateNewKey(last, last + Lifetime);
        }
    }

    /// <summary>A key whose own key was lost (a database restored without <c>Storage:KeyPath</c>) is no key: a new one is made.</summary>
    private static bool CanBeRead(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
