using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal static class Checks
{
    /// <summary>A check that a state column holds only states.</summary>
    public static void HasStates<T, TState>(this EntityTypeBuilder<T> table, string column)
        where T : class
        where TState : struct, Enum =>
        table.ToTable(t => t.HasCheckConstraint(
            $"CK_{typeof(T).Name}_{column}", $"[{column}] IN ({string.Join(", ", Enum.GetNames<TState>().Select(n => $"'{n}'"))})"));

    /// <summary>
    /// The filter of an index, in the words in which EF writes the same condition in a query: SQLite takes the index only then.
    /// </summary>
    public static string OneOf<TState>(string column, IReadOnlyList<TState> states)
        where TState : struct, Enum =>
        $"[{column}] IN ({string.Join(", ", states.Select(s => $"'{s}'"))})";

    public const int Text = 20_000;
}

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("Incidents");
        builder.HasStates<Incident, IncidentStatus>(nameof(Incident.Status));
        builder.Property(i => i.Reference).IsCode(32);
        builder.Property(i => i.Title).HasMaxLength(200);
        builder.Property(i => i.Summary).HasMaxLength(Checks.Text);
        builder.Property(i => i.ClosingSummary).HasMaxLength(Checks.Text);
        builder.Property(i => i.StatusReason).HasMaxLength(Checks.Text);
        builder.Property(i => i.JointReason).HasMaxLength(Checks.Text);
        builder.Property(i => i.SearchText).HasMaxLength(Checks.Text + 400);
        builder.Property(i => i.ClassCode).IsCode();
        builder.Property(i => i.TypeCode!).IsCode();
        builder.Property(i => i.Source).HasMaxLength(200);
        builder.Property(i => i.LegalHold).HasMaxLength(Checks.Text);
        builder.PrimitiveCollection(i => i.TerroristUse).HasMaxLength(4000);
        builder.PrimitiveCollection(i => i.Tags).HasMaxLength(4000);
        builder.HasIndex(i => i.Reference).IsUnique();
        builder.HasIndex(i => new { i.CreatedAt, i.Id, i.Tlp });
        builder.HasIndex(i => new { i.UpdatedAt, i.Id });
        builder.HasIndex(i => new { i.Status, i.CreatedAt, i.Id })
            .HasFilter(Checks.OneOf(nameof(Incident.Status), [.. Enum.GetValues<IncidentStatus>().Except(IncidentLifecycle.Open)]))
            .HasDatabaseName("IX_Incidents_Ended");
        builder.HasIndex(i => new { i.OwnerId, i.Id, i.Tlp }).HasDatabaseName("IX_Incidents_OwnerId");
        // The months of the dashboard are counted from this one and from that of CreatedAt alone.
        builder.HasIndex(i => new { i.ClosedAt, i.Tlp, i.Id });
        builder.HasIndex(i => new { i.CreatedAt, i.Id, i.Tlp, i.Status, i.Severity, i.OwnerId, i.ClassCode })
            .HasFilter(Checks.OneOf(nameof(Incident.Status), IncidentLifecycle.Open)).HasDatabaseName("IX_Incidents_Open");
        builder.HasIndex(i => new { i.HoldUntil, i.Id, i.Tlp }).HasFilter("[Status] = 'OnHold'").HasDatabaseName("IX_Incidents_OnHold");
        // What is a duplicate of a case, or was merged into it, shows there.
        builder.HasIndex(i => i.DuplicateOfId).HasFilter("[DuplicateOfId] IS NOT NULL");
        builder.Ignore(i => i.AllowedMoves).Ignore(i => i.IsMerged).Ignore(i => i.Acts);
    }
}

