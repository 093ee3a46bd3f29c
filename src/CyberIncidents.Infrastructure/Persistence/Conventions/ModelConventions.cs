using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CyberIncidents.Infrastructure.Persistence.Conventions;

/// <summary>What holds for every table on both databases.</summary>
internal static class ModelConventions
{
    /// <summary>Codes and references compare by byte on SQL Server, as they do on SQLite.</summary>
    public const string ByteOrder = "Latin1_General_BIN2";

    private const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServer";

    public static void Configure(ModelConfigurationBuilder builder)
    {
        builder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        builder.Properties<string>().HaveMaxLength(400);
        builder.Properties<Handling>().HaveConversion<HandlingConverter>().HaveMaxLength(100);
        builder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(64);
    }

    /// <summary>Keys come from us; one concurrency token; no cascades but those inside an aggregate.</summary>
    public static void Finish(ModelBuilder builder, string? provider)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (typeof(Entity).IsAssignableFrom(entity.ClrType))
            {
                var id = entity.FindProperty(nameof(Entity.Id))!;
                id.ValueGenerated = ValueGenerated.Never;
                entity.FindProperty(nameof(Entity.Version))!.IsConcurrencyToken = true;
                if (provider == SqlServer)
                {
                    builder.Entity(entity.ClrType).HasKey(nameof(Entity.Id)).IsClustered(false);
                    builder.Entity(entity.ClrType).HasIndex(nameof(Entity.CreatedAt), nameof(Entity.Id)).IsClustered();
                }
            }

            if (entity.ClrType == typeof(AuditEntry) && provider == SqlServer)
            {
                builder.Entity<AuditEntry>().HasKey(a => a.Id).IsClustered(false);
                builder.Entity<AuditEntry>().HasIndex(a => new { a.ChainId, a.Sequence }).IsClustered();
            }

            if (entity.ClrType == typeof(ReadEntry) && provider == SqlServer)
            {
                builder.Entity<ReadEntry>().HasKey(r => r.Id).IsClustered(false);
                builder.Entity<ReadEntry>().HasIndex(r => r.Sequence).IsClustered();
            }

            foreach (var property in entity.GetProperties().Where(p => p.ClrType == typeof(string) && p.FindAnnotation(Annotation) is not null))
            {
                property.RemoveAnnotation(Annotation);
                if (provider == SqlServer)
                {
                    property.SetCollation(ByteOrder);
                }
            }
        }
    }

    /// <summary>Marks a column that holds a code or a reference.</summary>
    public static Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<string> IsCode(
        this Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<string> property, int length = 64)
    {
        property.HasMaxLength(length).HasAnnotation(Annotation, value: true);
        return property;
    }

    private const string Annotation = "CyberIncidents:Code";

    /// <summary>A marking is one text; one that cannot be read is an error, never none.</summary>
    private sealed class HandlingConverter() : ValueConverter<Handling, string>(value => value.ToString(), stored => Handling.Parse(stored)!);

    /// <summary>Instants are stored as UTC without offset: they sort and compare alike on both databases.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
        at => at.UtcDateTime, stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}
