using CyberIncidents.Infrastructure.Persistence;
using Hangfire.SqlServer;
using Microsoft.Data.SqlClient;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>The job engine's own tables on a SQL Server: the migration command makes them, a start only looks for them.</summary>
internal sealed class JobsSchema(JobsSettings jobs, DatabaseSettings database)
{
    private const string Name = "HangFire";

    /// <summary>Makes or upgrades the tables; where jobs are kept in memory there is nothing to make.</summary>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        if (jobs.Storage == JobsStorage.SqlServer)
        {
            await using var connection = new SqlConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            SqlServerObjectsInstaller.Install(connection, Name, enableHeavyMigrations: true);
        }
    }

    /// <summary>Throws, with the command that mends it, when the tables are missing.</summary>
    public async Task EnsureInstalledAsync(CancellationToken cancellationToken)
    {
        if (jobs.Storage != JobsStorage.SqlServer)
        {
            return;
        }

        await using var connection = new SqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT OBJECT_ID(N'[{Name}].[Schema]', N'U')";
        if (await command.ExecuteScalarAsync(cancellationToken) is null or DBNull)
        {
            throw new InvalidOperationException(
                "The tables of the job engine are missing. Make them with: "
                + "dotnet run --project src/CyberIncidents.Web -- migrate (published: CyberIncidents.Web migrate).");
        }
    }
}
