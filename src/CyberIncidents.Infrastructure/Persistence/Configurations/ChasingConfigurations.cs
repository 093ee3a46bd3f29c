using System.Text.Json;
using System.Text.Json.Serialization;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal sealed class DeadlineRuleConfiguration : IEntityTypeConfiguration<DeadlineRule>
{
    public void Configure(EntityTypeBuilder<DeadlineRule> builder)
    {
        builder.ToTable("DeadlineRules");
        builder.Property(r => r.Code).IsCode();
        builder.Property(r => r.Previous!).IsCode();
        builder.Property(r => r.LegalBasis!).IsCode();
        builder.Property(r => r.Jurisdiction).IsCode(8);
        builder.Property(r => r.DescriptionEn).HasMaxLength(4000);
        builder.Property(r => r.DescriptionId).HasMaxLength(4000);
        builder.Property(r => r.Source).HasMaxLength(2000);
        builder.PrimitiveCollection(r => r.Kinds).HasMaxLength(400).ElementType().HasConversion<string>();
        builder.PrimitiveCollection(r => r.Urgencies).HasMaxLength(200).ElementType().HasConversion<string>();
        builder.HasIndex(r => r.Code).IsUnique();
        builder.Ignore(r => r.Acts).Ignore(r => r.Terms).Ignore(r => r.IsForRequests);
    }
}

internal sealed class LegalClockConfiguration : IEntityTypeConfiguration<LegalClock>
{
    public void Configure(EntityTypeBuilder<LegalClock> builder)
    {
        builder.ToTable("LegalClocks");
        builder.HasStates<LegalClock, ClockState>(nameof(LegalClock.State));
        builder.Property(c => c.RuleCode!).IsCode();
        // A "time" of SQL Server ends at 24 hours; 100 ns as a number do not.
        builder.Property(c => c.Remaining).HasConversion<long?>();
        builder.HasOne<Incident>().WithMany().HasForeignKey(c => c.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Request>().WithMany().HasForeignKey(c => c.RequestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Stops).WithOne().HasForeignKey(s => s.LegalClockId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Alarms).WithOne().HasForeignKey(a => a.LegalClockId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.IncidentId, c.State, c.DueAt });
        // Those without a request are the stages of cases, which desks and daily mails ask for.
        builder.HasIndex(c => new { c.RequestId, c.State, c.DueAt });
        builder.HasIndex(c => new { c.RuleCode, c.State });
        // A stage of law runs once on a case, whoever starts it at the same time.
        builder.HasIndex(c => new { c.IncidentId, c.RuleCode }).IsUnique()
            .HasFilter("[RequestId] IS NULL AND [EndedAt] IS NULL AND [RuleCode] IS NOT NULL");
        builder.Ignore(c => c.Acts).Ignore(c => c.Terms).Ignore(c => c.IsOpen);
    }
}

internal sealed class ClockStopConfiguration : IEntityTypeConfiguration<ClockStop>
{
    public void Configure(EntityTypeBuilder<ClockStop> builder)
    {
        builder.ToTable("ClockStops");
        builder.HasIndex(s => s.LegalClockId);
        builder.HasIndex(s => s.IncidentId);
    }
}

internal sealed class ChasingLadderConfiguration : IEntityTypeConfiguration<ChasingLadder>
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public void Configure(EntityTypeBuilder<ChasingLadder> builder)
    {
        builder.ToTable("ChasingLadders");
        builder.Property(l => l.Code).IsCode();
        builder.PrimitiveCollection(l => l.Kinds).HasMaxLength(400).ElementType().HasConversion<string>();
        builder.PrimitiveCollection(l => l.Urgencies).HasMaxLength(200).ElementType().HasConversion<string>();
        builder.Property(l => l.Steps).HasMaxLength(8000).HasConversion(
            steps => JsonSerializer.Serialize(steps, Json),
            text => JsonSerializer.Deserialize<IReadOnlyList<LadderStep>>(text, Json)!,
            new ValueComparer<IReadOnlyList<LadderStep>>(
                (a, b) => (a ?? Array.Empty<LadderStep>()).SequenceEqual(b ?? Array.Empty<LadderStep>()), steps => steps.Count, steps => steps.ToList()));
        builder.HasIndex(l => l.Code).IsUnique();
        builder.Ignore(l => l.Acts);
    }
}

