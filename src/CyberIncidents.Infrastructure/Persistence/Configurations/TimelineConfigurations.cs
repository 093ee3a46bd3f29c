using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Timeline;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal sealed class TimelineEntryConfiguration : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.ToTable("TimelineEntries");
        builder.Property(t => t.Text).HasMaxLength(TimelineEntry.TextLength);
        builder.Property(t => t.Source).HasMaxLength(TimelineEntry.SourceLength);
        builder.Property(t => t.SearchText).HasMaxLength((TimelineEntry.TextLength + TimelineEntry.SourceLength) * 3);
        builder.Property(t => t.WithdrawalReason).HasMaxLength(Checks.Text);
        builder.Property(t => t.MarkingReason).HasMaxLength(2000);
        builder.Property(t => t.Zone).IsCode();
        builder.HasOne<Incident>().WithMany().HasForeignKey(t => t.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.IncidentId, t.SortAt, t.Id });
        builder.Ignore(t => t.Acts).Ignore(t => t.Moment);
    }
}

internal sealed class IncidentLinkConfiguration : IEntityTypeConfiguration<IncidentLink>
{
    public void Configure(EntityTypeBuilder<IncidentLink> builder)
    {
        builder.ToTable("IncidentLinks");
        builder.HasOne<Incident>().WithMany().HasForeignKey(l => l.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Incident>().WithMany().HasForeignKey(l => l.OtherId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.IncidentId, l.OtherId }).IsUnique()
            .HasFilter($"[WithdrawnAt] IS NULL AND {Checks.OneOf(nameof(IncidentLink.Kind), IncidentLink.ByHand)}").HasDatabaseName("IX_IncidentLinks_Standing");
        builder.HasIndex(l => new { l.IncidentId, l.CreatedAt });
        builder.HasIndex(l => l.OtherId);
        builder.HasIndex(l => l.PairId);
        builder.Ignore(l => l.Acts).Ignore(l => l.IsMerge);
    }
}
