using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("People");
        builder.Property(p => p.Email).HasMaxLength(256);
        builder.Property(p => p.DisplayName).HasMaxLength(200);
        builder.Property(p => p.Language).HasMaxLength(8);
        builder.Property(p => p.TimeZone).HasMaxLength(64);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Email).IsUnique();
        builder.HasIndex(p => p.OrganisationId);
        builder.Ignore(p => p.Acts);
    }
}

internal sealed class CountryConfiguration : IEntityTypeConfiguration<Country>
{
    public void Configure(EntityTypeBuilder<Country> builder)
    {
        builder.ToTable("Countries");
        builder.Property(c => c.Code).IsCode(2);
        builder.PrimitiveCollection(c => c.Weekend).HasMaxLength(200).ElementType().HasConversion<string>();
        builder.HasIndex(c => c.Code).IsUnique();
    }
}

internal sealed class CodeEntryConfiguration : IEntityTypeConfiguration<CodeEntry>
{
    public void Configure(EntityTypeBuilder<CodeEntry> builder)
    {
        builder.ToTable("CodeEntries");
        builder.Property(c => c.List).IsCode();
        builder.Property(c => c.Code).IsCode();
        builder.Property(c => c.Parent).IsCode();
        builder.Property(c => c.DescriptionEn).HasMaxLength(4000);
        builder.Property(c => c.DescriptionId).HasMaxLength(4000);
        builder.HasIndex(c => new { c.List, c.Parent, c.Code }).IsUnique();
    }
}

internal sealed class LegalBasisConfiguration : IEntityTypeConfiguration<LegalBasis>
{
    public void Configure(EntityTypeBuilder<LegalBasis> builder)
    {
        builder.ToTable("LegalBases");
        builder.Property(b => b.Code).IsCode();
        builder.Property(b => b.Jurisdiction).IsCode(8);
        builder.Property(b => b.DescriptionEn).HasMaxLength(4000);
        builder.Property(b => b.DescriptionId).HasMaxLength(4000);
        builder.Property(b => b.Source).HasMaxLength(2000);
        builder.HasIndex(b => b.Code).IsUnique();
        builder.Ignore(b => b.Acts);
    }
}

internal sealed class RequestKindRuleConfiguration : IEntityTypeConfiguration<RequestKindRule>
{
    public void Configure(EntityTypeBuilder<RequestKindRule> builder)
    {
        builder.ToTable("RequestKindRules");
        builder.Property(r => r.DescriptionEn).HasMaxLength(4000);
        builder.Property(r => r.DescriptionId).HasMaxLength(4000);
        builder.PrimitiveCollection(r => r.Issuing).HasMaxLength(400).ElementType().HasConversion<string>();
        builder.PrimitiveCollection(r => r.Receiving).HasMaxLength(400).ElementType().HasConversion<string>();
        builder.HasIndex(r => r.Kind).IsUnique();
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Payload).HasMaxLength(int.MaxValue);
        builder.Property(a => a.SubjectType).IsCode();
        builder.HasIndex(a => new { a.ChainId, a.Sequence }).IsUnique();
        builder.HasIndex(a => a.SubjectId);
    }
}

internal sealed class ReadEntryConfiguration : IEntityTypeConfiguration<ReadEntry>
{
    public void Configure(EntityTypeBuilder<ReadEntry> builder)
    {
        builder.ToTable("ReadEntries");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.Sequence).IsUnique();
        // What is opened again within the hour is found here, and two servers cannot note it twice.
        builder.HasIndex(r => new { r.PersonId, r.SubjectId, r.Hour }).IsUnique().HasFilter("[Hour] IS NOT NULL").HasDatabaseName("IX_ReadEntries_Hour");
        builder.HasIndex(r => new { r.IncidentId, r.Sequence });
    }
}

internal sealed class AuditChainConfiguration : IEntityTypeConfiguration<AuditChain>
{
    public void Configure(EntityTypeBuilder<AuditChain> builder)
    {
        builder.ToTable("AuditChains");
        builder.HasKey(c => c.ChainId);
        builder.Property(c => c.ChainId).ValueGeneratedNever();
        // Programs of before the seals, which run until the last one is stopped, know neither column.
        builder.Property(c => c.Begun).HasDefaultValue(0L).ValueGeneratedNever();
        builder.Property(c => c.Seal).HasMaxLength(64).HasDefaultValue(string.Empty).ValueGeneratedNever();
    }
}

internal sealed class SeedHistoryConfiguration : IEntityTypeConfiguration<SeedHistory>
{
    public void Configure(EntityTypeBuilder<SeedHistory> builder)
    {
        builder.ToTable("SeedHistory");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).IsCode(200);
    }
}

internal sealed class ReferenceCounterConfiguration : IEntityTypeConfiguration<ReferenceCounter>
{
    public void Configure(EntityTypeBuilder<ReferenceCounter> builder)
    {
        builder.ToTable("ReferenceCounters");
        builder.HasKey(c => c.Series);
        builder.Property(c => c.Series).IsCode();
    }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("IdempotencyRecords");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Method).IsCode(8);
        builder.Property(r => r.Path).IsCode(300);
        builder.Property(r => r.Key).IsCode(200);
        builder.Property(r => r.Answer).HasMaxLength(int.MaxValue);
        builder.HasIndex(r => new { r.UserId, r.Key, r.Path, r.Method }).IsUnique();
        builder.HasIndex(r => r.CreatedAt);
    }
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.ToTable("DataProtectionKeys");
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.Xml).HasMaxLength(int.MaxValue);
    }
}
