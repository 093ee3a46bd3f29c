using CyberIncidents.FunctionalTests.Support;
using Microsoft.Data.SqlClient;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>What is said of a SQL Server alone: it is never migrated at start.</summary>
[RequiresSqlServer]
public sealed class SqlServerStartTests
{
    [Test]
    public async Task A_server_with_pending_migrations_is_not_served_and_the_command_is_named()
    {
        var empty = new SqlConnectionStringBuilder(TestDatabase.SqlServer) { InitialCatalog = "tempdb" }.ConnectionString;
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Default"] = empty });
        var refused = Assert.Throws<InvalidOperationException>(() => app.CreateClient());
        Assert.That(refused!.Message, Does.Contain("-- migrate"));
    }
}
