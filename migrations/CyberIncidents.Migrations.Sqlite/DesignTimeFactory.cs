using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Design;

namespace CyberIncidents.Migrations.Sqlite;

/// <summary>Makes a context for the migration tools; it never connects.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<AppDbContext>
{
    public AppDbContext CreateDbContext(string[] args) =>
        new(DesignTimeOptions.For(new DatabaseSettings(DatabaseProvider.Sqlite, "Data Source=:memory:", null)));
}
