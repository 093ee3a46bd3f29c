using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal sealed class ConsentConfiguration : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("Consents");
        builder.HasStates<Consent, ConsentState>(nameof(Consent.State));
        builder.Property(c => c.Reason).HasMaxLength(2000);
        builder.Property(c => c.Ground).HasMaxLength(2000);
        builder.HasOne<Incident>().WithMany().HasForeignKey(c => c.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Alarms).WithOne().HasForeignKey(a => a.ConsentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.IncidentId, c.CreatedAt });
        builder.HasIndex(c => new { c.OriginatorId, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.SubjectId, c.ReceiverId, c.State });
        builder.Ignore(c => c.Acts);
    }
}

internal sealed class RevisionConfiguration : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("Revisions");
        builder.Property(r => r.Text).HasMaxLength(Checks.Text);
        builder.HasOne<Incident>().WithMany().HasForeignKey(r => r.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.IncidentId);
        builder.HasIndex(r => new { r.SubjectId, r.SubjectType, r.Number }).IsUnique();
    }
}