internal sealed class ParticipationConfiguration : IEntityTypeConfiguration<Participation>
{
    public void Configure(EntityTypeBuilder<Participation> builder)
    {
        builder.ToTable("Participations");
        builder.HasStates<Participation, ParticipationState>(nameof(Participation.State));
        builder.Property(p => p.Country!).IsCode(2);
        builder.Property(p => p.SharedTitle).HasMaxLength(200);
        builder.Property(p => p.SharedSummary).HasMaxLength(Checks.Text);
        builder.Property(p => p.EndReason).HasMaxLength(Checks.Text);
        builder.PrimitiveCollection(p => p.Roles).HasMaxLength(400).ElementType().HasConversion<string>();
        builder.Ignore(p => p.OnlyInformed);
        builder.HasOne<Incident>().WithMany().HasForeignKey(p => p.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.IncidentId, p.OrganisationId }).IsUnique().HasFilter("[OrganisationId] IS NOT NULL");
        builder.HasIndex(p => new { p.IncidentId, p.Country }).IsUnique().HasFilter("[OrganisationId] IS NULL AND [Country] IS NOT NULL");
        // The two unique ones hold only some of the rows: without this one the partners of a case are found by reading all.
        builder.HasIndex(p => new { p.IncidentId, p.Country, p.State, p.Tlp, p.OrganisationId, p.Id }).HasDatabaseName("IX_Participations_IncidentId");
        builder.HasIndex(p => new { p.OrganisationId, p.NotifiedAt, p.Id });
        builder.HasIndex(p => p.Country);
        builder.Ignore(p => p.Acts).Ignore(p => p.Shares);
    }
}

internal sealed class CommentConfiguration : IEntityTypeConfiguration<Comment>
{
    public void Configure(EntityTypeBuilder<Comment> builder)
    {
        builder.ToTable("Comments");
        builder.Property(c => c.Text).HasMaxLength(Checks.Text);
        builder.Property(c => c.SharedText).HasMaxLength(Checks.Text);
        builder.Property(c => c.MarkingReason).HasMaxLength(2000);
        builder.HasOne<Incident>().WithMany().HasForeignKey(c => c.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.IncidentId, c.CreatedAt });
        builder.Ignore(c => c.Acts);
    }
}

internal sealed class ObservableConfiguration : IEntityTypeConfiguration<Observable>
{
    public void Configure(EntityTypeBuilder<Observable> builder)
    {
        builder.ToTable("Observables");
        builder.Property(o => o.Value).HasMaxLength(ObservableValue.MaxLength);
        builder.Property(o => o.Original).HasMaxLength(ObservableValue.MaxLength);
        builder.Property(o => o.Note).HasMaxLength(ObservableValue.MaxLength);
        builder.Property(o => o.WithdrawalReason).HasMaxLength(Checks.Text);
        builder.Property(o => o.MarkingReason).HasMaxLength(2000);
        builder.Property(o => o.ValueKey).IsCode();
        builder.HasOne<Incident>().WithMany().HasForeignKey(o => o.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.IncidentId, o.CreatedAt });
        // A value itself is too long for an index of SQL Server, which takes 1,700 bytes; its key says type and value in 64.
        builder.HasIndex(o => new { o.ValueKey, o.IncidentId, o.Tlp, o.WithdrawnAt, o.Id }).HasDatabaseName("IX_Observables_ValueKey");
        builder.Ignore(o => o.Acts);
    }
}

internal sealed class RequestConfiguration : IEntityTypeConfiguration<Request>
{
    private static readonly string Running = Checks.OneOf(
        nameof(Request.State), [RequestState.Sent, RequestState.Acknowledged, RequestState.InProgress, RequestState.ClarificationAsked]);

