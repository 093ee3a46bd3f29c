using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal sealed class BlobConfiguration : IEntityTypeConfiguration<Blob>
{
    public void Configure(EntityTypeBuilder<Blob> builder)
    {
        builder.ToTable("Blobs");
        builder.Property(b => b.Sha256).IsCode();
        builder.Property(b => b.StorageKey).IsCode(100);
        builder.Property(b => b.WrappedKey).IsCode(100);
        builder.HasIndex(b => b.Sha256).IsUnique();
        builder.HasIndex(b => b.StorageKey).IsUnique();
        builder.HasIndex(b => b.CheckedAt);
        builder.Ignore(b => b.Stored);
    }
}

internal sealed class EvidenceFileConfiguration : IEntityTypeConfiguration<EvidenceFile>
{
    public void Configure(EntityTypeBuilder<EvidenceFile> builder)
    {
        builder.ToTable("EvidenceFiles");
        builder.Property(e => e.FileName).HasMaxLength(SafeFileName.MaxLength);
        builder.Property(e => e.MediaType).HasMaxLength(100);
        builder.Property(e => e.Description).HasMaxLength(EvidenceFile.DescriptionLength);
        builder.Property(e => e.QuarantineReason).HasMaxLength(Checks.Text);
        builder.Property(e => e.WithdrawalReason).HasMaxLength(Checks.Text);
        builder.Property(e => e.MarkingReason).HasMaxLength(2000);
        builder.Property(e => e.Sha256).IsCode();
        builder.Property(e => e.Md5!).IsCode(32);
        builder.Property(e => e.Sha1!).IsCode(40);
        builder.HasOne<Incident>().WithMany().HasForeignKey(e => e.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Blob>().WithMany().HasForeignKey(e => e.BlobId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(e => e.Custody).WithOne().HasForeignKey(c => c.EvidenceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.IncidentId, e.CreatedAt });
        builder.HasIndex(e => e.BlobId);
        builder.HasIndex(e => e.Id).HasFilter("[Md5] IS NULL").HasDatabaseName("IX_EvidenceFiles_Unhashed");
        builder.Ignore(e => e.Acts);
    }
}

internal sealed class CustodyEntryConfiguration : IEntityTypeConfiguration<CustodyEntry>
{
    public void Configure(EntityTypeBuilder<CustodyEntry> builder)
    {
        builder.ToTable("CustodyEntries");
        builder.Property(c => c.Note).HasMaxLength(EvidenceFile.DescriptionLength);
        builder.HasIndex(c => new { c.EvidenceId, c.CreatedAt });
        builder.HasIndex(c => c.IncidentId);
    }
}
