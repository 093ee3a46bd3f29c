using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CyberIncidents.Infrastructure.Persistence.Interceptors;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.Benchmarks.Baseline;

/// <summary>An open connection with the statements that were prepared on it.</summary>
internal sealed class Session : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public Session(string connectionString)
    {
        Connection = new SqliteConnection(connectionString);
        Connection.Open();
        SqliteConnectionSetup.Apply(Connection);
    }

    public SqliteConnection Connection { get; }

    /// <summary>A prepared statement with its parameters, named <c>@0</c>, <c>@1</c> and so on.</summary>
    public SqliteCommand Command(string sql, params object?[] values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"@{i}") });
            }

            _prepared[sql] = command;
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    public int Run(string sql, params object?[] values) => Command(sql, values).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        Connection.Dispose();
    }
}

/// <summary>Sessions for readers; each is used by one request at a time.</summary>
internal sealed class Sessions(string connectionString)
{
    private readonly ConcurrentBag<Session> _idle = [];

    public T Use<T>(Func<Session, T> work)
    {
        if (!_idle.TryTake(out var session))
        {
            session = new Session(connectionString);
        }

        try
        {
            return work(session);
        }
        finally
        {
            _idle.Add(session);
        }
    }
}

/// <summary>Reading columns as the app stores them.</summary>
internal static class Columns
{
    public static string? Text(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static Guid? Key(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    public static T Word<T>(this SqliteDataReader reader, int column)
        where T : struct, Enum => Enum.Parse<T>(reader.GetString(column));

    public static T? WordOrNull<T>(this SqliteDataReader reader, int column)
        where T : struct, Enum => reader.IsDBNull(column) ? null : Enum.Parse<T>(reader.GetString(column));

    public static DateTimeOffset Instant(this SqliteDataReader reader, int column) =>
        new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));

    public static DateTimeOffset? InstantOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Instant(column);

    public static IReadOnlyList<string> Texts(this SqliteDataReader reader, int column) =>
        reader.GetString(column) is "[]" ? [] : JsonSerializer.Deserialize<string[]>(reader.GetString(column))!;
}
