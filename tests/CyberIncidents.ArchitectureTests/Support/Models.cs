using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CyberIncidents.ArchitectureTests.Support;

/// <summary>The model on each provider; nothing here is ever connected to.</summary>
internal static class Models
{
    public const string NoServer = "Server=nowhere.invalid;Database=none;User Id=nobody;Password=none;Encrypt=false";

    public static AppDbContext Context(DatabaseProvider provider) => new(DesignTimeOptions.For(new DatabaseSettings(
        provider, provider == DatabaseProvider.Sqlite ? "Data Source=:memory:" : NoServer, null)));

    /// <summary>The model with what only design time keeps: filters, checks, clustering.</summary>
    public static IModel Of(DbContext context) => context.GetService<IDesignTimeModel>().Model;
}
