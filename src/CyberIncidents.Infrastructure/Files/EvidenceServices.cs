using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Files;

/// <summary>Puts the store of evidence into the container: a folder, or an endpoint that speaks S3.</summary>
internal static class EvidenceServices
{
    private const long Largest = 2L * 1024 * 1024 * 1024;

    public static void AddEvidence(this IServiceCollection services, IConfiguration configuration, AppPaths paths)
    {
        var folder = Path.GetFullPath(configuration["Storage:EvidencePath"] is { Length: > 0 } set ? set : "data/evidence", paths.Data);
        var largest = configuration.GetValue<long?>("Storage:MaxFileBytes") ?? Largest;
        if (largest is < 1 or > InfectedZip.MaxSize)
        {
            throw new InvalidOperationException($"Storage:MaxFileBytes: a number from 1 to {InfectedZip.MaxSize}.");
        }

        services.AddSingleton(new EvidenceSettings(largest));
        var s3 = S3(configuration.GetSection("Storage:S3"));
        services.AddSingleton<IBlobFiles>(_ => s3 is null ? new FolderFiles(folder) : new S3Files(s3, Path.Combine(folder, "incoming")));
        services.AddSingleton(s => new EncryptedStore(s.GetRequiredService<IBlobFiles>(), new KeyWrap(s.GetRequiredService<SecretKeys>().EvidenceKey)));
        services.AddSingleton<IEvidenceStore>(s => s.GetRequiredService<EncryptedStore>());
        services.AddScoped<IEvidenceParts, EvidenceParts>();
    }

    private static S3Settings? S3(IConfigurationSection section)
    {
        if (section["Endpoint"] is not { Length: > 0 } endpoint)
        {
            return null;
        }

        return Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsolutePath == "/"
            ? new S3Settings(url, Needed("Bucket"), Needed("AccessKey"), Needed("SecretKey"), section["Region"] is { Length: > 0 } region ? region : "us-east-1")
            : throw new InvalidOperationException("Storage:S3:Endpoint: an address such as https://s3.example, without a path.");

        string Needed(string name) => section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"Storage:S3:{name} is missing.");
    }
}