internal sealed class ChasingEntryConfiguration : IEntityTypeConfiguration<ChasingEntry>
{
    public void Configure(EntityTypeBuilder<ChasingEntry> builder)
    {
        builder.ToTable("ChasingEntries");
        builder.HasOne<Request>().WithMany().HasForeignKey(e => e.RequestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.RequestId, e.CreatedAt });
        builder.HasIndex(e => e.IncidentId);
        builder.HasIndex(e => e.MailId);
        builder.HasIndex(e => e.AlarmId);
        builder.HasIndex(e => e.RequestId).HasFilter(Checks.OneOf(nameof(ChasingEntry.Outcome), [ChaseOutcome.InDigest])).HasDatabaseName("IX_ChasingEntries_InDigest");
    }
}

internal sealed class OutboxMailConfiguration : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> builder)
    {
        builder.ToTable("OutboxMails");
        builder.HasIndex(m => new { m.CauseId, m.RecipientKey, m.Notice }).IsUnique().HasFilter(null);
        builder.HasIndex(m => m.NextAt).HasFilter("[NextAt] IS NOT NULL");
        builder.HasIndex(m => m.DeadAt).HasFilter("[DeadAt] IS NOT NULL");
        builder.HasIndex(m => new { m.SubjectId, m.CreatedAt });
    }
}

internal sealed class DigestRunConfiguration : IEntityTypeConfiguration<DigestRun>
{
    public void Configure(EntityTypeBuilder<DigestRun> builder)
    {
        builder.ToTable("DigestRuns");
        builder.HasIndex(r => new { r.RecipientKey, r.Day }).IsUnique();
    }
}

internal sealed class HolidayConfiguration : IEntityTypeConfiguration<Holiday>
{
    public void Configure(EntityTypeBuilder<Holiday> builder)
    {
        builder.ToTable("Holidays");
        builder.Property(h => h.Country).IsCode(2);
        builder.Property(h => h.NameEn).HasMaxLength(200);
        builder.Property(h => h.NameId).HasMaxLength(200);
        builder.HasIndex(h => new { h.Country, h.Date }).IsUnique();
        builder.Ignore(h => h.Acts);
    }
}

internal sealed class WeekendOverrideConfiguration : IEntityTypeConfiguration<WeekendOverride>
{
    public void Configure(EntityTypeBuilder<WeekendOverride> builder)
    {
        builder.ToTable("WeekendOverrides");
        builder.Property(o => o.Country).IsCode(2);
        builder.Property(o => o.Area).HasMaxLength(200);
        builder.Property(o => o.Source).HasMaxLength(2000);
        builder.PrimitiveCollection(o => o.Weekend).HasMaxLength(200).ElementType().HasConversion<string>();
        builder.HasIndex(o => new { o.Country, o.Area }).IsUnique();
        builder.Ignore(o => o.Acts);
    }
}

internal sealed class CalendarKeyConfiguration : IEntityTypeConfiguration<CalendarKey>
{
    public void Configure(EntityTypeBuilder<CalendarKey> builder)
    {
        builder.ToTable("CalendarKeys");
        builder.Property(k => k.Hash).IsCode();
        builder.HasOne<Person>().WithMany().HasForeignKey(k => k.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(k => k.Hash).IsUnique();
        builder.HasIndex(k => k.PersonId).IsUnique().HasFilter("[RevokedAt] IS NULL").HasDatabaseName("IX_CalendarKeys_Live");
        builder.Ignore(k => k.Acts);
    }
}
