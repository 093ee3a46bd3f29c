using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CyberIncidents.Benchmarks.Load;

/// <summary>
/// Inserts entities by prepared statements, with columns and conversions taken from the EF model: what it writes is what
/// a save would write, without the change tracker.
/// </summary>
internal sealed class RowWriter(SqliteConnection connection, IModel model) : IDisposable
{
    private readonly Dictionary<Type, Table> _tables = [];

    public long Rows { get; private set; }

    public void Add(object entity)
    {
        var type = entity.GetType();
        if (!_tables.TryGetValue(type, out var table))
        {
            _tables[type] = table = Open(model.FindEntityType(type)!);
        }

        foreach (var column in table.Columns)
        {
            var value = column.Read(entity);
            column.Parameter.Value = value is null ? DBNull.Value : column.Converter?.ConvertToProvider(value) ?? value;
        }

        table.Command.ExecuteNonQuery();
        Rows++;
    }

    public void Dispose()
    {
        foreach (var table in _tables.Values)
        {
            table.Command.Dispose();
        }
    }

    private Table Open(IEntityType type)
    {
        var command = connection.CreateCommand();
        var columns = new List<Column>();
        foreach (var property in type.GetProperties())
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{columns.Count}");
            command.Parameters.Add(parameter);
            var read = property.PropertyInfo!;
            columns.Add(new Column(property.GetColumnName(), read.GetValue, property.GetTypeMapping().Converter, parameter));
        }

        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        command.CommandText = $"INSERT INTO \"{type.GetTableName()}\" ({names}) VALUES ({string.Join(", ", columns.Select(c => c.Parameter.ParameterName))})";
        command.Prepare();
        return new Table(command, columns);
    }

    private sealed record Table(SqliteCommand Command, List<Column> Columns);

    private sealed record Column(string Name, Func<object, object?> Read, ValueConverter? Converter, SqliteParameter Parameter);
}
