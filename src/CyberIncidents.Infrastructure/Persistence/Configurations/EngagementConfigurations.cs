using System.Text.Json;
using System.Text.Json.Serialization;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal sealed class EngagementConfiguration : IEntityTypeConfiguration<Engagement>
{
    public void Configure(EntityTypeBuilder<Engagement> builder)
    {
        builder.ToTable("Engagements");
        builder.HasStates<Engagement, EngagementState>(nameof(Engagement.State));
        builder.Property(e => e.Reference).IsCode(32);
        builder.Property(e => e.Title).HasMaxLength(200);
        builder.Property(e => e.Place).HasMaxLength(200);
        builder.Property(e => e.Country!).IsCode(2);
        builder.Property(e => e.TimeZone).IsCode();
        builder.Property(e => e.Summary).HasMaxLength(Checks.Text);
        builder.Property(e => e.Note).HasMaxLength(Checks.Text);
        builder.Property(e => e.SeedCode!).IsCode();
        builder.Property(e => e.Source).HasMaxLength(2000);
        builder.Property(e => e.Confidence!).IsCode(1);
        builder.PrimitiveCollection(e => e.Countries).HasMaxLength(4000);
        builder.PrimitiveCollection(e => e.IncidentIds).HasMaxLength(int.MaxValue);
        // Those of before had none.
        builder.PrimitiveCollection(e => e.InstrumentIds).HasMaxLength(int.MaxValue).HasDefaultValueSql("'[]'").ValueGeneratedNever();
        JsonList<Party>.On(builder.Property(e => e.Hosts));
        JsonList<Delegation>.On(builder.Property(e => e.Delegations));
        JsonList<AgendaItem>.On(builder.Property(e => e.Agenda));
        JsonList<EngagementOutcome>.On(builder.Property(e => e.Outcomes));
        builder.HasIndex(e => e.Reference).IsUnique();
        builder.HasIndex(e => e.SeedCode).IsUnique().HasFilter("[SeedCode] IS NOT NULL");
        builder.HasIndex(e => new { e.StartsAt, e.EndsAt, e.State });
        builder.HasIndex(e => new { e.Kind, e.StartsAt });
        builder.Ignore(e => e.Acts);
    }
}

internal sealed class EngagementDocumentConfiguration : IEntityTypeConfiguration<EngagementDocument>
{
    public void Configure(EntityTypeBuilder<EngagementDocument> builder)
    {
        builder.ToTable("EngagementDocuments");
        builder.Property(d => d.FileName).HasMaxLength(SafeFileName.MaxLength);
        builder.Property(d => d.MediaType).HasMaxLength(100);
        builder.Property(d => d.Description).HasMaxLength(EvidenceFile.DescriptionLength);
        builder.Property(d => d.WithdrawalReason).HasMaxLength(Checks.Text);
        builder.Property(d => d.Sha256).IsCode();
        builder.HasOne<Engagement>().WithMany().HasForeignKey(d => d.EngagementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Blob>().WithMany().HasForeignKey(d => d.BlobId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(d => d.Custody).WithOne().HasForeignKey(c => c.DocumentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.EngagementId, d.CreatedAt });
        builder.HasIndex(d => d.BlobId);
        builder.Ignore(d => d.Acts);
    }
}

internal sealed class DocumentEntryConfiguration : IEntityTypeConfiguration<DocumentEntry>
{
    public void Configure(EntityTypeBuilder<DocumentEntry> builder)
    {
        builder.ToTable("DocumentEntries");
        builder.Property(c => c.Note).HasMaxLength(EvidenceFile.DescriptionLength);
        builder.HasIndex(c => new { c.DocumentId, c.CreatedAt });
    }
}

internal sealed class CommitmentConfiguration : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> builder)
    {
        builder.ToTable("Commitments");
        builder.HasStates<Commitment, CommitmentState>(nameof(Commitment.State));
        builder.Property(c => c.Reference).IsCode(32);
        builder.Property(c => c.Title).HasMaxLength(200);
        builder.Property(c => c.Text).HasMaxLength(Checks.Text);
        builder.Property(c => c.Note).HasMaxLength(Checks.Text);
        builder.Property(c => c.Basis).HasMaxLength(200);
        builder.Property(c => c.TimeZone).IsCode();
        builder.Property(c => c.OwedByCountry!).IsCode(2);
        builder.Property(c => c.OwedToCountry!).IsCode(2);
        builder.PrimitiveCollection(c => c.InstrumentIds).HasMaxLength(int.MaxValue).HasDefaultValueSql("'[]'").ValueGeneratedNever();
        builder.HasOne<Engagement>().WithMany().HasForeignKey(c => c.EngagementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FollowUp>().WithMany().HasForeignKey(c => c.FollowUpId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Reference).IsUnique();
        builder.HasIndex(c => new { c.State, c.DueAt });
        builder.HasIndex(c => c.DueAt);
        builder.HasIndex(c => c.EngagementId);
        builder.HasIndex(c => c.FollowUpId);
        builder.Ignore(c => c.Acts).Ignore(c => c.OwedBy).Ignore(c => c.OwedTo);
    }
}

/// <summary>A short list of an aggregate's own, kept as JSON in its row: it is read and written with it, and seen by whoever sees it.</summary>
internal static class JsonList<T>
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public static void On(PropertyBuilder<IReadOnlyList<T>> property) =>
        property.HasMaxLength(int.MaxValue).HasConversion(
            items => Write(items),
            text => Read(text),
            new ValueComparer<IReadOnlyList<T>>((a, b) => Write(a ?? Array.Empty<T>()) == Write(b ?? Array.Empty<T>()), items => items.Count, items => Read(Write(items))));

    private static string Write(IReadOnlyList<T> items) => JsonSerializer.Serialize(items, Json);

    private static IReadOnlyList<T> Read(string text) => JsonSerializer.Deserialize<IReadOnlyList<T>>(text, Json) ?? [];
}
