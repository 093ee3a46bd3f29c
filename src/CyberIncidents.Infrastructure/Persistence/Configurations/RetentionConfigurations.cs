using System.Text.Json;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal sealed class RetentionRuleConfiguration : IEntityTypeConfiguration<RetentionRule>
{
    public void Configure(EntityTypeBuilder<RetentionRule> builder)
    {
        builder.ToTable("RetentionRules");
        builder.Property(r => r.Name).HasMaxLength(200);
        builder.Property(r => r.Classification!).IsCode();
        builder.Property(r => r.TerroristUse!).IsCode();
        builder.Property(r => r.LegalBasis!).IsCode();
        builder.Property(r => r.Source).HasMaxLength(2000);
        builder.Property(r => r.Confidence).HasMaxLength(1);
        builder.Ignore(r => r.Acts);
    }
}

internal sealed class TombstoneConfiguration : IEntityTypeConfiguration<Tombstone>
{
    public void Configure(EntityTypeBuilder<Tombstone> builder)
    {
        builder.ToTable("Tombstones");
        builder.Property(t => t.RuleName).HasMaxLength(200);
        builder.Property(t => t.RuleSource).HasMaxLength(2000);
        builder.Property(t => t.Reason).HasMaxLength(Checks.Text);
        builder.Property(t => t.Parts).IsListOfParts();
        builder.HasOne<Incident>().WithMany().HasForeignKey(t => t.IncidentId).OnDelete(DeleteBehavior.Restrict);
        // A case is disposed of once, also by two at the same time.
        builder.HasIndex(t => t.IncidentId).IsUnique();
        builder.HasIndex(t => new { t.CreatedAt, t.Id });
        builder.Ignore(t => t.Acts);
    }
}

internal sealed class RequestTombstoneConfiguration : IEntityTypeConfiguration<RequestTombstone>
{
    public void Configure(EntityTypeBuilder<RequestTombstone> builder)
    {
        builder.ToTable("RequestTombstones");
        builder.Property(t => t.RuleName).HasMaxLength(200);
        builder.Property(t => t.RuleSource).HasMaxLength(2000);
        builder.Property(t => t.Reason).HasMaxLength(Checks.Text);
        builder.Property(t => t.Parts).IsListOfParts();
        builder.PrimitiveCollection(t => t.Lines).HasMaxLength(int.MaxValue);
        // Without a foreign key: of a case that was disposed of, the request itself is gone.
        builder.HasIndex(t => t.RequestId).IsUnique();
        builder.HasIndex(t => new { t.CreatedAt, t.Id });
        builder.Ignore(t => t.Acts);
    }
}

internal static class DisposedParts
{
    /// <summary>What went, by kind, as JSON.</summary>
    public static void IsListOfParts(this PropertyBuilder<IReadOnlyList<DisposedPart>> property) => property.HasMaxLength(8000).HasConversion(
        parts => JsonSerializer.Serialize(parts, JsonSerializerOptions.Default),
        text => JsonSerializer.Deserialize<IReadOnlyList<DisposedPart>>(text, JsonSerializerOptions.Default)!,
        new ValueComparer<IReadOnlyList<DisposedPart>>(
            (a, b) => (a ?? Array.Empty<DisposedPart>()).SequenceEqual(b ?? Array.Empty<DisposedPart>()), parts => parts.Count, parts => parts.ToList()));
}
