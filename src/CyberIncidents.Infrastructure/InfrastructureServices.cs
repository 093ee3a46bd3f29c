using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Infrastructure.Files;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Jobs;
using CyberIncidents.Infrastructure.Mail;
using CyberIncidents.Infrastructure.Persistence;
using CyberIncidents.Infrastructure.Persistence.Interceptors;
using CyberIncidents.Infrastructure.Persistence.Startup;
using CyberIncidents.Infrastructure.Persistence.Transactions;
using CyberIncidents.Infrastructure.Persistence.Visibility;
using CyberIncidents.Infrastructure.Seeding;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CyberIncidents.Infrastructure;

/// <summary>Puts database, identity, jobs and seeding into a container.</summary>
public static class InfrastructureServices
{
    /// <summary>Adds everything behind the application's ports.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="paths">Where relative paths begin.</param>
    /// <param name="demo">Whether demo data is on.</param>
    /// <returns>The same container.</returns>
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services, IConfiguration configuration, AppPaths paths, bool demo)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(paths);
        services.TryAddSingleton(TimeProvider.System);
        AddHome(services, configuration, demo);
        AddPersistence(services, configuration, paths);
        AddIdentity(services, configuration, paths);
        services.AddEvidence(configuration, paths);
        services.AddMail(configuration);
        services.AddJobs(configuration);
        services.AddSingleton(new SeedFiles(Path.Combine(paths.Program, "seeds")));
        services.AddScoped<ReferenceSeeder>();
        if (demo)
        {
            AddDemo(services, configuration);
        }

        return services;
    }

    private static void AddHome(IServiceCollection services, IConfiguration configuration, bool demo)
    {
        var zone = configuration["Home:TimeZone"] ?? "Asia/Jakarta";
        if (!Zones.Exists(zone))
        {
            throw new InvalidOperationException($"Home:TimeZone: there is no zone '{zone}'.");
        }

        services.AddSingleton(new HomeSettings(
            configuration["Home:Country"] ?? "ID", zone, configuration.GetValue<TimeSpan?>("FollowUps:OverdueAfter") ?? TimeSpan.FromHours(24)));
        services.AddSingleton(new RecallSettings(DaysToConfirm(configuration)));
        services.AddSingleton(new ConsentSettings(ConsentDays(configuration)));
        services.AddSingleton(DirectoryOf(configuration, demo));
        services.AddSingleton<IOpenPgpKeys, OpenPgpKeys>();
        services.AddSingleton(new SiteSettings(SiteUrl(configuration)));
        services.AddSingleton(new SharingSettings(configuration.GetValue("Sharing:SecondApproval", false)));
        services.AddSingleton(new HomeName(
            configuration["Home:Organisation"] ?? (demo ? "National CSIRT of Indonesia (demo)" : "National CSIRT")));
    }

    private static int DaysToConfirm(IConfiguration configuration) => (configuration.GetValue<int?>("Recalls:ConfirmWithinDays") ?? 3) switch
    {
        var days and >= 1 and <= 60 => days,
        var days => throw new InvalidOperationException($"Recalls:ConfirmWithinDays: {days} is not between 1 and 60."),
    };

    private static int ConsentDays(IConfiguration configuration) =>
        configuration.GetValue<int?>("Consents:WorkingDays") is var days && days is null or (>= 1 and <= 250)
            ? days ?? 5
            : throw new InvalidOperationException("Consents:WorkingDays: 1 to 250.");

    private static DirectorySettings DirectoryOf(IConfiguration configuration, bool demo)
    {
        var settings = new DirectorySettings(
            configuration.GetValue<int?>("Directory:StaleAfterDays") ?? 90, configuration.GetValue<int?>("Directory:CheckWorkingDays") ?? 1,
            configuration.GetValue<bool?>("Directory:TwoPersonCheck") ?? !demo);
        return settings is { StaleAfterDays: >= 1 and <= 3650, CheckWorkingDays: >= 1 and <= 60 }
            ? settings
            : throw new InvalidOperationException("Directory:StaleAfterDays is 1 to 3650, Directory:CheckWorkingDays 1 to 60.");
    }

    private static Uri SiteUrl(IConfiguration configuration)
    {
        var text = configuration["Site:Url"]?.Trim() is { Length: > 0 } configured ? configured : "http://localhost:5080";
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0 && url.Fragment.Length == 0
            ? url
            : throw new InvalidOperationException($"Site:Url: '{text}' is no absolute address such as https://incidents.example.");
    }

    private static void AddPersistence(IServiceCollection services, IConfiguration configuration, AppPaths paths)
    {
        var settings = DatabaseSettings.From(configuration, paths);
        services.AddSingleton(settings);
        services.AddSingleton<SqliteConnectionSetup>();
        services.AddSingleton(s => new AuditHash(s.GetRequiredService<SecretKeys>().AuditKey));
        services.AddSingleton<HeadSeals>();
        services.AddSingleton<AuditInterceptor>();
        services.AddSingleton<ContextFactory>();
        services.AddSingleton<ScopedWork>();
        services.AddSingleton<SqliteWriteLane>();
        services.AddScoped<ContextLease>();
        services.AddScoped<AfterCommit>();
        services.AddScoped<IAfterCommit>(s => s.GetRequiredService<AfterCommit>());
        services.AddScoped<IAppDb, AppDb>();
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            services.AddScoped<ITransactionRunner, SqliteTransactions>();
        }
        else
        {
            services.AddScoped<ITransactionRunner, SqlServerTransactions>();
        }

        services.AddScoped<IPreviewRoom, PreviewRoom>();
        services.AddScoped<IReferences, References>();
        services.AddScoped<IAccessGrants, AccessGrants>();
        services.AddScoped<IEngagementMarkings, EngagementMarkings>();
        services.AddScoped<IEngagementParts, EngagementParts>();
        services.AddScoped<ICaseParts, CaseParts>();
        services.AddScoped<IInboundParts, InboundParts>();
        services.AddScoped<ICaseDisposal, CaseDisposal>();
        services.AddScoped<IRequestDisposal, RequestDisposal>();
        services.AddScoped<IBrokenGlass, BrokenGlass>();
        services.AddScoped<IReadLog, ReadLog>();
        services.AddScoped<IRecalls, Recalls>();
        services.AddScoped<IIdempotencyStore, IdempotencyStore>();
        services.AddScoped<IAuditVerifier, AuditVerifier>();
        services.AddSingleton<DatabaseStartup>();
        services.AddSingleton(s => new SystemState(
            s.GetRequiredService<ContextFactory>(), s.GetRequiredService<DatabaseStartup>(), s.GetRequiredService<JobFigureReader>()));
    }

    private static void AddIdentity(IServiceCollection services, IConfiguration configuration, AppPaths paths)
    {
        services.AddSingleton(new SecretKeys(configuration, SecretKeys.Folder(configuration, paths)));
        services.AddSingleton<IExportSigner>(s => s.GetRequiredService<SecretKeys>().Signing);
        services.TryAddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.TryAddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddScoped<IAccounts, Accounts>();
        services.AddSingleton(s => new SignedInPeople(s.GetRequiredService<ContextFactory>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new SignInService(
            s.GetRequiredService<ContextFactory>(), s.GetRequiredService<IServiceScopeFactory>(), s.GetRequiredService<IPasswordHasher<Account>>(),
            s.GetRequiredService<ILookupNormalizer>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new SetUpService(
            s.GetRequiredService<ContextFactory>(), s.GetRequiredService<IServiceScopeFactory>(), s.GetRequiredService<IPasswordHasher<Account>>(),
            s.GetRequiredService<ILookupNormalizer>(), s.GetRequiredService<IDataProtectionProvider>(), s.GetRequiredService<TimeProvider>()));
        services.AddDataProtection().SetApplicationName("CyberIncidents");
        services.AddSingleton<KeyRingRepository>();
        services.AddSingleton<KeyRingEncryptor>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(o =>
        {
            o.XmlRepository = s.GetRequiredService<KeyRingRepository>();
            o.XmlEncryptor = s.GetRequiredService<KeyRingEncryptor>();
            o.AutoGenerateKeys = false;
        }));
    }

    private static void AddDemo(IServiceCollection services, IConfiguration configuration)
    {
        var inner = services.Last(d => d.ServiceType == typeof(TimeProvider));
        services.AddSingleton(s => new DemoClock(
            (TimeProvider)(inner.ImplementationInstance ?? inner.ImplementationFactory!(s))));
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(s => s.GetRequiredService<DemoClock>()));
        services.AddSingleton(new DemoSeeder.DemoSettings(configuration.GetValue<bool?>("Demo:Cases") ?? true));
        services.AddScoped<DemoSeeder>();
    }
}

/// <summary>Where paths begin.</summary>
/// <param name="Program">The folder of the program, with <c>seeds</c> in it.</param>
/// <param name="Data">Where relative paths of the configuration begin.</param>
public sealed record AppPaths(string Program, string Data);
