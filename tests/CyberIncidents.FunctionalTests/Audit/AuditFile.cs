using System.Globalization;
using CyberIncidents.Application.Audit;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Audit;

/// <summary>Somebody who has the database file, but not the key, and the tables of the audit in it.</summary>
internal sealed class AuditFile : IDisposable
{
    public const string Rest = "00000000-0000-0000-0000-000000000000";
    public const string Reads = "00000000-0000-0000-0000-000000000001";
    private static readonly string[] Tables = ["AuditEntries", "AuditChains", "ReadEntries"];
    private readonly TestApp _app;
    private readonly SqliteConnection _connection;

    public AuditFile(TestApp app)
    {
        _app = app;
        _connection = new SqliteConnection($"Data Source={app.DatabaseFile};Pooling=False;Foreign Keys=False");
        _connection.Open();
        // Who has the file can drop an index that is in the way.
        Run("PRAGMA temp_store=MEMORY; DROP INDEX IF EXISTS IX_AuditEntries_ChainId_Sequence; DROP INDEX IF EXISTS IX_ReadEntries_Sequence; DROP INDEX IF EXISTS IX_ReadEntries_Hour");
        foreach (var table in Tables)
        {
            Run($"CREATE TEMP TABLE Kept{table} AS SELECT * FROM {table}");
        }
    }

    /// <summary>The chain of a case.</summary>
    public string ChainOf(string reference) => Rows($"SELECT Id FROM Incidents WHERE Reference = '{reference}'")[0][0]!;

    public long LastOf(string chain) => long.Parse(Rows($"SELECT MAX(Sequence) FROM AuditEntries WHERE ChainId = '{chain}'")[0][0]!, CultureInfo.InvariantCulture);

    public IReadOnlyList<(string Name, string Type, bool Nullable)> ColumnsOf(string table) =>
        [.. Rows($"SELECT name, type, \"notnull\" FROM pragma_table_info('{table}')").Select(r => (r[0]!, r[1]!, r[2] == "0"))];

    /// <summary>Checks after an edit, then takes the edit back.</summary>
    public async Task<AuditCheck> CheckAfterAsync(params string[] edits)
    {
        try
        {
            Array.ForEach(edits, e => Run(e));
            return await CheckAsync();
        }
        finally
        {
            foreach (var table in Tables)
            {
                Run($"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM Kept{table}");
            }
        }
    }

    public Task<AuditCheck> CheckAsync() => new AuditVerifier(
        _app.Services.GetRequiredService<ContextFactory>(), _app.Services.GetRequiredService<AuditHash>()).VerifyAsync(CancellationToken.None);

    public void Run(string sql, string? value = null)
    {
        using var command = Command(sql, value);
        command.ExecuteNonQuery();
    }

    public List<string?[]> Rows(string sql, string? value = null)
    {
        using var command = Command(sql, value);
        using var reader = command.ExecuteReader();
        var rows = new List<string?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]);
        }

        return rows;
    }

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Command(string sql, string? value)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        if (value is not null)
        {
            command.Parameters.AddWithValue("$value", value);
        }

        return command;
    }
}
