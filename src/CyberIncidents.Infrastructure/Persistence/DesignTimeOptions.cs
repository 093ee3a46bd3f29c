using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>Options for tools and checks that need the model and no database.</summary>
public static class DesignTimeOptions
{
    /// <summary>The options of a provider, without audit and without connection set-up.</summary>
    /// <param name="settings">Which provider.</param>
    /// <returns>The options.</returns>
    public static DbContextOptions<AppDbContext> For(DatabaseSettings settings) => ContextFactory.Options(settings, null, null, null);
}
