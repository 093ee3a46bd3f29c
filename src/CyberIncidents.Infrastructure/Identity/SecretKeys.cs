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
    private const string AuditFile = "audit.key";
    private readonly string _sealedFile;

    public SecretKeys(IConfiguration configuration, string folder)
    {
        AuditKey = Configured(configuration) ?? LoadOrMake(Path.Combine(folder, AuditFile));
        ProtectionKey = LoadOrMake(Path.Combine(folder, "protection.key"));
        EvidenceKey = LoadOrMake(Path.Combine(folder, "evidence.key"));
        _sealedFile = Path.Combine(folder, "audit.sealed");
    }

    /// <summary>
    /// Whether the heads of the chains of this installation were sealed once. It is kept beside the keys, out of reach of
    /// whoever has only the database: or else he could blank all seals, cut, and have the next start seal what is left.
    /// </summary>
    public bool HeadsAreSealed => File.Exists(_sealedFile);

    public byte[] AuditKey { get; }

    public byte[] ProtectionKey { get; }

    /// <summary>Wraps the keys of stored evidence: without this file no evidence can be read.</summary>
    public byte[] EvidenceKey { get; }

    /// <summary>The folder of the keys, from <c>Storage:KeyPath</c>.</summary>
    public static string Folder(IConfiguration configuration, AppPaths paths) =>
        Path.GetFullPath(configuration["Storage:KeyPath"] ?? "data/keys", paths.Data);

    /// <summary>The key of the audit chains, where there is one; none is made.</summary>
    public static byte[]? FindAuditKey(IConfiguration configuration, string folder)
    {
        var file = Path.Combine(folder, AuditFile);
        return Configured(configuration) ?? (File.Exists(file) ? Load(file) : null);
    }

    /// <summary>Remembers that the heads are sealed.</summary>
    public void RememberSealedHeads()
    {
        try
        {
            File.WriteAllText(_sealedFile, "The heads of the audit chains have been sealed; see docs/decisions/015.\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that may only be read can remember nothing, and that is no reason not to start.
        }
    }

    private static byte[]? Configured(IConfiguration configuration) => configuration["Audit:Key"] switch
    {
        null or "" => null,
        { Length: < MinimumLength } => throw new InvalidOperationException($"Audit:Key needs at least {MinimumLength} characters."),
        var configured => SHA256.HashData(Encoding.UTF8.GetBytes(configured)),
    };

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

        return Load(file);
    }

    private static byte[] Load(string file)
    {
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