    public void Configure(EntityTypeBuilder<Request> builder)
    {
        builder.ToTable("Requests");
        builder.HasStates<Request, RequestState>(nameof(Request.State));
        builder.Property(r => r.Reference).IsCode(32);
        builder.Property(r => r.LegalBasis!).IsCode();
        builder.Property(r => r.DeclineGround!).IsCode();
        builder.Property(r => r.DeadlineRule!).IsCode();
        builder.Property(r => r.Subject).HasMaxLength(200);
        builder.Property(r => r.Body).HasMaxLength(Checks.Text);
        builder.Property(r => r.TheirReference).HasMaxLength(100);
        builder.Property(r => r.OurReference).HasMaxLength(100);
        builder.Property(r => r.MarkingReason).HasMaxLength(2000);
        // Those of before had none.
        builder.Property(r => r.BasisFields).IsJsonList().HasMaxLength(int.MaxValue).HasDefaultValueSql("'[]'").ValueGeneratedNever();
        builder.HasOne<Incident>().WithMany().HasForeignKey(r => r.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participation>().WithMany().HasForeignKey(r => r.ParticipationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Entries).WithOne().HasForeignKey(e => e.RequestId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => r.Reference).IsUnique();
        builder.HasIndex(r => new { r.IncidentId, r.State });
        builder.HasIndex(r => r.ParticipationId);
        builder.HasIndex(r => r.RenewsId).HasFilter("[RenewsId] IS NOT NULL");
        builder.HasIndex(r => r.AnswersRequestId).HasFilter("[AnswersRequestId] IS NOT NULL");
        builder.HasIndex(r => new { r.RequestedOrganisationId, r.CreatedAt, r.Id });
        builder.HasIndex(r => new { r.RequestedOrganisationId, r.DueAt, r.Id }).HasFilter(Running).HasDatabaseName("IX_Requests_RunningOf");
        builder.HasIndex(r => new { r.DueAt, r.IncidentId, r.OwnerId, r.State, r.Kind, r.Direction, r.Tlp, r.SilentFrom, r.FirstActAt, r.RequestedOrganisationId, r.Id })
            .HasFilter(Running).HasDatabaseName("IX_Requests_Running");
        builder.HasIndex(r => new { r.RequesterOrganisationId, r.CreatedAt, r.Id }).HasFilter("[Direction] = 'Inbound'").HasDatabaseName("IX_Requests_Filed");
        builder.HasIndex(r => new { r.CreatedAt, r.Id });
        builder.HasIndex(r => new { r.State, r.CreatedAt, r.Id });
        builder.Ignore(r => r.Acts).Ignore(r => r.IsInbound).Ignore(r => r.PartnerOrganisationId).Ignore(r => r.Pressing);
    }
}

internal sealed class RequestEntryConfiguration : IEntityTypeConfiguration<RequestEntry>
{
    public void Configure(EntityTypeBuilder<RequestEntry> builder)
    {
        builder.ToTable("RequestEntries");
        builder.Property(e => e.Note).HasMaxLength(Checks.Text);
        builder.Property(e => e.Ground!).IsCode();
        builder.HasIndex(e => new { e.RequestId, e.CreatedAt });
        builder.HasIndex(e => new { e.CreatedAt, e.Move, e.RequestId }).HasDatabaseName("IX_RequestEntries_Newest");
        builder.HasIndex(e => e.IncidentId);
    }
}

internal sealed class FollowUpConfiguration : IEntityTypeConfiguration<FollowUp>
{
    public void Configure(EntityTypeBuilder<FollowUp> builder)
    {
        builder.ToTable("FollowUps");
        builder.HasStates<FollowUp, FollowUpState>(nameof(FollowUp.State));
        builder.Property(f => f.Title).HasMaxLength(200);
        builder.Property(f => f.TimeZone).IsCode();
        builder.Property(f => f.Note).HasMaxLength(Checks.Text);
        builder.Property(f => f.Recurrence).HasMaxLength(400);
        builder.HasIndex(f => f.SeriesId).HasFilter("[SeriesId] IS NOT NULL");
        builder.PrimitiveCollection(f => f.Reminders).HasMaxLength(600);
        builder.HasOne<Incident>().WithMany().HasForeignKey(f => f.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Request>().WithMany().HasForeignKey(f => f.RequestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(f => f.Alarms).WithOne().HasForeignKey(a => a.FollowUpId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => f.IncidentId);
        builder.HasIndex(f => f.AboutId).HasFilter("[AboutId] IS NOT NULL");
        builder.HasIndex(f => new { f.State, f.DueAt });
        builder.HasIndex(f => new { f.AssigneeId, f.State });
        builder.HasIndex(f => new { f.DueAt, f.IncidentId, f.AssigneeId, f.State, f.OverdueAt, f.Tlp, f.Id })
            .HasFilter(Checks.OneOf(nameof(FollowUp.State), [FollowUpState.Scheduled, FollowUpState.Due])).HasDatabaseName("IX_FollowUps_Open");
        builder.Ignore(f => f.Acts).Ignore(f => f.IsOpen).Ignore(f => f.About);
    }
}

internal sealed class AlarmConfiguration : IEntityTypeConfiguration<Alarm>
{
    public void Configure(EntityTypeBuilder<Alarm> builder)
    {
        builder.ToTable("Alarms");
        builder.HasIndex(a => a.FireAt).HasFilter("[FiredAt] IS NULL AND [CancelledAt] IS NULL AND [DeadAt] IS NULL");
        builder.HasOne<Request>().WithMany().HasForeignKey(a => a.RequestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.FollowUpId);
        builder.HasIndex(a => a.RequestId).HasFilter("[RequestId] IS NOT NULL");
        builder.HasIndex(a => a.LegalClockId).HasFilter("[LegalClockId] IS NOT NULL");
        builder.HasOne<Recall>().WithMany().HasForeignKey(a => a.RecallId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.RecallId).HasFilter("[RecallId] IS NOT NULL");
        builder.HasIndex(a => a.ConsentId).HasFilter("[ConsentId] IS NOT NULL");
        builder.HasIndex(a => a.ContactCheckId).HasFilter("[ContactCheckId] IS NOT NULL");
        builder.HasIndex(a => a.IncidentId);
        builder.HasIndex(a => a.DeadAt).HasFilter("[DeadAt] IS NOT NULL");
        builder.Ignore(a => a.Stands);
    }
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("Notices");
        builder.HasIndex(n => new { n.CauseId, n.RecipientId, n.Kind }).IsUnique();
        builder.HasIndex(n => new { n.RecipientId, n.CreatedAt });
        builder.HasIndex(n => new { n.RecipientId, n.Id }).HasFilter("[ReadAt] IS NULL").HasDatabaseName("IX_Notices_Unread");
        builder.HasIndex(n => n.IncidentId);
    }
}

internal sealed class ReleaseConfiguration : IEntityTypeConfiguration<Release>
{
    public void Configure(EntityTypeBuilder<Release> builder)
    {
        builder.ToTable("Releases");
        builder.HasStates<Release, ReleaseState>(nameof(Release.State));
        // What left before there were numbers has none until the next start.
        builder.Property(r => r.Number).IsCode(32).HasDefaultValue(string.Empty).ValueGeneratedNever();
        builder.Property(r => r.State).HasDefaultValue(ReleaseState.Released).ValueGeneratedNever();
        builder.Property(r => r.Note).HasMaxLength(Checks.Text);
        builder.Property(r => r.RedactionNote).HasMaxLength(Checks.Text);
        builder.Property(r => r.RejectionReason).HasMaxLength(Checks.Text);
        builder.HasOne<Incident>().WithMany().HasForeignKey(r => r.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Items).WithOne().HasForeignKey(i => i.ReleaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.IncidentId, r.CreatedAt });
        builder.HasIndex(r => r.Number).IsUnique().HasFilter("[Number] <> ''");
        builder.HasIndex(r => r.CreatedAt).HasFilter("[State] = 'PendingApproval'").HasDatabaseName("IX_Releases_Pending");
        builder.Ignore(r => r.Acts);
    }
}

internal sealed class ReleaseItemConfiguration : IEntityTypeConfiguration<ReleaseItem>
{
    public void Configure(EntityTypeBuilder<ReleaseItem> builder)
    {
        builder.ToTable("ReleaseItems");
        builder.Property(i => i.Content).HasMaxLength(2_000_000);
        builder.Property(i => i.Sha256).IsCode(64).HasDefaultValue(string.Empty).ValueGeneratedNever();
        builder.HasIndex(i => new { i.SubjectType, i.SubjectId });
        builder.HasIndex(i => i.IncidentId);
    }
}

internal sealed class RecallConfiguration : IEntityTypeConfiguration<Recall>
{
    public void Configure(EntityTypeBuilder<Recall> builder)
    {
        builder.ToTable("Recalls");
        builder.HasStates<Recall, RecallState>(nameof(Recall.State));
        builder.Property(r => r.ReleaseNumber).IsCode();
        builder.Property(r => r.Reason).HasMaxLength(Checks.Text);
        builder.Property(r => r.GroundText).HasMaxLength(Checks.Text);
        builder.PrimitiveCollection(r => r.Digests).HasMaxLength(int.MaxValue);
        builder.HasOne<Incident>().WithMany().HasForeignKey(r => r.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Release>().WithMany().HasForeignKey(r => r.ReleaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.ReleaseId).IsUnique();
        builder.HasIndex(r => new { r.OrganisationId, r.CreatedAt });
        builder.HasIndex(r => new { r.IncidentId, r.CreatedAt });
        builder.Ignore(r => r.Acts);
    }
}

internal sealed class AccessGrantConfiguration : IEntityTypeConfiguration<AccessGrant>
{
    public void Configure(EntityTypeBuilder<AccessGrant> builder)
    {
        builder.ToTable("AccessGrants");
        builder.Property(g => g.Note).HasMaxLength(1000);
        builder.HasOne<Incident>().WithMany().HasForeignKey(g => g.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(g => new { g.SubjectId, g.SubjectType, g.OrganisationId, g.UserId, g.RevokedAt }).HasDatabaseName("IX_AccessGrants_Subject");
        builder.HasIndex(g => new { g.IncidentId, g.UserId });
        builder.HasIndex(g => g.OrganisationId);
    }
}
