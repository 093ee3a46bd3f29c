using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace CyberIncidents.Infrastructure.Identity;

/// <summary>
/// Keys that never enter the database: files under <c>Storage:KeyPath</c>, made on first start, for the owner's eyes only.
/// <c>Audit:Key</c> in the configuration takes the place of its file.
/// </summary>
internal sealed class SecretKeys
{
    private const int MinimumLength = 32;

    public SecretKeys(IConfiguration configuration, string folder)
    {
        var configured = configuration["Audit:Key"];
        if (configured is { Length: > 0 and < MinimumLength })
        {
            throw new InvalidOperationException($"Audit:Key needs at least {MinimumLength} characters.");
        }

        AuditKey = string.IsNullOrEmpty(configured) ? LoadOrMake(Path.Combine(folder, "audit.key")) : SHA256.HashData(Encoding.UTF8.GetBytes(configured));
        ProtectionKey = LoadOrMake(Path.Combine(folder, "protection.key"));
    }

    public byte[] AuditKey { get; }

    public byte[] ProtectionKey { get; }

    private static byte[] LoadOrMake(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var fresh = file + "." + Guid.NewGuid().ToString("N");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(fresh, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
                stream.Flush(flushToDisk: true);
            }

            MoveIfAbsent(fresh, file);
        }

        var key = Convert.FromBase64String(File.ReadAllText(file).Trim());
        return key.Length == 32 ? key : throw new InvalidOperationException($"{Path.GetFileName(file)} does not hold a key of 32 bytes.");
    }

    /// <summary>Two processes may start at once: the first one's key holds for both.</summary>
    private static void MoveIfAbsent(string fresh, string file)
    {
        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(fresh);
        }
    }
}
