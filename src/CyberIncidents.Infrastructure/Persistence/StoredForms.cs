using CyberIncidents.Application.Audit;
using CyberIncidents.Domain.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>
/// A column of SQLite keeps any kind of value, and an id in small letters or a text kept as bytes is read like the program's own. It is
/// not found like it: the line would be gone from every history, and still fit its chain.
/// </summary>
internal static class StoredForms
{
    /// <summary>The first line or head that is stored in another form than the program's; a server keeps only one form.</summary>
    public static async Task<AuditBreak?> FindOtherAsync(AppDbContext db, CancellationToken cancellationToken) =>
        db.Database.IsSqlite()
            ? await FirstAsync<AuditEntry>(db, nameof(AuditEntry.ChainId), nameof(AuditEntry.Sequence), "hash", cancellationToken)
                ?? await FirstAsync<ReadEntry>(db, $"'{AuditChain.Reads.ToString("D").ToUpperInvariant()}'", nameof(ReadEntry.Sequence), "hash", cancellationToken)
                ?? await FirstAsync<AuditChain>(db, nameof(AuditChain.ChainId), nameof(AuditChain.LastSequence), "head", cancellationToken)
            : null;

    private static async Task<AuditBreak?> FirstAsync<T>(AppDbContext db, string chain, string sequence, string reason, CancellationToken cancellationToken)
    {
        var table = db.Model.FindEntityType(typeof(T))!;
        var others = string.Join(" OR ", table.GetProperties().Select(Differs));
        var sql = $"SELECT {chain} AS ChainId, {sequence} AS Sequence FROM {table.GetTableName()} WHERE {others} ORDER BY 1, 2 LIMIT 1";
        var found = await db.Database.SqlQueryRaw<Place>(sql).ToListAsync(cancellationToken);
        return found is [var place] ? new AuditBreak(place.ChainId, place.Sequence, reason) : null;
    }

    /// <summary>True of another kind of value; of an id also where its letters are small or its dashes left out.</summary>
    private static string Differs(IProperty property)
    {
        var column = $"\"{property.GetColumnName()}\"";
        var kind = $"({column} IS NOT NULL AND typeof({column}) <> '{property.GetColumnType().ToLowerInvariant()}')";
        return (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid)
            ? $"{kind} OR {column} <> upper({column}) OR {column} NOT GLOB '????????-????-????-????-????????????'"
            : kind;
    }

    private sealed record Place(Guid ChainId, long Sequence);
}
