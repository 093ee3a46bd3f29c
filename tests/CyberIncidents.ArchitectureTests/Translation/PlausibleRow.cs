using System.Collections;
using System.Data.Common;

namespace CyberIncidents.ArchitectureTests.Translation;

/// <summary>
/// One row that answers whatever type it is asked for, so that a handler goes on to its next query: the same key
/// everywhere, counts of one, and texts by the name of their column.
/// </summary>
internal sealed class PlausibleRow(IReadOnlyList<string> columns, Func<string, string> textOf) : DbDataReader
{
    public static readonly Guid Key = new("0197a000-0000-7000-8000-000000000001");

    private bool _read;

    public override int FieldCount => columns.Count;

    public override bool HasRows => true;

    public override bool IsClosed => false;

    public override int RecordsAffected => 1;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        var first = !_read;
        _read = true;
        return first;
    }

    public override bool NextResult() => false;

    /// <summary>A case whose content is gone would end most handlers at once.</summary>
    public override bool IsDBNull(int ordinal) => columns[ordinal] == "DisposedAt";

    public override string GetString(int ordinal) => textOf(columns[ordinal]);

    public override Guid GetGuid(int ordinal) => Key;

    public override bool GetBoolean(int ordinal) => true;

    public override byte GetByte(int ordinal) => 1;

    public override short GetInt16(int ordinal) => 1;

    public override int GetInt32(int ordinal) => 1;

    public override long GetInt64(int ordinal) => 1;

    public override float GetFloat(int ordinal) => 1;

    public override double GetDouble(int ordinal) => 1;

    public override decimal GetDecimal(int ordinal) => 1;

    public override char GetChar(int ordinal) => '1';

    public override DateTime GetDateTime(int ordinal) => new(2026, 3, 2, 3, 0, 0, DateTimeKind.Utc);

    public override T GetFieldValue<T>(int ordinal) => (T)Of(typeof(T), ordinal);

    public override object GetValue(int ordinal) => GetString(ordinal);

    public override int GetValues(object[] values) => 0;

    public override string GetName(int ordinal) => columns[ordinal];

    public override int GetOrdinal(string name) => columns.ToList().IndexOf(name);

    public override string GetDataTypeName(int ordinal) => "nvarchar";

    public override Type GetFieldType(int ordinal) => typeof(string);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    private object Of(Type type, int ordinal) =>
        type == typeof(Guid) ? Key
        : type == typeof(string) ? GetString(ordinal)
        : type == typeof(DateTime) ? GetDateTime(ordinal)
        : type == typeof(DateOnly) ? new DateOnly(2026, 3, 2)
        : type == typeof(TimeOnly) ? new TimeOnly(columns[ordinal].EndsWith("To", StringComparison.Ordinal) ? 17 : 8, 0)
        : type == typeof(TimeSpan) ? TimeSpan.FromHours(1)
        : type == typeof(byte[]) ? Array.Empty<byte>()
        : Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
}
