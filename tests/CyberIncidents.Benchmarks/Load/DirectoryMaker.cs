using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.Benchmarks.Load;

/// <summary>Fills the directory: many copies of an organisation and of a contact point, with names, countries, kinds and ages of their own.</summary>
internal static class DirectoryMaker
{
    private static readonly string[] Kinds = ["Csirt", "ForeignMinistry", "Ministry", "Police", "Prosecutor", "Regulator", "PlatformOperator", "CentralAuthority"];
    private static readonly string[] Words = ["National", "Cyber", "Incident", "Security", "Authority", "Agency", "Office", "Centre", "Response", "Network"];

    public static void Fill(string file, int organisations, int contactsEach)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using (var transaction = connection.BeginTransaction())
        {
            var countries = Column(connection, "SELECT Code FROM Countries WHERE RetiredAt IS NULL ORDER BY Code");
            using var organisation = Copying(connection, "Organisations", "IsHome = 0 AND Country IS NOT NULL", "Id", "Name", "SearchText", "Country", "Kind", "NationalContact", "CreatedAt");
            using var contact = Copying(connection, "ContactPoints", "1", "Id", "OrganisationId", "Name", "Email", "Purpose", "ProvenAt", "ProvenBy", "CreatedAt");
            var random = new Random(1);
            var start = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            for (var i = 0; i < organisations; i++)
            {
                var id = NewId();
                var name = string.Create(CultureInfo.InvariantCulture, $"{Words[random.Next(10)]} {Words[random.Next(10)]} {Words[random.Next(10)]} {i}");
                Run(organisation, id, name, $"{name.ToUpperInvariant()} GOVERNMENT", countries[random.Next(countries.Count)], Kinds[random.Next(8)], 0, Text(start.AddMinutes(i)));
                for (var n = 0; n < contactsEach; n++)
                {
                    var proven = random.Next(3) > 0 ? Text(start.AddDays(random.Next(2400))) : null;
                    var at = Text(start.AddMinutes(i).AddSeconds(n));
                    Run(contact, NewId(), id, $"Desk {n}", $"desk{n}@organisation{i}.test", n == 0 ? "AroundTheClock" : "Technical", proven, proven is null ? null : "MailAnswered", at);
                }
            }

            transaction.Commit();
        }

        using var after = connection.CreateCommand();
        after.CommandText = "ANALYZE";
        after.ExecuteNonQuery();
    }

    private static string NewId() => Guid.CreateVersion7().ToString("D").ToUpperInvariant();

    private static string Text(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Inserts a row as there is one already, but for some columns.</summary>
    private static SqliteCommand Copying(SqliteConnection connection, string table, string which, params string[] own)
    {
        var columns = Column(connection, $"SELECT name FROM pragma_table_info('{table}')");
        var values = columns.Select(c => Array.IndexOf(own, c) is >= 0 and var n ? string.Create(CultureInfo.InvariantCulture, $"@p{n}") : $"\"{c}\"");
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM (SELECT * FROM {table} WHERE {which} LIMIT 1)";
        for (var n = 0; n < own.Length; n++)
        {
            command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"@p{n}"), null));
        }

        return command;
    }

    private static void Run(SqliteCommand command, params object?[] values)
    {
        for (var n = 0; n < values.Length; n++)
        {
            command.Parameters[n].Value = values[n] ?? DBNull.Value;
        }

        if (command.ExecuteNonQuery() != 1)
        {
            throw new InvalidOperationException("There is no row to copy.");
        }
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
