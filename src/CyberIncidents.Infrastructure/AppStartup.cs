using CyberIncidents.Infrastructure.Files;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Jobs;
using CyberIncidents.Infrastructure.Persistence.Startup;
using CyberIncidents.Infrastructure.Seeding;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure;

/// <summary>What the host does before it listens.</summary>
public static class AppStartup
{
    /// <summary>The demo accounts and their password, to be printed where demo data is on.</summary>
    public static (IReadOnlyList<string> Emails, string Password) DemoAccounts =>
        ([.. DemoSeeder.People.Select(p => DemoSeeder.EmailOf(p.Name))], DemoSeeder.Password);

    /// <summary>Applies pending migrations and does nothing else.</summary>
    /// <param name="services">The container.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseStartup>().MigrateAsync(cancellationToken);
        await services.GetRequiredService<JobsSchema>().InstallAsync(cancellationToken);
    }

    /// <summary>Schema, reference and demo data, keys, recurring jobs.</summary>
    /// <param name="services">The container.</param>
    /// <param name="demo">Whether demo data is on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The path of a set-up link while there is no administrator; else null.</returns>
    public static async Task<string?> PrepareAsync(IServiceProvider services, bool demo, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseStartup>().RunAsync(demo, cancellationToken);
        await services.GetRequiredService<JobsSchema>().EnsureInstalledAsync(cancellationToken);
        // Made now, since what uploads of a killed process left goes at start.
        _ = services.GetRequiredService<IBlobFiles>();
        JobsServices.StartRecurring(services);
        return await services.GetRequiredService<SetUpService>().ForFirstAdministratorAsync(cancellationToken);
    }
}
