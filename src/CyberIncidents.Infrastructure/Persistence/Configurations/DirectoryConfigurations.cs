using CyberIncidents.Domain.Partners;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CyberIncidents.Infrastructure.Persistence.Configurations;

internal sealed class OrganisationConfiguration : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("Organisations");
        builder.Property(o => o.Name).HasMaxLength(200);
        builder.Property(o => o.Country!).IsCode(2);
        builder.Property(o => o.TimeZone).IsCode();
        builder.PrimitiveCollection(o => o.Languages).HasMaxLength(400);
        builder.PrimitiveCollection(o => o.Weekend).HasMaxLength(200).ElementType().HasConversion<string>();
        // What was registered before there was one has none until the next start.
        builder.Property(o => o.SearchText).HasMaxLength(800).HasDefaultValue(string.Empty).ValueGeneratedNever();
        builder.HasIndex(o => o.Country).IsUnique().HasFilter("[NationalContact] = 1").HasDatabaseName("IX_Organisations_NationalContact");
        builder.HasIndex(o => o.IsHome).IsUnique().HasFilter("[IsHome] = 1");
        builder.HasIndex(o => new { o.Country, o.CreatedAt, o.Id });
        builder.HasIndex(o => new { o.Kind, o.CreatedAt, o.Id });
        builder.HasIndex(o => new { o.Sector, o.CreatedAt, o.Id });
        builder.HasIndex(o => new { o.CheckEveryDays, o.ProvenAt, o.Id }).HasFilter("[CheckEveryDays] IS NOT NULL");
        DirectoryIndexes.ByCreation(builder);
        builder.Ignore(o => o.Acts).Ignore(o => o.Duty);
    }
}

internal sealed class ContactPointConfiguration : IEntityTypeConfiguration<ContactPoint>
{
    public void Configure(EntityTypeBuilder<ContactPoint> builder)
    {
        builder.ToTable("ContactPoints");
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Email).HasMaxLength(256);
        builder.Property(c => c.Phone).HasMaxLength(64);
        builder.Property(c => c.SecureAddress).HasMaxLength(200);
        builder.Property(c => c.Language).HasMaxLength(16);
        builder.PrimitiveCollection(c => c.Accepts).HasMaxLength(400);
        builder.Property(c => c.BounceAddress).HasMaxLength(256);
        builder.Property(c => c.TimeZone!).IsCode();
        builder.Property(c => c.OpenPgpKey).HasMaxLength(int.MaxValue);
        builder.Property(c => c.Fingerprint!).IsCode();
        builder.PrimitiveCollection(c => c.KeyUserIds).HasMaxLength(int.MaxValue);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.OrganisationId, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.BouncedAt, c.Id }).HasFilter("[BouncedAt] IS NOT NULL");
        builder.HasIndex(c => new { c.KeyExpiresAt, c.Id }).HasFilter("[KeyExpiresAt] IS NOT NULL");
        builder.HasIndex(c => c.ProvenAt);
        DirectoryIndexes.ByCreation(builder);
        builder.Ignore(c => c.Acts).Ignore(c => c.Duty).Ignore(c => c.Card);
    }
}

internal sealed class ContactCheckConfiguration : IEntityTypeConfiguration<ContactCheck>
{
    public void Configure(EntityTypeBuilder<ContactCheck> builder)
    {
        builder.ToTable("ContactChecks");
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Alarms).WithOne().HasForeignKey(a => a.ContactCheckId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.OrganisationId, c.CreatedAt, c.Id });
        // An organisation is asked once at a time, also where two ask at the same moment.
        builder.HasIndex(c => c.OrganisationId).IsUnique().HasFilter("[AnsweredAt] IS NULL AND [SupersededAt] IS NULL").HasDatabaseName("IX_ContactChecks_Open");
        DirectoryIndexes.ByCreation(builder);
        builder.Ignore(c => c.Acts).Ignore(c => c.IsOpen);
    }
}

internal sealed class ProfileProposalConfiguration : IEntityTypeConfiguration<ProfileProposal>
{
    public void Configure(EntityTypeBuilder<ProfileProposal> builder)
    {
        builder.ToTable("ProfileProposals");
        builder.HasStates<ProfileProposal, ProposalState>(nameof(ProfileProposal.State));
        builder.Property(p => p.Before).HasMaxLength(int.MaxValue);
        builder.Property(p => p.After).HasMaxLength(int.MaxValue);
        builder.Property(p => p.Reason).HasMaxLength(2000);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.OrganisationId, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.State, p.CreatedAt, p.Id });
        DirectoryIndexes.ByCreation(builder);
        builder.Ignore(p => p.Acts);
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("Memberships");
        builder.Property(m => m.Country!).IsCode(2);
        builder.Property(m => m.Network).IsCode();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        // Two at once cannot both note the same one.
        builder.HasIndex(m => new { m.OrganisationId, m.Network }).IsUnique().HasFilter("[OrganisationId] IS NOT NULL AND [Until] IS NULL");
        builder.HasIndex(m => new { m.Country, m.Network }).IsUnique().HasFilter("[Country] IS NOT NULL AND [Until] IS NULL");
        builder.HasIndex(m => new { m.Network, m.CreatedAt, m.Id });
        DirectoryIndexes.ByCreation(builder);
        builder.Ignore(m => m.Acts);
    }
}

internal sealed class ConstituentConfiguration : IEntityTypeConfiguration<Constituent>
{
    public void Configure(EntityTypeBuilder<Constituent> builder)
    {
        builder.ToTable("Constituents");
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Country!).IsCode(2);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.OrganisationId, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.OrganisationId, c.Name }).IsUnique().HasFilter("[RetiredAt] IS NULL");
        builder.Ignore(c => c.Acts);
    }
}

/// <summary>What the lists of the directory page by.</summary>
internal static class DirectoryIndexes
{
    public static void ByCreation<T>(EntityTypeBuilder<T> builder)
        where T : Domain.Common.Entity =>
        builder.HasIndex(e => new { e.CreatedAt, e.Id });
}
