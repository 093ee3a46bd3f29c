using System.Text.Json;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal static class JsonLists
{
    /// <summary>A short list of values that is read and written as a whole; stored as JSON text.</summary>
    public static PropertyBuilder<IReadOnlyList<T>> IsJsonList<T>(this PropertyBuilder<IReadOnlyList<T>> property) => property.HasConversion(
        values => JsonSerializer.Serialize(values, JsonSerializerOptions.Default),
        text => JsonSerializer.Deserialize<IReadOnlyList<T>>(text, JsonSerializerOptions.Default)!,
        new ValueComparer<IReadOnlyList<T>>(
            (a, b) => (a ?? Array.Empty<T>()).SequenceEqual(b ?? Array.Empty<T>()), values => values.Count, values => values.ToList()));
}

internal sealed class AgreementConfiguration : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> builder)
    {
        builder.ToTable("Agreements");
        builder.Property(a => a.Code).IsCode();
        builder.Property(a => a.TitleEn).HasMaxLength(300);
        builder.Property(a => a.TitleId).HasMaxLength(300);
        builder.Property(a => a.SummaryEn).HasMaxLength(4000);
        builder.Property(a => a.SummaryId).HasMaxLength(4000);
        builder.Property(a => a.Source).HasMaxLength(2000);
        builder.Property(a => a.Confidence).HasMaxLength(1);
        builder.Property(a => a.Notes).HasMaxLength(4000);
        builder.HasMany(a => a.Parties).WithOne().HasForeignKey(p => p.AgreementId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(a => a.Provisions).WithOne().HasForeignKey(p => p.AgreementId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FollowUp>().WithMany().HasForeignKey(a => a.FollowUpId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.Code).IsUnique();
        builder.HasIndex(a => a.OwnerId);
        builder.HasIndex(a => a.FollowUpId);
        builder.HasIndex(a => new { a.CreatedAt, a.Id, a.Kind });
        builder.Ignore(a => a.Acts).Ignore(a => a.RemindedOn).Ignore(a => a.Standing);
    }
}

internal sealed class AgreementPartyConfiguration : IEntityTypeConfiguration<AgreementParty>
{
    public void Configure(EntityTypeBuilder<AgreementParty> builder)
    {
        builder.ToTable("AgreementParties");
        builder.Property(p => p.Country!).IsCode(2);
        builder.Property(p => p.Reservations).HasMaxLength(4000);
        builder.Property(p => p.Confidence).HasMaxLength(1);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.AgreementId, p.Country }).IsUnique().HasFilter("[Country] IS NOT NULL").HasDatabaseName("IX_AgreementParties_Country");
        builder.HasIndex(p => new { p.AgreementId, p.OrganisationId }).IsUnique().HasFilter("[OrganisationId] IS NOT NULL").HasDatabaseName("IX_AgreementParties_Organisation");
        // The two unique ones hold only some of the rows, and SQLite takes neither for all parties of an agreement.
        builder.HasIndex(p => p.AgreementId).HasDatabaseName("IX_AgreementParties_AgreementId");
        builder.HasIndex(p => p.OrganisationId);
    }
}

internal sealed class ProvisionConfiguration : IEntityTypeConfiguration<Provision>
{
    public void Configure(EntityTypeBuilder<Provision> builder)
    {
        builder.ToTable("Provisions");
        builder.Property(p => p.Article).IsCode(32);
        builder.Property(p => p.TitleEn).HasMaxLength(300);
        builder.Property(p => p.TitleId).HasMaxLength(300);
        builder.Property(p => p.SummaryEn).HasMaxLength(4000);
        builder.Property(p => p.SummaryId).HasMaxLength(4000);
        builder.Property(p => p.LegalBasis!).IsCode();
        builder.Property(p => p.Confidence).HasMaxLength(1);
        builder.PrimitiveCollection(p => p.Kinds).HasMaxLength(400).ElementType().HasConversion<string>();
        // Those of before had none.
        builder.PrimitiveCollection(p => p.FormerBases).HasMaxLength(4000).HasDefaultValueSql("'[]'").ValueGeneratedNever();
        builder.PrimitiveCollection(p => p.FormerBindingBases).HasMaxLength(4000).HasDefaultValueSql("'[]'").ValueGeneratedNever();
        builder.Property(p => p.Fields).IsJsonList().HasMaxLength(int.MaxValue);
        builder.HasIndex(p => new { p.AgreementId, p.Article }).IsUnique();
        builder.HasIndex(p => new { p.CreatedAt, p.Id, p.AgreementId });
        builder.HasIndex(p => p.LegalBasis).HasFilter("[LegalBasis] IS NOT NULL");
    }
}

internal sealed class NormCitationConfiguration : IEntityTypeConfiguration<NormCitation>
{
    public void Configure(EntityTypeBuilder<NormCitation> builder)
    {
        builder.ToTable("NormCitations");
        builder.Property(c => c.Note).HasMaxLength(2000);
        builder.HasOne<Incident>().WithMany().HasForeignKey(c => c.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Provision>().WithMany().HasForeignKey(c => c.ProvisionId).OnDelete(DeleteBehavior.Restrict);
        // A norm is at issue in a case once, also where two cite it at the same time.
        builder.HasIndex(c => new { c.IncidentId, c.ProvisionId }).IsUnique().HasFilter("[WithdrawnAt] IS NULL").HasDatabaseName("IX_NormCitations_Standing");
        builder.HasIndex(c => new { c.IncidentId, c.CreatedAt });
        builder.HasIndex(c => new { c.ProvisionId, c.CreatedAt, c.Id });
        builder.Ignore(c => c.Acts);
    }
}

internal sealed class ImplementationMeasureConfiguration : IEntityTypeConfiguration<ImplementationMeasure>
{
    public void Configure(EntityTypeBuilder<ImplementationMeasure> builder)
    {
        builder.ToTable("ImplementationMeasures");
        builder.HasStates<ImplementationMeasure, MeasureState>(nameof(ImplementationMeasure.State));
        builder.Property(m => m.Title).HasMaxLength(200);
        builder.Property(m => m.Note).HasMaxLength(4000);
        builder.HasOne<Provision>().WithMany().HasForeignKey(m => m.ProvisionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.ProvisionId, m.CreatedAt, m.Id });
        builder.HasOne<FollowUp>().WithMany().HasForeignKey(m => m.FollowUpId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.OwnerId);
        builder.HasIndex(m => m.FollowUpId);
        builder.HasIndex(m => new { m.State, m.NextReviewOn });
        builder.Ignore(m => m.Acts).Ignore(m => m.RemindedOn).Ignore(m => m.IsOver);
    }
}
